from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chibo.law import journey
from chibo.law.calendar import HolidayCalendar, PartialDate
from chibo.law.facts import MentorFacts, OrganisationFacts
from chibo.law.vocabulary import DutyKind, FindingGrade, PaperKind, Stage, StepKind
from tests.law.sample import (
    CELL_RULES,
    MEETING,
    PROPOSAL,
    RULES,
    WORKDAY,
    all_codes,
    applicant,
    case_of,
    codes_of_stops,
    judged,
    probationer,
    step,
    vote,
    without,
)

S, P = StepKind, PaperKind


def test_a_complete_dossier_and_vote_pass() -> None:
    assert not judged(applicant(), PROPOSAL).findings


def test_all_reasons_come_at_once() -> None:
    young = replace(applicant().person, birth=PartialDate(2001, 1))
    case = replace(without(applicant(), S.BACKGROUND_CHECKED, S.AWARENESS_CLASS_CERTIFIED), person=young, mentors=())
    verdict = judged(case, step(S.CELL_PROPOSED_ADMISSION, MEETING))
    assert codes_of_stops(verdict) == {"step_missing", "vote_missing", "under_age", "introducers_too_few"}
    missing = {finding.params["missing"] for finding in verdict.stops if finding.code == "step_missing"}
    assert missing == {"background_checked", "awareness_class_certified"}
    under = next(finding for finding in verdict.stops if finding.code == "under_age")
    assert under.possible_from == date(2019, 1, 1)
    assert under.citations[0].text == "Quy định 29-QĐ/TW ngày 25-7-2016, điểm 1.1"


def test_a_future_act_is_refused() -> None:
    assert codes_of_stops(judged(applicant(), PROPOSAL, on=date(2018, 9, 4))) == {"date_in_future"}


def test_a_step_is_recorded_once() -> None:
    case = case_of("ns22")
    ceremony = case.first(S.ADMITTED)
    assert ceremony is not None
    assert "step_recorded_twice" in codes_of_stops(judged(case, ceremony))
    assert "step_recorded_before" in codes_of_stops(judged(case, step(S.ADMITTED, date(2017, 5, 22))))


def test_a_returned_dossier_can_be_voted_again_and_papers_made_anew() -> None:
    case = replace(applicant(), steps=(*applicant().steps, PROPOSAL, step(S.RETURNED, date(2018, 10, 1))))
    again = date(2018, 11, 5)
    assert not judged(case, step(S.CELL_PROPOSED_ADMISSION, again, vote=vote(again))).findings
    assert not judged(applicant(), step(S.OPINIONS_SYNTHESISED, date(2018, 8, 30))).findings


def test_no_ceremony_before_its_decision() -> None:
    case = without(case_of("ns22"), S.ADMITTED, S.NEW_MEMBER_CLASS_CERTIFIED)
    early = judged(case, step(S.ADMITTED, date(2017, 4, 20)))
    assert {"ceremony_before_decision", "ceremony_before_receipt"} <= codes_of_stops(early)
    undecided = without(case, S.ADMISSION_DECIDED, S.ADMISSION_DECISION_RECEIVED)
    assert codes_of_stops(judged(undecided, step(S.ADMITTED, date(2017, 5, 19)))) == {"ceremony_before_decision"}


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
    assert all_codes(judged(case, step(S.ADMITTED, date(2018, 2, 5)))) == {"receipt_date_missing"}
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
    assert codes_of_stops(judged(applicant(), proposed)) == {code}


def test_fourteen_of_twenty_one_carry() -> None:
    proposed = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(MEETING, approve=14))
    assert not judged(applicant(), proposed).findings


def test_too_few_present_is_a_warning_only() -> None:
    votes = vote(MEETING, approve=13, present_official=13)
    verdict = judged(applicant(), step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=votes))
    assert all_codes(verdict) == {"two_thirds_out_of_reach", "vote_below_threshold"}
    assert codes_of_stops(verdict) == {"vote_below_threshold"}


def test_a_vote_of_another_day_is_no_vote_of_this_meeting() -> None:
    proposed = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(date(2018, 9, 4)))
    assert codes_of_stops(judged(applicant(), proposed)) == {"vote_on_other_day"}


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
    assert codes_of_stops(judged(case, fourth)) == {"rounds_exhausted"}


def test_below_two_thirds_the_competent_committee_may_still_decide() -> None:
    failed = step(S.CELL_PROPOSED_ADMISSION, date(2022, 3, 1), vote=vote(date(2022, 3, 1), approve=3))
    case = replace(applicant(), steps=(*applicant().steps, failed))
    verdict = judged(case, step(S.ADMISSION_DECIDED, date(2022, 4, 1)))
    assert not verdict.is_blocked
    assert "decided_after_referral" in all_codes(verdict)


def test_the_certificate_must_still_serve_when_the_cell_considers() -> None:
    case = applicant()
    certificate = case.first(S.AWARENESS_CLASS_CERTIFIED)
    assert certificate is not None
    old = replace(case, steps=tuple(replace(s, on=date(2013, 9, 4)) if s == certificate else s for s in case.steps))
    assert codes_of_stops(judged(old, PROPOSAL)) == {"certificate_expired"}


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
    assert codes_of_stops(judged(replace(case, mentors=(mentor,)), PROPOSAL)) == {code}
    spare = judged(replace(case, mentors=(mentor, case.mentors[1])), PROPOSAL)
    assert not spare.is_blocked
    assert code in all_codes(spare)


def test_a_replacement_need_not_have_been_together() -> None:
    case = applicant()
    mentor = replace(case.mentors[0], together_since=date(2018, 8, 1), is_replacement=True)
    assert not judged(replace(case, mentors=(mentor,)), PROPOSAL).findings


def test_an_unknown_start_of_common_work_is_asked_for() -> None:
    case = applicant()
    mentor = replace(case.mentors[0], together_since=None)
    assert all_codes(judged(replace(case, mentors=(mentor,)), PROPOSAL)) == {"together_unknown"}


def test_without_the_trade_union_two_members_introduce() -> None:
    case = without(applicant(), S.UNION_INTRODUCED)
    assert not judged(case, PROPOSAL).is_blocked
    alone = replace(case, mentors=case.mentors[:1])
    assert codes_of_stops(judged(alone, PROPOSAL)) == {"introducers_too_few"}


def test_with_a_youth_union_its_resolution_is_needed_of_its_member() -> None:
    place = OrganisationFacts(has_youth_union=True)
    case = without(replace(applicant(), organisation=place), S.UNION_INTRODUCED)
    assert not judged(case, PROPOSAL).findings
    member = replace(case, person=replace(case.person, is_youth_union_member=True))
    assert codes_of_stops(judged(member, PROPOSAL)) == {"step_missing"}


def test_a_helper_must_be_official() -> None:
    case = case_of("ns24", mentors=())
    day = date(2018, 3, 1)
    mentor = MentorFacts(uid="ns22", name="Sùng Mẫu Vừ", starts_on=day)
    assert codes_of_stops(judged(case, step(S.MENTORS_ASSIGNED, day))) == {"mentor_missing"}
    assert codes_of_stops(judged(replace(case, mentors=(mentor,)), step(S.MENTORS_ASSIGNED, day))) == {
        "mentor_not_official"
    }


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
    assert all_codes(verdict) == {"recognition_considered_late"}
    on_last_day = date(2018, 6, 29)
    assert not judged(case, step(S.CELL_PROPOSED_RECOGNITION, on_last_day, vote=vote(on_last_day))).findings


@pytest.mark.parametrize("kind", [S.SELF_REVIEW_RECEIVED, S.MENTOR_REMARKED, S.PROBATION_OPINIONS_SYNTHESISED])
def test_papers_of_the_year_are_written_after_it(kind: StepKind) -> None:
    assert codes_of_stops(judged(case_of("ns22"), step(kind, date(2018, 5, 18)))) == {"paper_before_probation_end"}
    assert not judged(case_of("ns22"), step(kind, date(2018, 5, 19))).findings


def test_recognition_is_decided_after_the_vote_and_in_time() -> None:
    resolved = step(S.CELL_PROPOSED_RECOGNITION, date(2018, 6, 5), vote=vote(date(2018, 6, 5)))
    case = replace(probationer(), steps=(*probationer().steps, resolved))
    assert not judged(case, step(S.RECOGNITION_DECIDED, date(2018, 7, 17))).findings
    late = judged(case, step(S.RECOGNITION_DECIDED, date(2018, 7, 18)))
    assert all_codes(late) == {"recognition_decision_late"}
    assert {"step_missing", "probation_not_ended"} <= codes_of_stops(
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
    assert all_codes(judged(case, step(S.ADMISSION_DECIDED, decided))) == {code}


def test_levels_that_do_not_exist_are_not_asked_and_those_that_do_are() -> None:
    case = without(case_of("ns23"), S.ADMISSION_DECIDED, S.ADMISSION_DECISION_RECEIVED, S.ADMITTED)
    below = replace(case, organisation=OrganisationFacts(has_base_committee=True))
    decision = step(S.ADMISSION_DECIDED, date(2018, 1, 15))
    assert not judged(case, decision).findings
    assert codes_of_stops(judged(below, decision)) == {"step_missing"}
    assert S.BASE_PROPOSED_ADMISSION in journey.outlook(below, date(2018, 1, 10), RULES).next_steps


def test_a_closed_road_takes_no_more_steps() -> None:
    case = replace(case_of("ns24"), steps=(*case_of("ns24").steps, step(S.WITHDRAWN, date(2018, 5, 2))))
    assert "case_closed" in codes_of_stops(judged(case, step(S.APPLICATION_RECEIVED, date(2018, 6, 6))))
    look = journey.outlook(case, WORKDAY, RULES)
    assert (look.stage, look.next_steps, look.duties) == (Stage.WITHDRAWN, (), ())


def test_a_step_after_its_successor_is_out_of_order() -> None:
    case = without(case_of("ns23"), S.ADMISSION_DECIDED)
    verdict = judged(case, step(S.ADMISSION_DECIDED, date(2018, 2, 6)))
    assert "ceremony_before_decision" in codes_of_stops(verdict)
    early = without(applicant(), S.APPLICATION_RECEIVED)
    verdict = judged(early, step(S.APPLICATION_RECEIVED, date(2018, 6, 9)))
    assert "out_of_order" in all_codes(verdict)


def test_old_history_keeps_its_findings_and_stops_nothing() -> None:
    bare = step(S.CELL_PROPOSED_ADMISSION, MEETING, from_old_file=True)
    verdict = judged(case_of("ns24"), bare)
    assert not verdict.is_blocked
    assert "vote_missing" in all_codes(verdict)
    early = OrganisationFacts(first_day=date(2019, 1, 1))
    assert not judged(case_of("ns24", organisation=early), replace(bare, from_old_file=False)).is_blocked


def test_birth_sets_a_floor_and_a_rough_one_is_said() -> None:
    case = case_of("ns24")
    assert "date_before_birth" in codes_of_stops(judged(case, step(S.SOURCE_ADDED, date(1990, 1, 1))))
    rough = replace(applicant(), person=replace(case.person, birth=PartialDate(2000)))
    assert all_codes(judged(rough, PROPOSAL)) == {"birth_date_unclear"}
    unknown = replace(applicant(), person=replace(case.person, birth=None))
    assert all_codes(judged(unknown, PROPOSAL)) == {"birth_date_missing"}


@pytest.mark.parametrize(("consent", "grade"), [(False, FindingGrade.STOP), (True, FindingGrade.TICK)])
def test_over_sixty_needs_consent(*, consent: bool, grade: FindingGrade) -> None:
    case = replace(applicant(), person=replace(applicant().person, birth=PartialDate(1958, 8, 31)))
    verdict = judged(case, replace(PROPOSAL, superior_consent=consent))
    assert [(finding.code, finding.grade) for finding in verdict.findings] == [("over_age", grade)]


def test_the_day_in_the_birthday_month_is_a_reading() -> None:
    case = replace(applicant(), person=replace(applicant().person, birth=PartialDate(2000, 9, 20)))
    assert all_codes(judged(case, PROPOSAL)) == {"birthday_later_in_month"}
    strict = RULES.with_local(policies={"age.day_in_month": "respect"})
    verdict = journey.judge(case, PROPOSAL, WORKDAY.replace(year=2026), strict)
    under = next(finding for finding in verdict.stops if finding.code == "under_age")
    assert under.possible_from == date(2018, 9, 20)


def test_low_schooling_stops_and_free_words_are_for_human_eyes() -> None:
    case = applicant()
    low = replace(case, person=replace(case.person, schooling="primary"))
    assert codes_of_stops(judged(low, PROPOSAL)) == {"schooling_too_low"}
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
