"""The short corridor: what is recorded, what is refused with every reason, what comes back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, RefusedError
from chibo.development import actions
from chibo.development.models import DevelopmentCase, Mentorship, Step
from chibo.law.vocabulary import FindingGrade, Stage, StepKind
from chibo.meetings.models import AgendaItem
from chibo.register.models import Admission, Membership
from tests.development.conftest import LATER
from tests.factories import actor, stranger

if TYPE_CHECKING:
    from tests.development.conftest import Road

pytestmark = pytest.mark.django_db
RECORDER = actor(Permission.RECORD_STEPS, Permission.RUN_MEETINGS)


def codes(error: RefusedError) -> set[str]:
    return {finding.code for finding in error.verdict.stops}


def test_a_road_goes_from_source_to_official_member(road: Road) -> None:
    case = road.to_official().case
    case.refresh_from_db()
    admission = Admission.objects.get(person=road.person)
    membership = Membership.objects.get(person=road.person)
    assert case.stage == Stage.OFFICIAL
    assert case.closed_on == date(2019, 1, 9)
    assert case.next_due is None
    assert (admission.decided_on, admission.ceremony_on) == (date(2017, 11, 13), date(2017, 12, 5))
    assert admission.official_on == date(2018, 12, 5), "ceremony + 12 months, however late the cell sat"
    assert admission.recognised_on == date(2019, 1, 9)
    assert (membership.starts_on, membership.joined_by) == (date(2017, 12, 5), "admission")


def test_a_step_keeps_findings_and_the_law_it_was_judged_by(road: Road) -> None:
    road.source()
    step = Step.objects.get(case=road.case)
    assert len(step.law) == 64
    assert isinstance(step.findings, list)


def test_each_act_writes_one_line_of_the_log(road: Road) -> None:
    road.source()
    before = AuditEntry.objects.count()
    step = road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    lines = list(AuditEntry.objects.order_by("id")[before:])
    assert [(line.action, line.subject_uid) for line in lines] == [("development.record_step", str(step.uid))]
    assert lines[0].law == step.law
    assert lines[0].chain == str(road.cell.organisation.uid)


def test_a_step_recorded_twice_is_refused(road: Road) -> None:
    road.source()
    road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    with pytest.raises(RefusedError) as refused:
        road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    assert "step_recorded_twice" in codes(refused.value)
    assert Step.objects.filter(kind=StepKind.OUTSTANDING_RECOGNISED).count() == 1


@pytest.mark.parametrize("given", [{"from_old_file": True}, {"override": True, "reason": "đã họp"}])
def test_nothing_lets_the_same_step_in_twice(road: Road, given: dict[str, object]) -> None:
    road.source()
    road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    with pytest.raises(RefusedError):
        road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 3, 6), **given)
    assert Step.objects.filter(kind=StepKind.OUTSTANDING_RECOGNISED).count() == 1


def test_a_day_in_the_future_is_refused_with_what_to_do(road: Road) -> None:
    road.source()
    with pytest.raises(FaultyError) as faulty:
        road.step(StepKind.OUTSTANDING_RECOGNISED, date(2019, 6, 4))
    fault = faulty.value.faults[0]
    assert fault.what == "Ngày 4-6-2019 chưa đến."
    assert fault.field == "acted_on"
    assert fault.next
    assert Step.objects.count() == 1


def test_a_ceremony_before_its_decision_is_refused(road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 9, 6), sort=AgendaItem.Sort.ADMISSION)
    road.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 9, 6), vote=resolution.vote)
    with pytest.raises(RefusedError) as refused:
        road.step(StepKind.ADMITTED, date(2017, 12, 5))
    assert codes(refused.value) == {"ceremony_before_decision"}
    assert not Admission.objects.filter(person=road.person).exists()
    assert not Membership.objects.filter(person=road.person).exists()


def test_a_late_ceremony_is_refused_without_the_superiors_consent(road: Road) -> None:
    road.to_decision()
    with pytest.raises(RefusedError) as refused:
        road.step(StepKind.ADMITTED, date(2018, 1, 5))
    late = refused.value.verdict.stops[0]
    assert late.due_on == date(2017, 12, 28), "30 working days from 16-11-2017"
    assert late.citations
    assert not Membership.objects.filter(person=road.person).exists()


def test_a_late_ceremony_with_consent_is_recorded(road: Road) -> None:
    road.to_decision()
    step = road.step(StepKind.ADMITTED, date(2018, 1, 5), superior_consent=True)
    assert step.superior_consent
    assert Membership.objects.get(person=road.person).starts_on == date(2018, 1, 5)


def test_recognition_before_twelve_months_is_refused(road: Road) -> None:
    road.to_probation()
    road.step(StepKind.NEW_MEMBER_CLASS_CERTIFIED, date(2018, 6, 8))
    resolution = road.vote(date(2018, 11, 20), sort=AgendaItem.Sort.RECOGNITION)
    with pytest.raises(RefusedError) as refused:
        road.step(StepKind.CELL_PROPOSED_RECOGNITION, date(2018, 11, 20), vote=resolution.vote)
    early = next(found for found in refused.value.verdict.stops if found.code == "probation_not_ended")
    assert early.possible_from == date(2018, 12, 5)
    assert early.citations
    assert len(refused.value.verdict.stops) > 1, "all reasons at once"
    assert Step.objects.filter(kind=StepKind.CELL_PROPOSED_RECOGNITION).count() == 0


def test_a_vote_below_two_thirds_of_the_base_is_no_proposal(road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 9, 6), sort=AgendaItem.Sort.ADMISSION, approve=2, base=4)
    step = road.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 9, 6), vote=resolution.vote, from_old_file=True)
    assert any("threshold" in found["code"] or "vote" in found["code"] for found in step.findings)


def test_a_vote_on_somebody_else_is_no_evidence(road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 9, 6), sort=AgendaItem.Sort.ADMISSION)
    assert resolution.item is not None
    AgendaItem.objects.filter(pk=resolution.item.pk).update(subject=road.cell.vu)
    vote = resolution.vote
    assert vote is not None
    vote.item.refresh_from_db()
    with pytest.raises(FaultyError) as faulty:
        road.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 9, 6), vote=vote)
    assert faulty.value.faults[0].field == "vote"


def test_a_resolution_cannot_come_after_the_step_it_proves(road: Road) -> None:
    road.source()
    resolution = road.vote(date(2017, 3, 6), sort=AgendaItem.Sort.OUTSTANDING)
    with pytest.raises(FaultyError, match="có sau ngày"):
        road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6), resolution=resolution)


def test_an_old_file_is_recorded_with_its_findings(road: Road) -> None:
    road.to_decision()
    step = road.step(StepKind.ADMITTED, date(2018, 1, 5), from_old_file=True)
    assert step.findings
    assert {found["grade"] for found in step.findings} <= {FindingGrade.WARN, FindingGrade.TICK}


def test_an_override_asks_for_a_reason(road: Road) -> None:
    road.to_decision()
    with pytest.raises(FaultyError) as faulty:
        road.step(StepKind.ADMITTED, date(2018, 1, 5), override=True)
    assert faulty.value.faults[0].field == "reason"


def test_an_override_asks_for_the_right(road: Road) -> None:
    road.to_decision()
    with pytest.raises(NotAllowedError):
        road.step(StepKind.ADMITTED, date(2018, 1, 5), override=True, reason="Hội trường sửa chữa", actor=RECORDER)
    assert not Step.objects.filter(kind=StepKind.ADMITTED).exists()


def test_an_override_records_the_stop_and_the_reason(road: Road) -> None:
    road.to_decision()
    step = road.step(StepKind.ADMITTED, date(2018, 1, 5), override=True, reason="Hội trường sửa chữa")
    assert step.reason == "Hội trường sửa chữa"
    assert any(found["grade"] == FindingGrade.STOP for found in step.findings)
    line = AuditEntry.objects.get(subject_uid=str(step.uid))
    assert (line.action, line.reason) == ("development.override_step", "Hội trường sửa chữa")


def test_a_stranger_records_nothing(road: Road) -> None:
    road.source()
    with pytest.raises(NotAllowedError):
        road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6), actor=stranger())


def test_one_person_has_one_open_case(road: Road) -> None:
    road.source()
    with pytest.raises(FaultyError, match="đã có hồ sơ theo dõi từ 5-1-2017"):
        road.source()
    assert DevelopmentCase.objects.count() == 1


def test_a_step_taken_back_stays_readable_and_counts_no_more(road: Road) -> None:
    road.source()
    step = road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    void = actions.take_back_step(actor=actor(), on=LATER, step=step, reason="gõ nhầm ngày")
    road.case.refresh_from_db()
    assert road.case.stage == Stage.SOURCE
    assert (void.is_void, void.replaces_id, void.reason) == (True, step.pk, "gõ nhầm ngày")
    assert Step.objects.filter(pk=step.pk, is_void=False).exists()
    road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 7))
    road.case.refresh_from_db()
    assert road.case.stage == Stage.OUTSTANDING


def test_taking_back_asks_for_a_reason_and_happens_once(road: Road) -> None:
    road.source()
    step = road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    with pytest.raises(FaultyError):
        actions.take_back_step(actor=actor(), on=LATER, step=step, reason=" ")
    actions.take_back_step(actor=actor(), on=LATER, step=step, reason="gõ nhầm")
    with pytest.raises(FaultyError, match="đã được rút lại"):
        actions.take_back_step(actor=actor(), on=LATER, step=step, reason="gõ nhầm")


def test_a_step_on_which_others_rest_is_not_taken_back(road: Road) -> None:
    road.to_candidate()
    outstanding = Step.objects.get(kind=StepKind.OUTSTANDING_RECOGNISED)
    with pytest.raises(FaultyError) as faulty:
        actions.take_back_step(actor=actor(), on=LATER, step=outstanding, reason="gõ nhầm ngày")
    assert [fault.what for fault in faulty.value.faults] == [
        "Bước “Công nhận đối tượng Đảng” ngày 5-4-2017 dựa vào bước này."
    ]


def test_taking_back_the_ceremony_takes_back_the_membership(road: Road) -> None:
    road.to_decision()
    step = road.step(StepKind.ADMITTED, date(2017, 12, 5))
    actions.take_back_step(actor=actor(), on=LATER, step=step, reason="gõ nhầm ngày")
    road.case.refresh_from_db()
    assert road.case.stage == Stage.APPLICANT
    assert not Membership.objects.filter(person=road.person).exists()
    assert not Admission.objects.filter(person=road.person).exists()
    road.step(StepKind.ADMITTED, date(2017, 12, 6))
    assert Membership.objects.get(person=road.person).starts_on == date(2017, 12, 6)


def test_taking_back_the_recognition_opens_the_case_again(road: Road) -> None:
    road.to_official()
    step = Step.objects.get(kind=StepKind.RECOGNITION_DECIDED)
    actions.take_back_step(actor=actor(), on=LATER, step=step, reason="gõ nhầm ngày")
    road.case.refresh_from_db()
    assert road.case.closed_on is None
    assert road.case.stage == Stage.PROBATIONARY
    assert Admission.objects.get(person=road.person).recognised_on is None


def test_closing_takes_a_reason_of_the_list(road: Road) -> None:
    road.source()
    with pytest.raises(FaultyError):
        actions.close_case(actor=actor(), on=LATER, case=road.case, acted_on=date(2018, 3, 5), reason="khác")
    step = actions.close_case(actor=actor(), on=LATER, case=road.case, acted_on=date(2018, 3, 5), reason="moved_work")
    road.case.refresh_from_db()
    assert (road.case.stage, road.case.closed_on) == (Stage.WITHDRAWN, date(2018, 3, 5))
    assert step.reason == "Chuyển công tác, học tập đến nơi khác"
    with pytest.raises((FaultyError, RefusedError)):
        road.step(StepKind.OUTSTANDING_RECOGNISED, date(2018, 4, 5))


def test_removing_a_probationary_member_closes_the_membership(road: Road) -> None:
    road.to_probation()
    paper: dict[str, Any] = {"number": "33-QĐ/ĐU", "issued_by": "Đảng ủy xã Mẫu", "signed_by": "Cà Mẫu Hưng"}
    close = partial(actions.close_case, actor=actor(), on=LATER, case=road.case, acted_on=date(2018, 12, 20))
    with pytest.raises(FaultyError, match="là của quyết định xóa tên, mà lý do đã chọn không phải xóa tên"):
        close(reason="own_wish", **paper)
    step = close(reason="removed", **paper)
    membership = Membership.objects.get(person=road.person)
    assert (membership.ends_on, membership.left_by) == (date(2018, 12, 20), "removal")
    assert {"number": step.number, "issued_by": step.issued_by, "signed_by": step.signed_by} == paper


def test_the_ceremony_assigns_who_helps_in_the_same_act(road: Road) -> None:
    road.to_probation()
    helping = Mentorship.objects.get(case=road.case, period=Mentorship.Period.PROBATION)
    assert helping.mentor == road.cell.dung
    assert not helping.is_introducer
    assert Step.objects.filter(kind=StepKind.PROBATION_MENTOR_ASSIGNED, on=date(2017, 12, 5)).exists()


def test_a_refused_helper_leaves_no_ceremony_behind(road: Road) -> None:
    road.to_decision()
    with pytest.raises(RefusedError):
        actions.hold_ceremony(actor=actor(), on=LATER, case=road.case, acted_on=date(2017, 12, 5), mentor=road.cell.vu)
    assert not Step.objects.filter(kind=StepKind.ADMITTED).exists()
    assert not Membership.objects.filter(person=road.person).exists()


def test_a_member_known_to_the_register_is_not_entered_twice(road: Road) -> None:
    road.person = road.cell.vu
    road.source()
    road.step(StepKind.ADMITTED, date(2017, 5, 19), from_old_file=True)
    assert Admission.objects.filter(person=road.cell.vu).count() == 1
    assert Membership.objects.filter(person=road.cell.vu).count() == 1
