"""The order of acts: what must come before what, and what may be recorded more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.admission import IntroductionRoute, introduction_route
from chibo.law.journey.stages import AFTERWARDS, has_passed, is_closed, is_on_road, stage_of
from chibo.law.timeline import found
from chibo.law.vocabulary import FindingGrade, PaperKind, Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.facts import CaseFacts, StepFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding

_S = StepKind
_STOP, _WARN = FindingGrade.STOP, FindingGrade.WARN

BEFORE: dict[StepKind, tuple[tuple[StepKind, FindingGrade], ...]] = {
    _S.OUTSTANDING_RECOGNISED: ((_S.SOURCE_ADDED, _WARN),),
    _S.MENTORS_ASSIGNED: ((_S.SOURCE_ADDED, _WARN),),
    _S.CANDIDATE_RECOGNISED: ((_S.OUTSTANDING_RECOGNISED, _WARN), (_S.MENTORS_ASSIGNED, _STOP)),
    _S.APPLICATION_RECEIVED: ((_S.CANDIDATE_RECOGNISED, _STOP), (_S.AWARENESS_CLASS_CERTIFIED, _WARN)),
    _S.BACKGROUND_DECLARED: ((_S.APPLICATION_RECEIVED, _WARN),),
    _S.BACKGROUND_CHECKED: ((_S.BACKGROUND_DECLARED, _WARN),),
    _S.UNION_INTRODUCED: ((_S.CANDIDATE_RECOGNISED, _WARN),),
    _S.MEMBER_INTRODUCED: ((_S.MENTORS_ASSIGNED, _STOP),),
    _S.OPINIONS_SYNTHESISED: ((_S.APPLICATION_RECEIVED, _WARN),),
    _S.CELL_PROPOSED_ADMISSION: (
        (_S.AWARENESS_CLASS_CERTIFIED, _STOP),
        (_S.APPLICATION_RECEIVED, _STOP),
        (_S.BACKGROUND_CHECKED, _STOP),
        (_S.UNION_INTRODUCED, _STOP),
        (_S.MEMBER_INTRODUCED, _STOP),
        (_S.OPINIONS_SYNTHESISED, _STOP),
    ),
    _S.BASE_PROPOSED_ADMISSION: ((_S.CELL_PROPOSED_ADMISSION, _STOP),),
    _S.ADMISSION_DECIDED: ((_S.CELL_PROPOSED_ADMISSION, _STOP), (_S.BASE_PROPOSED_ADMISSION, _STOP)),
    _S.ADMISSION_DECISION_RECEIVED: ((_S.ADMISSION_DECIDED, _STOP),),
    _S.ADMITTED: ((_S.ADMISSION_DECIDED, _STOP),),
    _S.PROBATION_MENTOR_ASSIGNED: ((_S.ADMITTED, _STOP),),
    _S.NEW_MEMBER_CLASS_CERTIFIED: ((_S.ADMITTED, _STOP),),
    _S.SELF_REVIEW_RECEIVED: ((_S.ADMITTED, _STOP),),
    _S.MENTOR_REMARKED: ((_S.ADMITTED, _STOP),),
    _S.PROBATION_OPINIONS_SYNTHESISED: ((_S.ADMITTED, _STOP),),
    _S.CELL_PROPOSED_RECOGNITION: (
        (_S.ADMITTED, _STOP),
        (_S.NEW_MEMBER_CLASS_CERTIFIED, _STOP),
        (_S.SELF_REVIEW_RECEIVED, _STOP),
        (_S.MENTOR_REMARKED, _STOP),
        (_S.PROBATION_OPINIONS_SYNTHESISED, _STOP),
    ),
    _S.BASE_PROPOSED_RECOGNITION: ((_S.CELL_PROPOSED_RECOGNITION, _STOP),),
    _S.RECOGNITION_DECIDED: ((_S.CELL_PROPOSED_RECOGNITION, _STOP), (_S.BASE_PROPOSED_RECOGNITION, _STOP)),
    _S.CELL_PROPOSED_REMOVAL: ((_S.ADMITTED, _STOP),),
    _S.CARD_ISSUED: ((_S.RECOGNITION_DECIDED, _STOP),),
    _S.DECISION_CONFIRMED: ((_S.DECISION_CURED, _STOP),),
}

# The paper that proves a step: a dossier made by hand has the paper before anybody recorded the step.
PAPERS_OF: dict[StepKind, tuple[PaperKind, ...]] = {
    _S.AWARENESS_CLASS_CERTIFIED: (PaperKind.AWARENESS_CERTIFICATE,),
    _S.APPLICATION_RECEIVED: (PaperKind.APPLICATION,),
    _S.BACKGROUND_DECLARED: (PaperKind.BACKGROUND_STATEMENT,),
    _S.BACKGROUND_CHECKED: (PaperKind.BACKGROUND_CHECK,),
    _S.UNION_INTRODUCED: (PaperKind.YOUTH_UNION_RESOLUTION, PaperKind.TRADE_UNION_RESOLUTION),
    _S.MEMBER_INTRODUCED: (PaperKind.MEMBER_INTRODUCTION,),
    _S.OPINIONS_SYNTHESISED: (PaperKind.OPINIONS_SYNTHESIS,),
    _S.CELL_PROPOSED_ADMISSION: (PaperKind.CELL_ADMISSION_RESOLUTION,),
    _S.BASE_PROPOSED_ADMISSION: (PaperKind.BASE_ADMISSION_RESOLUTION,),
    _S.ADMISSION_DECIDED: (PaperKind.ADMISSION_DECISION,),
    _S.NEW_MEMBER_CLASS_CERTIFIED: (PaperKind.NEW_MEMBER_CERTIFICATE,),
    _S.SELF_REVIEW_RECEIVED: (PaperKind.SELF_REVIEW,),
    _S.MENTOR_REMARKED: (PaperKind.MENTOR_REMARKS,),
    _S.PROBATION_OPINIONS_SYNTHESISED: (PaperKind.PROBATION_OPINIONS_SYNTHESIS,),
    _S.CELL_PROPOSED_RECOGNITION: (PaperKind.CELL_RECOGNITION_RESOLUTION,),
    _S.BASE_PROPOSED_RECOGNITION: (PaperKind.BASE_RECOGNITION_RESOLUTION,),
    _S.RECOGNITION_DECIDED: (PaperKind.RECOGNITION_DECISION,),
}

# Steps that a paper alone does not prove: the vote, the decision and the ceremony are acts of a body.
_ACTS = frozenset(
    {
        _S.CELL_PROPOSED_ADMISSION,
        _S.BASE_PROPOSED_ADMISSION,
        _S.ADMISSION_DECIDED,
        _S.CELL_PROPOSED_RECOGNITION,
        _S.BASE_PROPOSED_RECOGNITION,
        _S.RECOGNITION_DECIDED,
    },
)

_REPEATABLE = frozenset(
    {
        _S.TRANSFERRED_IN,
        _S.ROUNDS_REPORTED,
        _S.CARD_ISSUED,
        _S.DECISION_CURED,
        _S.DECISION_CONFIRMED,
        _S.DECISION_CANCELLED,
        _S.MENTORS_ASSIGNED,
        _S.PROBATION_MENTOR_ASSIGNED,
        _S.AWARENESS_CLASS_CERTIFIED,
        _S.BACKGROUND_DECLARED,
        _S.BACKGROUND_CHECKED,
        _S.UNION_INTRODUCED,
        _S.MEMBER_INTRODUCED,
        _S.OPINIONS_SYNTHESISED,
        _S.SELF_REVIEW_RECEIVED,
        _S.MENTOR_REMARKED,
        _S.PROBATION_OPINIONS_SYNTHESISED,
        _S.RETURNED,
    },
)


def days_done(facts: CaseFacts, kind: StepKind, rules: Rulebook) -> tuple[date, ...]:
    """The days on which a step was done: recorded and carried, or proved by its paper; oldest first."""
    days = [step.on for step in facts.steps if step.kind is kind and has_passed(step, rules)]
    if kind not in _ACTS:
        kinds = PAPERS_OF.get(kind, ())
        days += [paper.dated for paper in facts.papers if paper.kind in kinds and paper.present and paper.dated]
    return tuple(sorted(days))


def last_done_on(facts: CaseFacts, kind: StepKind, rules: Rulebook) -> date | None:
    """The day a step was last done."""
    days = days_done(facts, kind, rules)
    return days[-1] if days else None


def first_done_on(facts: CaseFacts, kind: StepKind, rules: Rulebook) -> date | None:
    """The day a step was first done: an act may rest on it although it was later done again."""
    days = days_done(facts, kind, rules)
    return days[0] if days else None


def check_order(facts: CaseFacts, step: StepFacts, rules: Rulebook) -> Iterator[Finding]:
    """Say which steps are missing before this one, dated after it, or dated before it although they follow it."""
    for kind, grade in BEFORE.get(step.kind, ()):
        if is_on_road(kind, facts):
            softer = _WARN if _has_other_road(kind, facts) else grade
            yield from _missing_or_later(facts, step, kind, softer, rules)
    for later in facts.steps:
        asked = dict(BEFORE.get(later.kind, ()))
        if step.kind in asked and later.on < step.on and first_done_on(facts, step.kind, rules) is None:
            yield _out_of_order(step.kind, step.on, later.kind, later.on, asked[step.kind])


def _has_other_road(kind: StepKind, facts: CaseFacts) -> bool:
    """Without a trade union's resolution two members may introduce; the count of introducers is checked apart."""
    return kind is _S.UNION_INTRODUCED and introduction_route(facts) is IntroductionRoute.TRADE_UNION


def _missing_or_later(
    facts: CaseFacts, step: StepFacts, kind: StepKind, grade: FindingGrade, rules: Rulebook
) -> Iterator[Finding]:
    done = first_done_on(facts, kind, rules)
    if done is None and _was_referred(facts, step, kind, rules):
        yield found("decided_after_referral", rules.on("vote.below_threshold", step.on), grade=_WARN, on=step.on)
    elif done is None:
        code = "ceremony_before_decision" if step.kind is _S.ADMITTED else "step_missing"
        yield found(code, grade=grade, step=step.kind.value, missing=kind.value, on=step.on)
    elif done > step.on:
        yield _out_of_order(kind, done, step.kind, step.on, grade)


def _was_referred(facts: CaseFacts, step: StepFacts, kind: StepKind, rules: Rulebook) -> bool:
    """Below two thirds the full result goes up and the competent committee decides (01-HD/TW 2021, 5.1)."""
    is_decision = step.kind in {_S.ADMISSION_DECIDED, _S.RECOGNITION_DECIDED}
    voted = any(earlier.kind is kind and earlier.on <= step.on for earlier in facts.steps)
    return is_decision and voted and rules.find("vote.below_threshold", step.on) is not None


def _out_of_order(first: StepKind, first_on: date, then: StepKind, then_on: date, grade: FindingGrade) -> Finding:
    is_ceremony = (first, then) == (_S.ADMISSION_DECIDED, _S.ADMITTED)
    code = "ceremony_before_decision" if is_ceremony else "out_of_order"
    params = {"missing": first.value, "missing_on": first_on, "step": then.value, "on": then_on}
    return found(code, grade=grade, possible_from=first_on, params=params)


def check_repeated(facts: CaseFacts, step: StepFacts, rules: Rulebook) -> Iterator[Finding]:
    """Say that a step stands in the record already; papers made anew and further votes are no repetition."""
    same = [earlier for earlier in facts.steps if earlier.kind is step.kind]
    if any(_is_same(earlier, step) for earlier in same):
        yield found("step_recorded_twice", step=step.kind.value, on=step.on)
        return
    returned = facts.last(_S.RETURNED)
    standing = [earlier for earlier in same if returned is None or earlier.on > returned.on]
    if step.kind not in _REPEATABLE and any(has_passed(earlier, rules) for earlier in standing):
        first = min(earlier.on for earlier in standing)
        yield found("step_recorded_before", step=step.kind.value, on=step.on, recorded_on=first)


def _is_same(earlier: StepFacts, step: StepFacts) -> bool:
    if earlier.on != step.on:
        return False
    return earlier.vote is None or step.vote is None or earlier.vote.round == step.vote.round


def check_closed(facts: CaseFacts, step: StepFacts) -> Iterator[Finding]:
    """Say that the road ended before this step: withdrawn, removed, or official already."""
    earlier = [other for other in facts.steps if other.on <= step.on and other.kind is not step.kind]
    stage = stage_of(earlier)
    if is_closed(stage) and not (stage is Stage.OFFICIAL and step.kind in AFTERWARDS):
        yield found("case_closed", stage=stage.value, step=step.kind.value, on=step.on)
