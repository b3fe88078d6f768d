"""One person's road as a line of days: what happened, and what the law computes from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law import admission, probation
from chibo.law.admission.clocks import mentoring_full_on
from chibo.law.calendar import CalendarGap
from chibo.law.journey.order import last_done_on
from chibo.law.journey.outlook import as_of
from chibo.law.journey.stages import in_order, passed, stage_of
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import MilestoneKind, Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chibo.law.facts import CaseFacts, StepFacts
    from chibo.law.timeline import Computation, Rulebook

_S = StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A point on the line: a recorded step, or a computed day with the way it was computed."""

    kind: StepKind | MilestoneKind
    on: date
    step: StepFacts | None = None
    computation: Computation | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether it happened (as against computed)."""
        return self.step is not None


_Rule = tuple[MilestoneKind, "Callable[[CaseFacts, date, Rulebook], Computation | None]"]


def timeline(facts: CaseFacts, on: date, rules: Rulebook) -> tuple[Milestone, ...]:
    """The recorded steps up to a day and the computed days that follow from them, oldest first."""
    known = as_of(facts, on)
    past = [Milestone(kind=step.kind, on=step.on, step=step) for step in in_order(known.steps)]
    future = [milestone for milestone in _computed(known, on, rules) if milestone.on > on or _is_open(milestone, known)]
    return tuple(sorted((*past, *future), key=lambda milestone: (milestone.on, not milestone.is_recorded)))


def _is_open(milestone: Milestone, facts: CaseFacts) -> bool:
    """The end of probation stays on the line when past; other limits leave it with the act they limit."""
    return milestone.kind is MilestoneKind.PROBATION_ENDS or stage_of(facts.steps) is not Stage.OFFICIAL


def _computed(facts: CaseFacts, on: date, rules: Rulebook) -> Iterator[Milestone]:
    for kind, rule in _COMPUTED:
        try:
            computation = rule(facts, on, rules)
        except (LawGap, CalendarGap):
            continue  # a gap is said by the outlook; the line shows only days that are known
        if computation is not None:
            yield Milestone(kind=kind, on=computation.result, computation=computation)


def _mentoring(facts: CaseFacts, on: date, rules: Rulebook) -> Computation | None:
    return None if facts.first(_S.APPLICATION_RECEIVED) else mentoring_full_on(facts, on, rules)


def _certificate(facts: CaseFacts, on: date, rules: Rulebook) -> Computation | None:
    certified = last_done_on(facts, _S.AWARENESS_CLASS_CERTIFIED, rules)
    if certified is None or passed(facts, _S.CELL_PROPOSED_ADMISSION, rules):
        return None
    return admission.awareness_certificate(certified, on, rules)


def _dossier(facts: CaseFacts, on: date, rules: Rulebook) -> Computation | None:
    if passed(facts, _S.CELL_PROPOSED_ADMISSION, rules):
        return None
    return admission.dossier_valid_until(facts, on, rules)


def _admission_decision(facts: CaseFacts, _on: date, rules: Rulebook) -> Computation | None:
    resolved = passed(facts, _S.CELL_PROPOSED_ADMISSION, rules)
    if resolved is None or facts.first(_S.ADMISSION_DECIDED):
        return None
    return admission.decision_deadline(resolved.on, rules)


def _ceremony(facts: CaseFacts, _on: date, rules: Rulebook) -> Computation | None:
    decided = last_done_on(facts, _S.ADMISSION_DECIDED, rules)
    if decided is None or facts.first(_S.ADMITTED):
        return None
    received = last_done_on(facts, _S.ADMISSION_DECISION_RECEIVED, rules)
    return admission.ceremony_deadline(decided, received, rules)


def _probation_end(facts: CaseFacts, _on: date, rules: Rulebook) -> Computation | None:
    ceremony = facts.last(_S.ADMITTED)
    return None if ceremony is None else probation.probation_end(ceremony.on, rules)


def _recognition(facts: CaseFacts, _on: date, rules: Rulebook) -> Computation | None:
    ceremony = facts.last(_S.ADMITTED)
    if ceremony is None or passed(facts, _S.CELL_PROPOSED_RECOGNITION, rules):
        return None
    return probation.cell_deadline(ceremony.on, rules)


def _recognition_decision(facts: CaseFacts, _on: date, rules: Rulebook) -> Computation | None:
    resolved = passed(facts, _S.CELL_PROPOSED_RECOGNITION, rules)
    if resolved is None or facts.first(_S.RECOGNITION_DECIDED):
        return None
    return probation.recognition_decision_deadline(resolved.on, rules)


_COMPUTED: tuple[_Rule, ...] = (
    (MilestoneKind.MENTORING_FULL, _mentoring),
    (MilestoneKind.CERTIFICATE_EXPIRES, _certificate),
    (MilestoneKind.DOSSIER_STALE, _dossier),
    (MilestoneKind.ADMISSION_DECISION_DUE, _admission_decision),
    (MilestoneKind.CEREMONY_DUE, _ceremony),
    (MilestoneKind.PROBATION_ENDS, _probation_end),
    (MilestoneKind.RECOGNITION_DUE, _recognition),
    (MilestoneKind.RECOGNITION_DECISION_DUE, _recognition_decision),
)
