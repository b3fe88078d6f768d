"""Grids and turnover: they add up for any history, the past stays as it was, and few people are not given away."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.base.once import reading
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.law.calendar import age_on
from chibo.register.models import Membership, Person
from chibo.register.queries import members_on
from chibo.reports.bands import bands, latest_start
from chibo.reports.queries.statistics import DIMENSIONS, Grid, Turnover, asked, grid, people_of, turnover
from tests.factories import MONDAY, AdmissionFactory, OrganisationFactory, PersonFactory, actor, member, stranger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.register.models import Organisation

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
FIRST, SPAN = date(2014, 1, 1), 2000
DAYS = st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days=days))


def branch() -> tuple[Organisation, list[Organisation]]:
    kind = OrganisationFactory.create(scope_key="z000").kind
    above = type(kind).objects.create(code="chapter", name="Đảng bộ", is_cell=False)
    top = OrganisationFactory.create(name="Đảng bộ Mẫu", kind=above, scope_key="a001")
    cells = [OrganisationFactory.create(name=f"Chi bộ {n}", parent=top, scope_key=f"a001b00{n}") for n in range(1, 4)]
    return top, cells


# --- any history


class History:
    """Writes the lives of a few members: admitted or there from the start, moved between units, gone in some way."""

    def __init__(self, luck: Random, units: list[Organisation], *, after: date | None = None) -> None:
        self.luck, self.units, self.after = luck, units, after

    def day(self) -> date:
        start = self.after or FIRST
        return start + timedelta(days=self.luck.randint(1, SPAN))

    def live(self) -> None:
        person = PersonFactory.create(sex=self.luck.choice(["male", "female", ""]))
        days = sorted({self.day() for _ in range(self.luck.randint(1, 4))})
        unit = self.luck.choice(self.units)
        how = self.luck.choice([JoinedBy.ADMISSION, JoinedBy.OPENING, JoinedBy.TRANSFER_IN])
        if how == JoinedBy.ADMISSION:
            self.admitted(person, days[0])
        for place, day in enumerate(days):
            last = place == len(days) - 1
            ends = None if last else days[place + 1]
            Membership.objects.create(
                person=person,
                organisation=unit,
                starts_on=day,
                ends_on=ends,
                joined_by=how,
                left_by="" if last else LeftBy.TRANSFER_OUT,
            )
            unit, how = self.luck.choice(self.units), JoinedBy.TRANSFER_IN
        self.leave(person)

    def admitted(self, person: Person, day: date) -> None:
        again = self.luck.random() < 0.2
        AdmissionFactory.create(
            person=person, decided_on=day - timedelta(days=9), ceremony_on=day, is_readmission=again,
            official_on=None, recognised_on=None,
        )  # fmt: skip

    def leave(self, person: Person) -> None:
        spell = Membership.objects.get(person=person, ends_on=None)
        if self.luck.random() < 0.4:
            spell.ends_on = spell.starts_on + timedelta(days=self.luck.randint(1, 400))
            spell.left_by = self.luck.choice(LeftBy.values)
            spell.save()

    def merge(self, day: date) -> None:
        """The first unit ends; whoever is there that day goes on in the last one, and comes there by transfer."""
        gone, into = self.units[0], self.units[-1]
        for spell in Membership.objects.filter(organisation=gone, ends_on=None, starts_on__lt=day):
            spell.ends_on, spell.left_by = day, LeftBy.TRANSFER_OUT
            spell.save()
            Membership.objects.create(
                person=spell.person, organisation=into, starts_on=day, joined_by=JoinedBy.TRANSFER_IN
            )
        gone.ends_on = day
        gone.save()
        self.units = self.units[1:]

    def leave_later(self, day: date) -> None:
        """Somebody still there leaves after a day, by a late entry."""
        for spell in Membership.objects.filter(ends_on=None, starts_on__lte=day)[:2]:
            spell.ends_on = day + timedelta(days=self.luck.randint(1, 400))
            spell.left_by = self.luck.choice(LeftBy.values)
            spell.save()


@contextmanager
def thrown_away() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), first=DAYS, more=st.integers(0, 700))
def test_start_and_in_less_out_is_the_end_for_every_unit_and_the_sum(seed: int, first: date, more: int) -> None:
    with thrown_away():
        top, cells = branch()
        luck = Random(seed)
        story = History(luck, list(cells))
        for _ in range(8):
            story.live()
        last = first + timedelta(days=more)
        story.merge(first + timedelta(days=luck.randint(1, 700)))
        told = turnover(actor(), top, first, last)
        assert all(line.agrees for line in (*told.lines, told.total))
        assert told.total.listed == sum(members_on(unit, last).count() for unit in cells)
        each = [turnover(actor(), unit, first, last).total for unit in cells]
        assert told.total.closing == sum(one.closing for one in each)
        assert told.total.left == sum((Counter(one.left) for one in each), Counter())
        assert told.total.opening == sum(one.opening for one in each)
        assert Counter(told.total.came) == sum((Counter(one.came) for one in each), Counter())
        split = first + timedelta(days=more // 2)
        begun, ended = turnover(actor(), top, first, split), turnover(actor(), top, split + timedelta(days=1), last)
        assert begun.total.closing == ended.total.opening


@pytest.mark.django_db
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), day=DAYS)
def test_what_happens_later_leaves_the_past_as_it_was(seed: int, day: date) -> None:
    with thrown_away():
        top, cells = branch()
        luck = Random(seed)
        story = History(luck, cells)
        for _ in range(8):
            story.live()
        before = told_of(top, day)
        later = History(luck, cells, after=day)
        for _ in range(4):
            later.live()
        later.leave_later(day)
        later.merge(day + timedelta(days=luck.randint(1, 300)))
        assert told_of(top, day) == before


@pytest.mark.django_db
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6), day=DAYS)
def test_only_a_correction_or_a_late_entry_changes_the_past(seed: int, day: date) -> None:
    with thrown_away():
        _, cells = branch()
        luck, unit = Random(seed), cells[0]
        for n in range(6):
            person = PersonFactory.create(organisation=unit, sex="male" if n else "")
            start = day - timedelta(days=luck.randint(30, 900))
            Membership.objects.create(person=person, organisation=unit, starts_on=start, joined_by=JoinedBy.OPENING)
        eve = day - timedelta(days=10)
        before = by_value(unit, day, "gioi-tinh")
        late = PersonFactory.create(organisation=unit, sex="female")
        Membership.objects.create(person=late, organisation=unit, starts_on=eve, joined_by=JoinedBy.TRANSFER_IN)
        assert by_value(unit, eve - timedelta(days=1), "gioi-tinh") == before
        assert by_value(unit, day, "gioi-tinh") == {**before, "nữ": 1}
        moved = turnover(actor(), unit, eve, day).total
        assert (moved.opening, moved.came, moved.closing) == (6, {JoinedBy.TRANSFER_IN: 1}, 7)
        Person.objects.filter(sex="").update(sex="male")
        assert by_value(unit, day, "gioi-tinh") == {"nữ": 1, "nam": 6}


def by_value(unit: Organisation, day: date, rows: str) -> dict[str, int | None]:
    return {line.name: line.counts[0] for line in grid(actor(), asked(unit, day, rows=rows)).lines}


def told_of(top: Organisation, day: date) -> tuple[Turnover, list[Grid]]:
    tables = [grid(actor(), asked(top, day, rows=rows, columns="don-vi")) for rows in DIMENSIONS if rows != "don-vi"]
    return turnover(actor(), top, FIRST, day), tables


# --- the grid


@pytest.mark.django_db
def test_a_grid_of_the_sample_adds_up(sample: Organisation) -> None:
    found = grid(actor(), asked(sample, MONDAY, rows="tuoi-doi", columns="gioi-tinh"))
    assert found.columns == ("nữ", "nam")
    assert [(line.name, line.counts[-1]) for line in found.lines] == [
        ("18–30 tuổi", 6),
        ("31–35 tuổi", 7),
        ("36–40 tuổi", 4),
        ("41–45 tuổi", 3),
        ("46–50 tuổi", 2),
        ("51–55 tuổi", 1),
    ]
    assert found.sums.counts == (13, 10, 23)
    assert (found.total, found.twice, found.is_hidden) == (23, 0, False)
    standing = grid(actor(), asked(sample, MONDAY, rows="dien"))
    assert [(line.name, line.counts) for line in standing.lines] == [("chính thức", (21,)), ("dự bị", (2,))]
    women = asked(sample, MONDAY, rows="dien", filters=("gioi-tinh:female",))
    assert grid(actor(), women).total == 13
    assert grid(actor(), women).filters == ("Giới tính: nữ",)


@pytest.mark.django_db
def test_every_count_opens_exactly_its_people(sample: Organisation) -> None:
    for rows, columns in (("tuoi-doi", "gioi-tinh"), ("tuoi-dang", "dien"), ("dan-toc", ""), ("nam-vao-dang", "doan")):
        question = asked(sample, MONDAY, rows=rows, columns=columns)
        for line in (*grid(actor(), question).lines, grid(actor(), question).sums):
            for cell in line.cells:
                assert len(people_of(actor(), question, cell.row, cell.column).shown) == cell.count


@pytest.mark.django_db
@settings(max_examples=10, deadline=None)
@given(births=st.lists(st.dates(date(1940, 1, 1), date(2005, 12, 31)), max_size=8), on=DAYS)
def test_the_bands_count_ages_as_the_law_does(births: list[date], on: date) -> None:
    with thrown_away():
        unit = OrganisationFactory.create()
        for birth in [*births, date(1980, 2, 29)]:
            person = PersonFactory.create(organisation=unit, birth=birth.isoformat())
            Membership.objects.create(person=person, organisation=unit, starts_on=FIRST, joined_by=JoinedBy.OPENING)
        vague = PersonFactory.create(organisation=unit, birth="1980")
        Membership.objects.create(person=vague, organisation=unit, starts_on=FIRST, joined_by=JoinedBy.OPENING)
        told = {line.name: line.counts[0] for line in grid(actor(), asked(unit, on, rows="tuoi-doi")).lines}
        wanted = Counter(
            next(
                (f"{band.name} tuổi" for band in bands()["age"] if band.first <= age <= (band.last or age)), "chưa ghi"
            )
            for age in (age_on(birth, on) for birth in [*births, date(1980, 2, 29)])
        )
        wanted["chưa ghi"] += 1
        assert told == wanted


def band_of(age: int) -> str:
    found = (f"{band.name} tuổi" for band in bands()["age"] if band.first <= age <= (band.last or age))
    return next(found, "chưa ghi")


@given(years=st.integers(1, 80), on=st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_the_latest_start_is_the_last_day_with_so_many_full_years(years: int, on: date) -> None:
    day = latest_start(years, on)
    assert age_on(day, on) >= years > age_on(day + timedelta(days=1), on)


@pytest.mark.django_db
def test_party_age_counts_from_the_decision_and_only_for_official_members() -> None:
    unit = OrganisationFactory.create()
    for official in (date(2013, 11, 19), None):
        person = PersonFactory.create(organisation=unit)
        AdmissionFactory.create(
            person=person, decided_on=date(2013, 5, 21), official_on=official, recognised_on=official
        )
        Membership.objects.create(person=person, organisation=unit, starts_on=FIRST, joined_by=JoinedBy.OPENING)
    eve = grid(actor(), asked(unit, date(2018, 5, 20), rows="tuoi-dang"))
    day = grid(actor(), asked(unit, date(2018, 5, 21), rows="tuoi-dang"))
    assert [(line.name, line.counts) for line in eve.lines] == [("0–4 năm", (1,)), ("chưa ghi", (1,))]
    assert [(line.name, line.counts) for line in day.lines] == [("5–9 năm", (1,)), ("chưa ghi", (1,))]


@pytest.mark.django_db
def test_somebody_in_two_units_at_once_is_noticed() -> None:
    top, cells = branch()
    person = PersonFactory.create()
    Membership.objects.create(person=person, organisation=cells[0], starts_on=FIRST, joined_by=JoinedBy.OPENING)
    Membership.objects.create(
        person=person, organisation=cells[1], starts_on=FIRST, ends_on=MONDAY, joined_by=JoinedBy.OPENING
    )
    assert grid(actor(), asked(top, date(2015, 5, 4), rows="don-vi")).twice == 1
    assert grid(actor(), asked(top, MONDAY, rows="don-vi")).twice == 0


# --- who may look, and at what


@pytest.mark.django_db
def test_above_the_cell_few_people_are_hidden_and_their_list_is_empty() -> None:
    top, cells = branch()
    for sex, many in (("female", 5), ("male", 2)):
        for _ in range(many):
            person = PersonFactory.create(organisation=cells[0], sex=sex)
            Membership.objects.create(person=person, organisation=cells[0], starts_on=FIRST, joined_by=JoinedBy.OPENING)
    question = asked(top, MONDAY, rows="gioi-tinh")
    found = grid(actor(), question)
    assert [line.counts for line in (*found.lines, found.sums)] == [(None,), (None,), (7,)]
    assert found.is_hidden
    assert people_of(actor(), question, "male", "*").shown == ()
    assert len(people_of(actor(), question, "*", "*").shown) == 7
    men = grid(actor(), asked(top, MONDAY, rows="dien", filters=("gioi-tinh:male",)))
    assert (men.shown_total, [line.counts for line in men.lines]) == (None, [(None,)])
    below = grid(actor(), asked(cells[0], MONDAY, rows="gioi-tinh"))
    assert [line.counts for line in below.lines] == [(5,), (2,)]


@pytest.mark.django_db
def test_a_stranger_and_a_wrong_question_are_refused() -> None:
    top, _ = branch()
    question = asked(top, MONDAY, rows="don-vi")
    for ask in (
        lambda: grid(stranger(), question),
        lambda: people_of(stranger(), question, "*", "*"),
        lambda: turnover(stranger(), top, FIRST, MONDAY),
    ):
        with pytest.raises(NotYoursError):
            ask()
    with pytest.raises(FaultyError) as told:
        asked(top, MONDAY, rows="suy-nghi", filters=("x:y",))
    assert [fault.field for fault in told.value.faults] == ["hang", "loc"]
    with pytest.raises(FaultyError, match="cùng một tiêu chí"):
        asked(top, MONDAY, rows="dien", columns="dien")


@pytest.mark.django_db
def test_more_people_and_units_ask_no_more_questions() -> None:
    top, cells = branch()

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked_of, reading():
            grid(actor(), asked(top, MONDAY, rows="don-vi", columns="dien"))
            turnover(actor(), top, FIRST, MONDAY)
        return len(asked_of)

    story = History(Random(1), cells[:1])
    story.live()
    few = questions()
    story.units = cells
    for _ in range(12):
        story.live()
    assert questions() == few <= 13


@pytest.mark.django_db
def test_people_are_listed_only_where_the_actor_may_see_people() -> None:
    top, cells = branch()
    for number in range(4):
        member(cells[0], f"Lò Mẫu {number}")
    question = asked(top, MONDAY, rows="gioi-tinh")
    seen = people_of(actor(scope_key="a001"), question, "*", "*")
    assert (seen.count, len(seen.shown), seen.unseen) == (4, 4, 0)
    only_here = people_of(actor(scope_key="a001", below=False), question, "*", "*")
    assert (only_here.count, only_here.shown, only_here.unseen) == (4, (), 4)
