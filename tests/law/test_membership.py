"""Beside the road: what may be recorded when, which steps still count, and the judgments on card, moves and list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from chibo.law import journey, membership
from chibo.law.cases.run import CaseOutcome, run_case
from chibo.law.checker import asks_for_dossier, check, in_the_way
from chibo.law.dossier import from_file
from chibo.law.journey.stages import standing
from chibo.law.membership import CardFault, CorrectionFault
from chibo.law.planning import latest_start
from chibo.law.vocabulary import FindingGrade, Stage, StepKind
from tests.law import seeded
from tests.law.sample import PROPOSAL, RULES, S, all_codes, applicant, judged, probationer, step, vote, without

if TYPE_CHECKING:
    from chibo.law.facts import StepFacts
    from chibo.law.timeline import Computation

MET = date(2018, 6, 5)


def removal(on: date, approve: int, **given: int) -> StepFacts:
    return step(S.CELL_PROPOSED_REMOVAL, on, vote=vote(on, approve=approve, **given))


def test_deletion_needs_the_vote_of_a_probationer_s_cell() -> None:
    case = probationer()
    assert all_codes(judged(case, removal(MET, 18))) == set()
    assert "vote_below_threshold" in all_codes(judged(case, removal(MET, 13)))
    assert "vote_missing" in all_codes(judged(case, step(S.CELL_PROPOSED_REMOVAL, MET)))
    early = without(case, S.ADMITTED)
    assert "step_missing" in all_codes(judged(early, removal(MET, 18)))


def test_after_three_failed_votes_on_deletion_the_levels_above_decide() -> None:
    case = probationer()
    failed = tuple(removal(date(2018, 6, day), 10, round=number) for number, day in enumerate((4, 11, 18), start=1))
    twice = replace(case, steps=(*case.steps, *failed[:2]))
    assert "rounds_exhausted" not in all_codes(judged(twice, failed[2]))
    often = replace(case, steps=(*case.steps, *failed))
    assert "rounds_exhausted" in all_codes(judged(often, removal(date(2018, 6, 25), 18)))
    assert "nothing_to_report" not in all_codes(judged(often, step(S.ROUNDS_REPORTED, date(2018, 6, 25))))
    assert all_codes(judged(often, step(S.REMOVED, date(2018, 7, 2)))) == {"step_missing"}
    told = replace(often, steps=(*often.steps, step(S.ROUNDS_REPORTED, date(2018, 6, 25))))
    assert all_codes(judged(told, step(S.REMOVED, date(2018, 7, 2)))) == set()


def test_there_is_nothing_to_report_without_a_failed_vote() -> None:
    verdict = judged(probationer(), step(S.ROUNDS_REPORTED, MET))
    assert [(found.code, found.grade) for found in verdict.findings] == [("nothing_to_report", FindingGrade.WARN)]


def test_only_a_decision_that_is_there_is_cancelled_or_made_good() -> None:
    for kind in (S.DECISION_CANCELLED, S.DECISION_CURED):
        assert "nothing_decided" in all_codes(judged(applicant(), step(kind, MET)))
        assert "corrected_before_decision" in all_codes(judged(probationer(), step(kind, date(2017, 1, 2))))
        assert all_codes(judged(probationer(), step(kind, MET))) == set()
    assert "step_missing" in all_codes(judged(probationer(), step(S.DECISION_CONFIRMED, MET)))


def test_a_cancellation_goes_with_what_it_cancels() -> None:
    road = probationer().steps
    recognised = (*road, step(S.CELL_PROPOSED_RECOGNITION, date(2018, 5, 28)), step(S.RECOGNITION_DECIDED, MET))
    one = (*recognised, step(S.DECISION_CANCELLED, date(2018, 7, 2)))
    assert journey.stage_of(recognised) is Stage.OFFICIAL
    assert journey.stage_of(one) is Stage.PROBATIONARY
    assert S.DECISION_CANCELLED not in {left.kind for left in standing(one)}
    assert standing(standing(one)) == standing(one)
    two = (*one, step(S.DECISION_CANCELLED, date(2018, 7, 9)))
    assert journey.stage_of(two) in {Stage.APPLICANT, Stage.CANDIDATE, Stage.OUTSTANDING, Stage.SOURCE}
    assert not {S.ADMISSION_DECIDED, S.ADMITTED, S.SELF_REVIEW_RECEIVED} & {left.kind for left in standing(two)}
    again = (*one, step(S.RECOGNITION_DECIDED, date(2018, 8, 6)))
    assert journey.stage_of(again) is Stage.OFFICIAL


@pytest.mark.parametrize(
    ("stage", "done", "offered"),
    [
        (Stage.NONE, set(), ()),
        (Stage.SOURCE, set(), (S.TRANSFERRED_IN,)),
        (Stage.APPLICANT, {S.CELL_PROPOSED_ADMISSION}, (S.TRANSFERRED_IN, S.ROUNDS_REPORTED)),
        (Stage.PROBATIONARY, {S.ADMISSION_DECIDED},
         (S.TRANSFERRED_IN, S.CELL_PROPOSED_REMOVAL, S.DECISION_CURED, S.DECISION_CANCELLED)),
        (Stage.OFFICIAL, {S.ADMISSION_DECIDED, S.DECISION_CURED},
         (S.CARD_ISSUED, S.DECISION_CURED, S.DECISION_CONFIRMED, S.DECISION_CANCELLED)),
        (Stage.REMOVED, {S.ADMISSION_DECIDED}, ()),
    ],
)  # fmt: skip
def test_what_can_happen_beside_the_road(stage: Stage, done: set[StepKind], offered: tuple[StepKind, ...]) -> None:
    assert journey.beside(stage, done) == offered


def test_the_card() -> None:
    official = date(2019, 6, 28)
    assert membership.card_faults("11012345", None, date(2019, 7, 5), official, date(2019, 7, 5), RULES) == ()
    assert membership.card_faults("", None, None, None, None, RULES) == ()
    told = membership.card_faults("1101", None, date(2019, 6, 1), official, None, RULES)
    assert told == (CardFault.NOT_OFFICIAL, CardFault.DIGITS)
    assert membership.card_digits(date(2024, 10, 30), RULES) == 8
    assert membership.card_digits(date(2024, 10, 31), RULES) == 12


def test_months_missed_rounds_moves_and_the_list() -> None:
    assert not membership.may_consider_removal(2, date(2026, 8, 1), RULES)
    assert membership.may_consider_removal(3, date(2026, 8, 1), RULES)
    assert [membership.may_vote_again(rounds, MET, RULES) for rounds in (0, 2, 3)] == [True, True, False]
    assert [membership.result_goes_up(on, RULES) for on in (MET, date(2021, 9, 28))] == [False, True]
    assert membership.transfer_deadline(date(2018, 6, 4), RULES).result == date(2018, 8, 27)
    assert membership.list_due(date(2018, 11, 30), RULES).result == date(2019, 2, 28)


def test_corrections() -> None:
    decided, cured = date(2018, 4, 21), date(2018, 5, 2)
    assert membership.correction_faults(cured, decided, None) == ()
    assert membership.correction_faults(None, decided, None) == ()
    assert membership.correction_faults(cured, None, None) == (CorrectionFault.NOTHING_DECIDED,)
    assert membership.correction_faults(date(2018, 4, 2), decided, None) == (CorrectionFault.BEFORE_DECISION,)
    for on, when in ((cured, None), (date(2018, 5, 1), cured)):
        assert membership.correction_faults(on, decided, when, is_confirmation=True) == (CorrectionFault.NOT_CURED,)


def test_only_stops_on_papers_due_by_a_step_stand_in_its_way() -> None:
    late = seeded.apply(seeded.built(seeded.BASE), {"papers[background_remarks].dated": "2017-11-20",
                                                    "papers[self_review].dated": "2019-03-01"})  # fmt: skip
    found = check(from_file(late), date(2019, 7, 8), RULES).findings
    codes = {kind: {one.code for one in in_the_way(found, kind)} for kind in StepKind}
    assert codes[S.CELL_PROPOSED_ADMISSION] == codes[S.BASE_PROPOSED_ADMISSION] == {"E11"}
    assert codes[S.CELL_PROPOSED_RECOGNITION] == codes[S.BASE_PROPOSED_RECOGNITION] == {"E80"}
    asked = {kind for kind in StepKind if asks_for_dossier(kind)}
    assert {kind for kind, named in codes.items() if named} == asked
    assert PROPOSAL.kind in asked


@pytest.mark.parametrize("end", [date(2018, 2, 13), date(2018, 2, 22), date(2018, 2, 26), date(2019, 2, 12)])
def test_counting_back_over_tet_finds_the_last_day_still(end: date) -> None:
    def after(day: date) -> Computation:
        one = RULES.within_working_days("ceremony.deadline", day, date(2018, 3, 5))
        return replace(one, amount=1, result=RULES.holidays.add_working_days(day, 1))

    counted = latest_start(end, after)
    assert counted.result <= end < after(counted.start + timedelta(days=1)).result


@pytest.mark.parametrize(
    ("expected", "facts"),
    [
        ({"ceremony_deadline": date(2026, 1, 1)}, {"decision_received": date(9999, 12, 31)}),
        ({"dossier_expires": date(2026, 1, 1)}, {"dossier_date": date(9999, 12, 31)}),
    ],
)
def test_a_day_beyond_every_calendar_is_not_answered(expected: dict[str, date], facts: dict[str, date]) -> None:
    result = run_case({"id": "x", "regime_date": date(2026, 8, 1), "facts": facts, "expected": expected}, RULES)
    assert result.outcome is CaseOutcome.NOT_COVERED
