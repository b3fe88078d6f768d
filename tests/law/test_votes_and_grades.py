from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.law import probation
from chibo.law.admission import AgeFit, age_fit, check_schooling, introducer_eligible
from chibo.law.calendar import PartialDate, Spell
from chibo.law.cases import CaseOutcome, run_case
from chibo.law.classification import CapBase, ceiling, ceilings, shares
from chibo.law.probation import AfterRounds
from chibo.law.quorum import LeftOut, MemberFacts, base_findings, committee_rule, needed, passes, vote_base
from chibo.law.tenure import tenure
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import ReviewGrade
from tests.law.sample import RULES

shares_of = st.fractions(Fraction(1, 100), 1)
OFFICIAL = date(2010, 1, 1)
BEFORE, AFTER = date(2018, 5, 21), date(2025, 9, 1)


@given(st.integers(1, 5000), shares_of)
def test_needed_is_the_least_number_with_the_share(base: int, share: Fraction) -> None:
    least = needed(base, share)
    assert Fraction(least, base) >= share
    assert Fraction(least - 1, base) < share
    assert passes(least, base, share)
    assert not passes(least - 1, base, share)


@given(st.integers(1, 5000), shares_of)
def test_more_than_a_share_is_one_past_it(base: int, share: Fraction) -> None:
    least = needed(base, share, more_than=True)
    assert Fraction(least, base) > share
    assert Fraction(least - 1, base) <= share


def test_an_empty_base_carries_nothing() -> None:
    assert not passes(0, 0, Fraction(2, 3))


def _members() -> list[MemberFacts]:
    spell = (Spell(date(2018, 1, 1)),)
    plain = [MemberFacts(uid=f"p{number}", name="Mẫu", official_on=OFFICIAL) for number in range(4)]
    return [
        *plain,
        MemberFacts(uid="away", name="Mẫu", official_on=OFFICIAL, away=spell),
        MemberFacts(uid="exempt", name="Mẫu", official_on=OFFICIAL, exempt=spell),
        MemberFacts(uid="late", name="Mẫu", official_on=date(2018, 5, 1), recognised_on=date(2018, 6, 1)),
        MemberFacts(uid="young", name="Mẫu"),
    ]


def _out(base_on: date, **given: object) -> dict[str, LeftOut]:
    rules = given.pop("rules", RULES)
    base = vote_base(_members(), base_on, rules, **given)  # type: ignore[arg-type]  # test shorthand
    return {member.uid: reason for member, reason in base.left_out}


def test_before_1_7_2025_nobody_official_is_left_out() -> None:
    assert _out(BEFORE) == {"late": LeftOut.NOT_YET_RECOGNISED, "young": LeftOut.PROBATIONARY}


def test_from_1_7_2025_the_away_and_the_exempt_absent_do_not_count() -> None:
    assert _out(AFTER) == {
        "away": LeftOut.TEMPORARY_TRANSFER,
        "exempt": LeftOut.EXEMPT_AND_ABSENT,
        "young": LeftOut.PROBATIONARY,
    }
    assert "exempt" not in _out(AFTER, present={"exempt"})


def test_the_exclusion_can_be_switched_on_earlier_without_a_basis() -> None:
    rules = RULES.with_local(policies={"vote.exclusions_before_rule": "exclude"})
    assert _out(BEFORE, rules=rules)["away"] is LeftOut.TEMPORARY_TRANSFER
    base = vote_base(_members(), BEFORE, rules)
    assert "vote.exclusions_before_rule=exclude" in base.readings


def test_the_voting_right_is_a_reading() -> None:
    rules = RULES.with_local(policies={"vote.voting_right_from": "official_date"})
    assert _out(BEFORE, rules=rules) == {"young": LeftOut.PROBATIONARY}


def test_too_few_present_or_too_small_a_cell_is_said_before_the_vote() -> None:
    base = vote_base(_members(), BEFORE, RULES, present={"p0", "p1"})
    assert [finding.code for finding in base.findings] == ["two_thirds_out_of_reach"]
    assert not vote_base(_members(), BEFORE, RULES, present={"p0", "p1", "p2", "p3"}).findings
    assert [finding.code for finding in base_findings(2, BEFORE, RULES)] == ["cell_too_small"]
    assert [finding.code for finding in base_findings(9, date(2005, 1, 1), RULES)] == ["no_basis"]


def test_committees_have_their_own_shares() -> None:
    assert committee_rule(AFTER, RULES).needed(15) == 10
    assert committee_rule(AFTER, RULES, decides=True).needed(15) == 10
    standing = committee_rule(AFTER, RULES, standing=True)
    assert (standing.needed(10), standing.readings) == (6, ("standing_committee.share=more_than_half",))
    strict = RULES.with_local(policies={"standing_committee.share": "two_thirds"})
    assert committee_rule(AFTER, strict, standing=True).needed(10) == 7
    with pytest.raises(LawGap):
        committee_rule(date(2005, 1, 1), RULES)


# ---------------------------------------------------------------------- yearly grades

GRADES_2017 = [ReviewGrade.EXCELLENT] * 3 + [ReviewGrade.GOOD] * 17
END_2017 = date(2017, 12, 31)


def test_the_article_s_shares_of_2017() -> None:
    counted = shares(GRADES_2017)
    assert (counted.rated, counted.good_share, counted.excellent_share) == (20, Fraction(1), Fraction(15, 100))


def test_the_ceiling_of_2017_in_every_reading() -> None:
    rules = RULES.with_local(policies={"review.cap_base": "good_or_better"})
    limits = {
        answer.base_mode: (answer.limit, answer.is_kept) for answer in ceilings(shares(GRADES_2017), END_2017, rules)
    }
    assert limits == {
        CapBase.GOOD_OR_BETTER: (3, True),
        CapBase.GOOD_ONLY: (2, False),
        CapBase.ALL_RATED: (3, True),
    }
    own = ceiling(shares(GRADES_2017), END_2017, rules)
    assert own.readings[0] == "review.cap_base=good_or_better"
    assert own.reading.citation.text.startswith("Hướng dẫn 27-HD/BTCTW")


def test_rounding_is_a_reading() -> None:
    rules = RULES.with_local(policies={"review.cap_rounding": "nearest"})
    assert ceiling(shares(GRADES_2017), END_2017, rules, base=CapBase.GOOD_ONLY).limit == 3


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_ceiling_of_the_good_alone_is_the_largest_that_still_fits(excellent: int, good: int) -> None:
    counted = shares([ReviewGrade.EXCELLENT] * excellent + [ReviewGrade.GOOD] * good)
    answer = ceiling(counted, END_2017, RULES, base=CapBase.GOOD_ONLY)
    total = excellent + good
    assert answer.limit <= answer.share * (total - answer.limit)
    assert answer.limit + 1 > answer.share * (total - answer.limit - 1)


def test_nobody_rated_has_no_share() -> None:
    counted = shares([])
    assert (counted.good_share, counted.excellent_share) == (None, None)


# ---------------------------------------------------------------------- Party age and rounds


def test_party_age_runs_from_the_decision_once_official() -> None:
    decided = date(2016, 1, 18)
    answer = tenure(decided, date(2018, 5, 21), RULES, is_official=True)
    assert answer is not None
    assert (answer.starts_on, answer.years, answer.months) == (decided, 2, 4)
    assert answer.citation.text == "Điều lệ Đảng 2011, Điều 5 khoản 4"
    assert tenure(decided, date(2018, 5, 21), RULES, is_official=False) is None
    assert tenure(None, date(2018, 5, 21), RULES, is_official=True) is None
    assert tenure(decided, date(2016, 1, 17), RULES, is_official=True) is None


@pytest.mark.parametrize(
    ("rounds", "reached", "after"),
    [(1, False, AfterRounds.VOTE_AGAIN), (3, False, AfterRounds.REPORT_UP), (2, True, AfterRounds.RECOGNISE)],
)
def test_after_the_rounds(rounds: int, *, reached: bool, after: AfterRounds) -> None:
    assert probation.after_rounds(rounds, BEFORE, RULES, reached=reached) is after


def test_a_decision_on_recognition_can_be_extended_once() -> None:
    resolved = date(2018, 6, 5)
    assert probation.recognition_decision_deadline(resolved, RULES).result == date(2018, 7, 17)
    assert probation.recognition_decision_deadline(resolved, RULES, extended=True).result == date(2018, 8, 28)


def test_an_introducer_must_have_been_official_as_long_as_the_figure_says() -> None:
    figure = RULES.figure("introducer.min_months_as_official")
    longer = replace(figure, values=(replace(figure.values[0], value=12),))
    rules = replace(RULES, book={**RULES.book, figure.key: longer})
    asked: dict[str, Any] = {"is_official": True, "months_together": 24, "months_official": 6}
    assert introducer_eligible(BEFORE, RULES, **asked)
    assert not introducer_eligible(BEFORE, rules, **asked)


def test_a_change_of_data_changes_the_answer() -> None:
    figure = RULES.figure("probation.extension_allowed")
    allowed = replace(figure, values=(replace(figure.values[0], value=True),))
    rules = replace(RULES, book={**RULES.book, figure.key: allowed})
    case = {"id": "X", "facts": {}, "expected": {"otherwise": "deletion_of_name"}, "regime_date": "2018-01-01"}
    assert run_case(case, RULES).outcome is CaseOutcome.PASSED
    assert run_case(case, rules).outcome is CaseOutcome.NOT_COVERED


def test_past_sixty_by_the_day_is_a_reading() -> None:
    strict = RULES.with_local(policies={"age.day_in_month": "respect"})
    birth = PartialDate(1958, 5, 20)
    assert age_fit(birth, date(2018, 5, 20), strict) is AgeFit.FITS
    assert age_fit(birth, date(2018, 5, 21), strict) is AgeFit.OVER
    assert age_fit(birth, date(2018, 5, 21), RULES) is AgeFit.FITS


def test_enough_schooling_finds_nothing() -> None:
    assert check_schooling("thcs_diploma", BEFORE, RULES) == ()
