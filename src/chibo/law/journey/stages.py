"""Which stage the recorded steps make (decisions 14 and 43), and what stands in the road between two stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.admission import IntroductionRoute, introduction_route
from chibo.law.quorum import vote_passed
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from chibo.law.facts import CaseFacts, StepFacts
    from chibo.law.timeline import Rulebook

ROAD = tuple(StepKind)

_REACHES = {
    StepKind.SOURCE_ADDED: Stage.SOURCE,
    StepKind.OUTSTANDING_RECOGNISED: Stage.OUTSTANDING,
    StepKind.CANDIDATE_RECOGNISED: Stage.CANDIDATE,
    StepKind.APPLICATION_RECEIVED: Stage.APPLICANT,
    StepKind.ADMITTED: Stage.PROBATIONARY,
    StepKind.RECOGNITION_DECIDED: Stage.OFFICIAL,
}
_EXITS = {
    StepKind.WITHDRAWN: Stage.WITHDRAWN,
    StepKind.RETURNED: Stage.RETURNED,
    StepKind.REMOVED: Stage.REMOVED,
}
_ORDER = {stage: index for index, stage in enumerate(Stage)}
_VOTED = {StepKind.CELL_PROPOSED_ADMISSION, StepKind.CELL_PROPOSED_RECOGNITION, StepKind.CELL_PROPOSED_REMOVAL}
AFTERWARDS = frozenset(
    {
        StepKind.CARD_ISSUED,
        StepKind.DECISION_CURED,
        StepKind.DECISION_CONFIRMED,
        StepKind.DECISION_CANCELLED,
    }
)
"""Acts on a membership that is there: they come after the road has ended too."""

BESIDE = AFTERWARDS | {StepKind.TRANSFERRED_IN, StepKind.ROUNDS_REPORTED, StepKind.CELL_PROPOSED_REMOVAL}
"""Acts beside the road: they happen to some people only, and are never the next step."""

_RESTS_ON_ADMISSION = frozenset(ROAD[ROAD.index(StepKind.ADMISSION_DECIDED) :]) - BESIDE - set(_EXITS)


def in_order(steps: Iterable[StepFacts]) -> tuple[StepFacts, ...]:
    """The steps by day, and on one day in the order of the road."""
    return tuple(sorted(steps, key=lambda step: (step.on, ROAD.index(step.kind))))


def standing(steps: Iterable[StepFacts]) -> tuple[StepFacts, ...]:
    """The steps that still count: a cancellation goes with the decision it cancels and what rested on that."""
    counted: list[StepFacts] = []
    for step in in_order(steps):
        if step.kind is StepKind.DECISION_CANCELLED:
            is_recognised = any(earlier.kind is StepKind.RECOGNITION_DECIDED for earlier in counted)
            gone = {StepKind.RECOGNITION_DECIDED} if is_recognised else _RESTS_ON_ADMISSION
            counted = [earlier for earlier in counted if earlier.kind not in gone]
        else:
            counted.append(step)
    return tuple(counted)


def stage_of(steps: Iterable[StepFacts]) -> Stage:
    """Derive the stage: the furthest reached, or the exit taken last if nothing followed it."""
    ordered = standing(steps)
    exit_taken = _EXITS.get(ordered[-1].kind) if ordered else None
    return exit_taken or reached(ordered)


def reached(steps: Iterable[StepFacts]) -> Stage:
    """The furthest stage reached, whatever was returned since."""
    stages = (_REACHES[step.kind] for step in steps if step.kind in _REACHES)
    return max(stages, key=_ORDER.__getitem__, default=Stage.NONE)


def is_closed(stage: Stage) -> bool:
    """Whether a stage ends the road; a returned dossier can go on."""
    return stage in {Stage.OFFICIAL, Stage.WITHDRAWN, Stage.REMOVED}


def has_passed(step: StepFacts, rules: Rulebook) -> bool:
    """Whether a step of the cell's vote carries a resolution; a vote below the share is recorded and carries none."""
    if step.kind not in _VOTED or step.vote is None:
        return True
    try:
        return vote_passed(step.vote, rules)
    except LawGap:
        return True


def passed(facts: CaseFacts, kind: StepKind, rules: Rulebook) -> StepFacts | None:
    """The latest step of a kind that carries a resolution."""
    steps = [step for step in facts.steps if step.kind is kind and has_passed(step, rules)]
    return max(steps, key=lambda step: step.on, default=None)


def is_on_road(kind: StepKind, facts: CaseFacts) -> bool:
    """Whether a step belongs to this person's road at all: levels and unions that do not exist have no step."""
    place = facts.organisation
    if kind in {StepKind.BASE_PROPOSED_ADMISSION, StepKind.BASE_PROPOSED_RECOGNITION}:
        return place.has_base_committee
    if kind is StepKind.UNION_INTRODUCED:
        return introduction_route(facts) is not IntroductionRoute.TWO_MEMBERS
    return True


def beside(stage: Stage, done: Container[StepKind]) -> tuple[StepKind, ...]:
    """The acts beside the road that can happen to somebody at a stage, in the order of the road."""
    kinds: list[StepKind] = []
    if not is_closed(stage) and stage is not Stage.NONE:
        kinds.append(StepKind.TRANSFERRED_IN)
    if StepKind.CELL_PROPOSED_ADMISSION in done and not is_closed(stage):
        kinds.append(StepKind.ROUNDS_REPORTED)
    if stage is Stage.PROBATIONARY:
        kinds.append(StepKind.CELL_PROPOSED_REMOVAL)
    if stage is Stage.OFFICIAL:
        kinds.append(StepKind.CARD_ISSUED)
    if StepKind.ADMISSION_DECIDED in done and stage not in {Stage.WITHDRAWN, Stage.REMOVED}:
        kinds.append(StepKind.DECISION_CURED)
        kinds += [StepKind.DECISION_CONFIRMED] if StepKind.DECISION_CURED in done else []
        kinds.append(StepKind.DECISION_CANCELLED)
    return tuple(kinds)
