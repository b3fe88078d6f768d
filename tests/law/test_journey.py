from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.law import journey
from chibo.law.calendar import HolidayCalendar, PartialDate
from chibo.law.facts import CaseFacts, MentorFacts, OrganisationFacts, PaperFacts, StepFacts, VoteFacts
from chibo.law.vocabulary import Actor, DutyGroup, DutyKind, FindingGrade, PaperKind, Stage, StepKind
from tests.law.sample import CELL_RULES, RULES, WORKDAY, case_of, step

if TYPE_CHECKING:
    from chibo.law.verdict import Verdict

S, P = StepKind, PaperKind


def _codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.stops}


def _all_codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.findings}


def applicant() -> CaseFacts:
    """ns24 a year later: every paper there, ready for the cell's vote of 5-9-2018."""
    case = case_of("ns24")
    papers = (
        (S.APPLICATION_RECEIVED, date(2018, 6, 6)),
        (S.BACKGROUND_DECLARED, date(2018, 6, 8)),
        (S.BACKGROUND_CHECKED, date(2018, 8, 1)),
        (S.UNION_INTRODUCED, date(2018, 8, 3)),
        (S.MEMBER_INTRODUCED, date(2018, 8, 6)),
        (S.OPINIONS_SYNTHESISED, date(2018, 8, 20)),
    )
    return replace(case, steps=(*case.steps, *(step(kind, on) for kind, on in papers)))


def probationer() -> CaseFacts:
    """ns22 with the papers of the year written after it."""
    case = case_of("ns22")
    kinds = (S.SELF_REVIEW_RECEIVED, S.MENTOR_REMARKED, S.PROBATION_OPINIONS_SYNTHESISED)
    return replace(case, steps=(*case.steps, *(step(kind, date(2018, 5, 25)) for kind in kinds)))


def without(case: CaseFacts, *kinds: StepKind) -> CaseFacts:
    return replace(case, steps=tuple(taken for taken in case.steps if taken.kind not in kinds))


def vote(on: date, *, approve: int = 18, base: int = 21, **given: Any) -> VoteFacts:
    return VoteFacts(on=on, base=base, approve=approve, **given)


MEETING = date(2018, 9, 5)
PROPOSAL = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(MEETING))


def judged(case: CaseFacts, proposed: StepFacts, on: date = date(2026, 11, 1)) -> Verdict:
    return journey.judge(case, proposed, on, RULES)


def test_a_complete_dossier_and_vote_pass() -> None:
    assert not judged(applicant(), PROPOSAL).findings


def test_all_reasons_come_at_once() -> None:
    young = replace(applicant().person, birth=PartialDate(2001, 1))
    case = replace(without(applicant(), S.BACKGROUND_CHECKED, S.AWARENESS_CLASS_CERTIFIED), person=young, mentors=())
    verdict = judged(case, step(S.CELL_PROPOSED_ADMISSION, MEETING))
    assert _codes(verdict) == {"step_missing", "vote_missing", "under_age", "introducers_too_few"}
    missing = {finding.params["missing"] for finding in verdict.stops if finding.code == "step_missing"}
    assert missing == {"background_checked", "awareness_class_certified"}
    under = next(finding for finding in verdict.stops if finding.code == "under_age")
    assert under.possible_from == date(2019, 1, 1)
    assert under.citations[0].text == "Quy định 29-QĐ/TW ngày 25-7-2016, điểm 1.1"


def test_a_future_act_is_refused() -> None:
    assert _codes(judged(applicant(), PROPOSAL, on=date(2018, 9, 4))) == {"date_in_future"}


def test_a_step_is_recorded_once() -> None:
    case = case_of("ns22")
    ceremony = case.first(S.ADMITTED)
    assert ceremony is not None
    assert "step_recorded_twice" in _codes(judged(case, ceremony))
    assert "step_recorded_before" in _codes(judged(case, step(S.ADMITTED, date(2017, 5, 22))))


def test_a_returned_dossier_can_be_voted_again_and_papers_made_anew() -> None:
    case = replace(applicant(), steps=(*applicant().steps, PROPOSAL, step(S.RETURNED, date(2018, 10, 1))))
    again = date(2018, 11, 5)
    assert not judged(case, step(S.CELL_PROPOSED_ADMISSION, again, vote=vote(again))).findings
    assert not judged(applicant(), step(S.OPINIONS_SYNTHESISED, date(2018, 8, 30))).findings


def test_no_ceremony_before_its_decision() -> None:
    case = without(case_of("ns22"), S.ADMITTED, S.NEW_MEMBER_CLASS_CERTIFIED)
    early = judged(case, step(S.ADMITTED, date(2017, 4, 20)))
    assert {"ceremony_before_decision", "ceremony_before_receipt"} <= _codes(early)
    undecided = without(case, S.ADMISSION_DECIDED, S.ADMISSION_DECISION_RECEIVED)
    assert _codes(judged(undecided, step(S.ADMITTED, date(2017, 5, 19)))) == {"ceremony_before_decision"}


@pytest.mark.parametrize(("consent", "grade"), [(False, FindingGrade.STOP), (True, FindingGrade.TICK)])
def test_a_late_ceremony_needs_the_superior_s_consent(*, consent: bool, grade: FindingGrade) -> None:
    case = without(case_of("ns23"), S.ADMITTED)
    verdict = judged(case, step(S.ADMITTED, date(2018, 3, 12), superior_consent=consent))
    late = next(finding for finding in verdict.findings if finding.code == "ceremony_late")
    assert (late.grade, late.due_on) == (grade, date(2018, 3, 8))
    assert late.params["skipped"] == tuple(date(2018, 2, day) for day in (14, 15, 16, 19, 20))
    assert not judged(case, step(S.ADMITTED, date(2018, 3, 8))).findings


def test_the_ceremony_s_clock_needs_the_day_of_receipt() -> None:
    case = without(case_of("ns23"), S.ADMITTED, S.ADMISSION_DECISION_RECEIVED)
    assert _all_codes(judged(case, step(S.ADMITTED, date(2018, 2, 5)))) == {"receipt_date_missing"}
    duties = journey.outlook(case, date(2018, 1, 20), RULES).duties
    assert duties[-1].kind is DutyKind.MAKE_UP_MISSING_DATE or DutyKind.MAKE_UP_MISSING_DATE in {d.kind for d in duties}


@pytest.mark.parametrize(
    ("totals", "code"),
    [
        ({"approve": 22}, "vote_exceeds_base"),
        ({"approve": 18, "against": 4}, "vote_exceeds_base"),
        ({"approve": 18, "present_official": 17}, "vote_exceeds_present"),
        ({"approve": -1}, "vote_negative"),
        ({"approve": 13, "against": 8}, "vote_below_threshold"),
        ({"approve": 2, "base": 2}, "cell_too_small"),
    ],
)
def test_votes_that_do_not_carry(totals: dict[str, int], code: str) -> None:
    proposed = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(MEETING, **totals))
    assert _codes(judged(applicant(), proposed)) == {code}


def test_fourteen_of_twenty_one_carry() -> None:
    proposed = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(MEETING, approve=14))
    assert not judged(applicant(), proposed).findings


def test_too_few_present_is_a_warning_only() -> None:
    votes = vote(MEETING, approve=13, present_official=13)
    verdict = judged(applicant(), step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=votes))
    assert _all_codes(verdict) == {"two_thirds_out_of_reach", "vote_below_threshold"}
    assert _codes(verdict) == {"vote_below_threshold"}


def test_a_vote_of_another_day_is_no_vote_of_this_meeting() -> None:
    proposed = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(date(2018, 9, 4)))
    assert _codes(judged(applicant(), proposed)) == {"vote_on_other_day"}


def test_a_failed_vote_is_a_result_and_leaves_the_next_round_open() -> None:
    failed = step(S.CELL_PROPOSED_RECOGNITION, date(2018, 6, 5), vote=vote(date(2018, 6, 5), approve=10))
    case = replace(probationer(), steps=(*probationer().steps, failed))
    assert journey.outlook(case, date(2018, 6, 6), RULES).duties[0].kind is DutyKind.CONSIDER_RECOGNITION
    day = date(2018, 6, 20)
    second = step(S.CELL_PROPOSED_RECOGNITION, day, vote=vote(day, approve=15, round=2))
    assert not judged(case, second).findings


def test_after_three_rounds_the_levels_above_decide() -> None:
    days = (date(2018, 6, 5), date(2018, 6, 12), date(2018, 6, 19))
    failed = tuple(
        step(S.CELL_PROPOSED_RECOGNITION, day, vote=vote(day, approve=10, round=number))
        for number, day in enumerate(days, start=1)
    )
    case = replace(probationer(), steps=(*probationer().steps, *failed))
    day = date(2018, 6, 26)
    fourth = step(S.CELL_PROPOSED_RECOGNITION, day, vote=vote(day, approve=18, round=4))
    assert _codes(judged(case, fourth)) == {"rounds_exhausted"}


def test_below_two_thirds_the_competent_committee_may_still_decide() -> None:
    failed = step(S.CELL_PROPOSED_ADMISSION, date(2022, 3, 1), vote=vote(date(2022, 3, 1), approve=3))
    case = replace(applicant(), steps=(*applicant().steps, failed))
    verdict = judged(case, step(S.ADMISSION_DECIDED, date(2022, 4, 1)))
    assert not verdict.is_blocked
    assert "decided_after_referral" in _all_codes(verdict)


def test_the_certificate_must_still_serve_when_the_cell_considers() -> None:
    case = applicant()
    certificate = case.first(S.AWARENESS_CLASS_CERTIFIED)
    assert certificate is not None
    old = replace(case, steps=tuple(replace(s, on=date(2013, 9, 4)) if s == certificate else s for s in case.steps))
    assert _codes(judged(old, PROPOSAL)) == {"certificate_expired"}


def test_a_stale_dossier_names_what_to_make_anew() -> None:
    day = date(2019, 8, 7)
    verdict = judged(applicant(), step(S.CELL_PROPOSED_ADMISSION, day, vote=vote(day)))
    stale = next(finding for finding in verdict.stops if finding.code == "dossier_stale")
    assert stale.params["redo"] == ("member_introduction", "union_resolution")
    renewed = (step(S.MEMBER_INTRODUCED, date(2019, 8, 1)), step(S.UNION_INTRODUCED, date(2019, 8, 2)))
    case = replace(applicant(), steps=(*applicant().steps, *renewed))
    assert not judged(case, step(S.CELL_PROPOSED_ADMISSION, day, vote=vote(day))).findings


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"recognised_on": None}, "mentor_not_official"),
        ({"recognised_on": date(2018, 9, 6)}, "mentor_not_official"),
        ({"left_on": date(2018, 7, 1)}, "mentor_left"),
        ({"together_since": date(2017, 9, 6)}, "not_together_long_enough"),
    ],
)
def test_the_only_introducer_must_be_sound(change: dict[str, date | None], code: str) -> None:
    case = applicant()
    mentor = replace(case.mentors[0], **change)  # type: ignore[arg-type]  # one of the date fields
    assert _codes(judged(replace(case, mentors=(mentor,)), PROPOSAL)) == {code}
    spare = judged(replace(case, mentors=(mentor, case.mentors[1])), PROPOSAL)
    assert not spare.is_blocked
    assert code in _all_codes(spare)


def test_a_replacement_need_not_have_been_together() -> None:
    case = applicant()
    mentor = replace(case.mentors[0], together_since=date(2018, 8, 1), is_replacement=True)
    assert not judged(replace(case, mentors=(mentor,)), PROPOSAL).findings


def test_an_unknown_start_of_common_work_is_asked_for() -> None:
    case = applicant()
    mentor = replace(case.mentors[0], together_since=None)
    assert _all_codes(judged(replace(case, mentors=(mentor,)), PROPOSAL)) == {"together_unknown"}


def test_without_the_trade_union_two_members_introduce() -> None:
    case = without(applicant(), S.UNION_INTRODUCED)
    assert not judged(case, PROPOSAL).is_blocked
    alone = replace(case, mentors=case.mentors[:1])
    assert _codes(judged(alone, PROPOSAL)) == {"introducers_too_few"}


def test_with_a_youth_union_its_resolution_is_needed_of_its_member() -> None:
    place = OrganisationFacts(has_youth_union=True)
    case = without(replace(applicant(), organisation=place), S.UNION_INTRODUCED)
    assert not judged(case, PROPOSAL).findings
    member = replace(case, person=replace(case.person, is_youth_union_member=True))
    assert _codes(judged(member, PROPOSAL)) == {"step_missing"}


def test_a_helper_must_be_official() -> None:
    case = case_of("ns24", mentors=())
    day = date(2018, 3, 1)
    mentor = MentorFacts(uid="ns22", name="Sùng Mẫu Vừ", starts_on=day)
    assert _codes(judged(case, step(S.MENTORS_ASSIGNED, day))) == {"mentor_missing"}
    assert _codes(judged(replace(case, mentors=(mentor,)), step(S.MENTORS_ASSIGNED, day))) == {"mentor_not_official"}


@pytest.mark.parametrize(("grade", "blocked"), [("warn", False), ("stop", True)])
def test_the_cell_s_own_year_of_help_warns_unless_it_chose_to_stop(*, grade: str, blocked: bool) -> None:
    rules = CELL_RULES.with_local(policies={"local_rules.grade": grade})
    verdict = journey.judge(case_of("ns24"), step(S.APPLICATION_RECEIVED, date(2018, 5, 21)), WORKDAY, rules)
    finding = next(finding for finding in verdict.findings if finding.code == "mentoring_too_short")
    assert (verdict.is_blocked, finding.possible_from) == (blocked, date(2018, 6, 5))
    assert f"local_rules.grade={grade}" in finding.readings


def test_recognition_waits_for_the_end_of_the_year() -> None:
    case, day = probationer(), date(2018, 5, 18)
    verdict = judged(case, step(S.CELL_PROPOSED_RECOGNITION, day, vote=vote(day)))
    early = next(finding for finding in verdict.stops if finding.code == "probation_not_ended")
    assert early.possible_from == date(2018, 5, 19)
    late = date(2018, 7, 2)
    verdict = judged(case, step(S.CELL_PROPOSED_RECOGNITION, late, vote=vote(late)))
    assert _all_codes(verdict) == {"recognition_considered_late"}
    on_last_day = date(2018, 6, 29)
    assert not judged(case, step(S.CELL_PROPOSED_RECOGNITION, on_last_day, vote=vote(on_last_day))).findings


@pytest.mark.parametrize("kind", [S.SELF_REVIEW_RECEIVED, S.MENTOR_REMARKED, S.PROBATION_OPINIONS_SYNTHESISED])
def test_papers_of_the_year_are_written_after_it(kind: StepKind) -> None:
    assert _codes(judged(case_of("ns22"), step(kind, date(2018, 5, 18)))) == {"paper_before_probation_end"}
    assert not judged(case_of("ns22"), step(kind, date(2018, 5, 19))).findings


def test_recognition_is_decided_after_the_vote_and_in_time() -> None:
    resolved = step(S.CELL_PROPOSED_RECOGNITION, date(2018, 6, 5), vote=vote(date(2018, 6, 5)))
    case = replace(probationer(), steps=(*probationer().steps, resolved))
    assert not judged(case, step(S.RECOGNITION_DECIDED, date(2018, 7, 17))).findings
    late = judged(case, step(S.RECOGNITION_DECIDED, date(2018, 7, 18)))
    assert _all_codes(late) == {"recognition_decision_late"}
    assert {"step_missing", "probation_not_ended"} <= _codes(
        judged(probationer(), step(S.RECOGNITION_DECIDED, date(2018, 5, 1)))
    )


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        (date(2018, 1, 31), "admission_decision_late"),
        (date(2018, 3, 20), "admission_decision_late"),
        (date(2018, 3, 21), "admission_decision_past_extension"),
    ],
)
def test_decisions_on_admission_have_their_time(decided: date, code: str) -> None:
    kinds = (S.ADMISSION_DECIDED, S.ADMISSION_DECISION_RECEIVED, S.ADMITTED)
    case = without(case_of("ns23"), *kinds)
    assert _all_codes(judged(case, step(S.ADMISSION_DECIDED, decided))) == {code}


def test_levels_that_do_not_exist_are_not_asked_and_those_that_do_are() -> None:
    case = without(case_of("ns23"), S.ADMISSION_DECIDED, S.ADMISSION_DECISION_RECEIVED, S.ADMITTED)
    below = replace(case, organisation=OrganisationFacts(has_base_committee=True))
    decision = step(S.ADMISSION_DECIDED, date(2018, 1, 15))
    assert not judged(case, decision).findings
    assert _codes(judged(below, decision)) == {"step_missing"}
    assert S.BASE_PROPOSED_ADMISSION in journey.outlook(below, date(2018, 1, 10), RULES).next_steps


def test_a_closed_road_takes_no_more_steps() -> None:
    case = replace(case_of("ns24"), steps=(*case_of("ns24").steps, step(S.WITHDRAWN, date(2018, 5, 2))))
    assert "case_closed" in _codes(judged(case, step(S.APPLICATION_RECEIVED, date(2018, 6, 6))))
    look = journey.outlook(case, WORKDAY, RULES)
    assert (look.stage, look.next_steps, look.duties) == (Stage.WITHDRAWN, (), ())


def test_a_step_after_its_successor_is_out_of_order() -> None:
    case = without(case_of("ns23"), S.ADMISSION_DECIDED)
    verdict = judged(case, step(S.ADMISSION_DECIDED, date(2018, 2, 6)))
    assert "ceremony_before_decision" in _codes(verdict)
    early = without(applicant(), S.APPLICATION_RECEIVED)
    verdict = judged(early, step(S.APPLICATION_RECEIVED, date(2018, 6, 9)))
    assert "out_of_order" in _all_codes(verdict)


def test_old_history_keeps_its_findings_and_stops_nothing() -> None:
    bare = step(S.CELL_PROPOSED_ADMISSION, MEETING, from_old_file=True)
    verdict = judged(case_of("ns24"), bare)
    assert not verdict.is_blocked
    assert "vote_missing" in _all_codes(verdict)
    early = OrganisationFacts(first_day=date(2019, 1, 1))
    assert not judged(case_of("ns24", organisation=early), replace(bare, from_old_file=False)).is_blocked


def test_birth_sets_a_floor_and_a_rough_one_is_said() -> None:
    case = case_of("ns24")
    assert "date_before_birth" in _codes(judged(case, step(S.SOURCE_ADDED, date(1990, 1, 1))))
    rough = replace(applicant(), person=replace(case.person, birth=PartialDate(2000)))
    assert _all_codes(judged(rough, PROPOSAL)) == {"birth_date_unclear"}
    unknown = replace(applicant(), person=replace(case.person, birth=None))
    assert _all_codes(judged(unknown, PROPOSAL)) == {"birth_date_missing"}


@pytest.mark.parametrize(("consent", "grade"), [(False, FindingGrade.STOP), (True, FindingGrade.TICK)])
def test_over_sixty_needs_consent(*, consent: bool, grade: FindingGrade) -> None:
    case = replace(applicant(), person=replace(applicant().person, birth=PartialDate(1958, 8, 31)))
    verdict = judged(case, replace(PROPOSAL, superior_consent=consent))
    assert [(finding.code, finding.grade) for finding in verdict.findings] == [("over_age", grade)]


def test_the_day_in_the_birthday_month_is_a_reading() -> None:
    case = replace(applicant(), person=replace(applicant().person, birth=PartialDate(2000, 9, 20)))
    assert _all_codes(judged(case, PROPOSAL)) == {"birthday_later_in_month"}
    strict = RULES.with_local(policies={"age.day_in_month": "respect"})
    verdict = journey.judge(case, PROPOSAL, WORKDAY.replace(year=2026), strict)
    under = next(finding for finding in verdict.stops if finding.code == "under_age")
    assert under.possible_from == date(2018, 9, 20)


def test_low_schooling_stops_and_free_words_are_for_human_eyes() -> None:
    case = applicant()
    low = replace(case, person=replace(case.person, schooling="primary"))
    assert _codes(judged(low, PROPOSAL)) == {"schooling_too_low"}
    free = replace(case, person=replace(case.person, schooling="Đại học"))
    assert not judged(free, PROPOSAL).findings


@pytest.mark.parametrize(("consent", "grade"), [(False, FindingGrade.WARN), (True, FindingGrade.TICK)])
def test_the_special_track_only_asks(*, consent: bool, grade: FindingGrade) -> None:
    verdict = judged(replace(applicant(), special_track=True), replace(PROPOSAL, superior_consent=consent))
    assert [(finding.code, finding.grade) for finding in verdict.findings] == [("special_track", grade)]


def test_a_year_without_holidays_is_said_everywhere() -> None:
    empty = RULES.with_local(holidays=HolidayCalendar(days=frozenset(), years=frozenset()))
    case = case_of("ns22")
    look = journey.outlook(case, WORKDAY, empty)
    assert [gap.code for gap in look.gaps] == ["no_holiday_data"]
    assert "no_holiday_data" in {finding.code for finding in journey.check(case, WORKDAY, empty)}
    assert {milestone.kind.value for milestone in journey.timeline(case, WORKDAY, empty)} >= {"probation_ends"}


# ---------------------------------------------------------------------- duties on the way


def test_duties_follow_the_road() -> None:
    case = applicant()
    kinds = {duty.kind for duty in journey.outlook(case, date(2018, 8, 30), RULES).duties}
    assert DutyKind.CONSIDER_ADMISSION in kinds
    proposed = replace(case, steps=(*case.steps, PROPOSAL))
    waiting = next(
        duty
        for duty in journey.outlook(proposed, date(2018, 9, 6), RULES).duties
        if duty.kind is DutyKind.AWAIT_ADMISSION_DECISION
    )
    assert (waiting.due_on, waiting.actor, waiting.group(date(2018, 9, 6))) == (
        date(2018, 11, 28),
        Actor.SUPERIOR,
        DutyGroup.WAITING,
    )
    assert waiting.group(date(2018, 11, 29)) is DutyGroup.OVERDUE
    decided = (step(S.ADMISSION_DECIDED, date(2018, 10, 1)), step(S.ADMISSION_DECISION_RECEIVED, date(2018, 10, 5)))
    ready = replace(proposed, steps=(*proposed.steps, *decided))
    ceremony = journey.outlook(ready, date(2018, 10, 6), RULES).duties
    held = next(duty for duty in ceremony if duty.kind is DutyKind.HOLD_CEREMONY)
    assert held.due_on == date(2018, 11, 16)
    assert held.computation is not None
    assert held.computation.amount == 30


def test_duties_of_the_probationary_year() -> None:
    resolved = step(S.CELL_PROPOSED_RECOGNITION, date(2018, 6, 5), vote=vote(date(2018, 6, 5)))
    case = replace(probationer(), steps=(*probationer().steps, resolved))
    duties = journey.outlook(case, date(2018, 6, 6), RULES).duties
    assert [(duty.kind, duty.due_on) for duty in duties] == [
        (DutyKind.AWAIT_RECOGNITION_DECISION, date(2018, 7, 17)),
    ]
    alone = case_of("ns23", mentors=())
    assert DutyKind.ASSIGN_PROBATION_MENTOR in {d.kind for d in journey.outlook(alone, WORKDAY, RULES).duties}
    undated = without(case_of("ns23"), S.ADMISSION_DECIDED)
    asked = journey.outlook(undated, WORKDAY, RULES).duties
    assert asked[0].params.get("date_of") == S.ADMISSION_DECIDED.value


def test_a_candidate_without_certificate_is_sent_to_class() -> None:
    case = without(case_of("ns24"), S.AWARENESS_CLASS_CERTIFIED)
    kinds = [duty.kind for duty in journey.outlook(case, WORKDAY, CELL_RULES).worklist(WORKDAY)]
    assert kinds == [DutyKind.SEND_TO_AWARENESS_CLASS, DutyKind.WRITE_MENTOR_NOTE]


def test_an_expired_certificate_comes_before_the_dossier() -> None:
    on = date(2023, 1, 2)
    kinds = {duty.kind: duty.group(on) for duty in journey.outlook(case_of("ns24"), on, CELL_RULES).duties}
    assert kinds[DutyKind.RENEW_AWARENESS_CERTIFICATE] is DutyGroup.OVERDUE
    assert DutyKind.OPEN_ADMISSION_DOSSIER not in kinds


def test_notes_start_with_the_first_month_after_the_assignment() -> None:
    case = case_of("ns24", notes=())
    note = next(d for d in journey.outlook(case, WORKDAY, RULES).duties if d.kind is DutyKind.WRITE_MENTOR_NOTE)
    assert (note.due_on, note.group(WORKDAY)) == (date(2017, 6, 30), DutyGroup.OVERDUE)


def test_notes_in_the_probationary_year_are_a_choice() -> None:
    watching = RULES.with_local(policies={"mentor_note.in_probation": "on"})
    kinds = {duty.kind for duty in journey.outlook(case_of("ns23"), WORKDAY, watching).duties}
    assert DutyKind.WRITE_MENTOR_NOTE in kinds


def test_what_comes_next_for_each_stage() -> None:
    assert journey.outlook(case_of("ns24", steps=()), WORKDAY, RULES).next_steps == (S.SOURCE_ADDED,)
    assert journey.outlook(case_of("ns24"), WORKDAY, RULES).next_steps[0] is S.APPLICATION_RECEIVED
    assert S.CELL_PROPOSED_ADMISSION in journey.outlook(applicant(), MEETING, RULES).next_steps
    assert (
        S.ADMISSION_DECIDED
        in journey.outlook(replace(applicant(), steps=(*applicant().steps, PROPOSAL)), MEETING, RULES).next_steps
    )
    assert S.CELL_PROPOSED_RECOGNITION in journey.outlook(probationer(), date(2018, 6, 1), RULES).next_steps


# ---------------------------------------------------------------------- the checker


def _papers(*papers: PaperFacts) -> CaseFacts:
    return case_of("ns22", papers=papers)


def test_the_faults_of_the_second_mock_up() -> None:
    """Mock-up 02: a wrong quoted date, an unsigned paper, and two papers dated before the year was full."""
    helper, other = "Vàng Mẫu Dềnh", "Vũ Mẫu Phúc"
    case = _papers(
        PaperFacts(kind=P.NEW_MEMBER_CERTIFICATE, dated=date(2017, 11, 24), present=True),
        PaperFacts(kind=P.SELF_REVIEW, dated=date(2018, 5, 21), present=True, quotes={"admitted_on": "2017-04-24"}),
        PaperFacts(kind=P.MENTOR_REMARKS, dated=date(2018, 5, 18), present=True, author=helper),
        PaperFacts(kind=P.MENTOR_REMARKS, present=False, dated=date(2018, 5, 20), author=other, signed=False),
        PaperFacts(kind=P.PROBATION_OPINIONS_SYNTHESIS, dated=date(2018, 5, 14), present=True),
    )
    old = OrganisationFacts(first_day=WORKDAY)
    stops = [
        (finding.code, finding.params["paper"], finding.params.get("author", ""))
        for finding in journey.check(replace(case, organisation=old), WORKDAY, RULES)
        if finding.grade is FindingGrade.STOP
    ]
    assert sorted(stops) == [
        ("decision_date_as_joining_date", "self_review", ""),
        ("paper_before_probation_end", "mentor_remarks", helper),
        ("paper_before_probation_end", "probation_opinions_synthesis", ""),
        ("paper_unsigned", "mentor_remarks", other),
    ]


def test_quotes_must_agree_with_the_record() -> None:
    quotes = {
        "name": "Sung Mẫu Vừ",
        "birth": "1991-07-20",
        "admitted_on": "2017-05-20",
        "official_on": "2018-06-05",
        "shoe_size": "42",
    }
    paper = PaperFacts(kind=P.SELF_REVIEW, dated=WORKDAY, present=True, quotes=quotes)
    fields = {f.params["field"] for f in journey.check(_papers(paper), WORKDAY, RULES) if "field" in f.params}
    assert fields == {"name", "birth", "admitted_on", "official_on"}
    right = {"name": "SÙNG MẪU VỪ", "birth": "1991-07-19", "admitted_on": "2017-05-19", "official_on": "2018-05-19"}
    paper = replace(paper, quotes=right)
    assert not [f for f in journey.check(_papers(paper), WORKDAY, RULES) if "field" in f.params]


def test_a_tone_mark_may_stand_on_either_vowel() -> None:
    assert journey.same_name("Nguyễn Mẫu Hòa", "nguyễn mẫu hoà")
    assert not journey.same_name("Nguyễn Mẫu Hòa", "Nguyễn Mẫu Hoa")
    assert not journey.same_name("Nguyễn Mẫu Hòa", "Nguyễn Hòa")


def test_papers_keep_their_order_dates_and_signatures() -> None:
    case = case_of(
        "ns24",
        papers=(
            PaperFacts(kind=P.OPINIONS_SYNTHESIS, dated=date(2018, 9, 6), present=True),
            PaperFacts(kind=P.CELL_ADMISSION_RESOLUTION, dated=MEETING, present=True),
            PaperFacts(kind=P.APPLICATION, present=True),
            PaperFacts(kind=P.BACKGROUND_STATEMENT, dated=date(2030, 1, 1), present=True),
        ),
    )
    codes = {finding.code for finding in journey.check(case, date(2018, 10, 1), RULES)}
    assert {"papers_out_of_order", "paper_undated", "paper_in_future"} <= codes


def test_what_is_missing_from_the_dossier() -> None:
    look = journey.outlook(case_of("ns22"), WORKDAY, RULES)
    assert [(line.paper, line.author) for line in look.missing] == [
        (P.SELF_REVIEW, ""),
        (P.MENTOR_REMARKS, "Vàng Mẫu Dềnh"),
        (P.MENTOR_REMARKS, "Vũ Mẫu Phúc"),
        (P.PROBATION_OPINIONS_SYNTHESIS, ""),
        (P.CELL_RECOGNITION_RESOLUTION, ""),
        (P.RECOGNITION_DECISION, ""),
    ]
    one = PaperFacts(kind=P.MENTOR_REMARKS, dated=WORKDAY, present=True, author="Vũ Mẫu Phúc")
    left = journey.outlook(_papers(one), WORKDAY, RULES).missing
    assert [line.author for line in left if line.paper is P.MENTOR_REMARKS] == ["Vàng Mẫu Dềnh"]


def test_the_list_of_papers_has_no_basis_before_its_first_rule() -> None:
    case = replace(case_of("ns21"), steps=tuple(s for s in case_of("ns21").steps if s.on < date(2016, 8, 5)))
    look = journey.outlook(case, date(2016, 8, 5), RULES)
    assert look.missing == ()
    assert "dossier.admission_papers" in {gap.params["rule"] for gap in look.gaps}


def test_stage_of_nothing_and_of_exits() -> None:
    assert journey.stage_of(()) is Stage.NONE
    source = step(S.SOURCE_ADDED, date(2018, 1, 1))
    assert journey.stage_of((step(S.REMOVED, date(2018, 2, 1)), source)) is Stage.REMOVED
    assert journey.stage_of(
        (source, step(S.RETURNED, date(2018, 2, 1)), step(S.MENTORS_ASSIGNED, date(2018, 3, 1)))
    ) is (Stage.SOURCE)
