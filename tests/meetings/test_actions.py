"""The verbs of a meeting: what they write, and everything that does not add up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, RefusedError
from chibo.law.quorum import check_vote
from chibo.meetings import actions, facts, queries
from chibo.meetings.actions import Absence, ItemText
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Resolution, Vote
from chibo.meetings.values import Boxes, print_of
from chibo.register import actions as register
from chibo.register.facts import rulebook_of
from chibo.register.models import Exemption, Membership, Transfer
from tests.factories import MONDAY, OrganisationFactory, PersonFactory, actor, member, stranger
from tests.meetings.conftest import CARDS, HELD, SECRET, vote_on

if TYPE_CHECKING:
    from tests.factories import Cell

pytestmark = pytest.mark.django_db


def said(refused: pytest.ExceptionInfo[FaultyError]) -> list[str]:
    return [fault.what for fault in refused.value.faults]


# ---------------------------------------------------------------------- agenda


def test_a_planned_meeting_keeps_the_proposals_in_their_order(planned: Meeting) -> None:
    items = list(planned.items.all())
    assert [item.order for item in items] == [1, 2, 3]
    assert sum(item.minutes_planned for item in items) == 55
    assert [item.is_voted for item in items] == [False, False, True]
    assert queries.next_regular(planned.organisation, MONDAY) == planned
    assert queries.next_regular(planned.organisation, date(2018, 6, 6)) is None


def test_one_meeting_of_a_kind_a_day(planned: Meeting) -> None:
    with pytest.raises(FaultyError, match="Ngày 5-6-2018 chi bộ đã có “Họp chi bộ định kỳ”"):
        actions.plan_meeting(actor=actor(), on=MONDAY, organisation=planned.organisation, held_on=HELD)
    actions.plan_meeting(
        actor=actor(), on=MONDAY, organisation=planned.organisation, held_on=HELD, kind=Meeting.Kind.THEMATIC
    )


def test_items_are_moved_reworded_and_removed(planned: Meeting) -> None:
    who = actor()
    last = planned.items.get(order=3)
    actions.move_item(actor=who, on=MONDAY, item=last, up=True)
    assert [item.pk for item in planned.items.all()].index(last.pk) == 1
    first = planned.items.get(order=1)
    actions.move_item(actor=who, on=MONDAY, item=first, up=True)
    assert planned.items.get(order=1) == first
    actions.change_item(actor=who, on=MONDAY, item=first, title=" Việc tháng trước ", minutes_planned=20)
    assert planned.items.get(order=1).title == "Việc tháng trước"
    actions.remove_item(actor=who, on=MONDAY, item=first)
    assert [item.order for item in planned.items.all()] == [1, 2]
    added = actions.add_item(actor=who, on=MONDAY, meeting=planned, title="Thông báo", minutes_planned=5)
    assert added.order == 3


def test_every_fault_of_an_item_is_said_at_once(planned: Meeting) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.add_item(actor=actor(), on=MONDAY, meeting=planned, title="  ", minutes_planned=0)
    assert [fault.field for fault in refused.value.faults] == ["title", "minutes_planned"]
    assert planned.items.count() == 3


def test_a_recognition_is_voted_on_whatever_the_box_says(planned: Meeting) -> None:
    last = planned.items.get(order=3)
    changed = actions.change_item(
        actor=actor(), on=MONDAY, item=last, title=last.title, minutes_planned=30, is_voted=False
    )
    assert changed.is_voted


def test_an_item_with_a_result_stays(item: AgendaItem) -> None:
    vote_on(item)
    with pytest.raises(FaultyError, match="đã có kết quả biểu quyết"):
        actions.remove_item(actor=actor(), on=HELD, item=item)


def test_the_day_of_a_meeting_is_fixed_by_its_attendance(opened: Meeting) -> None:
    with pytest.raises(FaultyError, match="đã điểm danh, không đổi ngày"):
        actions.change_meeting(actor=actor(), on=HELD, meeting=opened, held_on=date(2018, 6, 6), kind=opened.kind)
    changed = actions.change_meeting(
        actor=actor(), on=HELD, meeting=opened, held_on=opened.on, kind=opened.kind, place="Phòng 3"
    )
    assert changed.place == "Phòng 3"


def test_only_who_runs_meetings_may_change_one(planned: Meeting) -> None:
    reader = actor(Permission.VIEW_MEETINGS)
    for who in (reader, stranger()):
        with pytest.raises(NotAllowedError):
            actions.add_item(actor=who, on=MONDAY, meeting=planned, title="Việc", minutes_planned=5)
        with pytest.raises(NotAllowedError):
            actions.take_attendance(actor=who, on=HELD, meeting=planned)
        with pytest.raises(NotAllowedError):
            actions.plan_meeting(actor=who, on=MONDAY, organisation=planned.organisation, held_on=date(2018, 7, 5))


def test_every_verb_writes_one_line_of_the_log(planned: Meeting) -> None:
    before = AuditEntry.objects.count()
    actions.add_item(actor=actor(), on=MONDAY, meeting=planned, title="Thông báo", minutes_planned=5)
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.order_by("-id")[0].subject_uid == str(planned.uid)


# ---------------------------------------------------------------------- attendance


def test_attendance_is_kept_as_exceptions_and_counts(planned: Meeting, house: Cell) -> None:
    absent = [
        Absence(person=str(house.cuong.uid), reason="Công tác"),
        Absence(person=str(house.vu.uid), mark=Attendance.Mark.ABSENT),
    ]
    meeting = actions.take_attendance(actor=actor(), on=HELD, meeting=planned, exceptions=absent)
    counts = (meeting.members_total, meeting.members_official, meeting.present_total, meeting.present_official)
    assert counts == (5, 4, 3, 3)
    assert meeting.state == Meeting.State.OPENED
    assert Attendance.objects.count() == 2


def test_who_announced_an_absence_is_not_counted_as_present(planned: Meeting, house: Cell) -> None:
    told = [Absence(person=str(house.cuong.uid), reason="Công tác")]
    actions.announce_absences(actor=actor(), on=MONDAY, meeting=planned, exceptions=told)
    planned.refresh_from_db()
    assert planned.state == Meeting.State.PLANNED
    roll = queries.roll_of(planned)
    assert (roll.present_official, roll.members_official) == (3, 4)
    assert [row.name for row in roll.absent] == ["Trần Mẫu Cường"]


def test_a_corrected_attendance_leaves_only_what_is_true(opened: Meeting, house: Cell) -> None:
    one = [Absence(person=str(house.cuong.uid), reason="Công tác")]
    actions.take_attendance(actor=actor(), on=HELD, meeting=opened, exceptions=one)
    meeting = actions.take_attendance(
        actor=actor(), on=HELD, meeting=opened, exceptions=[Absence(person=str(house.dung.uid), reason="Ốm")]
    )
    assert [row.person for row in Attendance.objects.all()] == [house.dung]
    assert meeting.present_total == 4


def test_a_meeting_in_the_future_has_no_attendance(planned: Meeting) -> None:
    with pytest.raises(FaultyError, match="Cuộc họp ngày 5-6-2018 chưa diễn ra"):
        actions.take_attendance(actor=actor(), on=date(2018, 6, 4), meeting=planned)
    planned.refresh_from_db()
    assert planned.present_total is None


def test_strangers_and_doubles_in_the_attendance_are_said_together(planned: Meeting, house: Cell) -> None:
    wrong = [
        Absence(person=str(house.xuan.uid)),
        Absence(person=str(house.an.uid)),
        Absence(person=str(house.an.uid)),
    ]
    with pytest.raises(FaultyError) as refused:
        actions.take_attendance(actor=actor(), on=HELD, meeting=planned, exceptions=wrong)
    assert said(refused) == [
        "Lò Mẫu Xuân không sinh hoạt ở chi bộ ngày 5-6-2018.",
        "Lò Mẫu An được ghi hai lần.",
    ]


def test_the_attendance_does_not_tell_the_name_of_somebody_out_of_reach(planned: Meeting, house: Cell) -> None:
    hidden = member(OrganisationFactory.create(name="Chi bộ Khác"), "Giàng Mẫu Ẩn")
    here = actor(scope_key=house.organisation.scope_key, below=False)
    for verb in (actions.announce_absences, actions.take_attendance):
        for uid in (str(hidden.uid), "01890000-0000-7000-8000-0000000000ff"):
            with pytest.raises(FaultyError) as refused:
                verb(actor=here, on=HELD, meeting=planned, exceptions=[Absence(person=uid)])
            assert said(refused) == ["Người này không sinh hoạt ở chi bộ ngày 5-6-2018."]


def test_a_meeting_of_nobody_is_none(planned: Meeting, house: Cell) -> None:
    everybody = [Absence(person=str(row.uid)) for row in queries.roll_of(planned).rows]
    with pytest.raises(FaultyError, match="Không có đảng viên nào có mặt"):
        actions.take_attendance(actor=actor(), on=HELD, meeting=planned, exceptions=everybody)


def test_attendance_cannot_fall_below_a_recorded_vote(item: AgendaItem, house: Cell) -> None:
    vote_on(item)
    with pytest.raises(FaultyError, match=r"có 3 đảng viên chính thức, nhưng mục .* đã có 4 người biểu quyết"):
        actions.take_attendance(
            actor=actor(), on=HELD, meeting=item.meeting, exceptions=[Absence(person=str(house.an.uid))]
        )


def test_a_corrected_register_asks_for_the_attendance_again(item: AgendaItem, house: Cell) -> None:
    vote_on(item, approve=3, against=1)
    late = member(house.organisation, "Tòng Mẫu Oanh")
    with pytest.raises(FaultyError, match="mẫu số từ 4 thành 5"):
        vote_on(item, approve=4)
    actions.take_attendance(
        actor=actor(), on=HELD, meeting=item.meeting, exceptions=[Absence(person=str(late.uid), reason="Ốm")]
    )
    vote = Vote.objects.get()
    assert (vote.base, vote.needed, vote.approve, vote.passes) == (5, 4, 3, False)
    assert vote_on(item, approve=4).passes


def test_what_a_resolution_rests_on_stays_when_the_register_changes(item: AgendaItem, house: Cell) -> None:
    vote_on(item)
    actions.resolve(actor=actor(), on=HELD, item=item, text="Đề nghị công nhận.")
    member(house.organisation, "Tòng Mẫu Oanh")
    with pytest.raises(FaultyError, match="đổi từ 4 thành 5"):
        actions.take_attendance(actor=actor(), on=HELD, meeting=item.meeting)
    other = actions.add_item(actor=actor(), on=HELD, meeting=item.meeting, title="Phân công", is_voted=True)
    assert vote_on(other).base == 4


def test_who_is_transferred_for_a_time_or_exempt_is_not_expected(planned: Meeting, house: Cell) -> None:
    Transfer.objects.create(
        person=house.cuong,
        organisation=house.organisation,
        sort=Transfer.Sort.TEMPORARY,
        direction=Transfer.Direction.OUT,
        other_place="Chi bộ Mẫu khác",
        starts_on=date(2018, 1, 1),
    )
    Exemption.objects.create(person=house.dung, organisation=house.organisation, starts_on=date(2018, 1, 1))
    roll = queries.roll_of(planned)
    assert {row.name: row.reason for row in roll.absent} == {
        "Trần Mẫu Cường": "Chuyển sinh hoạt tạm thời",
        "Quàng Mẫu Dung": "Được miễn sinh hoạt",
    }
    assert roll.members_official == 4


def test_announcing_after_the_roll_call_is_refused(opened: Meeting, house: Cell) -> None:
    with pytest.raises(FaultyError, match="đã điểm danh"):
        actions.announce_absences(
            actor=actor(), on=HELD, meeting=opened, exceptions=[Absence(person=str(house.an.uid))]
        )


def test_a_vote_larger_than_the_corrected_base_is_said(item: AgendaItem, house: Cell) -> None:
    vote_on(item)
    Membership.objects.filter(person=house.dung).update(ends_on=MONDAY, left_by="transfer_out")
    with pytest.raises(FaultyError) as refused:
        actions.take_attendance(actor=actor(), on=HELD, meeting=item.meeting)
    assert said(refused)[0] == "Số biểu quyết (4) nhiều hơn mẫu số (3)."


# ---------------------------------------------------------------------- votes


def test_the_base_is_computed_said_and_frozen(item: AgendaItem, house: Cell) -> None:
    vote = vote_on(item, approve=3, against=1)
    assert (vote.base, vote.needed, vote.threshold) == (4, 3, "2/3")
    assert vote.base_sentence == "4 đảng viên chính thức của chi bộ ngày 5-6-2018; không tính 1 đảng viên dự bị."
    assert vote.passes
    register.confirm_membership(
        actor=actor(), on=HELD, person=house.vu, official_on=date(2018, 5, 19), recognised_on=HELD
    )
    vote.refresh_from_db()
    assert vote.base == 4


def test_a_vote_below_the_threshold_is_a_result(item: AgendaItem) -> None:
    vote = vote_on(item, approve=2, against=2)
    assert not vote.passes
    codes = [found.code for found in check_vote(facts.vote_facts(vote), rulebook_of(item.meeting.organisation, HELD))]
    assert codes == ["vote_below_threshold"]
    with pytest.raises(FaultyError) as refused:
        actions.resolve(actor=actor(), on=HELD, item=item, text="Đề nghị công nhận.")
    assert "Báo cáo đầy đủ kết quả lên cấp ủy" in refused.value.faults[0].next


def test_every_contradiction_of_a_secret_ballot_is_said_at_once(item: AgendaItem) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.record_vote(
            actor=actor(), on=HELD, item=item, method=SECRET, issued=5, collected=6, valid=7, approve=7, against=1
        )
    assert said(refused) == [
        "Phiếu phát ra (5) nhiều hơn số đảng viên chính thức có mặt (4).",
        "Phiếu thu về (6) nhiều hơn phiếu phát ra (5).",
        "Phiếu hợp lệ (7) nhiều hơn phiếu thu về (6).",
        "Tán thành (7) cộng không tán thành (1) là 8, nhiều hơn phiếu hợp lệ (7).",
        "Số biểu quyết (8) nhiều hơn mẫu số (4).",
    ]
    assert not Vote.objects.exists()


def test_a_secret_ballot_needs_its_five_totals(item: AgendaItem) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.record_vote(actor=actor(), on=HELD, item=item, method=SECRET, approve=-1)
    assert [fault.field for fault in refused.value.faults] == ["issued", "collected", "valid", "approve"]


def test_raised_cards_leave_no_ballots(item: AgendaItem) -> None:
    vote = actions.record_vote(
        actor=actor(), on=HELD, item=item, method=CARDS, issued=4, collected=4, valid=4, approve=3, against=0
    )
    assert (vote.issued, vote.collected, vote.valid) == (None, None, None)
    with pytest.raises(FaultyError, match="là 5, nhiều hơn số đảng viên chính thức có mặt"):
        actions.record_vote(actor=actor(), on=HELD, item=item, method=CARDS, approve=3, against=2)


def test_recording_again_corrects_until_a_resolution_rests_on_it(item: AgendaItem) -> None:
    vote_on(item, approve=3, against=1)
    corrected = vote_on(item, approve=4)
    assert Vote.objects.get() == corrected
    actions.resolve(actor=actor(), on=HELD, item=item, text="Đề nghị công nhận.")
    with pytest.raises(FaultyError, match="đã có nghị quyết, không sửa kết quả"):
        vote_on(item, approve=3)


def test_a_second_round_is_a_vote_of_its_own(item: AgendaItem) -> None:
    vote_on(item, approve=2, against=2)
    second = actions.record_vote(actor=actor(), on=HELD, item=item, method=CARDS, approve=4, against=0, again=True)
    assert second.round == 2
    assert item.votes.count() == 2


def test_no_vote_before_the_attendance(planned: Meeting) -> None:
    with pytest.raises(FaultyError, match="Chưa điểm danh nên chưa ghi biểu quyết được"):
        vote_on(planned.items.get(order=3))


def test_no_vote_on_an_item_that_asks_for_none(opened: Meeting) -> None:
    with pytest.raises(FaultyError, match="không có biểu quyết"):
        vote_on(opened.items.get(order=1))


def test_two_thirds_out_of_reach_is_a_warning_and_the_count_decides(planned: Meeting, house: Cell) -> None:
    away = [Absence(person=str(person.uid)) for person in (house.an, house.bich)]
    meeting = actions.take_attendance(actor=actor(), on=HELD, meeting=planned, exceptions=away)
    item = meeting.items.get(order=3)
    terms = queries.base_of_vote(meeting, item)
    assert [found.code for found in terms.findings] == ["two_thirds_out_of_reach"]
    vote = actions.record_vote(actor=actor(), on=HELD, item=item, method=CARDS, approve=2)
    assert not vote.passes


def test_a_cell_below_three_official_members_cannot_vote(planned: Meeting, house: Cell) -> None:
    Membership.objects.filter(person__in=[house.cuong, house.dung]).update(ends_on=MONDAY, left_by="transfer_out")
    meeting = actions.take_attendance(actor=actor(), on=HELD, meeting=planned)
    with pytest.raises(RefusedError) as refused:
        actions.record_vote(actor=actor(), on=HELD, item=meeting.items.get(order=3), method=CARDS, approve=2)
    assert [found.code for found in refused.value.verdict.stops] == ["cell_too_small"]
    assert not Vote.objects.exists()


def test_other_business_needs_more_than_half(opened: Meeting) -> None:
    item = actions.add_item(
        actor=actor(), on=HELD, meeting=opened, title="Kế hoạch quý III", sort=AgendaItem.Sort.TOPIC, is_voted=True
    )
    vote = actions.record_vote(actor=actor(), on=HELD, item=item, method=CARDS, approve=2, against=2)
    assert (vote.needed, vote.threshold, vote.passes) == (3, "trên 1/2", False)


# ---------------------------------------------------------------------- resolutions and minutes


def test_a_resolution_takes_its_number_from_the_register_of_the_term(item: AgendaItem, house: Cell) -> None:
    vote = vote_on(item)
    first = actions.resolve(actor=actor(), on=HELD, item=item, text="Đề nghị công nhận.")
    assert (first.number, first.on, first.vote, first.organisation) == (1, HELD, vote, house.organisation)
    with pytest.raises(FaultyError, match="đã có nghị quyết"):
        actions.resolve(actor=actor(), on=HELD, item=item, text="Lần nữa.")
    other = actions.add_item(actor=actor(), on=HELD, meeting=item.meeting, title="Phân công")
    assert actions.resolve(actor=actor(), on=HELD, item=other, text="Phân công.").number == 2


def test_everything_wrong_with_a_resolution_is_said_at_once(planned: Meeting) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.resolve(
            actor=actor(), on=MONDAY, item=planned.items.get(order=3), text=" ", resolved_on=date(2018, 6, 4)
        )
    assert len(said(refused)) == 5
    assert "Nghị quyết đề ngày 4-6-2018, trước ngày họp 5-6-2018." in said(refused)
    assert not Resolution.objects.exists()


def test_adopting_writes_the_resolutions_and_locks_the_meeting(item: AgendaItem) -> None:
    vote_on(item)
    adopted = actions.adopt_minutes(
        actor=actor(), on=HELD, meeting=item.meeting, texts={str(item.uid): "Đề nghị công nhận."}
    )
    assert adopted.state == Meeting.State.ADOPTED
    assert adopted.adopted_on == HELD
    assert Resolution.objects.get().number == 1
    with pytest.raises(FaultyError, match="Biên bản đã được thông qua ngày 5-6-2018"):
        actions.write_item(actor=actor(), on=HELD, item=item, discussion="thêm", conclusion="")
    with pytest.raises(FaultyError, match="đã được thông qua"):
        actions.take_attendance(actor=actor(), on=HELD, meeting=item.meeting)


def test_a_meeting_in_the_future_or_without_attendance_is_not_adopted(planned: Meeting) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.adopt_minutes(actor=actor(), on=MONDAY, meeting=planned)
    assert len(said(refused)) == 2
    planned.refresh_from_db()
    assert planned.state == Meeting.State.PLANNED


def test_nothing_is_adopted_while_one_item_is_unfinished(item: AgendaItem) -> None:
    other = actions.add_item(actor=actor(), on=HELD, meeting=item.meeting, title="Phân công", is_voted=True)
    vote_on(item)
    with pytest.raises(FaultyError) as refused:
        actions.adopt_minutes(actor=actor(), on=HELD, meeting=item.meeting)
    assert said(refused) == [
        f"Mục “{item.title}” đã đủ phiếu nhưng chưa có nội dung nghị quyết.",
        f"Mục “{other.title}” chưa có kết quả biểu quyết.",
    ]
    assert not Resolution.objects.exists()


def test_a_resolution_on_a_failed_vote_is_not_adopted(item: AgendaItem) -> None:
    vote_on(item, approve=1, against=3)
    with pytest.raises(FaultyError, match="được 1 phiếu tán thành, cần 3"):
        actions.adopt_minutes(actor=actor(), on=HELD, meeting=item.meeting, texts={str(item.uid): "Đề nghị."})
    with pytest.raises(FaultyError, match="chưa ra nghị quyết được"):
        actions.resolve(actor=actor(), on=HELD, item=item, text="Đề nghị.")
    actions.adopt_minutes(actor=actor(), on=HELD, meeting=item.meeting, texts={str(item.uid): " "})


def test_a_resolution_written_before_the_adoption_is_kept(item: AgendaItem) -> None:
    vote_on(item)
    written = actions.resolve(actor=actor(), on=HELD, item=item, text="Đề nghị công nhận.")
    actions.adopt_minutes(actor=actor(), on=HELD, meeting=item.meeting, texts={str(item.uid): "Lần hai"})
    assert Resolution.objects.get() == written


def test_after_the_adoption_there_are_only_notes(item: AgendaItem) -> None:
    with pytest.raises(FaultyError, match="chưa thông qua"):
        actions.note_minutes(actor=actor(), on=HELD, meeting=item.meeting, text="Sửa tên")
    vote_on(item, approve=0, against=4)
    actions.adopt_minutes(actor=actor(), on=HELD, meeting=item.meeting)
    note = actions.note_minutes(actor=actor(), on=date(2018, 6, 7), meeting=item.meeting, text=" Sửa tên ")
    assert (note.text, note.written_by) == ("Sửa tên", "Lò Mẫu An")


def test_the_content_of_all_items_is_written_at_once(opened: Meeting) -> None:
    texts = [
        ItemText(item=str(item.uid), discussion="Nhất trí", conclusion="Giao chi ủy") for item in opened.items.all()
    ]
    actions.write_content(
        actor=actor(), on=HELD, meeting=opened, texts=texts, opening="Đủ thành phần", conclusion="Kết thúc 15 giờ"
    )
    assert [item.conclusion for item in opened.items.all()] == ["Giao chi ủy"] * 3
    assert Meeting.objects.get(pk=opened.pk).opening == "Đủ thành phần"


def test_the_later_of_two_savers_is_told_who_was_first(opened: Meeting) -> None:
    seen = {"opening": print_of("")}
    first = Boxes(texts={"opening": "A"}, seen=seen)
    actions.write_boxes(actor=actor(name="Nguyễn Mẫu Bích"), on=HELD, meeting=opened, boxes=first)
    told = actions.write_boxes(actor=actor(), on=HELD, meeting=opened, boxes=Boxes(texts={"opening": "B"}, seen=seen))
    assert [(clash.box, clash.who, clash.when) for clash in told.clashes] == [("opening", "Nguyễn Mẫu Bích", "12:00")]
    assert Meeting.objects.get(pk=opened.pk).opening == "A"


# ---------------------------------------------------------------------- old history


def test_an_old_meeting_has_only_its_counts(house: Cell) -> None:
    old = actions.record_past_meeting(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        held_on=date(2017, 11, 6),
        members_total=20,
        members_official=18,
        present_total=20,
    )
    assert old.state == Meeting.State.ADOPTED
    assert old.from_old_file


def test_old_counts_that_cannot_be_are_said_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.record_past_meeting(
            actor=actor(),
            on=MONDAY,
            organisation=house.organisation,
            held_on=date(2018, 5, 22),
            members_total=20,
            members_official=21,
            present_total=22,
        )
    assert said(refused) == [
        "Ngày họp 22-5-2018 ở sau hôm nay (21-5-2018).",
        "Số có mặt (22) nhiều hơn số đảng viên (20).",
        "Số chính thức (21) nhiều hơn số đảng viên (20).",
    ]


def test_an_old_resolution_keeps_the_base_of_its_paper(house: Cell) -> None:
    person = PersonFactory.create(organisation=house.organisation)
    old = actions.record_past_resolution(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        resolved_on=date(2015, 11, 5),
        sort=AgendaItem.Sort.ADMISSION,
        title="Đề nghị kết nạp",
        subject=person,
        number=7,
        base=18,
        approve=17,
        against=1,
    )
    assert old.vote is not None
    assert (old.number, old.vote.base, old.vote.needed) == (7, 18, 12)
    assert old.vote.base_sentence == "18 đảng viên chính thức, theo hồ sơ cũ; theo sổ đảng viên hiện có là 4."
    assert old.meeting is not None
    assert old.meeting.from_old_file


def test_the_counts_of_an_old_meeting_may_come_after_its_resolution(house: Cell) -> None:
    old = actions.record_past_resolution(
        actor=actor(), on=MONDAY, organisation=house.organisation, resolved_on=date(2017, 11, 6), title="Phân công"
    )

    def counts() -> Meeting:
        return actions.record_past_meeting(
            actor=actor(),
            on=MONDAY,
            organisation=house.organisation,
            held_on=date(2017, 11, 6),
            members_total=20,
            present_total=19,
        )

    assert counts() == old.meeting
    with pytest.raises(FaultyError, match="Ngày 6-11-2017 chi bộ đã có"):
        counts()


def test_an_old_vote_larger_than_its_base_is_refused(house: Cell) -> None:
    with pytest.raises(FaultyError, match=r"Số biểu quyết \(19\) nhiều hơn mẫu số \(18\)"):
        actions.record_past_resolution(
            actor=actor(),
            on=MONDAY,
            organisation=house.organisation,
            resolved_on=date(2015, 11, 5),
            title="Đề nghị kết nạp",
            sort=AgendaItem.Sort.ADMISSION,
            base=18,
            approve=19,
        )
    assert not Meeting.objects.exists()


def test_a_vote_before_any_known_rule_has_no_number_needed(house: Cell) -> None:
    old = actions.record_past_resolution(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        resolved_on=date(2005, 3, 4),
        title="Đề nghị kết nạp",
        sort=AgendaItem.Sort.ADMISSION,
        base=9,
        approve=8,
    )
    assert old.vote is not None
    assert (old.vote.needed, old.vote.threshold) == (0, "")
