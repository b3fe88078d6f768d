"""So many staff of a workplace by a source, its mass organisations, and what they add to the figures of a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.register import actions
from chibo.register.models import StaffCount, Workplace
from chibo.register.queries import head_count
from tests.factories import FOUNDED, MONDAY, Cell, EmploymentFactory, PersonFactory, actor, cell

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2018, 3, 1), date(2018, 4, 2)


@pytest.fixture
def house() -> Cell:
    return cell()


def count(house: Cell, day: date, staff: int, members: int, source: str = "Báo cáo 12/BC-SM") -> StaffCount:
    return actions.count_staff(
        actor=actor(), on=MONDAY, workplace=house.workplace, day=day, staff=staff, members=members, source=source
    )


def heads(house: Cell, on: date) -> tuple[int, int]:
    found = head_count(house.organisation, on)
    return found.staff, found.staff_members


def test_a_count_holds_from_its_day_until_the_next(house: Cell) -> None:
    assert heads(house, MONDAY) == (7, 5)
    count(house, MARCH, 20, 9)
    assert heads(house, date(2018, 2, 28)) == (7, 5)
    assert heads(house, MARCH) == (20, 9)
    count(house, APRIL, 10, 5)
    assert heads(house, date(2018, 4, 1)) == (20, 9)
    found = head_count(house.organisation, MONDAY)
    assert (found.staff, found.staff_members, found.share) == (10, 5, Fraction(1, 2))
    assert [(one.on, one.staff, one.source) for one in found.stated] == [(APRIL, 3, "Báo cáo 12/BC-SM")]


def test_names_that_come_later_are_added_and_names_of_the_day_are_not(house: Cell) -> None:
    count(house, MARCH, 20, 9)
    late = PersonFactory.create(organisation=house.organisation)
    EmploymentFactory.create(person=late, workplace=house.workplace, starts_on=date(2016, 1, 4))
    assert heads(house, MONDAY) == (20, 9)  # one of the thirteen now has a name
    fresh = PersonFactory.create(organisation=house.organisation)
    EmploymentFactory.create(person=fresh, workplace=house.workplace, starts_on=APRIL)
    assert heads(house, date(2018, 4, 1)) == (20, 9)
    assert heads(house, MONDAY) == (21, 9)


def test_a_count_of_fewer_than_are_named_adds_nothing(house: Cell) -> None:
    count(house, MARCH, 4, 1)
    assert heads(house, MONDAY) == (7, 5)
    assert head_count(house.organisation, MONDAY).stated == ()


def test_more_members_than_staff_are_not_added(house: Cell) -> None:
    count(house, MARCH, 8, 8)
    assert heads(house, MONDAY) == (8, 6)


def test_a_count_ends_with_its_organisation(house: Cell) -> None:
    count(house, MARCH, 20, 9)
    house.organisation.ends_on = APRIL
    house.organisation.save()
    assert heads(house, date(2018, 4, 1)) == (20, 9)
    assert head_count(house.organisation, APRIL).unnamed == 0


def test_everything_wrong_with_a_count_is_told_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as told:
        count(house, date(2018, 5, 22), 5, 6, "  ")
    assert {fault.field for fault in told.value.faults} == {"day", "members", "source"}
    with pytest.raises(FaultyError) as told:
        count(house, date(2009, 1, 1), -1, -1)
    assert {fault.field for fault in told.value.faults} == {"day", "staff", "members"}
    count(house, MARCH, 20, 9)
    with pytest.raises(FaultyError, match="Đã có số của ngày 1-3-2018"):
        count(house, MARCH, 21, 9)


def test_a_count_is_set_right_and_taken_out_with_a_reason(house: Cell) -> None:
    row = count(house, MARCH, 52, 9)
    said = {"actor": actor(), "on": MONDAY, "count": row, "day": MARCH, "members": 9, "source": row.source}
    with pytest.raises(FaultyError) as told:
        actions.correct_staff_count(**said, staff=52, reason="")  # type: ignore[arg-type]
    assert {fault.field for fault in told.value.faults} == {"reason", "staff"}
    actions.correct_staff_count(**said, staff=25, reason="Gõ nhầm")  # type: ignore[arg-type]
    assert heads(house, MONDAY) == (25, 9)
    last = AuditEntry.objects.latest("pk")
    assert (last.action, last.changes, last.reason) == ("register.correct_staff_count", {"staff": [52, 25]}, "Gõ nhầm")
    with pytest.raises(FaultyError):
        actions.take_back_staff_count(actor=actor(), on=MONDAY, count=row, reason=" ")
    actions.take_back_staff_count(actor=actor(), on=MONDAY, count=row, reason="Của cơ quan khác")
    assert heads(house, MONDAY) == (7, 5)
    assert AuditEntry.objects.latest("pk").changes["members"] == [9, None]


def test_who_only_looks_enters_nothing(house: Cell) -> None:
    reader = actor(Permission.VIEW_PEOPLE)
    with pytest.raises(NotAllowedError):
        actions.count_staff(
            actor=reader, on=MONDAY, workplace=house.workplace, day=MARCH, staff=1, members=0, source="Ai đó"
        )
    with pytest.raises(NotAllowedError):
        actions.open_mass_body(
            actor=reader, on=MONDAY, workplace=house.workplace, sort="youth_union", starts_on=FOUNDED
        )


def test_the_marks_that_the_law_asks_follow_the_mass_organisations(house: Cell) -> None:
    said = {"actor": actor(), "on": MONDAY, "workplace": house.workplace, "sort": "youth_union"}
    assert not house.workplace.has_youth_union
    body = actions.open_mass_body(**said, starts_on=FOUNDED, name="Chi đoàn Mẫu", ground="QĐ 3")  # type: ignore[arg-type]
    assert Workplace.objects.get().has_youth_union
    with pytest.raises(FaultyError, match="đã ghi trong thời gian đó"):
        actions.open_mass_body(**said, starts_on=MARCH, name="Chi đoàn Mẫu")  # type: ignore[arg-type]
    with pytest.raises(FaultyError):
        actions.close_mass_body(actor=actor(), on=MONDAY, body=body, ends_on=date(2018, 6, 1))
    actions.close_mass_body(actor=actor(), on=MONDAY, body=body, ends_on=MARCH)
    assert not Workplace.objects.get().has_youth_union
    with pytest.raises(FaultyError, match="từ trước"):
        actions.close_mass_body(actor=actor(), on=MONDAY, body=body, ends_on=MARCH)
    actions.open_mass_body(**said, starts_on=MARCH, name="Chi đoàn Mẫu")  # type: ignore[arg-type]
    actions.take_back_mass_body(actor=actor(), on=MONDAY, body=house.workplace.mass_bodies.last(), reason="Nhầm")  # type: ignore[arg-type]
    assert not Workplace.objects.get().has_youth_union


def test_a_mark_without_days_is_denied_but_no_dated_one(house: Cell) -> None:
    said = {"actor": actor(), "on": MONDAY, "workplace": house.workplace}
    assert house.workplace.has_trade_union
    actions.deny_mass_body(**said, sort="trade_union")  # type: ignore[arg-type]
    assert not Workplace.objects.get().has_trade_union
    for sort in ("trade_union", "women", "gì đó"):
        with pytest.raises(FaultyError):
            actions.deny_mass_body(**said, sort=sort)  # type: ignore[arg-type]
    actions.open_mass_body(**said, sort="trade_union", starts_on=MARCH)  # type: ignore[arg-type]
    with pytest.raises(FaultyError, match="đã ghi ngày thành lập"):
        actions.deny_mass_body(**said, sort="trade_union")  # type: ignore[arg-type]
