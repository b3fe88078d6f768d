"""What a step does to the register below: the ceremony opens a membership, the recognition confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.development.facts.case import step_facts, steps_in_force
from chibo.development.models import Step
from chibo.law.journey.stages import standing
from chibo.law.probation import official_date
from chibo.law.vocabulary import StepKind
from chibo.register import actions as register
from chibo.register.actions.membership import keep_ended
from chibo.register.facts import rulebook_of
from chibo.register.models import Admission, Membership
from chibo.register.returning import OUT_OF_THE_PARTY

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase


STEP_ENDED: Final = "development.step"
"""Under which a closed membership keeps the step that closed the case with it."""


def carry_out(*, actor: Actor, on: date, case: DevelopmentCase, step: Step) -> None:
    """Write into the register what a recorded step changes there; most steps change nothing."""
    kind = StepKind(step.kind)
    if kind is StepKind.ADMITTED:
        _admit(actor, on, case, step)
    elif kind is StepKind.RECOGNITION_DECIDED:
        _recognise(actor, on, case, step)
    elif kind is StepKind.REMOVED:
        _remove(actor, on, case, step)
    elif kind is StepKind.DECISION_CANCELLED:
        _cancel(actor, on, case, step)


def official_day(case: DevelopmentCase, ceremony_on: date) -> date:
    """Give the official day: the ceremony's day plus the length of probation, however late the cell sits."""
    return official_date(ceremony_on, rulebook_of(case.organisation, ceremony_on)).result


def _admit(actor: Actor, on: date, case: DevelopmentCase, step: Step) -> None:
    if Admission.objects.filter(person=case.person, ceremony_on=step.on).exists():
        return  # the register knew the member before the old file was typed in
    decided = _day_of(case, StepKind.ADMISSION_DECIDED)
    left = Membership.objects.filter(person=case.person, left_by__in=OUT_OF_THE_PARTY, ends_on__lte=step.on)
    admission = register.record_admission(
        actor=actor,
        on=on,
        person=case.person,
        decided_on=decided,
        ceremony_on=step.on,
        is_readmission=left.exists(),  # who left the Party is a member again only so
    )
    register.open_membership(
        actor=actor,
        on=on,
        person=case.person,
        organisation=case.organisation,
        joined_by=Membership.JoinedBy.ADMISSION,
        admission=admission,
    )


def _recognise(actor: Actor, on: date, case: DevelopmentCase, step: Step) -> None:
    ceremony_on = _day_of(case, StepKind.ADMITTED)
    if ceremony_on is None:
        return
    known = Admission.objects.filter(person=case.person, ceremony_on=ceremony_on).first()
    if known is not None and known.recognised_on == step.on:
        return
    register.confirm_membership(
        actor=actor,
        on=on,
        person=case.person,
        official_on=official_day(case, ceremony_on),
        recognised_on=step.on,
    )


def _remove(actor: Actor, on: date, case: DevelopmentCase, step: Step) -> None:
    membership = Membership.objects.filter(person=case.person, organisation=case.organisation, ends_on=None).first()
    if membership is not None:
        left = register.close_membership(
            actor=actor, on=on, membership=membership, left_by=Membership.LeftBy.REMOVAL, ends_on=step.on
        )
        keep_ended(left, STEP_ENDED, [str(step.uid)])


def _cancel(actor: Actor, on: date, case: DevelopmentCase, step: Step) -> None:
    """A cancelled recognition is no recognition, a cancelled admission no membership: the register takes it back."""
    admission = Admission.objects.filter(person=case.person).order_by("-ceremony_on").first()
    if admission is None:
        return
    reason = step.reason or f"Hủy quyết định, {step.number or step.on.isoformat()}"
    if admission.recognised_on is not None:
        register.take_back_confirmation(actor=actor, on=on, person=case.person, reason=reason)
    else:
        register.take_back_admission(
            actor=actor, on=on, person=case.person, ceremony_on=admission.ceremony_on, reason=reason
        )


def _restore(actor: Actor, on: date, case: DevelopmentCase) -> None:
    """Put back what a cancellation, recorded by mistake, had taken out of the register."""
    ordered = sorted(steps_in_force([case]), key=lambda row: (row.on, row.pk))
    left = [(one.kind, one.on) for one in standing(step_facts(row) for row in ordered)]
    for row in ordered:
        if row.kind in (StepKind.ADMITTED, StepKind.RECOGNITION_DECIDED) and (row.kind, row.on) in left:
            carry_out(actor=actor, on=on, case=case, step=row)


def undo(*, actor: Actor, on: date, case: DevelopmentCase, step: Step, reason: str) -> None:
    """Take back in the register what a wrongly recorded step had written there."""
    kind = StepKind(step.kind)
    if kind is StepKind.RECOGNITION_DECIDED:
        register.take_back_confirmation(actor=actor, on=on, person=case.person, reason=reason)
    elif kind is StepKind.ADMITTED:
        register.take_back_admission(actor=actor, on=on, person=case.person, ceremony_on=step.on, reason=reason)
    elif kind is StepKind.DECISION_CANCELLED:
        _restore(actor, on, case)


def _day_of(case: DevelopmentCase, kind: StepKind) -> date | None:
    rows = Step.objects.filter(case=case, kind=kind, is_void=False, replaced_by__isnull=True)
    return rows.order_by("-on", "-id").values_list("on", flat=True).first()
