"""Conditions of the acts beside the road: deletion, failed votes reported, decisions made good or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import membership
from chibo.law.quorum import vote_passed
from chibo.law.timeline import found
from chibo.law.vocabulary import FindingGrade, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.law.journey.act import Act
    from chibo.law.verdict import Finding

_S = StepKind


def removal_rounds(act: Act) -> Iterator[Finding]:
    """Deletion of a probationer's name is voted on three times at most, as recognition is (4.2c)."""
    failed = [
        step.vote
        for step in act.facts.steps
        if step.kind is _S.CELL_PROPOSED_REMOVAL and step.vote and not vote_passed(step.vote, act.rules)
    ]
    if failed and not membership.may_vote_again(len(failed), act.day, act.rules):
        reading = act.rules.on("vote.max_rounds_recognition", act.day)
        yield found("rounds_exhausted", reading, rounds=len(failed), most=reading.number)


def something_decided(act: Act) -> Iterator[Finding]:
    """Only a decision that is there is made good or cancelled."""
    decided = [act.done(kind) for kind in (_S.ADMISSION_DECIDED, _S.RECOGNITION_DECIDED)]
    days = [day for day in decided if day is not None]
    if not days:
        yield found("nothing_decided", step=act.step.kind.value, on=act.day)
    elif act.day < min(days):
        yield found("corrected_before_decision", on=act.day, decided_on=min(days), possible_from=min(days))


def rounds_failed(act: Act) -> Iterator[Finding]:
    """A report on votes without the share needs such a vote."""
    kinds = {_S.CELL_PROPOSED_ADMISSION, _S.CELL_PROPOSED_RECOGNITION, _S.CELL_PROPOSED_REMOVAL}
    voted = [step.vote for step in act.facts.steps if step.kind in kinds and step.vote]
    if all(vote_passed(vote, act.rules) for vote in voted):
        yield found("nothing_to_report", grade=FindingGrade.WARN, on=act.day)


def removal_proposed(act: Act) -> Iterator[Finding]:
    """The cell proposes, or the levels above decide after three rounds; an old record keeps this as a remark."""
    grounds = (_S.CELL_PROPOSED_REMOVAL, _S.ROUNDS_REPORTED)
    if act.done(_S.ADMITTED) is not None and not any(act.done(kind) for kind in grounds):
        missing = _S.CELL_PROPOSED_REMOVAL.value
        yield found("step_missing", grade=FindingGrade.WARN, step=act.step.kind.value, missing=missing, on=act.day)
