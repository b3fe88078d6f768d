"""Helpers, monthly notes, tasks, and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError, RefusedError
from chibo.development import actions, queries
from chibo.development.models import Mentorship, MonthlyNote, Paper
from chibo.documents.models import StoredFile
from chibo.documents.queries.scans import scan_counts
from chibo.law.vocabulary import PaperKind
from tests.development.conftest import LATER
from tests.documents.scan_files import pdf
from tests.factories import actor, stranger

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Person
    from tests.development.conftest import Road

pytestmark = pytest.mark.django_db


def mentor_actor(person: Person) -> Actor:
    return replace(actor(Permission.WRITE_NOTES, name=person.full_name), person_uid=str(person.uid))


@pytest.fixture
def helped(road: Road) -> Mentorship:
    road.source().mentors(road.cell.dung)
    return Mentorship.objects.get(case=road.case)


# ---------------------------------------------------------------------- who helps


def test_a_helper_who_is_not_official_is_refused_with_the_article(road: Road) -> None:
    road.source()
    with pytest.raises(RefusedError) as refused:
        actions.assign_mentor(actor=actor(), on=LATER, case=road.case, mentor=road.cell.vu, starts_on=date(2018, 5, 21))
    found = refused.value.verdict.stops[0]
    assert found.code == "mentor_not_official"
    assert "Điều 4" in found.citations[0].text
    assert not Mentorship.objects.exists()


def test_a_helper_must_be_official_on_that_day_already(road: Road) -> None:
    road.source(date(2013, 1, 7))
    with pytest.raises(RefusedError) as refused:
        actions.assign_mentor(
            actor=actor(), on=LATER, case=road.case, mentor=road.cell.dung, starts_on=date(2013, 12, 15)
        )
    assert refused.value.verdict.stops[0].possible_from == date(2013, 12, 16), "the day of the recognition decision"
    actions.assign_mentor(actor=actor(), on=LATER, case=road.case, mentor=road.cell.dung, starts_on=date(2013, 12, 16))


def test_old_history_keeps_a_helper_who_was_not_official(road: Road) -> None:
    road.source()
    row = actions.assign_mentor(
        actor=actor(),
        on=LATER,
        case=road.case,
        mentor=road.cell.vu,
        starts_on=date(2018, 5, 21),
        from_old_file=True,
    )
    assert row.pk


def test_nobody_helps_oneself_or_twice(helped: Mentorship, road: Road) -> None:
    given: dict[str, Any] = {"actor": actor(), "on": LATER, "case": road.case, "starts_on": date(2018, 1, 5)}
    with pytest.raises(FaultyError, match="chính mình"):
        actions.assign_mentor(mentor=road.person, **given)
    with pytest.raises(FaultyError, match="đang giúp đỡ"):
        actions.assign_mentor(mentor=road.cell.dung, **given)


def test_help_ends_once_and_after_it_began(helped: Mentorship) -> None:
    with pytest.raises(FaultyError):
        actions.end_mentorship(actor=actor(), on=LATER, mentorship=helped, ends_on=date(2017, 2, 6))
    actions.end_mentorship(actor=actor(), on=LATER, mentorship=helped, ends_on=date(2018, 3, 5))
    with pytest.raises(FaultyError, match="đã kết thúc"):
        actions.end_mentorship(actor=actor(), on=LATER, mentorship=helped, ends_on=date(2018, 4, 5))


# ---------------------------------------------------------------------- notes


def test_the_mentor_writes_about_a_month_once(helped: Mentorship, road: Road) -> None:
    given: dict[str, Any] = {"actor": mentor_actor(road.cell.dung), "on": date(2018, 5, 28), "mentorship": helped}
    note = actions.write_note(month=date(2018, 5, 17), times_met=1, task_result="Hoàn thành", **given)
    assert note.month == date(2018, 5, 1)
    with pytest.raises(FaultyError, match="Tháng 5-2018 đã có ghi chú"):
        actions.write_note(month=date(2018, 5, 1), times_met=2, **given)
    assert MonthlyNote.objects.count() == 1


def test_no_note_about_a_month_to_come_or_before_the_help_began(helped: Mentorship, road: Road) -> None:
    given: dict[str, Any] = {
        "actor": mentor_actor(road.cell.dung),
        "on": date(2018, 5, 28),
        "mentorship": helped,
        "times_met": 1,
    }
    with pytest.raises(FaultyError, match="Tháng 6-2018 chưa đến"):
        actions.write_note(month=date(2018, 6, 1), **given)
    with pytest.raises(FaultyError, match="trước ngày phân công"):
        actions.write_note(month=date(2017, 1, 1), **given)


def test_a_note_has_at_most_500_letters(helped: Mentorship, road: Road) -> None:
    given: dict[str, Any] = {
        "actor": mentor_actor(road.cell.dung),
        "on": date(2018, 5, 28),
        "mentorship": helped,
        "times_met": 1,
    }
    with pytest.raises(FaultyError) as faulty:
        actions.write_note(month=date(2018, 5, 1), note="ấ" * 501, **given)
    assert faulty.value.faults[0].field == "note"
    actions.write_note(month=date(2018, 5, 1), note="ấ" * 500, **given)


def test_another_member_neither_reads_nor_writes_the_note(helped: Mentorship, road: Road) -> None:
    other = mentor_actor(road.cell.cuong)
    with pytest.raises(NotYoursError):
        queries.mentorship_for(other, helped.uid)
    with pytest.raises(NotAllowedError):
        actions.write_note(actor=other, on=LATER, mentorship=helped, month=date(2018, 5, 1), times_met=1)
    assert queries.mentorship_for(mentor_actor(road.cell.dung), helped.uid) == helped


def test_a_note_lies_encrypted_and_not_in_the_log(helped: Mentorship, road: Road) -> None:
    actions.write_note(
        actor=mentor_actor(road.cell.dung),
        on=date(2018, 5, 28),
        mentorship=helped,
        month=date(2018, 5, 1),
        times_met=1,
        note="Tham gia hội nghị báo cáo viên",
    )
    line = AuditEntry.objects.get(action="development.write_note")
    assert "hội nghị" not in str(line.changes)
    assert queries.story(road.case, date(2018, 5, 28)).notes[0].note == "Tham gia hội nghị báo cáo viên"


# ---------------------------------------------------------------------- papers


def test_a_paper_without_a_scan_is_enough(road: Road) -> None:
    road.source()
    paper = road.paper(PaperKind.APPLICATION, date(2018, 1, 8), kept_at="cặp số 24")
    assert (paper.is_present, scan_counts([paper.uid])) == (True, {})


def test_a_scan_goes_to_the_vault_and_a_bad_file_leaves_nothing(road: Road) -> None:
    road.source()
    paper = road.paper(PaperKind.APPLICATION, date(2018, 1, 8), file=("don.pdf", pdf()))
    assert scan_counts([paper.uid]) == {paper.uid: 1}
    with pytest.raises(FaultyError):
        road.paper(PaperKind.BACKGROUND_STATEMENT, date(2018, 1, 8), file=("x.exe", b"MZ\x00\x00"))
    assert Paper.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_a_paper_dated_ahead_is_refused(road: Road) -> None:
    road.source()
    with pytest.raises(FaultyError, match="Ngày trên giấy 4-6-2019 chưa đến"):
        road.paper(PaperKind.APPLICATION, date(2019, 6, 4))


def test_a_newer_copy_takes_the_older_one_out(road: Road) -> None:
    road.source()
    old = road.paper(PaperKind.APPLICATION, date(2018, 1, 8))
    new = road.paper(PaperKind.APPLICATION, date(2018, 1, 9), replaces=old)
    old.refresh_from_db()
    assert old.withdrawn_on == LATER
    assert list(queries.papers_of(road.case)) == [new]


def test_a_corrected_entry_hands_its_scan_on_when_asked(road: Road) -> None:
    road.source()
    old = road.paper(PaperKind.APPLICATION, date(2018, 1, 8), file=("don.pdf", pdf()))
    kept = road.paper(PaperKind.APPLICATION, date(2018, 1, 9), replaces=old, keeps_file=True)
    assert scan_counts([old.uid, kept.uid]) == {kept.uid: 1}
    newest = road.paper(PaperKind.APPLICATION, date(2018, 1, 10), replaces=kept)
    assert scan_counts([kept.uid, newest.uid]) == {kept.uid: 1}


def test_withdrawing_asks_for_a_reason_and_happens_once(road: Road) -> None:
    road.source()
    paper = road.paper(PaperKind.APPLICATION, date(2018, 1, 8))
    with pytest.raises(FaultyError, match="lý do"):
        actions.withdraw_paper(actor=actor(), on=LATER, paper=paper, reason="")
    actions.withdraw_paper(actor=actor(), on=LATER, paper=paper, reason="ghi nhầm người")
    with pytest.raises(FaultyError, match="đã được rút"):
        actions.withdraw_paper(actor=actor(), on=LATER, paper=paper, reason="ghi nhầm người")


def test_a_paper_of_another_case_replaces_nothing(road: Road, house: object) -> None:
    road.source()
    old = road.paper(PaperKind.APPLICATION, date(2018, 1, 8))
    other = actions.open_case(
        actor=actor(), on=LATER, person=road.cell.y, organisation=road.cell.organisation, source_on=date(2018, 3, 5)
    )
    with pytest.raises(FaultyError, match="hồ sơ khác"):
        actions.record_paper(actor=actor(), on=LATER, case=other, kind=PaperKind.APPLICATION, replaces=old)


@pytest.mark.parametrize(
    "act",
    [
        lambda case: actions.record_paper(actor=stranger(), on=LATER, case=case, kind=PaperKind.APPLICATION),
        lambda case: actions.give_task(actor=stranger(), on=LATER, case=case, title="x", given_on=LATER),
        lambda case: actions.close_case(actor=stranger(), on=LATER, case=case, acted_on=LATER, reason="moved_work"),
        lambda case: actions.refresh_due(actor=stranger(), on=LATER, cases=[case]),
        lambda case: actions.note_viewing(actor=stranger(), on=LATER, case=case, dossier="admission"),
    ],
)
def test_a_stranger_may_do_none_of_it(road: Road, act: object) -> None:
    road.source()
    assert callable(act)
    with pytest.raises(NotAllowedError):
        act(road.case)
