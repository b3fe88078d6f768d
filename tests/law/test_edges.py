"""The last day on which something is still right, and the first on which it is not; and every value a finding bears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from chibo.law import admission, classification, congress, exemption, probation, quorum, sitting, tenure
from chibo.law.admission import clocks, introduction
from chibo.law.admission.introduction import IntroductionRoute, introducers_needed
from chibo.law.calendar import MonthEnd, PartialDate, full_months_between
from chibo.law.facts import OrganisationFacts, PaperFacts
from chibo.law.timeline import Amendment, LawGap, Overlay, no_basis
from chibo.law.vocabulary import Confidence, ExemptionGround, FindingGrade, PaperKind, Sex, StepKind
from tests.law.sample import CELL_RULES, RULES, applicant, case_of, step

if TYPE_CHECKING:
    from chibo.law.verdict import Finding

DAY = timedelta(days=1)
MET = date(2018, 3, 5)
RESPECTED = RULES.with_local(policies={"age.day_in_month": "respect"})
NEXT_DAY = RULES.with_local(policies={"months.end": "next_day"})


def only(findings: Any) -> Finding:
    (one,) = findings
    return one  # type: ignore[no-any-return]


# ---------------------------------------------------------------------- the clocks of admission


def test_a_certificate_serves_on_its_last_day() -> None:
    last = date(2023, 3, 5)
    assert admission.check_certificate(MET, last, RULES) == ()
    late = only(admission.check_certificate(MET, last + DAY, RULES))
    assert late.params == {"certified_on": MET, "valid_until": last, "on": last + DAY, "months": 60}


def test_a_decision_is_in_time_late_or_past_every_extension() -> None:
    due, last = date(2018, 5, 31), admission.decision_deadline(MET, RULES, extended=True).result
    assert admission.decision_deadline(MET, RULES).result == due
    assert admission.check_decision_time(MET, due, RULES) == ()
    late = only(admission.check_decision_time(MET, due + DAY, RULES))
    assert (late.code, late.due_on, late.grade) == ("admission_decision_late", due, FindingGrade.WARN)
    assert late.params == {
        "resolved_on": MET, "on": due + DAY, "deadline": due, "last_on": last, "days": 60,
    }  # fmt: skip
    assert only(admission.check_decision_time(MET, last, RULES)).code == "admission_decision_late"
    assert only(admission.check_decision_time(MET, last + DAY, RULES)).code == "admission_decision_past_extension"


def test_a_ceremony_is_in_time_on_its_last_day_and_says_what_it_counted() -> None:
    issued, received = date(2018, 1, 15), date(2018, 1, 18)
    due = date(2018, 3, 8)
    assert admission.check_ceremony_time(issued, received, due, RULES) == ()
    late = only(admission.check_ceremony_time(issued, received, due + DAY, RULES))
    assert (late.grade, late.due_on) == (FindingGrade.STOP, due)
    assert late.params["start"] == received
    assert late.params["on"] == due + DAY
    assert late.params["deadline"] == due
    assert late.params["days"] == 30
    assert date(2018, 2, 16) in late.params["skipped"]  # type: ignore[operator]
    agreed = only(admission.check_ceremony_time(issued, received, due + DAY, RULES, has_consent=True))
    assert agreed.grade is FindingGrade.TICK
    unknown = only(admission.check_ceremony_time(issued, None, due, RULES))
    assert (unknown.code, unknown.params) == ("receipt_date_missing", {"decided_on": issued})


def test_a_dossier_of_twelve_months_is_whole_and_a_day_later_parts_are_old() -> None:
    begun = step(StepKind.APPLICATION_RECEIVED, date(2017, 3, 5))
    introduced = step(StepKind.MEMBER_INTRODUCED, date(2017, 3, 4))
    facts = case_of("ns24", steps=(begun, introduced))
    assert list(admission.check_dossier_age(facts, MET, RULES)) == []
    old = only(admission.check_dossier_age(facts, MET + DAY, RULES))
    assert old.params == {
        "started_on": begun.on, "valid_until": MET, "on": MET + DAY, "redo": ("member_introduction",), "months": 12,
    }  # fmt: skip
    again = replace(facts, steps=(begun, step(StepKind.MEMBER_INTRODUCED, date(2017, 3, 6))))
    assert list(admission.check_dossier_age(again, MET + DAY, RULES)) == []


@pytest.mark.parametrize("kind", [PaperKind.TRADE_UNION_RESOLUTION, PaperKind.YOUTH_UNION_RESOLUTION])
def test_the_resolution_of_either_union_renews_the_dossier(kind: PaperKind) -> None:
    begun = step(StepKind.APPLICATION_RECEIVED, date(2017, 3, 5))
    old = step(StepKind.UNION_INTRODUCED, date(2017, 2, 1))
    facts = case_of("ns24", steps=(begun, old))
    assert only(admission.check_dossier_age(facts, MET + DAY, RULES)).params["redo"] == ("union_resolution",)
    renewed = replace(facts, papers=(PaperFacts(kind=kind, dated=date(2018, 1, 8)),))
    assert list(admission.check_dossier_age(renewed, MET + DAY, RULES)) == []


def test_the_dossier_begins_with_the_paper_where_no_step_is_recorded() -> None:
    papers = (
        PaperFacts(kind=PaperKind.APPLICATION, dated=date(2017, 5, 5)),
        PaperFacts(kind=PaperKind.APPLICATION, dated=date(2017, 6, 5)),
        PaperFacts(kind=PaperKind.BACKGROUND_STATEMENT, dated=date(2017, 7, 5)),
    )
    facts = case_of("ns24", steps=(), papers=papers)
    assert clocks.dossier_started_on(facts, RULES) == date(2017, 6, 5)
    history = RULES.with_local(policies={"dossier.starts_with": "background_statement"})
    assert clocks.dossier_started_on(facts, history) == date(2017, 7, 5)
    assert clocks.dossier_started_on(case_of("ns24", steps=()), RULES) is None


def test_being_helped_is_full_on_the_day_of_the_month_later() -> None:
    facts = case_of("ns24", steps=(step(StepKind.MENTORS_ASSIGNED, date(2017, 5, 8)),))
    full = date(2018, 5, 8)
    assert admission.check_mentoring(facts, full, CELL_RULES) == ()
    short = only(admission.check_mentoring(facts, full - DAY, CELL_RULES))
    assert short.params == {"started_on": date(2017, 5, 8), "months": 12, "since": full, "on": full - DAY}
    assert (short.possible_from, short.grade) == (full, FindingGrade.WARN)
    strict = CELL_RULES.with_local(policies={"local_rules.grade": "stop"})
    assert only(admission.check_mentoring(facts, full - DAY, strict)).grade is FindingGrade.STOP
    assert admission.check_mentoring(facts, full - DAY, RULES) == ()


# ---------------------------------------------------------------------- age and waits


def test_eighteen_and_sixty_by_the_month_and_by_the_day() -> None:
    born = PartialDate(2000, 3, 20)
    assert admission.check_age(born, date(2018, 2, 28), RULES)[0].possible_from == date(2018, 3, 1)
    later = only(admission.check_age(born, date(2018, 3, 1), RULES))
    assert (later.code, later.grade) == ("birthday_later_in_month", FindingGrade.WARN)
    assert later.params == {"birthday": date(2018, 3, 20), "on": date(2018, 3, 1), "years": 18}
    assert admission.check_age(born, date(2018, 3, 20), RULES) == ()
    young = only(admission.check_age(born, date(2018, 3, 19), RESPECTED))
    assert young.params == {"birth": "2000-03-20", "on": date(2018, 3, 19), "years": 18, "since": date(2018, 3, 20)}
    assert young.readings == ("age.day_in_month=respect",)
    old = PartialDate(1958, 3, 20)
    assert admission.check_age(old, date(2018, 3, 31), RULES) == ()
    over = only(admission.check_age(old, date(2018, 4, 1), RULES))
    assert (over.grade, over.params["years"], over.params["birth"]) == (FindingGrade.STOP, 60, "1958-03-20")
    assert only(admission.check_age(old, date(2018, 4, 1), RULES, has_consent=True)).grade is FindingGrade.TICK
    assert admission.check_age(old, date(2018, 3, 20), RESPECTED) == ()
    assert only(admission.check_age(old, date(2018, 3, 21), RESPECTED)).code == "over_age"


def test_a_year_of_birth_alone_decides_only_where_every_day_agrees() -> None:
    year = PartialDate(2000)
    assert only(admission.check_age(year, date(2018, 6, 1), RULES)).params == {"birth": "2000", "on": date(2018, 6, 1)}
    assert only(admission.check_age(year, date(2017, 12, 31), RULES)).code == "under_age"
    assert admission.check_age(year, date(2019, 1, 1), RULES) == ()


@pytest.mark.parametrize(("child", "months"), [(3, 24), (4, 36)])
def test_the_wait_after_a_child_is_over_when_its_months_are_full(child: int, months: int) -> None:
    on = date(2019, 1, 1)
    assert admission.population_policy_wait(child, on, RULES, months_since=months).is_over is True
    assert admission.population_policy_wait(child, on, RULES, months_since=months - 1).is_over is False
    asked = admission.population_policy_wait(child, on, RULES)
    assert (asked.months, asked.is_over, asked.reason) == (months, None, "wait")
    second, fifth = (admission.population_policy_wait(number, on, RULES) for number in (2, 5))
    assert (second.months, second.is_over, second.reason) == (0, True, "no_wait")
    assert (fifth.months, fifth.is_over, fifth.reason) == (None, False, "excluded_child")


def test_the_wait_after_leaving() -> None:
    on = date(2025, 7, 1)
    assert admission.readmission_wait("ordinary", 36, on, RULES).is_over is True
    assert admission.readmission_wait("ordinary", 35, on, RULES).is_over is False
    never = admission.readmission_wait("ordinary", 90, on, RULES, times_before=1)
    assert (never.months, never.is_over, never.reason) == (None, False, "readmitted_before")
    excluded = admission.readmission_wait("self_abandoned", 90, on, RULES)
    assert (excluded.months, excluded.is_over, excluded.reason) == (None, False, "excluded_reason")
    assert admission.readmission_wait("ordinary", 36, on, RULES).reason == "wait"


def test_a_contract_of_just_the_months_is_long_enough() -> None:
    assert admission.contract_long_enough(12, MET, RULES)
    assert not admission.contract_long_enough(11, MET, RULES)


def test_the_school_admits_up_to_the_last_day_of_study() -> None:
    ended, working = PartialDate(2018, 6), PartialDate(2018, 9, 3)
    assert admission.school_may_admit(ended, PartialDate(2018, 6, 15), PartialDate(2018, 6, 30))
    assert admission.school_may_admit(ended, working, PartialDate(2018, 9, 2))
    assert not admission.school_may_admit(ended, working, PartialDate(2018, 9, 3))


# ---------------------------------------------------------------------- introducers


def test_a_helper_is_official_from_the_day_of_recognition_and_gone_from_the_day_of_leaving() -> None:
    helper = replace(case_of("ns24").mentors[0], recognised_on=MET, left_on=None)
    assert admission.check_mentor(helper, MET, RULES) == ()
    early = only(admission.check_mentor(helper, MET - DAY, RULES))
    assert (early.code, early.possible_from) == ("mentor_not_official", MET)
    assert early.params == {"mentor": helper.name, "on": MET - DAY}
    gone = replace(helper, left_on=MET + DAY)
    assert admission.check_mentor(gone, MET, RULES) == ()
    assert only(admission.check_mentor(gone, MET + DAY, RULES)).params["left_on"] == MET + DAY


def test_together_is_full_on_the_day_of_the_month_later() -> None:
    helper = replace(case_of("ns24").mentors[0], together_since=date(2017, 3, 5), is_replacement=False)
    assert introduction.check_together(helper, MET, RULES) == ()
    short = only(introduction.check_together(helper, MET - DAY, RULES))
    assert (short.possible_from, short.params["have"], short.params["months"]) == (MET, 11, 12)
    assert only(introduction.check_together(helper, date(2017, 1, 1), RULES)).params["have"] == 0
    assert introduction.check_together(replace(helper, is_replacement=True), date(2017, 4, 1), RULES) == ()


def test_the_road_follows_the_unions_of_the_place() -> None:
    person, place = case_of("ns24").person, OrganisationFacts()
    roads = {
        (young, labour, member): admission.introduction_route(
            case_of(
                "ns24",
                person=replace(person, is_youth_union_member=member),
                organisation=replace(place, has_youth_union=young, has_trade_union=labour),
            )
        )
        for young in (True, False)
        for labour in (True, False)
        for member in (True, False)
    }
    two, youth, trade = IntroductionRoute.TWO_MEMBERS, IntroductionRoute.YOUTH_UNION, IntroductionRoute.TRADE_UNION
    assert [roads[True, labour, True] for labour in (True, False)] == [youth, youth]
    assert [roads[True, labour, False] for labour in (True, False)] == [two, two]
    assert [roads[False, True, member] for member in (True, False)] == [trade, trade]
    assert [roads[False, False, member] for member in (True, False)] == [two, two]


def test_past_youth_age_the_trade_union_road_may_need_two() -> None:
    road, on = IntroductionRoute.TRADE_UNION, date(2018, 1, 1)
    strict = RULES.with_local(policies={"introducer.trade_union_reading": "two_members_past_youth_age"})
    assert introducers_needed(road, on, RULES, past_youth_age=True)[0] == 1
    assert introducers_needed(road, on, strict)[0] == 1
    assert introducers_needed(road, on, strict, past_youth_age=True)[0] == 2


# ---------------------------------------------------------------------- probation and recognition


def test_the_cell_considers_from_the_day_the_year_is_full_to_its_last_working_day() -> None:
    ceremony, full, due = date(2017, 5, 19), date(2018, 5, 19), date(2018, 6, 29)
    assert probation.check_considered_time(ceremony, full, RULES) == ()
    assert probation.check_considered_time(ceremony, due, RULES) == ()
    early = only(probation.check_considered_time(ceremony, full - DAY, RULES))
    assert early.possible_from == full
    assert early.params == {"ceremony_on": ceremony, "ends_on": full, "on": full - DAY}
    late = only(probation.check_considered_time(ceremony, due + DAY, RULES))
    assert (late.code, late.grade) == ("recognition_considered_late", FindingGrade.WARN)
    assert late.params == {"ends_on": full, "deadline": due, "on": due + DAY, "days": 30}


def test_a_decision_on_recognition_is_in_time_on_its_last_day() -> None:
    resolved, due = date(2017, 3, 3), date(2017, 4, 17)
    assert probation.check_decision_time(resolved, due, RULES) == ()
    late = only(probation.check_decision_time(resolved, due + DAY, RULES))
    assert late.params == {"resolved_on": resolved, "on": due + DAY, "deadline": due, "days": 30}
    extended = probation.recognition_decision_deadline(resolved, RULES, extended=True)
    assert extended.amount == 60


def test_a_paper_of_recognition_may_bear_the_day_the_year_is_full() -> None:
    ceremony, full = date(2017, 5, 19), date(2018, 5, 19)
    assert probation.check_written_after_year(PaperKind.SELF_REVIEW, full, ceremony, RULES) == ()
    early = only(probation.check_written_after_year(PaperKind.SELF_REVIEW, full - DAY, ceremony, RULES))
    assert early.possible_from == full
    assert early.params == {
        "paper": "self_review", "dated": full - DAY, "ends_on": full, "ceremony_on": ceremony,
    }  # fmt: skip


def test_party_age_begins_on_the_day_of_the_decision() -> None:
    dated = date(2017, 4, 24)
    begun = tenure.tenure(dated, dated, RULES, is_official=True)
    assert begun is not None
    assert (begun.years, begun.months) == (0, 0)
    assert tenure.tenure(dated, dated - DAY, RULES, is_official=True) is None
    later = tenure.tenure(dated, date(2019, 6, 24), RULES, is_official=True)
    assert later is not None
    assert (later.years, later.months, later.starts_on) == (2, 2, dated)


# ---------------------------------------------------------------------- months, shares, ceilings


def test_the_end_of_a_month_as_the_organisation_reads_it() -> None:
    leap, end = date(2020, 2, 29), date(2021, 2, 28)
    assert full_months_between(leap, end) == 12
    assert full_months_between(leap, end, month_end=MonthEnd.NEXT_DAY) == 11
    assert (RULES.full_months(leap, end), NEXT_DAY.full_months(leap, end)) == (12, 11)


def test_the_ceiling_under_every_reading() -> None:
    counted = classification.Shares(rated=30, good_or_better=21, excellent=4)
    on = date(2018, 2, 6)
    by_base = {one.base_mode.value: one for one in classification.ceilings(counted, on, RULES)}
    share = by_base["all_rated"].share
    assert share == Fraction(15, 100)
    assert {name: (one.base_count, one.limit, one.is_kept) for name, one in by_base.items()} == {
        "good_or_better": (21, 3, False),
        "all_rated": (30, 4, True),
        "good_only": (21, 2, False),
    }
    assert classification.ceilings(counted, on, RULES)[0].base_mode.value == RULES.policy("review.cap_base")
    nearest = RULES.with_local(policies={"review.cap_rounding": _other("review.cap_rounding", "down")})
    assert classification.ceiling(counted, on, nearest, base=classification.CapBase.ALL_RATED).limit == 5
    assert classification.ceiling(counted, on, nearest).limit == 3  # 3.15 is nearer to 3


def _other(name: str, one: str) -> str:
    return next(option for option in RULES.switches[name].options if option != one)


# ---------------------------------------------------------------------- votes


def test_the_base_from_numbers_alone() -> None:
    before, since = date(2025, 6, 30), date(2025, 7, 1)
    assert quorum.base_of_counts(20, since, RULES) == 20
    assert quorum.base_of_counts(20, since, RULES, away=2, exempt_absent=3) == 15
    assert quorum.base_of_counts(20, since, RULES, away=2) == 18
    assert quorum.base_of_counts(20, before, RULES, away=2, exempt_absent=3) == 20
    assert quorum.base_of_counts(2, since, RULES, away=5) == 0


def test_a_committee_s_share_and_how_it_is_read() -> None:
    on = date(2018, 1, 1)
    standing = quorum.committee_rule(on, RULES, standing=True)
    assert (standing.share, standing.more_than, standing.needed(10)) == (Fraction(1, 2), True, 6)
    assert standing.readings == ("standing_committee.share=more_than_half",)
    thirds = RULES.with_local(policies={"standing_committee.share": "two_thirds"})
    read = quorum.committee_rule(on, thirds, standing=True)
    assert (read.share, read.more_than, read.needed(9)) == (Fraction(2, 3), False, 6)
    assert read.readings == ("standing_committee.share=two_thirds",)
    proposing = quorum.committee_rule(on, RULES)
    deciding = quorum.committee_rule(date(2022, 1, 4), RULES, decides=True)
    assert proposing.reading.key == "vote.base_committee_threshold_propose"
    assert deciding.reading.key == "vote.base_committee_threshold_decide_delegated"
    assert not proposing.more_than


# ---------------------------------------------------------------------- terms, committees, sessions, exemption


def test_a_term_of_another_length_is_laid_beside_the_usual_one() -> None:
    held = date(2018, 3, 5)
    usual = congress.next_congress(held, RULES)
    assert congress.term_findings(held, usual.result.replace(day=28), RULES) == ()
    ends = usual.result.replace(year=usual.result.year + 1)
    other = only(congress.term_findings(held, ends, RULES))
    assert other.params == {"starts_on": held, "ends_on": ends, "usual": usual.result, "months": usual.amount}
    assert [citation.rule for citation in other.citations] == ["term.cell_length"]


def test_a_shift_up_to_its_limit_and_a_day_beyond() -> None:
    planned, on = date(2018, 3, 5), date(2018, 1, 8)
    most = RULES.on("term.shift_max", on).number
    last = RULES.add_months(planned, most)
    assert congress.shift_findings(planned, last, on, RULES) == ()
    beyond = only(congress.shift_findings(planned, last + DAY, on, RULES))
    assert beyond.params == {"planned": planned, "moved_to": last + DAY, "months": most}
    assert only(congress.shift_findings(last + DAY, planned, on, RULES)).code == "term_shift_beyond_limit"


def test_what_a_cell_elects_at_its_edges() -> None:
    on = date(2018, 3, 5)
    least, most = RULES.on("committee.min_official_members", on).number, RULES.on("committee.max_size", on).number
    deputies = RULES.on("committee.max_deputies", on).number

    def said(official: int, committee: int, deputy: int = 1) -> list[tuple[str, dict[str, object]]]:
        elected = congress.ElectedFacts(official=official, committee=committee, secretaries=1, deputies=deputy)
        return [(one.code, dict(one.params)) for one in congress.elected_findings(elected, on, RULES)]

    assert said(least, 3) == []
    assert said(least - 1, 2) == []
    assert said(least - 1, 3) == [
        ("committee_in_small_cell", {"official": least - 1, "least": least, "committee": 3}),
    ]
    assert said(least, 2) == [("committee_not_elected", {"official": least, "least": least, "committee": 2})]
    assert said(least, most, deputies) == []
    assert said(least, most + 1) == [("committee_too_large", {"committee": most + 1, "most": most})]
    assert said(least, 5, deputies + 1) == [("too_many_deputies", {"deputies": deputies + 1, "most": deputies})]


def test_a_congress_with_too_few_says_the_figures() -> None:
    on = date(2018, 3, 5)
    reading = RULES.on("term.congress_quorum", on)
    enough = int(30 * reading.share)
    assert congress.congress_findings(30, enough, on, RULES) == ()
    few = only(congress.congress_findings(30, enough - 1, on, RULES))
    assert few.params == {"present": enough - 1, "official": 30, "share": str(reading.share)}


def test_forms_of_sitting_say_their_figures() -> None:
    on = date(2023, 1, 10)
    apart = only(sitting.form_findings("online", sitting.CellFacts(members=12, left_out=2, apart=5), on, RULES))
    assert apart.params == {"apart": 5, "base": 10}
    against = sitting.form_findings("by_group", sitting.CellFacts(members=40, groups=0, earlier=3), on, RULES)
    least, most = RULES.on("meeting.by_group_min_members", on), RULES.on("meeting.by_group_max_times", on)
    assert [dict(one.params) for one in against] == [
        {},
        {"members": 40, "least": least.number},
        {"times": 3, "most": most.number, "year": 2023},
    ]
    edge = sitting.CellFacts(members=least.number, groups=1, earlier=most.number - 1)
    assert sitting.form_findings("by_group", edge, on, RULES) == ()


def test_the_age_of_exemption_at_its_edge() -> None:
    on = date(2018, 6, 5)
    least = RULES.on("exemption.age_men", on).number
    request = exemption.RequestFacts(
        ground=ExemptionGround.AGE_AND_HEALTH, is_own_request=True, age=least, sex=Sex.MALE, is_weak=True
    )
    assert exemption.exemption_findings(request, on, RULES) == ()
    young = only(exemption.exemption_findings(replace(request, age=least - 1), on, RULES))
    assert young.params == {"age": least - 1, "least": least}


def test_a_local_length_as_long_as_the_centre_s_leaves_the_centre_s_article() -> None:
    local = [
        Overlay(key=key, value=value, starts_on=date(2020, 1, 1), citation="Quy chế của đảng ủy")
        for key, value in (("local.large_cell_members", 30), ("local.large_cell_minutes", 90))
    ]
    reading = sitting.least_minutes(date(2025, 12, 3), RULES.with_local(overlays=local), members=30)
    assert reading is not None
    assert (reading.number, reading.local) == (90, False)


def test_months_and_quarters_from_their_first_day_on() -> None:
    january, february = date(2018, 1, 1), date(2018, 2, 1)
    assert [one.starts_on for one in sitting.months_missed([], january, february, RULES)] == [january]
    autumn, year = date(2025, 11, 1), date(2026, 7, 1)
    assert [one.starts_on for one in sitting.quarters_missed([], autumn, year, RULES)] == [
        date(2026, 1, 1),
        date(2026, 4, 1),
    ]


# ---------------------------------------------------------------------- gaps and added values


def test_a_gap_names_figure_and_day() -> None:
    with pytest.raises(LawGap) as gap:
        RULES.on("awareness_certificate.validity", date(1999, 5, 5))
    assert str(gap.value) == "awareness_certificate.validity: no value known on 1999-05-05"
    said = no_basis(gap.value)
    name = RULES.figure("awareness_certificate.validity").name
    assert said.params == {"rule": gap.value.key, "rule_name": name, "on": date(1999, 5, 5)}
    assert said.grade is FindingGrade.WARN


def test_an_added_value_keeps_everything_that_was_entered() -> None:
    added = Amendment(
        key="awareness_certificate.validity",
        starts_on=date(2027, 1, 1),
        value=48,
        text="bốn mươi tám tháng",
        citation="Hướng dẫn mới, điểm 1",
        url="https://example.vn/moi",
        confidence=Confidence.MEDIUM,
        added_on=date(2026, 12, 1),
        note="ghi chú",
    )
    assert added.dated().note == added.note
    reading = RULES.with_amendments([added]).on("awareness_certificate.validity", date(2027, 1, 1))
    assert (reading.number, reading.text, reading.citation.url) == (48, added.text, added.url)


def test_an_applicant_whose_spare_introducer_is_not_official_is_only_warned() -> None:
    facts = applicant()
    spare = replace(facts.mentors[0], name="Lò Mẫu Thừa", recognised_on=None)
    warned = [
        one
        for one in admission.check_introducers(replace(facts, mentors=(*facts.mentors, spare)), date(2018, 9, 5), RULES)
        if one.code == "mentor_not_official"
    ]
    assert [one.grade for one in warned] == [FindingGrade.WARN]
    assert only(warned).citations
