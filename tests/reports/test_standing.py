"""The census kept in memory tells what a fresh one tells, whatever was written since."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base import audit
from chibo.base.models import AuditEntry
from chibo.base.once import reading
from chibo.register.actions import correct_person, found_organisation, open_membership
from chibo.register.models import Membership, Person
from chibo.reports.queries.statistics import DIMENSIONS, asked, forget, grid, standing, turnover
from tests.factories import MONDAY, PersonFactory, actor
from tests.reports.test_statistics import FIRST, History, branch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
JoinedBy = Membership.JoinedBy


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every unit counts as large."""
    monkeypatch.setattr(standing, "LARGE", 0)


def told(top: Organisation) -> list[object]:
    days = (FIRST + timedelta(days=600), MONDAY)
    tables = [grid(actor(), asked(top, day, rows=rows, columns="don-vi")) for day in days for rows in DIMENSIONS
              if rows != "don-vi"]  # fmt: skip
    return [*tables, turnover(actor(), top, date(2016, 1, 1), date(2016, 12, 31))]


def agrees_with_a_recount(top: Organisation) -> bool:
    kept = told(top)
    forget()
    return kept == told(top)


def written(top: Organisation, chain: str) -> None:
    audit.record(actor=actor(), on=MONDAY, action="register.something", subject=top, chain=chain)


def test_what_is_kept_is_what_a_small_unit_reads_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    top, cells = branch()
    for seed in range(12):
        History(Random(seed), cells).live()
    fresh = told(top)
    monkeypatch.setattr(standing, "LARGE", 0)
    assert told(top) == fresh


@pytest.mark.usefixtures("large")
def test_acts_of_a_cell_are_seen_at_the_next_look() -> None:
    top, cells = branch()
    for seed in range(6):
        History(Random(seed), cells).live()
    told(top)
    person = PersonFactory.create(organisation=cells[1], birth="1990-02-03", sex="male")
    day = date(2017, 3, 1)
    open_membership(actor=actor(), on=MONDAY, person=person, organisation=cells[1], starts_on=day,
                    joined_by=JoinedBy.TRANSFER_IN, joined_from="Chi bộ khác")  # fmt: skip
    assert agrees_with_a_recount(top)
    correct_person(actor=actor(), on=MONDAY, person=person, changes={"ethnicity": "Thái"}, proof="Giấy khai sinh",
                   decided_by="Chi bộ")  # fmt: skip
    assert agrees_with_a_recount(top)
    assert "Thái" in {line.name for line in grid(actor(), asked(cells[1], MONDAY, rows="dan-toc")).lines}


@pytest.mark.usefixtures("large")
def test_somebody_who_went_elsewhere_is_read_anew_everywhere() -> None:
    """A correction stands in the log of the unit where the person is; the spells of another unit are theirs too."""
    top, cells = branch()
    person = PersonFactory.create(organisation=cells[0], sex="")
    first = Membership.objects.create(person=person, organisation=cells[0], starts_on=FIRST, joined_by=JoinedBy.OPENING)
    told(top)
    first.ends_on, first.left_by = date(2016, 5, 5), "transfer_out"
    first.save()
    Membership.objects.create(person=person, organisation=cells[2], starts_on=date(2016, 5, 5),
                              joined_by=JoinedBy.TRANSFER_IN)  # fmt: skip
    Person.objects.filter(pk=person.pk).update(organisation=cells[2], scope_key=cells[2].scope_key, sex="male")
    written(top, str(cells[2].uid))
    assert agrees_with_a_recount(top)


@pytest.mark.usefixtures("large")
def test_an_act_on_the_tree_or_of_the_installation_has_everybody_read_anew() -> None:
    top, _ = branch()
    told(top)
    new = found_organisation(actor=actor(), on=MONDAY, name="Chi bộ Mẫu mới", kind="grassroots_cell", parent=top)
    person = PersonFactory.create(organisation=new)
    Membership.objects.create(person=person, organisation=new, starts_on=FIRST, joined_by=JoinedBy.OPENING)
    written(top, audit.INSTALLATION)
    assert agrees_with_a_recount(top)


@pytest.mark.usefixtures("large")
def test_another_database_under_the_running_program_is_noticed() -> None:
    top, cells = branch()
    for _ in range(3):
        written(top, str(top.uid))
    told(top)
    person = PersonFactory.create(organisation=cells[0])
    Membership.objects.create(person=person, organisation=cells[0], starts_on=FIRST, joined_by=JoinedBy.OPENING)
    AuditEntry.objects.update(hash="f" * 64)
    assert agrees_with_a_recount(top)


@pytest.mark.usefixtures("large")
def test_a_second_look_reads_nobody() -> None:
    top, cells = branch()
    for seed in range(6):
        History(Random(seed), cells).live()
    question = asked(top, MONDAY, rows="tuoi-dang", columns="dien")
    grid(actor(), question)
    written(top, str(cells[0].uid))
    with CaptureQueriesContext(connection) as after_an_act:
        grid(actor(), question)
    with CaptureQueriesContext(connection) as again, reading():
        grid(actor(), question)
    assert (len(again), len(after_an_act)) <= (4, 10)
    assert "register_admission" not in " ".join(one["sql"] for one in again)
