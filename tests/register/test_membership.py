"""Đảng tịch: the four dates, spells that may not overlap, transfers and exemptions."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.register import actions, facts, queries
from chibo.register.models import Admission, Membership, Transfer
from tests.factories import MONDAY, Cell, actor, cell, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def faults_of(error: pytest.ExceptionInfo[FaultyError]) -> str:
    return " ".join(fault.what for fault in error.value.faults)


def test_an_admission_opens_a_membership_from_the_ceremony(house: Cell) -> None:
    who = actor(Permission.EDIT_REGISTER)
    ceremony = date(2018, 5, 18)
    admission = actions.record_admission(
        actor=who, on=MONDAY, person=house.xuan, decided_on=date(2018, 5, 7), ceremony_on=ceremony
    )
    spell = actions.open_membership(
        actor=who,
        on=MONDAY,
        person=house.xuan,
        organisation=house.organisation,
        joined_by=Membership.JoinedBy.ADMISSION,
        admission=admission,
    )
    assert spell.starts_on == ceremony
    assert [row.person for row in queries.admissions_in(house.organisation, date(2018, 1, 1), MONDAY)] == [house.xuan]
    assert queries.head_count(house.organisation, MONDAY).members == 6
    assert queries.head_count(house.organisation, date(2018, 5, 17)).members == 5


def test_all_faults_of_the_dates_are_named_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.record_admission(
            actor=actor(),
            on=MONDAY,
            person=house.xuan,
            decided_on=date(2018, 5, 28),
            ceremony_on=date(2018, 5, 10),
            official_on=date(2019, 5, 9),
            recognised_on=date(2018, 5, 1),
        )
    assert [fault.field for fault in refused.value.faults] == [
        "decided_on",
        "official_on",
        "ceremony_on",
        "official_on",
        "recognised_on",
    ]
    assert "28-5-2018" in faults_of(refused)
    assert not house.xuan.admissions.exists()


def test_official_before_twelve_months_is_said_in_the_words_of_the_import(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.record_admission(
            actor=actor(),
            on=MONDAY,
            person=house.y,
            ceremony_on=date(2013, 9, 20),
            official_on=date(2014, 8, 20),
        )
    assert faults_of(refused) == "Ngày chính thức (20-8-2014) chưa đủ 12 tháng kể từ lễ kết nạp (20-9-2013)."
    assert refused.value.faults[0].next == "Sửa ô này hoặc để trống, bổ sung sau."


def test_where_no_law_of_the_ceremony_is_known_only_the_order_of_its_days_is_checked(house: Cell) -> None:
    def entered(official_on: date) -> Admission:
        ceremony = date(1996, 9, 20)
        return actions.record_admission(
            actor=actor(), on=MONDAY, person=house.y, ceremony_on=ceremony, official_on=official_on
        )

    with pytest.raises(FaultyError) as refused:
        entered(date(1996, 9, 19))
    assert faults_of(refused) == "Ngày chính thức (19-9-1996) ở trước lễ kết nạp (20-9-1996)."
    assert entered(date(1997, 5, 19)).official_on == date(1997, 5, 19)


def test_official_exactly_twelve_months_after_the_ceremony_is_right(house: Cell) -> None:
    admission = actions.record_admission(
        actor=actor(), on=MONDAY, person=house.y, ceremony_on=date(2013, 9, 20), official_on=date(2014, 9, 20)
    )
    assert admission.official_on == date(2014, 9, 20)


def test_a_second_admission_must_be_a_readmission(house: Cell) -> None:
    with pytest.raises(FaultyError, match="đã có ghi kết nạp"):
        actions.record_admission(actor=actor(), on=MONDAY, person=house.an, ceremony_on=date(2018, 3, 1))
    actions.record_admission(
        actor=actor(), on=MONDAY, person=house.an, ceremony_on=date(2018, 3, 1), is_readmission=True
    )


def test_recognition_fills_both_dates_once(house: Cell) -> None:
    def confirm() -> None:
        actions.confirm_membership(
            actor=actor(), on=MONDAY, person=house.vu, official_on=date(2018, 5, 19), recognised_on=MONDAY
        )

    confirm()
    assert queries.head_count(house.organisation, MONDAY).probationary == 0
    assert queries.head_count(house.organisation, date(2018, 5, 20)).probationary == 1
    with pytest.raises(FaultyError, match="đã được công nhận ngày 21-5-2018"):
        confirm()


def test_a_recognition_can_be_taken_back_with_a_reason(house: Cell) -> None:
    actions.confirm_membership(
        actor=actor(), on=MONDAY, person=house.vu, official_on=date(2018, 5, 19), recognised_on=MONDAY
    )
    with pytest.raises(FaultyError, match="Chưa ghi lý do"):
        actions.take_back_confirmation(actor=actor(), on=MONDAY, person=house.vu, reason=" ")
    actions.take_back_confirmation(actor=actor(), on=MONDAY, person=house.vu, reason="ghi nhầm người")
    assert queries.head_count(house.organisation, MONDAY).probationary == 1
    with pytest.raises(FaultyError, match="chưa có quyết định công nhận"):
        actions.take_back_confirmation(actor=actor(), on=MONDAY, person=house.vu, reason="ghi nhầm người")


def test_an_admission_entered_by_mistake_can_be_taken_back(house: Cell) -> None:
    def take_back(reason: str = "ghi nhầm người") -> None:
        actions.take_back_admission(
            actor=actor(), on=MONDAY, person=house.vu, ceremony_on=date(2017, 5, 19), reason=reason
        )

    with pytest.raises(FaultyError, match="Chưa ghi lý do"):
        take_back("")
    house.vu.memberships.update(joined_by=Membership.JoinedBy.ADMISSION, starts_on=date(2017, 5, 19))
    take_back()
    assert queries.head_count(house.organisation, MONDAY).members == 4
    assert not house.vu.admissions.exists()
    with pytest.raises(FaultyError, match="Chưa ghi lễ kết nạp"):
        take_back()


def test_an_official_member_whose_admission_nobody_knows(house: Cell) -> None:
    actions.open_membership(
        actor=actor(),
        on=MONDAY,
        person=house.y,
        organisation=house.organisation,
        joined_by=Membership.JoinedBy.OPENING,
        starts_on=date(2015, 5, 22),
        was_official=True,
    )
    assert queries.head_count(house.organisation, MONDAY).official == 5
    known = {fact.name: fact.official_on for fact in facts.members_of(house.organisation, MONDAY)}
    assert known["Đặng Mẫu Ý"] == date(2015, 5, 22)


def test_who_has_no_admission_cannot_be_confirmed(house: Cell) -> None:
    with pytest.raises(FaultyError, match="Chưa ghi lễ kết nạp"):
        actions.confirm_membership(
            actor=actor(), on=MONDAY, person=house.y, official_on=date(2018, 5, 1), recognised_on=date(2018, 5, 2)
        )


def test_two_open_memberships_of_one_person_are_refused(house: Cell) -> None:
    with pytest.raises(FaultyError, match="đang sinh hoạt ở Chi bộ Mẫu từ 7-1-2013"):
        actions.open_membership(
            actor=actor(),
            on=MONDAY,
            person=house.an,
            organisation=house.organisation,
            joined_by=Membership.JoinedBy.TRANSFER_IN,
        )


def test_a_membership_may_not_begin_before_the_ceremony(house: Cell) -> None:
    actions.record_admission(actor=actor(), on=MONDAY, person=house.y, ceremony_on=date(2018, 5, 18))
    with pytest.raises(FaultyError, match="ở trước lễ kết nạp"):
        actions.open_membership(
            actor=actor(),
            on=MONDAY,
            person=house.y,
            organisation=house.organisation,
            joined_by=Membership.JoinedBy.OPENING,
            starts_on=date(2018, 5, 17),
        )


def test_a_transfer_out_and_back_keeps_every_spell(house: Cell) -> None:
    who = actor()
    actions.transfer_out(
        actor=who, on=MONDAY, person=house.an, ends_on=date(2018, 2, 1), other_place="Chi bộ  mẫu B", reason="điều động"
    )
    assert not house.organisation.office_holdings.filter(person=house.an, ends_on=None).exists()
    with pytest.raises(FaultyError, match="hiện không sinh hoạt"):
        actions.transfer_out(actor=who, on=MONDAY, person=house.an, other_place="Chi bộ mẫu B")
    actions.transfer_in(
        actor=who,
        on=MONDAY,
        person=house.an,
        organisation=house.organisation,
        starts_on=date(2018, 4, 2),
        other_place="Chi bộ mẫu B",
    )
    counts = [queries.head_count(house.organisation, date(2018, month, 1)).members for month in (1, 2, 4, 5)]
    assert counts == [5, 4, 4, 5]
    ledger = queries.movements(house.organisation, date(2018, 1, 1), MONDAY)
    assert [(line.on, line.kind, line.change, line.total) for line in ledger] == [
        (date(2018, 1, 1), "opening", 5, 5),
        (date(2018, 2, 1), "transfer_out", -1, 4),
        (date(2018, 4, 2), "transfer_in", 1, 5),
    ]
    assert {row.direction for row in Transfer.objects.filter(sort=Transfer.Sort.PERMANENT)} == {"into", "out"}


def test_closing_a_membership_twice_is_refused(house: Cell) -> None:
    spell = house.vu.memberships.get()
    actions.close_membership(actor=actor(), on=MONDAY, membership=spell, left_by=Membership.LeftBy.RESIGNATION)
    with pytest.raises(FaultyError, match="đã đóng"):
        actions.close_membership(actor=actor(), on=MONDAY, membership=spell, left_by=Membership.LeftBy.RESIGNATION)


def test_temporary_transfers_and_exemptions_do_not_overlap_and_need_a_member(house: Cell) -> None:
    def away(person: object = house.an) -> Transfer:
        return actions.transfer_temporarily(
            actor=actor(),
            on=MONDAY,
            person=person,  # type: ignore[arg-type]
            organisation=house.organisation,
            direction=Transfer.Direction.OUT,
            other_place="Chi bộ mẫu C",
            starts_on=date(2018, 4, 2),
            ends_on=date(2018, 8, 1),
        )

    away()
    with pytest.raises(FaultyError, match="đã ghi một lần"):
        away()
    with pytest.raises(FaultyError, match="không là đảng viên"):
        away(house.y)
    actions.exempt(
        actor=actor(),
        on=MONDAY,
        person=house.bich,
        organisation=house.organisation,
        starts_on=date(2018, 3, 5),
        ground="điều trị dài ngày",
    )
    with pytest.raises(FaultyError, match="đã được ghi miễn"):
        actions.exempt(
            actor=actor(),
            on=MONDAY,
            person=house.bich,
            organisation=house.organisation,
            starts_on=date(2018, 4, 5),
        )
    logged = " ".join(str(entry.changes) + entry.reason for entry in AuditEntry.objects.all())
    assert "điều trị" not in logged


def test_without_the_right_nothing_is_written(house: Cell) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowedError):
        actions.record_admission(actor=stranger(), on=MONDAY, person=house.y, ceremony_on=date(2018, 5, 1))
    with pytest.raises(NotAllowedError):
        actions.transfer_out(
            actor=actor(Permission.VIEW_PEOPLE), on=MONDAY, person=house.an, other_place="Chi bộ mẫu B"
        )
    assert not house.y.admissions.exists()
    assert AuditEntry.objects.count() == before


def test_who_records_steps_may_enter_an_admission_but_no_transfer(house: Cell) -> None:
    who = actor(Permission.RECORD_STEPS)
    actions.record_admission(actor=who, on=MONDAY, person=house.y, ceremony_on=date(2018, 5, 1))
    with pytest.raises(NotAllowedError):
        actions.transfer_out(actor=who, on=MONDAY, person=house.an, other_place="Chi bộ mẫu B")


def test_each_act_writes_one_line_in_the_chain_of_its_organisation(house: Cell) -> None:
    actions.transfer_out(actor=actor(), on=MONDAY, person=house.an, other_place="Chi bộ mẫu B")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.chain, entry.actor_name) == (
        "register.transfer_out",
        str(house.organisation.uid),
        "Lò Mẫu An",
    )
    assert entry.changes["ends_on"] == [None, "2018-05-21"]
