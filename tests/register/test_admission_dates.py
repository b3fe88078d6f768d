"""The dates of an admission set right and completed: with proof, in order with the birth and the memberships."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.register import actions
from chibo.register.models import Admission, Correction, OfficeHolding, Person
from tests.factories import MONDAY, AdmissionFactory, Cell, MembershipFactory, PersonFactory, actor, cell

pytestmark = pytest.mark.django_db
MARCH = date(2017, 3, 6)
PROOF: dict[str, Any] = {"proof": "Quyết định 12-QĐ/ĐU, bản gốc", "decided_by": "Bí thư Lò Mẫu An"}


@pytest.fixture
def house() -> Cell:
    return cell()


def kept() -> set[tuple[str, str, str]]:
    return {(one.field, one.old_value, one.new_value) for one in Correction.objects.all()}


def set_right(person: Person, **dates: date | None) -> Admission:
    return actions.correct_admission(actor=actor(), on=MONDAY, person=person, dates=dates, **PROOF)


def refused(person: Person, **dates: date | None) -> str:
    with pytest.raises(FaultyError) as caught:
        set_right(person, **dates)
    return " ".join(f"{one.what} {one.next}" for one in caught.value.faults)


def test_a_missing_date_is_completed_and_a_wrong_one_set_right(house: Cell) -> None:
    Admission.objects.filter(person=house.dung).update(decided_on=None)
    row = set_right(house.dung, decided_on=date(2012, 11, 2), recognised_on=date(2013, 12, 20))
    assert (row.decided_on, row.recognised_on) == (date(2012, 11, 2), date(2013, 12, 20))
    assert kept() == {
        ("admission.decided_on", "", "2012-11-02"),
        ("admission.recognised_on", str(date(2013, 12, 16)), "2013-12-20"),
    }
    entry = AuditEntry.objects.get(action="register.correct_admission")
    assert entry.reason == "Quyết định 12-QĐ/ĐU, bản gốc – Bí thư Lò Mẫu An"


def test_every_fault_among_the_dates_is_told_at_once(house: Cell) -> None:
    said = refused(house.dung, ceremony_on=date(2012, 11, 1), official_on=date(2013, 6, 1), recognised_on=MARCH)
    assert "ở trước quyết định kết nạp" in said
    assert "chưa đủ 12 tháng" in said
    assert "Chưa ghi ngày lễ kết nạp" in refused(house.dung, ceremony_on=None)
    assert "Không có gì thay đổi" in refused(house.dung, decided_on=date(2012, 11, 5))
    with pytest.raises(FaultyError) as caught:
        actions.correct_admission(
            actor=actor(), on=MONDAY, person=house.dung, dates={"official_on": None}, proof=" ", decided_by=""
        )
    assert {one.field for one in caught.value.faults} == {"proof", "decided_by"}
    with pytest.raises(NotAllowedError):
        actions.correct_admission(
            actor=actor(Permission.RECORD_STEPS), on=MONDAY, person=house.dung, dates={"official_on": None}, **PROOF
        )


def joined(house: Cell, **spell: Any) -> Person:
    person: Person = PersonFactory.create(organisation=house.organisation)
    MembershipFactory.create(person=person, organisation=house.organisation, **spell)
    return person


def test_a_joining_known_in_part_becomes_the_whole_day(house: Cell) -> None:
    one = joined(house, starts_on=date(2012, 9, 3), told_joining="2015", was_official=True)
    assert "đang tính là đảng viên chính thức" in refused(one, ceremony_on=date(2015, 5, 19))
    set_right(one, ceremony_on=date(2015, 5, 19), official_on=date(2016, 5, 19))
    assert one.admissions.get().ceremony_on == date(2015, 5, 19)
    assert one.memberships.get().starts_on == date(2015, 5, 19), "nobody is a member before the ceremony"
    assert kept() == {
        ("admission.ceremony_on", "2015", "2015-05-19"),
        ("admission.official_on", "", "2016-05-19"),
        ("membership.starts_on", "2012-09-03", "2015-05-19"),
    }


def test_who_was_taken_for_official_and_is_in_probation_counts_so(house: Cell) -> None:
    one = joined(house, starts_on=date(2012, 9, 3), was_official=True)
    set_right(one, ceremony_on=date(2018, 2, 3))
    assert one.memberships.get().was_official is False
    assert ("membership.was_official", "có", "không") in kept()


def test_the_membership_goes_with_the_ceremony_that_opened_it(house: Cell) -> None:
    one = joined(house, starts_on=date(2017, 5, 19), joined_by="admission")
    AdmissionFactory.create(
        person=one, decided_on=None, ceremony_on=date(2017, 5, 19), official_on=None, recognised_on=None
    )
    for day in (date(2017, 5, 22), date(2017, 5, 2)):
        set_right(one, ceremony_on=day)
        assert one.memberships.get().starts_on == day
    OfficeHolding.objects.create(
        person=one, organisation=house.organisation, office="committee_member", starts_on=date(2017, 6, 1)
    )
    assert "trước lễ kết nạp" in refused(one, ceremony_on=date(2017, 7, 1))


def test_a_ceremony_stays_between_what_was_before_and_after(house: Cell) -> None:
    one = joined(house, starts_on=date(2014, 1, 6), joined_by="transfer_in")
    for day in (date(1999, 5, 19), date(2012, 11, 19)):
        AdmissionFactory.create(
            person=one, decided_on=None, ceremony_on=day, official_on=None, recognised_on=None, is_readmission=True
        )
    assert "Lần kết nạp trước ghi ngày 19-5-1999" in refused(one, ceremony_on=date(1999, 5, 19))
    moved = joined(house, starts_on=date(2014, 1, 6), joined_by="transfer_in")
    AdmissionFactory.create(person=moved)
    late = {"ceremony_on": date(2015, 1, 5), "official_on": date(2016, 1, 5), "recognised_on": date(2016, 1, 5)}
    assert "Xem lại hai ngày" in refused(moved, **late)
    assert "trước ngày sinh" in refused(moved, decided_on=None, ceremony_on=date(1985, 5, 1))


def test_who_is_no_member_gets_no_admission_here(house: Cell) -> None:
    assert "chưa ghi là đảng viên" in refused(house.y, ceremony_on=date(2012, 11, 19))
    assert not house.y.admissions.exists()
