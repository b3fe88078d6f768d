"""The sample cell's dates come out of the law: design/demo-cell.yaml, seen from 21-5-2018."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.law import admission, journey, probation
from chibo.law.calendar import Spell
from chibo.law.quorum import LeftOut, MemberFacts, vote_base
from chibo.law.vocabulary import DutyGroup, DutyKind, FindingGrade, Stage, StepKind
from tests.law.sample import CELL_RULES, PEOPLE, RULES, SAMPLE, WORKDAY, case_of

ADMITTED = ("ns20", "ns21", "ns22", "ns23")


@pytest.mark.parametrize("uid", ADMITTED)
def test_working_days_between_the_acts(uid: str) -> None:
    case, expected = case_of(uid), PEOPLE[uid]["expected"]
    day = {step.kind: step.on for step in case.steps}
    count = RULES.holidays.working_days_between
    to_decision = count(day[StepKind.CELL_PROPOSED_ADMISSION], day[StepKind.ADMISSION_DECIDED])
    to_ceremony = count(day[StepKind.ADMISSION_DECISION_RECEIVED], day[StepKind.ADMITTED])
    assert to_decision == expected["working_days_to_decision"]
    assert to_ceremony == expected["working_days_to_ceremony"]


@pytest.mark.parametrize("uid", ADMITTED)
def test_the_year_and_the_cell_s_last_day(uid: str) -> None:
    ceremony = case_of(uid).first(StepKind.ADMITTED)
    assert ceremony is not None
    assert probation.probation_end(ceremony.on, RULES).result == PEOPLE[uid]["expected"]["probation_ends"]
    assert probation.cell_deadline(ceremony.on, RULES).result == PEOPLE[uid]["expected"]["recognition_due"]


@pytest.mark.parametrize("uid", [*ADMITTED, "ns24"])
def test_certificates_serve_sixty_months(uid: str) -> None:
    certified = case_of(uid).first(StepKind.AWARENESS_CLASS_CERTIFIED)
    assert certified is not None
    valid = admission.awareness_certificate(certified.on, WORKDAY, RULES)
    assert valid.result == PEOPLE[uid]["expected"]["certificate_expires"]


def _worklist(uid: str) -> list[tuple[DutyKind, date | None, date, DutyGroup, str]]:
    duties = journey.outlook(case_of(uid), WORKDAY, CELL_RULES).worklist(WORKDAY)
    return [(duty.kind, duty.due_on, duty.start_by, duty.group(WORKDAY), duty.citations[0].text) for duty in duties]


def test_the_worklist_of_21_5_2018() -> None:
    assert _worklist("ns20") == _worklist("ns21") == []
    assert _worklist("ns22") == [
        (
            DutyKind.CONSIDER_RECOGNITION,
            date(2018, 6, 29),
            date(2018, 5, 19),
            DutyGroup.THIS_WEEK,
            "Quy định 29-QĐ/TW ngày 25-7-2016, điểm 4.2a",
        ),
    ]
    assert _worklist("ns23") == [
        (
            DutyKind.SEND_TO_NEW_MEMBER_CLASS,
            date(2019, 2, 5),
            date(2018, 6, 5),
            DutyGroup.NEXT_30_DAYS,
            "Hướng dẫn 01-HD/TW ngày 20-9-2016, mục 4",
        ),
    ]
    assert _worklist("ns24") == [
        (
            DutyKind.WRITE_MENTOR_NOTE,
            date(2018, 5, 31),
            date(2018, 5, 24),
            DutyGroup.THIS_WEEK,
            "Phân công giúp đỡ từ ngày 5-6-2017; nhịp ghi chú là mặc định của chương trình",
        ),
        (
            DutyKind.OPEN_ADMISSION_DOSSIER,
            None,
            date(2018, 6, 5),
            DutyGroup.NEXT_30_DAYS,
            "Quy tắc riêng của chi bộ mẫu (giup_do_12_thang)",
        ),
    ]


def test_without_the_local_rule_the_dossier_could_be_opened_at_once() -> None:
    duties = journey.outlook(case_of("ns24"), WORKDAY, RULES).duties
    opening = next(duty for duty in duties if duty.kind is DutyKind.OPEN_ADMISSION_DOSSIER)
    assert opening.opens_on == date(2017, 10, 20)


@pytest.mark.parametrize(
    ("uid", "stage"),
    [
        ("ns20", Stage.OFFICIAL),
        ("ns21", Stage.OFFICIAL),
        ("ns22", Stage.PROBATIONARY),
        ("ns23", Stage.PROBATIONARY),
        ("ns24", Stage.CANDIDATE),
    ],
)
def test_stages_of_the_sample(uid: str, stage: Stage) -> None:
    assert journey.outlook(case_of(uid), WORKDAY, CELL_RULES).stage is stage


def test_a_case_looks_back_as_it_was() -> None:
    assert journey.outlook(case_of("ns23"), date(2018, 2, 4), CELL_RULES).stage is Stage.APPLICANT
    assert journey.outlook(case_of("ns23"), date(2018, 2, 5), CELL_RULES).stage is Stage.PROBATIONARY


def test_acts_before_the_rules_known_are_said_to_lack_a_basis_and_stop_nothing_when_old() -> None:
    case = case_of("ns20")
    place = type(case.organisation)(first_day=WORKDAY)
    findings = journey.check(case_of("ns20", organisation=place), WORKDAY, RULES)
    gaps = {finding.params["rule"] for finding in findings if finding.code == "no_basis"}
    assert {"decide.admission_deadline", "ceremony.clock_start", "awareness_certificate.validity"} <= gaps
    assert not [finding for finding in findings if finding.grade is FindingGrade.STOP]


def test_recorded_and_computed_days_stand_on_one_line() -> None:
    line = journey.timeline(case_of("ns22"), WORKDAY, RULES)
    computed = [(milestone.kind.value, milestone.on) for milestone in line if not milestone.is_recorded]
    assert computed == [("probation_ends", date(2018, 5, 19)), ("recognition_due", date(2018, 6, 29))]
    assert [milestone.on for milestone in line] == sorted(milestone.on for milestone in line)


def _members(on: date) -> list[MemberFacts]:
    return [
        MemberFacts(
            uid=member["uid"],
            name=member["name"],
            official_on=member["official_on"],
            recognised_on=member["recognised_on"],
        )
        for member in SAMPLE["members"]
        if Spell(member["joined_on"], member["left_on"]).covers(on)
    ]


@pytest.mark.parametrize("meeting", SAMPLE["vote_bases"], ids=lambda meeting: str(meeting["on"]))
def test_the_base_of_every_vote(meeting: dict[str, Any]) -> None:
    members = _members(meeting["on"])
    assert len(members) == meeting["members"]
    assert vote_base(members, meeting["on"], RULES).count == meeting["base"]


def test_who_was_not_counted_on_6_11_2017_and_why() -> None:
    base = vote_base(_members(date(2017, 11, 6)), date(2017, 11, 6), RULES)
    assert {(member.uid, reason) for member, reason in base.left_out} == {
        ("ns21", LeftOut.PROBATIONARY),
        ("ns22", LeftOut.PROBATIONARY),
    }
    later = vote_base(_members(date(2017, 12, 5)), date(2017, 12, 5), RULES)
    assert ("ns21", LeftOut.NOT_YET_RECOGNISED) in {(member.uid, reason) for member, reason in later.left_out}
