"""Persons: names with their keys, corrections that forget nothing, employments."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.register import actions, queries
from chibo.register.models import Person
from tests.factories import MONDAY, Cell, actor, cell, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def test_a_name_is_kept_normal_with_its_keys(house: Cell) -> None:
    person = actions.add_person(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        full_name="  Đỗ  Mẫu\u00a0Lâm ",
        birth="1969-09",
        sex="male",
        identity_number="011069000001",
    )
    person.refresh_from_db()
    assert (person.full_name, person.name_key, person.given_key) == ("Đỗ Mẫu Lâm", "do mau lam", "lam")
    assert str(person.birth) == "1969-09"
    assert person.identity_number == "011069000001"
    assert person.scope_key == house.organisation.scope_key


def test_all_faults_of_a_person_come_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.add_person(
            actor=actor(), on=MONDAY, organisation=house.organisation, full_name=" ", birth="2019-01-01", sex="?"
        )
    assert {fault.field for fault in refused.value.faults} == {"full_name", "birth", "sex"}
    with pytest.raises(FaultyError, match="Ngày không đúng"):
        actions.add_person(
            actor=actor(), on=MONDAY, organisation=house.organisation, full_name="Người Mẫu", birth="1990-02-31"
        )
    assert Person.objects.count() == 7


def test_a_correction_keeps_both_values_the_proof_and_who_decided(house: Cell) -> None:
    actions.correct_person(
        actor=actor(),
        on=MONDAY,
        person=house.y,
        changes={"full_name": "Đặng Mẫu Ỷ", "identity_number": "011095000002"},
        proof="giấy khai sinh bản gốc",
        decided_by="Ban Thường vụ",
    )
    kept = {row.field: (row.old_value, row.new_value, row.proof) for row in house.y.corrections.all()}
    assert kept == {
        "full_name": ("Đặng Mẫu Ý", "Đặng Mẫu Ỷ", "giấy khai sinh bản gốc"),
        "identity_number": ("", "011095000002", "giấy khai sinh bản gốc"),
    }
    entry = AuditEntry.objects.get()
    assert entry.changes["full_name"] == ["Đặng Mẫu Ý", "Đặng Mẫu Ỷ"]
    assert "011095000002" not in str(entry.changes)
    assert "Ban Thường vụ" in entry.reason


def test_a_correction_without_proof_or_change_is_refused(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.correct_person(
            actor=actor(),
            on=MONDAY,
            person=house.y,
            changes={"full_name": "Đặng Mẫu Ý", "scope_key": "0001"},
            proof="",
            decided_by="",
        )
    assert {fault.field for fault in refused.value.faults} == {"proof", "decided_by", "scope_key", ""}


def test_employments_do_not_overlap_and_end_once(house: Cell) -> None:
    def again() -> None:
        actions.hire(actor=actor(), on=MONDAY, person=house.y, workplace=house.workplace, starts_on=date(2018, 2, 1))

    with pytest.raises(FaultyError, match="đã có tên trong biên chế"):
        again()
    row = house.y.employments.get()
    actions.end_employment(actor=actor(), on=MONDAY, employment=row, ends_on=date(2018, 2, 1))
    with pytest.raises(FaultyError, match="đã thôi việc"):
        actions.end_employment(actor=actor(), on=MONDAY, employment=row, ends_on=date(2018, 2, 1))
    again()
    assert [queries.staff_on(house.organisation, day).count() for day in (date(2012, 1, 1), MONDAY)] == [0, 7]


def test_hiring_ahead_or_before_birth_is_refused(house: Cell) -> None:
    row = house.y.employments.get()
    actions.end_employment(actor=actor(), on=MONDAY, employment=row, ends_on=date(2018, 2, 1))
    for day, said in ((date(2018, 5, 22), "ở sau ngày hôm nay"), (date(1995, 10, 12), "ở trước ngày sinh")):
        with pytest.raises(FaultyError, match=said):
            actions.hire(actor=actor(), on=MONDAY, person=house.y, workplace=house.workplace, starts_on=day)


def test_only_who_keeps_the_register_adds_people(house: Cell) -> None:
    with pytest.raises(NotAllowedError):
        actions.add_person(
            actor=actor(Permission.RECORD_STEPS), on=MONDAY, organisation=house.organisation, full_name="Người Mẫu"
        )


def test_a_person_is_found_by_ones_own_people_and_by_oneself(house: Cell) -> None:
    assert queries.person_for(actor(Permission.VIEW_PEOPLE), house.y.uid) == house.y
    with pytest.raises(NotYoursError):
        queries.person_for(stranger(), house.y.uid)
    with pytest.raises(NotYoursError):
        queries.person_for(actor(Permission.VIEW_MEETINGS), house.y.uid)
    with pytest.raises(NotYoursError):
        queries.person_for(actor(Permission.VIEW_PEOPLE, scope_key="zzzz"), house.y.uid)
