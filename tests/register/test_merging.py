"""Two records of one person: joined whole or refused whole, and parted exactly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection

from chibo.base.access import Permission
from chibo.base.models import ActSeal, AuditEntry, AuditMention, RowSeal
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.seals import checking
from chibo.meetings.models import Attendance, Meeting
from chibo.register import actions, merging, queries
from chibo.register.models import Background, Membership, Person, PersonMerge
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    Cell,
    EmploymentFactory,
    MembershipFactory,
    PersonFactory,
    actor,
    cell,
)

pytestmark = pytest.mark.django_db
REASON = "lý lịch gốc, hai lần nhập"


@pytest.fixture
def house() -> Cell:
    return cell()


def everything(*besides: type[Any]) -> dict[str, str]:
    """Every row of every table as text, but the log, its seals and the records of joining."""
    left_out = {AuditEntry, AuditMention, ActSeal, RowSeal, PersonMerge, *besides}
    return {
        model._meta.label: str(serializers.serialize("python", model._default_manager.order_by("pk")))
        for model in apps.get_models()
        if model.__module__.startswith("chibo.") and model not in left_out
    }


def joined(kept: Person, dropped: Person, **chosen: str) -> PersonMerge:
    told = {name.replace("__", "."): side for name, side in chosen.items()}
    return actions.merge_people(actor=actor(), on=MONDAY, kept=kept, dropped=dropped, chosen=told, reason=REASON)


def refused(kept: Person, dropped: Person, **chosen: str) -> str:
    before = everything()
    with pytest.raises(FaultyError) as found:
        joined(kept, dropped, **chosen)
    assert everything() == before
    return " ".join(fault.what for fault in found.value.faults)


def test_what_points_at_the_second_record_points_at_the_first(house: Cell) -> None:
    second = PersonFactory.create(organisation=house.organisation, full_name="Đặng Mẫu Ý", birth="1995")
    meeting = Meeting.objects.create(organisation=house.organisation, on=date(2018, 4, 5), chair=second)
    Attendance.objects.create(meeting=meeting, person=second, mark="excused")
    merge = joined(house.y, second, person__birth="kept")
    meeting.refresh_from_db()
    assert meeting.chair == house.y
    assert house.y.absences.count() == 1
    assert not Person.objects.filter(pk=second.pk).exists()
    assert merge.counts == {"Điểm danh": 1, "Cuộc họp đã chủ trì": 1}
    house.y.refresh_from_db()
    assert str(house.y.birth) == "1995-10-12"
    assert queries.person_for(actor(), second.uid) == house.y  # the old address leads on
    entry = AuditEntry.objects.get(action="register.merge_people")
    mentioned = set(AuditMention.objects.filter(entry_id=entry.pk).values_list("person_uid", flat=True))
    assert mentioned == {str(second.uid), str(house.y.uid)}


def test_parting_brings_everything_back_byte_by_byte(house: Cell) -> None:
    second = PersonFactory.create(
        organisation=house.organisation,
        full_name="Đặng Mẫu Ỷ",
        birth="1995-10-21",
        identity_number="011095000002",
        native_place="xã Mẫu",
        is_youth_union_member=True,
    )
    EmploymentFactory.create(person=second, workplace=house.workplace)  # the very same post: set aside
    for person, belief in ((house.y, ""), (second, "không")):
        actions.record_background(actor=actor(), on=MONDAY, person=person, told={"religion": belief, "computing": "A"})
    before = everything()
    merge = joined(house.y, second, person__full_name="dropped", person__birth="kept")
    house.y.refresh_from_db()
    assert (house.y.full_name, house.y.given_key, str(house.y.birth)) == ("Đặng Mẫu Ỷ", "y", "1995-10-12")
    assert (house.y.identity_number, house.y.native_place) == ("011095000002", "xã Mẫu")
    assert house.y.is_youth_union_member
    assert Background.objects.get(person=house.y).religion == "không"
    assert house.y.employments.count() == 1
    back = actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    assert back.pk == second.pk
    assert everything() == before
    merge.refresh_from_db()
    assert (merge.state, merge.told) == ("undone", "")
    with pytest.raises(FaultyError, match="tách lại từ trước"):
        actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="lần nữa")


def test_every_contradiction_is_told_at_once(house: Cell) -> None:
    second = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu Ân", sex="male")
    AdmissionFactory.create(person=second, ceremony_on=date(2014, 3, 3), official_on=None, recognised_on=None)
    MembershipFactory.create(person=second, starts_on=date(2014, 3, 3), joined_by="admission")
    EmploymentFactory.create(person=second, workplace=house.workplace, starts_on=date(2014, 1, 1))
    said = refused(house.an, second)
    assert "Hai thời gian sinh hoạt đảng trùng nhau" in said
    assert "hai lần kết nạp khác nhau (lễ kết nạp: 19-11-2012, 3-3-2014)" in said
    assert "Công tác: hai thời gian trùng nhau" in said
    assert "Chưa chọn giữ “họ và tên”" in said
    assert "Chưa chọn giữ “giới tính”" in said


def test_a_list_entered_twice_is_one_person(house: Cell) -> None:
    second = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu An")
    AdmissionFactory.create(person=second)
    MembershipFactory.create(person=second)
    members = queries.members_on(house.organisation, MONDAY).count()
    before = everything()
    merge = joined(house.an, second)
    assert queries.members_on(house.organisation, MONDAY).count() == members - 1
    assert house.an.memberships.count() == house.an.admissions.count() == 1
    actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    assert everything() == before


def test_the_open_membership_says_where_the_one_person_belongs(house: Cell) -> None:
    other = cell(name="Chi bộ Mẫu Hai", scope_key="t900")
    gone = actions.transfer_out(actor=actor(), on=MONDAY, person=house.dung, other_place=other.organisation.name)
    second = PersonFactory.create(organisation=other.organisation, full_name="Quàng Mẫu Dung")
    actions.transfer_in(
        actor=actor(), on=MONDAY, person=second, organisation=other.organisation, other_place="Chi bộ Mẫu"
    )
    joined(house.dung, second)
    house.dung.refresh_from_db()
    assert gone.ends_on == MONDAY
    assert (house.dung.organisation, house.dung.scope_key) == (other.organisation, "t900")
    assert Membership.objects.filter(person=house.dung).count() == 2


def test_what_was_written_since_keeps_them_together(house: Cell) -> None:
    second = PersonFactory.create(organisation=house.organisation, full_name="Đặng Mẫu Ý", birth="1995-10-12")
    job = EmploymentFactory.create(
        person=second, workplace=house.workplace, starts_on=date(2010, 1, 4), ends_on=date(2011, 1, 3)
    )
    merge = joined(house.y, second)
    job.refresh_from_db()
    job.position = "Văn thư"
    job.save()
    meeting = Meeting.objects.create(organisation=house.organisation, on=date(2018, 4, 5))
    Attendance.objects.create(meeting=meeting, person=house.y, mark="excused")
    actions.correct_person(
        actor=actor(), on=MONDAY, person=house.y, changes={"ethnicity": "Thái"}, proof="giấy", decided_by="Bí thư"
    )
    with pytest.raises(FaultyError) as found:
        actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    said = " ".join(fault.what for fault in found.value.faults)
    assert "Thông tin của người này đã được sửa sau khi gộp" in said
    assert "Điểm danh: đã ghi thêm 1 dòng" in said
    assert "Công tác: dòng chuyển từ bản ghi thứ hai đã được sửa" in said


def test_joinings_part_in_the_order_they_were_made(house: Cell) -> None:
    names = {"organisation": house.organisation, "full_name": "Đặng Mẫu Ý", "birth": "1995-10-12"}
    second, third, fourth = (PersonFactory.create(**names) for _ in range(3))
    before = everything()
    inner = joined(second, third)
    outer = joined(house.y, second)
    last = joined(house.y, fourth)
    inner.refresh_from_db()
    for merge, said in ((inner, "đã gộp tiếp vào một người khác"), (outer, "gộp thêm một bản ghi khác")):
        with pytest.raises(FaultyError, match=said):
            actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    for merge in (last, outer, inner):
        actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    assert everything() == before


def test_two_accounts_are_not_one(house: Cell) -> None:
    users = apps.get_model("accounts.user")
    second = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu Xuân", birth="1993", sex="male")
    for person, name in ((house.xuan, "xuan"), (second, "xuan2")):
        users.objects.create(username=name, display_name=name, person=person)
    assert "Cả hai bản ghi đều có tài khoản" in refused(house.xuan, second, person__birth="kept")


def test_who_was_told_apart_is_not_joined(house: Cell) -> None:
    second = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu Xuân", sex="male")
    apart = actions.tell_apart(actor=actor(), on=MONDAY, person=second, other=house.xuan)
    assert actions.tell_apart(actor=actor(), on=MONDAY, person=house.xuan, other=second) == apart
    assert "hai người khác nhau" in refused(house.xuan, second, person__birth="kept")
    actions.forget_apart(actor=actor(), on=MONDAY, apart=apart)
    joined(house.xuan, second, person__birth="kept")


def test_joining_needs_the_register_and_the_closed_blocks_of_both(house: Cell) -> None:
    second = PersonFactory.create(full_name="Lò Mẫu Xuân")
    for given in (
        actor(Permission.EDIT_REGISTER),
        actor(*Permission, scope_key=house.organisation.scope_key),
    ):
        with pytest.raises(NotAllowedError):
            actions.merge_people(actor=given, on=MONDAY, kept=house.xuan, dropped=second, chosen={}, reason=REASON)


@pytest.mark.django_db(transaction=True)
def test_records_stay_sealed_through_joining_and_parting() -> None:
    house = cell()
    second = actions.add_person(
        actor=actor(), on=MONDAY, organisation=house.organisation, full_name="Đặng Mẫu Ý", birth="1995-10-12"
    )
    odd = len(checking.compare(connection).odd)  # the cast was put there outside of any act
    merge = joined(
        second,
        actions.add_person(
            actor=actor(), on=MONDAY, organisation=house.organisation, full_name="Đặng Mẫu Ý", birth="1995-10-12"
        ),
    )
    assert len(checking.compare(connection).odd) == odd
    actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    assert len(checking.compare(connection).odd) == odd


def test_the_preview_says_what_goes_where(house: Cell) -> None:
    second = PersonFactory.create(
        organisation=house.organisation, full_name="Đặng Mẫu Ý", birth="1995-10-21", identity_number="1" * 12
    )
    EmploymentFactory.create(person=second, workplace=house.workplace)
    told = {
        one.name: (one.kept, one.dropped, one.is_asked, one.is_protected) for one in merging.choices(house.y, second)
    }
    assert told == {
        "person.birth": ("12-10-1995", "21-10-1995", True, False),
        "person.identity_number": ("", "1" * 12, False, True),
    }
    assert merging.moves(house.y, second) == (merging.Move(label="Công tác", moved=0, alike=1),)


# ---------------------------------------------------------------------- one admission in two records


def entered_twice(house: Cell, **dates: date | None) -> Person:
    """The second record of Lò Mẫu An, with the same ceremony."""
    second = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu An")
    AdmissionFactory.create(person=second, **dates)
    return second


def test_one_ceremony_is_one_admission_and_what_is_lacking_is_filled(house: Cell) -> None:
    house.an.admissions.update(decided_on=None, recognised_on=None)
    second = entered_twice(house, official_on=None, recognised_on=None)
    before = everything()
    assert list(merging.contradictions(house.an, second)) == []
    told = {one.name: (one.label, one.kept, one.dropped, one.is_asked) for one in merging.choices(house.an, second)}
    assert told == {
        "admission.2012-11-19.decided_on": ("ngày quyết định kết nạp (lễ 19-11-2012)", "", "5-11-2012", False)
    }
    merge = joined(house.an, second)
    row = house.an.admissions.get()
    assert (row.decided_on, row.official_on, row.recognised_on) == (date(2012, 11, 5), date(2013, 11, 19), None)
    assert merge.counts.get("Kết nạp", 0) == 0
    actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    assert everything() == before


@pytest.mark.parametrize(("side", "day"), [("kept", 5), ("dropped", 6)])
def test_dates_of_one_admission_that_differ_are_chosen(house: Cell, side: str, day: int) -> None:
    second = entered_twice(house, decided_on=date(2012, 11, 6))
    assert "Chưa chọn giữ “ngày quyết định kết nạp (lễ 19-11-2012)”" in refused(house.an, second)
    before = everything()
    merge = joined(house.an, second, **{"admission__2012-11-19__decided_on": side})
    assert house.an.admissions.get().decided_on == date(2012, 11, day)
    actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")
    assert everything() == before


def test_dates_chosen_from_two_records_still_stand_in_order(house: Cell) -> None:
    second = entered_twice(house, official_on=date(2014, 1, 6), recognised_on=date(2014, 1, 13))
    mixed = {"admission__2012-11-19__official_on": "dropped", "admission__2012-11-19__recognised_on": "kept"}
    assert "ở trước ngày hết dự bị (6-1-2014)" in refused(house.an, second, **mixed)


def test_an_admission_changed_since_keeps_two_records_together(house: Cell) -> None:
    house.an.admissions.update(decided_on=None)
    merge = joined(house.an, entered_twice(house))
    house.an.admissions.update(decided_on=date(2012, 11, 7))
    with pytest.raises(FaultyError, match="Kết nạp: dòng bổ sung từ bản ghi thứ hai đã được sửa hoặc rút"):
        actions.undo_merge(actor=actor(), on=MONDAY, merge=merge, reason="gộp nhầm")


def test_two_ceremonies_are_still_two_admissions(house: Cell) -> None:
    second = entered_twice(house, ceremony_on=date(2012, 11, 20))
    assert "hai lần kết nạp khác nhau (lễ kết nạp: 19-11-2012, 20-11-2012)" in refused(house.an, second)
