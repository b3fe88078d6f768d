from __future__ import annotations

from dataclasses import replace
from datetime import date

from chibo.law import journey
from chibo.law.facts import CaseFacts, OrganisationFacts, PaperFacts
from chibo.law.timeline import Overlay, Rulebook
from chibo.law.vocabulary import Actor, DutyGroup, DutyKind, FindingGrade, PaperKind, Stage, StepKind
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


def test_notes_rest_on_the_own_rule_of_the_cell_or_on_the_day_help_began() -> None:
    def ground(rules: Rulebook) -> list[str]:
        duties = journey.outlook(case_of("ns24", notes=()), WORKDAY, rules).duties
        return [one.text for duty in duties if duty.kind is DutyKind.WRITE_MENTOR_NOTE for one in duty.citations]

    assert ground(RULES) == ["Phân công giúp đỡ từ ngày 5-6-2017; nhịp ghi chú là mặc định của chương trình"]
    own = Overlay(key="local.mentor_note_months", value=2, starts_on=date(2017, 1, 1), citation="Nghị quyết Mẫu")
    assert ground(RULES.with_local(overlays=[own])) == ["Nghị quyết Mẫu"]


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


def test_a_returned_recognition_dossier_keeps_the_duties_of_the_year() -> None:
    returned = step(S.RETURNED, date(2018, 6, 1))
    case = replace(probationer(), steps=(*probationer().steps, returned))
    look = journey.outlook(case, date(2018, 6, 2), RULES)
    assert look.stage is Stage.RETURNED
    assert [duty.kind for duty in look.duties] == [DutyKind.CONSIDER_RECOGNITION]
    assert {line.paper for line in look.missing} == {P.CELL_RECOGNITION_RESOLUTION, P.RECOGNITION_DECISION}
    assert journey.dossier_of(case).value == "recognition"  # type: ignore[union-attr]  # it is not empty here


def test_the_letter_of_introduction_is_judged_on_its_own_day() -> None:
    case = case_of("ns24", mentors=case_of("ns24").mentors[:1])
    early = judged(case, step(S.MEMBER_INTRODUCED, date(2017, 9, 1)))
    assert "not_together_long_enough" in codes_of_stops(early)
    assert not judged(case, step(S.MEMBER_INTRODUCED, date(2018, 6, 6))).findings


def test_the_trade_union_reading_may_ask_for_two_members() -> None:
    rules = RULES.with_local(policies={"introducer.trade_union_reading": "two_members_past_youth_age"})
    case = replace(applicant(), mentors=applicant().mentors[:1])
    verdict = journey.judge(case, PROPOSAL, date(2018, 9, 6), rules)
    few = next(finding for finding in verdict.stops if finding.code == "introducers_too_few")
    assert few.params["needed"] == 2
    assert few.readings == ("introducer.trade_union_reading=two_members_past_youth_age",)


def test_the_line_shows_every_open_clock() -> None:
    def computed(case: CaseFacts, on: date) -> dict[str, date]:
        line = journey.timeline(case, on, CELL_RULES)
        return {point.kind.value: point.on for point in line if not point.is_recorded}

    assert computed(case_of("ns24"), WORKDAY) == {
        "mentoring_full": date(2018, 6, 5),
        "certificate_expires": date(2022, 10, 20),
    }
    assert computed(applicant(), date(2018, 8, 30)) == {
        "certificate_expires": date(2022, 10, 20),
        "dossier_stale": date(2019, 6, 6),
    }
    proposed = replace(applicant(), steps=(*applicant().steps, PROPOSAL))
    assert computed(proposed, MEETING) == {"admission_decision_due": date(2018, 11, 28)}
    decided = (step(S.ADMISSION_DECIDED, date(2018, 10, 1)), step(S.ADMISSION_DECISION_RECEIVED, date(2018, 10, 5)))
    ready = replace(proposed, steps=(*proposed.steps, *decided))
    assert computed(ready, date(2018, 10, 6)) == {"ceremony_due": date(2018, 11, 16)}
    resolved = step(S.CELL_PROPOSED_RECOGNITION, date(2018, 6, 5), vote=vote(date(2018, 6, 5)))
    voted = replace(probationer(), steps=(*probationer().steps, resolved))
    assert computed(voted, date(2018, 6, 6)) == {
        "probation_ends": date(2018, 5, 19),
        "recognition_decision_due": date(2018, 7, 17),
    }


def test_a_certificate_before_any_rule_leaves_a_gap_and_no_day() -> None:
    case = without(case_of("ns21"), *(taken.kind for taken in case_of("ns21").steps if taken.on > date(2016, 3, 1)))
    look = journey.outlook(case, date(2016, 3, 1), RULES)
    assert {gap.params["rule"] for gap in look.gaps} >= {"awareness_certificate.validity"}
    opening = next(duty for duty in look.duties if duty.kind is DutyKind.OPEN_ADMISSION_DOSSIER)
    assert opening.params["valid_until"] is None
    line = journey.timeline(case, date(2016, 3, 1), RULES)
    assert all(point.is_recorded for point in line)


def test_the_checker_says_when_no_list_of_papers_is_known() -> None:
    case = replace(case_of("ns21"), steps=tuple(s for s in case_of("ns21").steps if s.on < date(2016, 8, 5)))
    rules = {f.params["rule"] for f in journey.check(case, date(2016, 8, 5), RULES) if f.code == "no_basis"}
    assert "dossier.admission_papers" in rules


def test_a_check_of_a_candidate_asks_for_no_dossier_yet() -> None:
    assert journey.dossier_of(case_of("ns24")) is None
    assert journey.check(case_of("ns24"), WORKDAY, RULES) == ()


def test_the_dossier_s_clock_may_start_with_another_paper() -> None:
    rules = RULES.with_local(policies={"dossier.starts_with": "member_introduction"})
    paper = PaperFacts(kind=P.MEMBER_INTRODUCTION, dated=date(2018, 7, 2), present=True)
    case = replace(without(applicant(), S.MEMBER_INTRODUCED), papers=(paper,))
    duties = journey.outlook(case, MEETING, rules).duties
    assert next(duty.due_on for duty in duties if duty.kind is DutyKind.CONSIDER_ADMISSION) == date(2019, 7, 2)


def test_a_vote_from_before_every_rule_is_taken_as_it_was_recorded() -> None:
    long_ago = date(2005, 3, 1)
    voted = step(S.CELL_PROPOSED_ADMISSION, long_ago, vote=vote(long_ago, approve=1))
    case = case_of("ns24", steps=(step(S.SOURCE_ADDED, date(2004, 1, 1)), voted))
    assert "step_recorded_before" in codes_of_stops(judged(case, step(S.CELL_PROPOSED_ADMISSION, date(2005, 4, 1))))


def test_papers_of_an_unknown_year_are_not_judged() -> None:
    verdict = judged(case_of("ns24"), step(S.SELF_REVIEW_RECEIVED, date(2018, 5, 2)))
    assert codes_of_stops(verdict) == {"step_missing"}
    recognised = judged(case_of("ns24"), step(S.RECOGNITION_DECIDED, date(2018, 5, 2)))
    assert "probation_not_ended" not in all_codes(recognised)


def test_the_dossier_opens_when_enough_introducers_are_together_long_enough() -> None:
    first, second = case_of("ns24").mentors
    late = replace(second, together_since=date(2018, 1, 1))
    case = case_of("ns24", mentors=(replace(first, together_since=date(2017, 6, 1)), late))

    def opens(facts: CaseFacts) -> date | None:
        duties = journey.outlook(facts, WORKDAY, RULES).duties
        return next(duty.opens_on for duty in duties if duty.kind is DutyKind.OPEN_ADMISSION_DOSSIER)

    assert opens(case) == date(2018, 6, 1)
    assert opens(replace(case, organisation=OrganisationFacts(has_trade_union=False))) == date(2019, 1, 1)
    assert opens(replace(case, mentors=())) == date(2017, 10, 20)


def test_a_dossier_begun_without_a_dated_application_has_no_clock_yet() -> None:
    rules = RULES.with_local(policies={"dossier.starts_with": "member_introduction"})
    look = journey.outlook(without(applicant(), S.MEMBER_INTRODUCED), MEETING, rules)
    assert DutyKind.CONSIDER_ADMISSION not in {duty.kind for duty in look.duties}


def test_papers_in_their_order_are_in_order() -> None:
    papers = (
        PaperFacts(kind=P.OPINIONS_SYNTHESIS, dated=date(2018, 9, 4), present=True),
        PaperFacts(kind=P.CELL_ADMISSION_RESOLUTION, dated=MEETING, present=True),
    )
    findings = journey.check(case_of("ns24", papers=papers), date(2018, 10, 1), RULES)
    assert "papers_out_of_order" not in {finding.code for finding in findings}


def test_a_recognition_whose_last_day_nobody_can_reckon_is_still_to_be_considered() -> None:
    case = case_of("ns22", steps=(step(S.ADMITTED, date(2013, 2, 3)),))
    seen = journey.outlook(case, WORKDAY, RULES)
    duty = next(duty for duty in seen.duties if duty.kind is DutyKind.CONSIDER_RECOGNITION)
    assert (duty.due_on, duty.opens_on, duty.group(WORKDAY)) == (None, date(2014, 2, 3), DutyGroup.THIS_WEEK)
    assert duty.citations
    assert seen.gaps, "and the gap is told"
