"""Figures of a past day are told the same after units were moved, merged and renamed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.development.models import DevelopmentCase, Step
from chibo.register import actions, tree
from chibo.register.actions import Decision
from chibo.register.models import Membership, Organisation
from chibo.reports.periods import Sort, calendar_period
from chibo.reports.queries import people_of_target, progress, progress_below
from chibo.reports.queries.prose.facts import facts_of
from chibo.reports.queries.statistics import DIMENSIONS, asked, forget, grid, standing, turnover
from chibo.reviews.models import AwarenessActivity, Commendation, PartyBadge, Target, Title, YearReview
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    EmploymentFactory,
    KindFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    WorkplaceFactory,
    actor,
    member,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
DAY, EVE = date(2018, 3, 1), date(2018, 2, 28)
DECISION = Decision(number="12-QĐ/ĐU", decided_on=date(2018, 2, 20), decided_by="Đảng ủy Mẫu")


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    forget()
    yield
    forget()


@dataclass(frozen=True, slots=True)
class Places:
    """A committee, two chapters, and two cells under the first; four members in the one, five in the other."""

    top: Organisation
    first: Organisation
    second: Organisation
    one: Organisation
    two: Organisation

    @property
    def all(self) -> tuple[Organisation, ...]:
        return tuple(
            Organisation.objects.get(pk=one.pk) for one in (self.top, self.first, self.second, self.one, self.two)
        )


@pytest.fixture
def places() -> Places:
    chapter = KindFactory.create(code="grassroots_chapter", name="Đảng bộ cơ sở", is_cell=False)
    top = OrganisationFactory.create(kind=chapter, name="Đảng bộ Mẫu", scope_key="0001")
    first, second = (
        OrganisationFactory.create(kind=chapter, name=f"Đảng bộ Mẫu {name}", parent=top, scope_key=f"0001000{name}")
        for name in (1, 2)
    )
    one, two = (
        OrganisationFactory.create(name=f"Chi bộ Mẫu {name}", parent=first, scope_key=f"00010001000{name}")
        for name in (1, 2)
    )
    for cell, many in ((one, 4), (two, 5)):
        workplace = WorkplaceFactory.create(organisation=cell)
        for number in range(many):
            person = member(cell, f"Vì Mẫu {cell.pk} {number}")
            EmploymentFactory.create(person=person, workplace=workplace)
        case = DevelopmentCase.objects.create(
            person=person, organisation=cell, scope_key=cell.scope_key, opened_on=date(2017, 1, 9)
        )
        Step.objects.create(case=case, kind="source_added", on=date(2017, 1, 9))
    for place in (top, *(first, second, one, two)):
        actions.follow_keys(actor=actor(), on=MONDAY, organisation=place)
    return Places(top, first, second, one, two)


def told(places: Places) -> list[object]:
    """What reports tell of the day before, with the names of that day; never a row itself, which may be another."""
    found: list[object] = []
    for unit in places.all:
        for rows in DIMENSIONS:
            table = grid(actor(), asked(unit, EVE, rows=rows))
            found.append([(line.name, line.counts) for line in (*table.lines, table.sums)])
        half = turnover(actor(), unit, date(2017, 7, 1), date(2017, 12, 31))
        found.append([(line.name, line.opening, dict(line.came), dict(line.left), line.listed) for line in half.shown])
        facts = facts_of(actor(), unit, calendar_period(Sort.QUARTER, EVE), EVE)
        found.append((facts.members, facts.staff, facts.road))
    return found


def change(places: Places) -> None:
    """Rename one, move a chapter's cell away, merge the other cell into a new one, move the chapter itself."""
    said = {"actor": actor(), "on": MONDAY, "decision": DECISION}
    top, first, second, one, two = places.all
    actions.rename_organisation(**said, organisation=first, name="Đảng bộ Mẫu Đổi Tên", day=DAY)  # type: ignore[arg-type]
    actions.move_organisation(**said, organisation=one, parent=second, day=DAY)  # type: ignore[arg-type]
    new = actions.found_organisation(
        actor=actor(), on=MONDAY, name="Chi bộ Mẫu Mới", kind="subordinate_cell", parent=first, starts_on=DAY
    )
    actions.merge_organisations(**said, units=[two], into=new, day=DAY)  # type: ignore[arg-type]
    other = OrganisationFactory.create(kind=top.kind, name="Đảng bộ Mẫu Khác", scope_key="0002")
    actions.move_organisation(**said, organisation=second, parent=other, day=date(2018, 4, 2))  # type: ignore[arg-type]


@pytest.mark.parametrize("large", [3_000, 0])
def test_the_day_before_is_told_the_same(places: Places, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(standing, "LARGE", large)
    before = told(places)
    change(places)
    assert tree.has_moved_since(EVE)
    assert told(places) == before


def test_the_day_itself_is_told_by_the_new_tree(places: Places) -> None:
    change(places)
    top, first, second, one, _ = places.all
    rows = {
        unit.name: [(line.name, line.counts[-1]) for line in grid(actor(), asked(unit, MONDAY, rows="don-vi")).lines]
        for unit in (top, first, second, one)
    }
    assert rows == {
        "Đảng bộ Mẫu": [("Đảng bộ Mẫu Đổi Tên", 5)],
        "Đảng bộ Mẫu Đổi Tên": [("Chi bộ Mẫu Mới", 5)],
        "Đảng bộ Mẫu 2": [("Chi bộ Mẫu 1", 4)],
        "Chi bộ Mẫu 1": [("Chi bộ Mẫu 1", 4)],
    }


# ---------------------------------------------------------------------- what was promised, judged and honoured


def honour(places: Places) -> None:
    """Give each cell an admission, titles, a year known as totals, a commendation, awareness work, a badge, a count."""
    metrics = Target.Metric
    term = TermFactory.create(organisation=places.top, starts_on=date(2016, 1, 4), ends_on=date(2021, 1, 4))
    for unit in (places.first, places.second, places.one, places.two):
        for metric, base in (
            (metrics.ADMISSIONS, ""),
            (metrics.WOMEN_SHARE, "admitted"),
            (metrics.MEMBER_SHARE, "staff"),
            (metrics.SOURCES, ""),
            (metrics.GOOD_SHARE, "rated"),
            (metrics.TITLES, ""),
        ):
            Target.objects.create(term=term, unit=unit, metric=metric, base=base, value=50)
    for number, one in enumerate((places.one, places.two), 1):
        day = date(2017, 5, number)
        person = PersonFactory.create(organisation=one)
        AdmissionFactory.create(person=person, ceremony_on=day, decided_on=day, official_on=None, recognised_on=None)
        MembershipFactory.create(person=person, starts_on=day, joined_by=Membership.JoinedBy.ADMISSION)
        YearReview.objects.create(organisation=one, year=2017, rated_total=6 + number, good_total=number)
        Title.objects.create(organisation=one, year=2017, sort=Title.Sort.CLEAN_AND_STRONG, name="Trong sạch")
        january = date(2018, 1, 8 + number)
        for whom in (None, person):
            Commendation.objects.create(
                person=whom,
                organisation=one,
                form="certificate",
                occasion="year",
                decided_on=january,
                year=2017,
                merit="Việc tốt",
            )
        AwarenessActivity.objects.create(organisation=one, sort="talk", topic="Mẫu", on=january, others=number)
        PartyBadge.objects.create(
            person=person, organisation=one, years=30, basis="full", given_on=date(2018, 2, number)
        )
        actions.count_staff(
            actor=actor(),
            on=MONDAY,
            workplace=one.workplaces.get(),
            day=date(2018, 1, 2),
            staff=20 + number,
            members=7,
            source="Báo cáo Mẫu",
        )
    for place in places.all:
        actions.follow_keys(actor=actor(), on=MONDAY, organisation=place)


def promised(places: Places, on: date) -> list[object]:
    """Every target of every unit on a day with the lists behind it, and what was done in the quarter."""
    told: list[object] = []
    for unit in places.all[:5]:
        for one in progress(actor(), unit, on):
            told.append((one.target.unit_id, one.metric, one.part, one.base, one.state))
            if one.opens:
                rows = people_of_target(actor(), one.target, on).rows
                told.append(sorted(row.name for row in rows))
        facts = facts_of(actor(), unit, calendar_period(Sort.QUARTER, on), on)
        told.append((facts.works, facts.staff))
    table = progress_below(actor(), places.top, on)
    return [*told, [(row.unit.name, [cell and (cell.part, cell.base) for cell in row.cells]) for row in table.rows]]


def test_promises_and_honours_of_the_day_before_are_told_the_same(places: Places) -> None:
    honour(places)
    before = promised(places, EVE)
    change(places)
    assert promised(places, EVE) == before


def test_promises_and_honours_of_the_day_itself_go_by_the_new_tree(places: Places) -> None:
    honour(places)
    change(places)
    _, first, second, one, two = places.all
    told = {
        unit.pk: {found.metric: (found.part, found.base) for found in progress(actor(), unit, MONDAY)}
        for unit in (first, second, one, two)
    }
    assert told[second.pk] == told[one.pk]  # the cell moved under the second chapter, with everything it did
    assert told[second.pk]["member_share"] == (7, 21)
    assert told[second.pk]["sources"] == (1, None)
    assert told[first.pk]["admissions"] == (1, None)  # the cell that was merged stays where it was
    assert told[first.pk]["titles"] == (1, None)
    works = facts_of(actor(), second, calendar_period(Sort.QUARTER, DAY), date(2018, 3, 31)).works
    assert (works.commended_people, works.commended_units, works.awareness.activities) == (1, 1, 1)
    assert works.badges == {30: 1}
