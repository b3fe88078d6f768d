"""Acts beside the road as the dossier tells of them: decisions cancelled or made good, the card, people who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.development.facts.case import step_facts
from chibo.law.dossier.acts import CardRecord, CorrectionRecord
from chibo.law.dossier.kinds import CorrectionKind, DecisionKind, TransferPhase
from chibo.law.dossier.person import TransferRecord
from chibo.law.journey.stages import standing
from chibo.law.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chibo.development.facts.case import Gathered
    from chibo.development.models import Step

_S = StepKind
_CORRECTIONS: Final = {
    _S.DECISION_CURED: CorrectionKind.CURED,
    _S.DECISION_CONFIRMED: CorrectionKind.CONFIRMED,
}


def counted(steps: Sequence[Step]) -> list[Step]:
    """Give the steps that still count: what a cancelled decision carried is left out."""
    left = [(step.kind, step.on) for step in standing(step_facts(step) for step in steps)]
    return [step for step in steps if (step.kind, step.on) in left]


def corrections_of(steps: Sequence[Step]) -> tuple[CorrectionRecord, ...]:
    """Give what became of decisions; one that was cancelled is no paper of the dossier any more, nor is its cure."""
    told: list[CorrectionRecord] = []
    decided = DecisionKind.ADMISSION
    for step in sorted(steps, key=lambda step: (step.on, step.pk)):
        kind = StepKind(step.kind)
        if kind is _S.RECOGNITION_DECIDED:
            decided = DecisionKind.RECOGNITION
        elif kind is _S.DECISION_CANCELLED:
            told = [one for one in told if one.decision is not decided]
            decided = DecisionKind.ADMISSION
        elif kind in _CORRECTIONS:
            told.append(CorrectionRecord(kind=_CORRECTIONS[kind], decision=decided, on=step.on))
    return tuple(told)


def card_of(steps: Sequence[Step], one: Gathered) -> CardRecord | None:
    """Give the card as the step of giving it and the register know it."""
    given = [step for step in steps if step.kind == _S.CARD_ISSUED]
    if not given:
        return None
    return CardRecord(number=one.case.person.card_number, issued_on=given[-1].on)


def transfers_of(steps: Sequence[Step], one: Gathered) -> tuple[TransferRecord, ...]:
    """Give the moves into this cell: how far the road had come, and since when somebody here helps."""
    return tuple(_transfer(step, steps, one) for step in steps if step.kind == _S.TRANSFERRED_IN)


def _transfer(step: Step, steps: Sequence[Step], one: Gathered) -> TransferRecord:
    before = {StepKind(other.kind) for other in steps if other.on <= step.on}
    phases = (
        (_S.ADMITTED, TransferPhase.PROBATION),
        (_S.ADMISSION_DECIDED, TransferPhase.DECIDED),
        (_S.CELL_PROPOSED_ADMISSION, TransferPhase.PROPOSED),
    )
    phase = next((phase for kind, phase in phases if kind in before), TransferPhase.DURING_PROCESS)
    helping = [row.starts_on for row in one.mentorships if row.ends_on is None or row.ends_on > step.on]
    letter = step.on if step.number else None  # its own day is not kept: not later than the coming
    return TransferRecord(
        phase=phase,
        arrived_on=step.on,
        certificate_on=letter,
        letter_on=letter,
        helper_assigned_on=min(helping, default=None),
    )
