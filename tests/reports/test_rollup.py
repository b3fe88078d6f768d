"""The units under a committee: counts that add up, an order that keeps its place, pages that go on."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.refusal import NotYoursError
from chibo.development.models import DevelopmentCase
from chibo.register.models import OrganisationKind, Person
from chibo.reports.queries import rollup as module
from chibo.reports.queries.rollup import rollup
from chibo.reports.queries.statistics import turnover
from tests.factories import (
    MONDAY,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    WorkplaceFactory,
    actor,
    member,
    stranger,
)

if TYPE_CHECKING:
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Organisation:
    """A committee with a chapter of two cells, and a cell of its own."""
    above = OrganisationKind.objects.create(code="chapter", name="Đảng bộ", is_cell=False)
    made = OrganisationFactory.create(name="Đảng bộ tỉnh", kind=above, scope_key="b001")
    chapter = OrganisationFactory.create(name="Đảng bộ xã", kind=above, parent=made, scope_key="b0010001")
    filled(OrganisationFactory.create(name="Chi bộ 1", parent=chapter, scope_key="b00100010001"), members=3, staff=4)
    filled(OrganisationFactory.create(name="Chi bộ 2", parent=chapter, scope_key="b00100010002"), members=2, staff=3)
    filled(OrganisationFactory.create(name="Chi bộ 3", parent=made, scope_key="b0010002"), members=6, staff=6, roads=2)
    return made


def filled(unit: Organisation, *, members: int, staff: int, roads: int = 0) -> None:
    workplace = WorkplaceFactory.create(organisation=unit)
    people = [member(unit) for _ in range(members)] + [
        PersonFactory.create(organisation=unit) for _ in range(staff - members)
    ]
    for person in people:
        EmploymentFactory.create(person=person, workplace=workplace)
    for number in range(roads):
        DevelopmentCase.objects.create(
            person=PersonFactory.create(organisation=unit),
            organisation=unit,
            scope_key=unit.scope_key,
            opened_on=date(2017, 1, 2),
            next_due=MONDAY - timedelta(days=1 - number),
        )


def test_each_unit_counts_everything_below_it(top: Organisation) -> None:
    found = rollup(actor(), top, MONDAY)
    told = [
        (row.unit.name, row.members, row.staff_members, row.staff, row.on_the_road, row.overdue) for row in found.rows
    ]
    assert told == [("Đảng bộ xã", 5, 5, 7, 0, 0), ("Chi bộ 3", 6, 6, 6, 2, 1)]
    assert (found.total.members, found.total.staff, found.units) == (11, 13, 2)
    assert found.total.members == turnover(actor(), top, MONDAY, MONDAY).total.listed


def test_units_in_the_order_asked_for_and_page_after_page(top: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [row.unit.name for row in rollup(actor(), top, MONDAY, order="qua-han").rows] == ["Chi bộ 3", "Đảng bộ xã"]
    by_share = rollup(actor(), top, MONDAY, order="ty-le").rows
    assert [(row.unit.name, row.share) for row in by_share] == [("Đảng bộ xã", Fraction(5, 7)), ("Chi bộ 3", 1)]
    assert rollup(actor(), top, MONDAY, order="diem").order == "ten"
    monkeypatch.setattr(module, "PAGE", 1)
    first = rollup(actor(), top, MONDAY)
    second = rollup(actor(), top, MONDAY, after=first.after)
    assert [row.unit.name for row in (*first.rows, *second.rows)] == ["Đảng bộ xã", "Chi bộ 3"]
    assert second.after == ""


def test_the_share_of_complete_records_and_its_order(top: Organisation) -> None:
    Person.objects.update(
        sex="female", birth="1985-05-08", ethnicity="Kinh", schooling="Đại học", theory_level="Sơ cấp"
    )
    thin = Person.objects.filter(organisation__name="Chi bộ 3", memberships__isnull=False).earliest("pk")
    Person.objects.filter(pk=thin.pk).update(birth="1985")
    rows = rollup(actor(), top, MONDAY, order="du-lieu").rows
    told = [(row.unit.name, row.members - row.thin, row.members) for row in rows]
    assert told == [("Chi bộ 3", 5, 6), ("Đảng bộ xã", 5, 5)]


def test_a_stranger_sees_no_unit(top: Organisation) -> None:
    with pytest.raises(NotYoursError):
        rollup(stranger(), top, MONDAY)


def test_more_units_ask_no_more_questions(top: Organisation) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            rollup(actor(), top, MONDAY)
        return len(asked)

    few = questions()
    filled(OrganisationFactory.create(name="Chi bộ 4", parent=top, scope_key="b0010003"), members=1, staff=2, roads=1)
    assert questions() == few <= 9
