"""Commitments: rounds, wordings, hand-in, excuse, confirmation, check; counts, reminder, papers, rights, questions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base import jobs, vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.law.reading import rulebook
from chibo.register.models import Membership
from chibo.reviews import actions, queries
from chibo.reviews.models import Commitment, CommitmentText
from chibo.reviews.papers import commitments as papers
from chibo.reviews.queries.promises_told import commitment_block, commitment_duties
from tests.chains import verify_chains
from tests.documents.reading import lines
from tests.factories import MONDAY, Cell, MembershipFactory, PersonFactory, actor, cell, member, stranger

if TYPE_CHECKING:
    from chibo.register.models import Person
    from chibo.reviews.models import CommitmentRound

pytestmark = pytest.mark.django_db
OPENED, DUE = date(2018, 1, 5), date(2018, 2, 28)
BODY = "Về tư tưởng chính trị:\nThực hiện nghị quyết của chi bộ.\nVề ý thức kỷ luật:\nChấp hành quy chế."
Result = Commitment.Result


@pytest.fixture
def house() -> Cell:
    return cell()


def opened(house: Cell, **said: Any) -> CommitmentRound:
    usual: dict[str, Any] = {"year": 2018, "name": "Cam kết tu dưỡng, rèn luyện", "body": BODY}
    usual |= {"opened_on": OPENED, "due_on": DUE, "ground": "Kế hoạch của chi bộ"}
    return actions.open_commitment_round(actor=actor(), on=MONDAY, organisation=house.organisation, **{**usual, **said})


def hand_in(turn: CommitmentRound, *people: Person, on: date = date(2018, 1, 10)) -> list[Commitment]:
    return actions.hand_in_commitments(
        actor=actor(), on=MONDAY, turn=turn, people=people, handed_on=on, kept_at="cặp số 4"
    )


def whats(refused: pytest.ExceptionInfo[FaultyError]) -> list[str]:
    return [fault.what for fault in refused.value.faults]


# ---------------------------------------------------------------------- the round and its wording


def test_everything_wrong_with_a_round_is_said_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        opened(house, year=1800, name=" ", body="", opened_on=date(2018, 6, 1), due_on=date(2018, 5, 30))
    assert whats(refused) == [
        "Năm 1800 không đúng.",
        "Chưa ghi tên.",
        "Ngày mở đợt 1-6-2018 chưa tới.",
        "Hạn nộp 30-5-2018 ở trước ngày mở đợt 1-6-2018.",
        "Chưa ghi lời của bản cam kết.",
    ]
    assert all(fault.next for fault in refused.value.faults)
    assert not AuditEntry.objects.filter(action="reviews.open_commitment_round").exists()


def test_a_year_has_one_round_of_a_name(house: Cell) -> None:
    opened(house)
    with pytest.raises(FaultyError, match="đã có đợt") as refused:
        opened(house, name="CAM KẾT TU DƯỠNG, RÈN LUYỆN")
    assert len(refused.value.faults) == 1
    opened(house, name="Đăng ký học tập và làm theo Bác")
    assert len(queries.commitment_rounds_of(house.organisation, MONDAY)) == 2


def test_what_was_signed_keeps_its_wording(house: Cell) -> None:
    turn = opened(house)
    (signed,) = hand_in(turn, house.an)
    actions.reword_commitment_round(actor=actor(), on=MONDAY, turn=turn, body=BODY + "\nThêm một ý.")
    (later,) = hand_in(turn, house.bich)
    assert [signed.text.version, later.text.version] == [1, 2]  # type: ignore[union-attr]
    assert CommitmentText.objects.get(version=1).body == BODY
    assert [(text.version, text.signed) for text in queries.wordings(turn)] == [(2, 1), (1, 1)]  # type: ignore[attr-defined]
    with pytest.raises(FaultyError, match="chưa có gì khác"):
        actions.reword_commitment_round(actor=actor(), on=MONDAY, turn=turn, body=BODY + "\nThêm một ý.  ")
    assert queries.wording_before(house.organisation).endswith("Thêm một ý.")


def test_a_round_is_changed_but_not_to_a_twin(house: Cell) -> None:
    turn = opened(house)
    other = opened(house, name="Đăng ký")
    with pytest.raises(FaultyError, match="đã có đợt"):
        actions.change_commitment_round(actor=actor(), on=MONDAY, turn=other, name=turn.name, opened_on=OPENED)
    changed = actions.change_commitment_round(
        actor=actor(), on=MONDAY, turn=other, name="Đăng ký", opened_on=OPENED, due_on=None
    )
    assert changed.due_on is None


# ---------------------------------------------------------------------- who is in, who is missing


def test_members_of_the_day_have_to_hand_in_and_the_late_are_told(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an, house.bich)
    hand_in(turn, house.cuong, on=date(2018, 3, 1))
    page = queries.commitment_round_page(turn, MONDAY)
    assert [row.person for row in page.missing] == [house.dung, house.vu]
    assert all(row.is_overdue for row in page.missing)
    counts = page.counts
    assert (counts.handed_in, counts.total, counts.late, counts.missing) == (3, 5, 1, 2)
    (counted,) = queries.commitment_rounds_of(house.organisation, MONDAY)
    assert counted == counts


def test_somebody_who_moved_in_can_bring_the_commitment_of_the_former_cell(house: Cell) -> None:
    thuy = PersonFactory.create(organisation=house.organisation, full_name="Khoàng Mẫu Thúy")
    joined = Membership.JoinedBy.TRANSFER_IN
    MembershipFactory.create(person=thuy, starts_on=date(2018, 1, 22), joined_by=joined)
    turn = opened(house)
    row = next(row for row in queries.commitment_round_page(turn, MONDAY).rows if row.person == thuy)
    assert row.hint == "Đ/c Thúy mới chuyển đến 22-1-2018: có thể lấy bản cam kết từ chi bộ cũ."
    write: dict[str, Any] = {
        "actor": actor(),
        "on": MONDAY,
        "turn": turn,
        "person": thuy,
        "handed_on": date(2018, 1, 3),
    }
    with pytest.raises(FaultyError, match="trước ngày mở đợt"):
        actions.write_commitment(**write)
    brought = actions.write_commitment(**write, from_cell="Chi bộ mẫu D")
    assert brought.text is None
    one = queries.member_in_round(turn, thuy.uid, MONDAY)
    with pytest.raises(FaultyError, match="theo mẫu của Chi bộ mẫu D"):
        papers.make_form(actor=actor(), on=MONDAY, one=one)


def test_who_left_is_no_longer_counted_but_still_shown(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.dung)
    Membership.objects.filter(person=house.dung).update(ends_on=date(2018, 4, 1))
    page = queries.commitment_round_page(turn, MONDAY)
    assert [row.person for row in page.rows if not row.is_member] == [house.dung]
    assert (page.counts.handed_in, page.counts.total) == (0, 4)
    assert queries.commitment_rounds_of(house.organisation, MONDAY)[0] == page.counts


def test_a_past_year_counts_the_members_of_its_last_day(house: Cell) -> None:
    turn = opened(house, year=2017, opened_on=date(2017, 1, 5), due_on=None)
    member(house.organisation, "Mùa Mẫu Thào")
    Membership.objects.filter(person__full_name="Mùa Mẫu Thào").update(starts_on=date(2018, 1, 15))
    assert queries.commitment_round_page(turn, MONDAY).counts.total == 5
    assert queries.commitment_rounds_of(house.organisation, MONDAY)[0].total == 5
    with pytest.raises(FaultyError, match="Mùa Mẫu Thào"):
        hand_in(turn, Membership.objects.get(person__full_name="Mùa Mẫu Thào").person, on=date(2017, 2, 1))


def test_everything_wrong_with_a_hand_in_is_said_at_once_and_nothing_is_half_written(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an)
    with pytest.raises(FaultyError) as refused:
        hand_in(turn, house.an, house.bich, house.xuan, on=date(2018, 6, 1))
    assert whats(refused) == [
        "Ngày nộp 1-6-2018 chưa tới.",
        "Đã ghi từ trước: Lò Mẫu An.",
        "Không phải đảng viên của chi bộ trong đợt năm 2018: Lò Mẫu Xuân.",
    ]
    with pytest.raises(FaultyError) as refused:
        hand_in(turn, on=date(2017, 12, 30))
    assert whats(refused) == ["Ngày nộp 30-12-2017 ở trước ngày mở đợt 5-1-2018.", "Chưa chọn người nào."]
    assert Commitment.objects.count() == 1


def test_an_excused_member_is_out_of_the_count_with_a_reason(house: Cell) -> None:
    turn = opened(house)
    with pytest.raises(FaultyError, match="lý do miễn nộp"):
        actions.excuse(actor=actor(), on=MONDAY, turn=turn, person=house.dung, reason=" ")
    actions.excuse(actor=actor(), on=MONDAY, turn=turn, person=house.dung, reason="Nghỉ chữa bệnh dài ngày")
    assert queries.commitment_round_page(turn, MONDAY).counts.total == 4
    assert queries.commitment_rounds_of(house.organisation, MONDAY)[0].total == 4
    with pytest.raises(FaultyError, match="được miễn nộp"):
        actions.write_commitment(actor=actor(), on=MONDAY, turn=turn, person=house.dung, handed_on=OPENED)
    assert "bệnh" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_a_row_put_down_by_mistake_is_taken_back_with_a_reason(house: Cell) -> None:
    (row,) = hand_in(opened(house), house.an)
    with pytest.raises(FaultyError, match="lý do bỏ ghi"):
        actions.take_back_commitment(actor=actor(), on=MONDAY, commitment=row, reason="")
    actions.take_back_commitment(actor=actor(), on=MONDAY, commitment=row, reason="Ghi nhầm người")
    assert not Commitment.objects.exists()
    assert AuditEntry.objects.get(action="reviews.take_back_commitment").reason == "Ghi nhầm người"
    assert list(verify_chains()) == []


# ---------------------------------------------------------------------- confirmed, checked


def test_only_what_is_in_is_confirmed(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an, on=date(2018, 2, 1))
    confirm: dict[str, Any] = {"actor": actor(), "on": MONDAY, "turn": turn}
    with pytest.raises(FaultyError) as refused:
        actions.confirm_commitments(**confirm, people=[house.an, house.dung], confirmed_on=date(2018, 1, 31))
    assert whats(refused) == [
        "Chưa xác nhận được cho người chưa nộp: Quàng Mẫu Dung.",
        "Ngày xác nhận 31-1-2018 ở trước ngày nộp 1-2-2018.",
    ]
    assert actions.confirm_commitments(**confirm, people=[house.an], confirmed_on=date(2018, 2, 5)) == 1
    row = Commitment.objects.get()
    assert (row.confirmed_on, row.confirmed_by) == (date(2018, 2, 5), "Lò Mẫu An")


def test_the_check_at_the_end_of_the_year_is_told_in_facts(house: Cell) -> None:
    (row,) = hand_in(opened(house), house.an)
    check: dict[str, Any] = {"actor": actor(), "on": MONDAY, "commitment": row}
    with pytest.raises(FaultyError) as refused:
        actions.check_commitment(**check, result="great", facts=" ", checked_on=date(2018, 1, 1))
    assert whats(refused) == [
        "Ngày kiểm tra 1-1-2018 ở trước ngày nộp 10-1-2018.",
        "Chưa chọn kết quả.",
        "Chưa ghi việc đã làm.",
    ]
    actions.check_commitment(**check, result=Result.PARTLY, facts="Đã nộp 2 trong 3 báo cáo.", checked_on=MONDAY)
    row.refresh_from_db()
    assert (row.result, row.facts, row.checked_by) == ("partly", "Đã nộp 2 trong 3 báo cáo.", "Lò Mẫu An")
    assert "báo cáo" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


# ---------------------------------------------------------------------- rights


def test_strangers_see_and_write_nothing(house: Cell) -> None:
    turn = opened(house)
    (row,) = hand_in(turn, house.an)
    with pytest.raises(NotYoursError):
        queries.commitment_round_for(stranger(), turn.uid)
    with pytest.raises(NotYoursError):
        queries.commitment_for(stranger(), row.uid)
    verbs = (
        lambda who: actions.open_commitment_round(
            actor=who, on=MONDAY, organisation=house.organisation, year=2018, name="x", body="x", opened_on=OPENED
        ),
        lambda who: actions.hand_in_commitments(actor=who, on=MONDAY, turn=turn, people=[house.bich], handed_on=OPENED),
        lambda who: actions.check_commitment(
            actor=who, on=MONDAY, commitment=row, result="met", facts="x", checked_on=MONDAY
        ),
        lambda who: papers.make_summary(actor=who, on=MONDAY, turn=turn),
        lambda who: papers.ask_for_forms(actor=who, on=MONDAY, turn=turn, as_pdf=False, everybody=True),
    )
    for verb in verbs:
        with pytest.raises(NotAllowedError):
            verb(stranger())


def test_a_member_reads_and_words_the_own_commitment_only(house: Cell) -> None:
    turn = opened(house)
    own, other = hand_in(turn, house.an, house.bich)
    me = stranger().__class__(**{**_plain(), "person_uid": str(house.an.uid)})
    assert queries.commitment_for(me, own.uid) == own
    actions.word_promise(actor=me, on=MONDAY, commitment=own, promise="Học xong lớp trung cấp trong quý II.")
    assert queries.commitment_for(me, own.uid).promise == "Học xong lớp trung cấp trong quý II."
    with pytest.raises(NotYoursError):
        queries.commitment_for(me, other.uid)
    with pytest.raises(NotAllowedError):
        actions.word_promise(actor=me, on=MONDAY, commitment=other, promise="x")
    assert commitment_block(me, house.bich, MONDAY) is None
    block = commitment_block(me, house.an, MONDAY)
    assert block is not None
    assert [line.what for line in block.lines] == ["Cam kết tu dưỡng, rèn luyện, năm 2018"]


def _plain() -> dict[str, Any]:
    one = stranger()
    return {"uid": one.uid, "name": one.name, "at": one.at}


# ---------------------------------------------------------------------- worklist, figures, papers


def test_the_worklist_reminds_of_those_missing_and_of_the_check(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an, house.bich, house.cuong)
    remind, check = commitment_duties(actor(), house.organisation, MONDAY, rulebook())
    assert (remind.title, remind.button) == (f"Nhắc 2 người chưa nộp: {turn}", "Nhắc 2 người")
    assert (remind.due_on, check.due_on) == (DUE, date(2018, 12, 31))
    assert remind.address == f"/cam-ket/{turn.uid}/nhac/"
    hand_in(turn, house.dung, house.vu)
    assert [due.key for due in commitment_duties(actor(), house.organisation, MONDAY, rulebook())] == [
        "cam-ket-kiem-tra"
    ]


def test_a_round_without_a_last_day_asks_nobody(house: Cell) -> None:
    opened(house, due_on=None)
    assert list(commitment_duties(actor(), house.organisation, MONDAY, rulebook())) == []


def test_the_figures_of_a_year_for_reports(house: Cell) -> None:
    turn = opened(house)
    opened(house, name="Đăng ký học tập và làm theo Bác")
    hand_in(turn, house.an, house.bich)
    found = queries.commitment_figures(house.organisation, 2018, MONDAY)
    assert (found.rounds, found.handed_in, found.total) == (2, 2, 10)
    assert queries.commitment_figures(house.organisation, 2017, MONDAY).total == 0


def test_above_the_cell_there_are_counts(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an)
    above = actor(Permission.VIEW_REPORTS)
    (seen,) = queries.commitment_rounds_below(above, 2018, MONDAY)
    assert (seen.round, seen.handed_in, seen.total) == (turn, 1, 5)
    assert queries.commitment_rounds_below(stranger(), 2018, MONDAY) == ()


def test_the_reminder_is_plain_text(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an, house.bich, house.cuong, house.vu)
    assert queries.reminder_text(queries.commitment_round_page(turn, MONDAY)).splitlines() == [
        "Cam kết tu dưỡng, rèn luyện, năm 2018. Hạn nộp: 28-2-2018.",
        "Các đồng chí chưa nộp (1 người):",
        "1. Quàng Mẫu Dung",
    ]


def test_the_form_is_in_the_organisations_own_words(house: Cell) -> None:
    turn = opened(house)
    made = papers.make_form(actor=actor(), on=MONDAY, one=queries.member_in_round(turn, house.vu.uid, MONDAY))
    said = lines(made.content)
    assert made.name == "Bản cam kết 2018 Sùng Mẫu Vừ.docx"
    for wanted in ("BẢN CAM KẾT", "Thực hiện nghị quyết của chi bộ.", "NGƯỜI CAM KẾT"):
        assert wanted in said
    assert any("vào Đảng 19-5-2017" in line for line in said)
    assert not any("{" in line or "None" in line for line in said)


def test_the_summary_lists_everybody(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an, house.bich)
    facts = papers.make_summary(actor=actor(), on=MONDAY, turn=turn).facts
    assert (facts["phải_nộp"], facts["đã_nộp"], facts["chưa_nộp"]) == (5, 2, 3)
    assert len(facts["danh_sách"]) == 5  # type: ignore[arg-type]
    assert AuditEntry.objects.filter(action="reviews.make_paper").count() == 1


@pytest.mark.parametrize(("everybody", "count"), [(False, 3), (True, 5)])
def test_many_forms_are_made_by_a_job(house: Cell, *, everybody: bool, count: int) -> None:
    turn = opened(house)
    hand_in(turn, house.an, house.bich)
    job = papers.ask_for_forms(actor=actor(), on=MONDAY, turn=turn, as_pdf=False, everybody=everybody)
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.total, job.done) == ("done", count, count)
    assert vault.read(job.digest)[:2] == b"PK"


# ---------------------------------------------------------------------- questions


def test_more_members_ask_no_more_of_the_database(house: Cell) -> None:
    turn = opened(house)
    hand_in(turn, house.an)

    def asked() -> list[int]:
        found = []
        for read in (
            lambda: queries.commitment_round_page(turn, MONDAY),
            lambda: queries.commitment_rounds_of(house.organisation, MONDAY),
            lambda: list(commitment_duties(actor(), house.organisation, MONDAY, rulebook())),
        ):
            with CaptureQueriesContext(connection) as questions:
                read()
            found.append(len(questions))
        return found

    few = asked()
    assert few == [6, 1, 1]
    people = [member(house.organisation) for _ in range(60)]
    hand_in(turn, *people[:40])
    assert asked() == few
