"""Acts beside the road: deletion, failed votes, the card, moves, and decisions cancelled or made good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, RefusedError
from chibo.development import actions, facts, queries
from chibo.development.models import Step
from chibo.law.dossier.kinds import CorrectionKind, DecisionKind, MeetingKind, SheetKind, TransferPhase
from chibo.law.vocabulary import Stage, StepKind
from chibo.register.models import Admission, Membership
from tests.development.conftest import LATER
from tests.development.test_pages import browser, get, post
from tests.factories import actor

if TYPE_CHECKING:
    from django.test import Client

    from tests.development.conftest import Road

__all__ = ["browser"]
pytestmark = pytest.mark.django_db
VOTED = date(2018, 12, 14)


def codes(road: Road) -> set[str]:
    return {item.found.code for item in queries.check(road.case, LATER).items}


def test_deletion_is_proposed_by_the_cell_and_decided_above(road: Road) -> None:
    road.to_probation()
    vote = road.vote(VOTED, sort="other").vote
    road.step(StepKind.CELL_PROPOSED_REMOVAL, VOTED, vote=vote)
    assert "REMOVAL" in codes(road), "proposed, not decided"
    actions.close_case(actor=actor(), on=LATER, case=road.case, acted_on=date(2019, 1, 9), reason="removed")
    assert "REMOVAL" not in codes(road)
    road.case.refresh_from_db()
    assert (road.case.stage, road.case.closed_on) == (Stage.REMOVED, date(2019, 1, 9))
    known = facts.dossier_of(road.case, LATER)
    assert [one.kind for one in known.meetings][-1] is MeetingKind.CELL_REMOVAL
    assert SheetKind.REMOVAL_DECISION in {sheet.kind for sheet in known.papers}
    assert Membership.objects.get(person=road.person).left_by == Membership.LeftBy.REMOVAL


def test_a_deletion_the_cell_never_voted_on_is_recorded_with_a_remark(road: Road) -> None:
    road.to_probation()
    step = actions.close_case(actor=actor(), on=LATER, case=road.case, acted_on=date(2019, 1, 9), reason="removed")
    assert [kept["code"] for kept in step.findings] == ["step_missing"]
    assert "REMOVAL" in codes(road)


def test_a_failed_vote_on_deletion_leads_to_no_resolution(road: Road) -> None:
    road.to_probation()
    vote = road.vote(VOTED, sort="other", approve=1).vote
    with pytest.raises(RefusedError, match="vote_below_threshold"):
        road.step(StepKind.CELL_PROPOSED_REMOVAL, VOTED, vote=vote)


def test_the_card_is_given_after_the_road_has_ended(road: Road) -> None:
    road.to_official()
    road.person.card_number = "11012345"
    road.person.save()
    road.step(StepKind.CARD_ISSUED, date(2019, 2, 4), number="12-QĐ/ĐUK")
    road.case.refresh_from_db()
    assert (road.case.stage, road.case.closed_on) == (Stage.OFFICIAL, date(2019, 1, 9))
    card = facts.dossier_of(road.case, LATER).card
    assert card is not None
    assert (card.number, card.issued_on) == ("11012345", date(2019, 2, 4))
    assert "CARD" not in codes(road)


def test_no_card_before_recognition(road: Road) -> None:
    road.to_probation()
    with pytest.raises(RefusedError, match="step_missing"):
        road.step(StepKind.CARD_ISSUED, date(2018, 6, 4))


def test_a_cancelled_recognition_opens_the_case_again(road: Road) -> None:
    road.to_official()
    cancelled = road.step(StepKind.DECISION_CANCELLED, date(2019, 2, 4), number="15-QĐ/ĐUK", reason="Sai thẩm quyền")
    road.case.refresh_from_db()
    assert (road.case.stage, road.case.closed_on) == (Stage.PROBATIONARY, None)
    assert Admission.objects.get(person=road.person).recognised_on is None
    told = [(point.kind, point.on) for point in queries.story(road.case, LATER).points if point.step]
    assert ("recognition_decided", date(2019, 1, 9)) in told, "what was cancelled stays readable"
    assert ("decision_cancelled", date(2019, 2, 4)) in told
    assert SheetKind.RECOGNITION_DECISION not in {sheet.kind for sheet in facts.dossier_of(road.case, LATER).papers}
    again = road.step(StepKind.RECOGNITION_DECIDED, date(2019, 3, 4), number="18-QĐ/ĐUK")
    road.case.refresh_from_db()
    assert (road.case.stage, road.case.closed_on) == (Stage.OFFICIAL, date(2019, 3, 4))
    actions.take_back_step(actor=actor(), on=LATER, step=again, reason="gõ nhầm")
    actions.take_back_step(actor=actor(), on=LATER, step=cancelled, reason="gõ nhầm")
    road.case.refresh_from_db()
    assert (road.case.stage, road.case.closed_on) == (Stage.OFFICIAL, date(2019, 1, 9))
    assert Admission.objects.get(person=road.person).recognised_on == date(2019, 1, 9)


def test_a_cancelled_admission_is_no_membership_and_can_be_redone(road: Road) -> None:
    road.to_probation()
    cancelled = road.step(StepKind.DECISION_CANCELLED, date(2018, 2, 5), number="9-QĐ/TU", reason="Sai thẩm quyền")
    road.case.refresh_from_db()
    assert road.case.stage == Stage.APPLICANT
    assert not Membership.objects.filter(person=road.person).exists()
    actions.take_back_step(actor=actor(), on=LATER, step=cancelled, reason="gõ nhầm")
    road.case.refresh_from_db()
    assert road.case.stage == Stage.PROBATIONARY
    assert Membership.objects.filter(person=road.person, ends_on=None).exists()


def test_nothing_is_cancelled_where_nothing_was_decided(road: Road) -> None:
    road.to_vote()
    for kind in (StepKind.DECISION_CANCELLED, StepKind.DECISION_CURED):
        with pytest.raises(RefusedError, match="nothing_decided"):
            road.step(kind, date(2018, 2, 5))


def test_a_decision_made_good_waits_for_its_confirmation(road: Road) -> None:
    road.to_probation()
    road.step(StepKind.DECISION_CURED, date(2018, 2, 5), number="9-CV/TU")
    assert "CURE" in codes(road)
    road.step(StepKind.DECISION_CONFIRMED, date(2018, 3, 5), number="19-QĐ/TU")
    assert "CURE" not in codes(road)
    told = facts.dossier_of(road.case, LATER).corrections
    assert [(one.kind, one.decision) for one in told] == [
        (CorrectionKind.CURED, DecisionKind.ADMISSION),
        (CorrectionKind.CONFIRMED, DecisionKind.ADMISSION),
    ]


def test_who_comes_on_the_way_brings_a_letter(road: Road) -> None:
    road.to_probation()
    came = road.step(StepKind.TRANSFERRED_IN, date(2018, 2, 5))
    moved = facts.dossier_of(road.case, LATER).person.transfers[0]
    assert (moved.phase, moved.letter_on) == (TransferPhase.PROBATION, None)
    assert "MOVE" in codes(road)
    actions.take_back_step(actor=actor(), on=LATER, step=came, reason="thiếu số giấy")
    road.step(StepKind.TRANSFERRED_IN, date(2018, 2, 5), number="33-GGT")
    assert "MOVE" not in codes(road)


def test_votes_without_the_share_are_reported(road: Road) -> None:
    road.to_probation()
    step = road.step(StepKind.ROUNDS_REPORTED, date(2018, 12, 20))
    assert [kept["code"] for kept in step.findings] == ["nothing_to_report"]
    assert SheetKind.ROUNDS_REPORT in {sheet.kind for sheet in facts.dossier_of(road.case, LATER).papers}


def test_a_closed_case_takes_no_other_step(road: Road) -> None:
    road.to_official()
    with pytest.raises(FaultyError, match="Hồ sơ đã khép"):
        road.step(StepKind.MENTOR_REMARKED, date(2019, 2, 4))


def test_the_page_offers_what_can_happen_and_records_it(browser: Client, road: Road) -> None:
    road.to_official()
    page = get(browser, "case", road.case.uid)
    assert "Phát thẻ đảng viên" in page
    assert "Hủy quyết định" in page
    assert "Chi bộ đề nghị xóa tên" not in page
    assert "Dừng theo dõi" not in page
    post(browser, "step", road.case.uid, "the-dang-vien", acted_on="4-2-2019", number="12-QĐ/ĐUK")
    assert "Phát thẻ đảng viên" in get(browser, "case", road.case.uid)


def test_the_number_of_a_card_goes_into_the_register_and_nowhere_else(road: Road) -> None:
    road.to_official()
    said: dict[str, Any] = {
        "case": road.case,
        "step": StepKind.CARD_ISSUED,
        "acted_on": date(2019, 2, 4),
        "card_number": "110123456789",
    }
    with pytest.raises(NotAllowedError):
        actions.record_step_and_paper(actor=actor(Permission.RECORD_STEPS), on=LATER, **said)
    assert not Step.objects.filter(kind=StepKind.CARD_ISSUED).exists(), "nothing is half written"
    step = actions.record_step_and_paper(actor=actor(), on=LATER, issued_by="Đảng ủy Khối", **said)
    road.person.refresh_from_db()
    assert road.person.card_number == "110123456789"
    assert "110123456789" not in str(vars(step))
    assert not any("110123456789" in str(line.changes) for line in AuditEntry.objects.all())
