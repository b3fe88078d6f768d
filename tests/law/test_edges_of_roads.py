"""The day itself, the day before and the day after: acts of a road, cards, corrections, and counting backwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chibo.law.calendar import PartialDate
from chibo.law.facts import MentorFacts, OrganisationFacts
from chibo.law.journey import judge
from chibo.law.membership import CardFault, CorrectionFault, card_faults, correction_faults
from chibo.law.planning.backwards import earliest_start, latest_start
from chibo.law.vocabulary import FindingGrade, StepKind
from tests.law.sample import CELL_RULES, RULES, all_codes, applicant, case_of, codes_of_stops, judged, step, without

DAY = timedelta(days=1)
S = StepKind
RECOGNISED = date(2018, 6, 12)


# ---------------------------------------------------------------------- cards and corrections


def card(**given: object) -> tuple[CardFault, ...]:
    told = {"number": "", "issued_on": None, "decided_on": RECOGNISED, "recognised_on": RECOGNISED, "met_on": None}
    return card_faults(**{**told, **given}, rules=RULES)  # type: ignore[arg-type]


def test_a_card_may_be_decided_on_the_day_of_recognition_and_not_before() -> None:
    assert card() == ()
    assert card(decided_on=RECOGNISED - DAY) == (CardFault.NOT_OFFICIAL,)
    assert card(recognised_on=None) == (CardFault.NOT_OFFICIAL,)


def test_a_card_is_handed_out_at_the_next_meeting_at_the_latest() -> None:
    met = date(2018, 7, 5)
    assert card(issued_on=met, met_on=met) == ()
    assert card(issued_on=met + DAY, met_on=met) == (CardFault.LATE,)


def test_a_correction_is_not_older_than_its_decision_and_the_cure_comes_first() -> None:
    decided, cured = date(2018, 3, 5), date(2018, 4, 2)
    assert correction_faults(decided, decided, None) == ()
    assert correction_faults(decided - DAY, decided, None) == (CorrectionFault.BEFORE_DECISION,)
    assert correction_faults(cured, None, None) == (CorrectionFault.NOTHING_DECIDED,)
    assert correction_faults(cured, decided, cured, is_confirmation=True) == ()
    assert correction_faults(cured - DAY, decided, cured, is_confirmation=True) == (CorrectionFault.NOT_CURED,)
    assert correction_faults(cured, decided, None, is_confirmation=True) == (CorrectionFault.NOT_CURED,)


# ---------------------------------------------------------------------- acts of a road


def test_an_act_on_the_birthday_itself_is_possible_and_the_birth_is_said() -> None:
    birth = date(1990, 5, 6)
    case = replace(case_of("ns24"), person=replace(case_of("ns24").person, birth=PartialDate.of(birth)))
    assert "date_before_birth" not in all_codes(judged(case, step(S.SOURCE_ADDED, birth)))
    early = judged(case, step(S.SOURCE_ADDED, birth - DAY))
    told = next(one for one in early.findings if one.code == "date_before_birth")
    assert told.params == {"on": birth - DAY, "birth": "1990-05-06"}


def test_the_ceremony_may_be_on_the_day_the_decision_came() -> None:
    case = without(case_of("ns22"), S.ADMITTED, S.NEW_MEMBER_CLASS_CERTIFIED)
    received = next(one.on for one in case.steps if one.kind is S.ADMISSION_DECISION_RECEIVED)
    assert "ceremony_before_receipt" not in all_codes(judged(case, step(S.ADMITTED, received)))
    assert "ceremony_before_receipt" in all_codes(judged(case, step(S.ADMITTED, received - DAY)))


def test_an_act_of_the_first_day_of_the_installation_is_not_old() -> None:
    bare, first_day = step(S.CELL_PROPOSED_ADMISSION, date(2018, 9, 5)), date(2018, 9, 5)
    here = case_of("ns24", organisation=OrganisationFacts(first_day=first_day))
    assert judged(here, bare).is_blocked
    before = case_of("ns24", organisation=OrganisationFacts(first_day=first_day + DAY))
    assert not judged(before, bare).is_blocked
    assert all(one.grade is not FindingGrade.STOP for one in judged(before, bare).findings)


def test_a_helper_counts_from_the_first_day_and_no_longer_on_the_day_of_leaving() -> None:
    on = date(2018, 5, 21)

    def missing(mentor: MentorFacts) -> bool:
        case = replace(without(case_of("ns24"), S.MENTORS_ASSIGNED), mentors=(mentor,))
        return "mentor_missing" in all_codes(judged(case, step(S.MENTORS_ASSIGNED, on)))

    helper = case_of("ns24").mentors[0]
    assert not missing(replace(helper, starts_on=on, ends_on=None))
    assert missing(replace(helper, starts_on=on + DAY, ends_on=None))
    assert not missing(replace(helper, starts_on=on - DAY, ends_on=on + DAY))
    assert missing(replace(helper, starts_on=on - DAY, ends_on=on))


def test_recognition_is_possible_on_the_day_the_year_is_full_and_says_the_law_of_the_ceremony() -> None:
    case = case_of("ns22")
    ceremony = next(one.on for one in case.steps if one.kind is S.ADMITTED)
    full = ceremony.replace(year=ceremony.year + 1)
    assert "probation_not_ended" not in all_codes(judged(case, step(S.RECOGNITION_DECIDED, full)))
    early = judged(case, step(S.RECOGNITION_DECIDED, full - DAY))
    told = next(one for one in early.findings if one.code == "probation_not_ended")
    assert told.possible_from == full
    assert told.citations


def test_who_is_removed_takes_no_step_and_who_is_official_only_what_follows() -> None:
    official = case_of("ns21")
    after = max(one.on for one in official.steps) + DAY
    assert "case_closed" in codes_of_stops(judged(official, step(S.APPLICATION_RECEIVED, after)))
    assert "case_closed" not in all_codes(judged(official, step(S.CARD_ISSUED, after)))


def test_a_vote_on_the_day_of_the_decision_refers_it_upward() -> None:
    on = date(2022, 3, 7)
    voted = replace(
        without(applicant(), S.CELL_PROPOSED_ADMISSION),
        steps=(*applicant().steps, step(S.CELL_PROPOSED_ADMISSION, on, base=21, approve=10)),
    )
    same_day = judge(voted, step(S.ADMISSION_DECIDED, on), on, RULES)
    before = judge(voted, step(S.ADMISSION_DECIDED, on - DAY), on, RULES)
    assert "step_missing" not in codes_of_stops(same_day)
    assert codes_of_stops(before) != codes_of_stops(same_day)


# ---------------------------------------------------------------------- counting backwards


@pytest.mark.parametrize("days", range(40))
def test_the_latest_start_ends_in_time_and_a_day_later_would_not(days: int) -> None:
    end = date(2018, 3, 1) + days * DAY

    def forward(start: date):
        return RULES.within_working_days("ceremony.deadline", start, start)

    found = latest_start(end, forward)
    assert found.result <= end < forward(found.start + DAY).result
    first = earliest_start(end, forward)
    assert first.start == latest_start(end - DAY, forward).start + DAY
    assert first.result >= end


def test_the_cell_s_own_rule_is_read_with_the_law_of_the_day() -> None:
    assert CELL_RULES.find("local.mentoring_months", date(2015, 5, 22)) is not None
    assert CELL_RULES.find("local.mentoring_months", date(2015, 5, 21)) is None
