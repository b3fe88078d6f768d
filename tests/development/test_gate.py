"""The gate judges the road and the whole dossier: before the cell proposes, and before the dossier goes up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from chibo.base.models import AuditEntry
from chibo.base.refusal import RefusedError
from chibo.development import actions, kept, queries
from chibo.law.checker import CheckFinding
from chibo.law.vocabulary import FindingGrade, PaperKind, StepKind
from tests.development.conftest import LATER
from tests.development.test_pages import browser, get
from tests.factories import actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.development.models import Step
    from tests.development.conftest import Road

__all__ = ["browser"]
pytestmark = pytest.mark.django_db
VOTED = date(2018, 12, 14)


def ready_but_for_a_quote(road: Road) -> Road:
    """Every step before the vote on recognition is there; the self-review quotes the day of the decision."""
    road.to_probation()
    road.step(StepKind.NEW_MEMBER_CLASS_CERTIFIED, date(2018, 6, 8))
    road.paper(PaperKind.SELF_REVIEW, date(2018, 12, 6), author=road.person, quotes={"admitted_on": "2017-11-13"})
    road.step(StepKind.MENTOR_REMARKED, date(2018, 12, 6))
    road.step(StepKind.PROBATION_OPINIONS_SYNTHESISED, date(2018, 12, 10))
    return road


def propose(road: Road, **given: object) -> Step:
    resolution = road.vote(VOTED, sort="recognition")
    return road.step(StepKind.CELL_PROPOSED_RECOGNITION, VOTED, vote=resolution.vote, **given)


def test_a_fault_of_a_paper_stops_the_cell_s_proposal(road: Road) -> None:
    ready_but_for_a_quote(road)
    gate = queries.gate(road.case, StepKind.CELL_PROPOSED_RECOGNITION, VOTED)
    assert [found.code for found in gate.findings if found.grade is FindingGrade.STOP] == ["E76"]
    assert gate.dossier_slug == "chinh-thuc"
    with pytest.raises(RefusedError) as refused:
        propose(road)
    stop = refused.value.verdict.stops[0]
    assert isinstance(stop, CheckFinding)
    assert (stop.code, stop.papers[0].kind) == ("E76", "self_review")
    assert not road.case.steps.filter(kind=StepKind.CELL_PROPOSED_RECOGNITION).exists()


def test_a_fault_somebody_answered_for_stops_nothing(road: Road) -> None:
    ready_but_for_a_quote(road)
    item = next(item for item in queries.check(road.case, VOTED).items if item.found.code == "E76")
    actions.waive_finding(actor=actor(), on=VOTED, case=road.case, code="E76", mark=item.mark, reason="Đã đính chính")
    assert queries.gate(road.case, StepKind.CELL_PROPOSED_RECOGNITION, VOTED).is_open
    assert propose(road).findings == []


def test_an_override_keeps_the_faults_with_its_reason(road: Road) -> None:
    ready_but_for_a_quote(road)
    step = propose(road, override=True, reason="Đảng ủy đồng ý sửa sau")
    told = kept.findings_of(step.findings)
    assert [(one.code, getattr(one, "variant", "")) for one in told] == [("E76", "quoted")]
    assert isinstance(told[0], CheckFinding)
    assert told[0].papers[0].dated == date(2018, 12, 6)
    line = AuditEntry.objects.get(action="development.override_step")
    assert line.reason == "Đảng ủy đồng ý sửa sau"


def test_what_is_copied_from_an_old_file_is_never_stopped(road: Road) -> None:
    ready_but_for_a_quote(road)
    assert propose(road, from_old_file=True).findings == []


def test_a_paper_whose_step_is_missing_is_told_once(road: Road) -> None:
    road.to_candidate()
    road.step(StepKind.APPLICATION_RECEIVED, date(2017, 6, 5))
    gate = queries.gate(road.case, StepKind.CELL_PROPOSED_ADMISSION, date(2017, 9, 6))
    checked = [found.papers[0].kind for found in gate.findings if isinstance(found, CheckFinding)]
    assert "background_statement" in checked, "the road does not ask for it, the dossier does"
    assert not {"background_check", "opinions_synthesis", "member_introduction"} & set(checked)


def test_steps_before_the_proposal_ask_for_no_dossier(road: Road) -> None:
    ready_but_for_a_quote(road)
    assert queries.gate(road.case, StepKind.MENTOR_REMARKED, LATER).dossier_slug == ""


def test_the_page_of_the_step_leads_to_the_dossier(browser: Client, road: Road) -> None:
    ready_but_for_a_quote(road)
    page = get(browser, "step", road.case.uid, "chi-bo-de-nghi-cong-nhan")
    assert "Mở hồ sơ để sửa, hoặc nêu lý do cho qua" in page
    assert reverse("development:dossier", args=[road.case.uid, "chinh-thuc"]) + "#cho-can-sua" in page
