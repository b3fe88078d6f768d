"""Votes, bases and introducers at their edges: the first day that counts, the smallest cell, the last vote needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chibo.law import admission, classification, quorum, sitting
from chibo.law.admission import introduction
from chibo.law.calendar import PartialDate, add_months
from chibo.law.facts import VoteFacts
from chibo.law.quorum import LeftOut, MemberFacts
from tests.law.sample import CELL_RULES, RULES, case_of

DAY = timedelta(days=1)
ON = date(2018, 3, 5)


def test_a_member_votes_from_the_day_of_the_recognition_decision() -> None:
    member = MemberFacts(uid="a", name="Lò Mẫu Ánh", official_on=ON - DAY, recognised_on=ON)
    assert quorum.has_voting_right(member, ON, RULES)
    assert not quorum.has_voting_right(member, ON - DAY, RULES)
    by_official_day = RULES.with_local(policies={"vote.voting_right_from": _other("vote.voting_right_from")})
    assert quorum.has_voting_right(member, ON - DAY, by_official_day)


def test_official_from_its_day_and_not_yet_recognised_is_told_apart_from_probationary() -> None:
    waiting = MemberFacts(uid="a", name="Lò Mẫu Ánh", official_on=ON, recognised_on=ON + 10 * DAY)
    for day, reason in ((ON, LeftOut.NOT_YET_RECOGNISED), (ON - DAY, LeftOut.PROBATIONARY)):
        base = quorum.vote_base([waiting], day, RULES)
        assert [why for _, why in base.left_out] == [reason]
        assert base.count == 0


def test_the_readings_of_a_base_name_the_switch_only_while_there_is_no_rule() -> None:
    members = [
        MemberFacts(uid=str(number), name=f"Lò Mẫu {number}", official_on=date(2010, 1, 1)) for number in range(4)
    ]
    before, since = (quorum.vote_base(members, day, RULES) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert [used.partition("=")[0] for used in before.readings] == [
        "vote.voting_right_from",
        "vote.exclusions_before_rule",
    ]
    assert [used.partition("=")[0] for used in since.readings] == ["vote.voting_right_from"]
    assert len(since.citations) == len(before.citations) + 1
    assert before.findings == ()  # nobody said who is in the room
    few = quorum.vote_base(members, ON, RULES, present={"0", "1"})
    assert [finding.code for finding in few.findings] == ["two_thirds_out_of_reach"]
    assert quorum.vote_base(members, ON, RULES, present={"0", "1", "2"}).findings == ()


def test_the_smallest_cell_votes() -> None:
    least = RULES.on("cell.min_official_members", ON).number
    assert quorum.base_findings(least, ON, RULES) == ()
    assert quorum.cell_can_vote(least, ON, RULES)
    (small,) = quorum.base_findings(least - 1, ON, RULES)
    assert (small.code, small.params) == ("cell_too_small", {"official": least - 1, "least": least})
    assert not quorum.cell_can_vote(least - 1, ON, RULES)


def test_what_is_cast_counts_the_invalid_too() -> None:
    vote = VoteFacts(on=ON, base=9, approve=6, against=2, invalid=1)
    assert quorum.check_vote(vote, RULES) == ()
    assert [one.code for one in quorum.check_vote(replace(vote, invalid=2), RULES)] == ["vote_exceeds_base"]
    assert [one.code for one in quorum.check_vote(replace(vote, present_official=9), RULES)] == []
    assert [one.code for one in quorum.check_vote(replace(vote, present_official=8), RULES)] == ["vote_exceeds_present"]
    (below,) = quorum.check_vote(replace(vote, approve=5), RULES)
    assert below.params == {"approve": 5, "base": 9, "needed": 6, "on": ON, "round": vote.round}


@pytest.mark.parametrize(
    "vote",
    [
        VoteFacts(on=ON, base=-1, approve=0),
        VoteFacts(on=ON, base=0, approve=-1),
        VoteFacts(on=ON, base=0, approve=0, against=-1),
        VoteFacts(on=ON, base=0, approve=0, invalid=-1),
        VoteFacts(on=ON, base=0, approve=0, present_official=-1),
    ],
    ids=["base", "approve", "against", "invalid", "present"],
)
def test_no_number_of_a_vote_is_negative(vote: VoteFacts) -> None:
    assert [one.code for one in quorum.check_vote(vote, RULES)] == ["vote_negative"]


def test_more_than_half_is_not_half() -> None:
    half = VoteFacts(on=ON, base=10, approve=5)
    key = "vote.cell_majority"
    day = next(dated.starts_on for dated in RULES.figure(key).values)
    assert not quorum.vote_passed(replace(half, on=max(day, ON)), RULES, key=key)
    assert quorum.vote_passed(replace(half, on=max(day, ON), approve=6), RULES, key=key)
    assert quorum.vote_passed(VoteFacts(on=ON, base=9, approve=6), RULES)
    assert not quorum.vote_passed(VoteFacts(on=ON, base=9, approve=5), RULES)


def test_who_introduces_on_a_day() -> None:
    facts = case_of("ns24")
    helper = replace(facts.mentors[0], is_introducer=True, starts_on=ON, ends_on=ON + 10 * DAY)
    for one, day, introduces in (
        (helper, ON, True),
        (helper, ON - DAY, False),
        (helper, ON + 9 * DAY, True),
        (helper, ON + 10 * DAY, False),
        (replace(helper, ends_on=None), ON + 99 * DAY, True),
        (replace(helper, is_introducer=False), ON, False),
    ):
        found = introduction._introducers(replace(facts, mentors=(one,)), day)
        assert bool(found) is introduces, (one, day)


def test_nobody_helping_has_no_year_of_being_helped() -> None:
    assert admission.check_mentoring(case_of("ns24", steps=(), mentors=()), ON, CELL_RULES) == ()


def test_each_reading_of_the_ceiling_once() -> None:
    counted = classification.Shares(rated=30, good_or_better=21, excellent=3)
    every = classification.ceilings(counted, date(2018, 2, 6), RULES)
    assert sorted(one.base_mode for one in every) == sorted(classification.CapBase)
    assert every[0].readings[0] == f"review.cap_base={RULES.policy('review.cap_base')}"


def test_quarters_begin_with_the_first_whole_one() -> None:
    found = sitting.quarters_missed([], date(2026, 1, 15), date(2026, 7, 1), RULES)
    assert [one.starts_on for one in found] == [date(2026, 4, 1)]


def test_the_calendar_ends_with_the_year_9999() -> None:
    assert add_months(date(9998, 12, 31), 12) == date(9999, 12, 31)
    assert add_months(date(1, 1, 31), 0) == date(1, 1, 31)
    with pytest.raises(OverflowError, match="lie in no calendar"):
        add_months(date(9999, 12, 31), 1)
    with pytest.raises(ValueError, match=r"no year, month or day is 0: '2018-00'"):
        PartialDate.parse("2018-00")


def test_a_reading_keeps_the_address_of_its_article_and_says_that_it_is_central() -> None:
    reading = RULES.on("probation.length", ON)
    standing = [dated for dated in RULES.figure("probation.length").values if dated.starts_on <= ON][-1]
    assert reading.citation.url == standing.url
    assert not reading.local
    assert CELL_RULES.on("local.mentoring_months", ON).local


def _other(name: str) -> str:
    return next(option for option in RULES.switches[name].options if option != RULES.policy(name))
