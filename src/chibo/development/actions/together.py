"""Acts that people do at one sitting: several records, one transaction, all of it or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base.dates import say_date
from chibo.development.actions.mentoring import assign_mentor
from chibo.development.actions.paper import record_paper
from chibo.development.actions.step import record_step
from chibo.development.models import Mentorship
from chibo.development.words import paper_of
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.register.actions import correct_person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Step
    from chibo.meetings.models import Resolution
    from chibo.register.models import Person


@transaction.atomic
def assign_mentors(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    mentors: Sequence[Person],
    starts_on: date,
    resolution: Resolution | None = None,
    is_replacement: bool = False,
    from_old_file: bool = False,
) -> tuple[Mentorship, ...]:
    """Assign the members who help before admission, and record the step. Raises as ``assign_mentor``."""
    rows = tuple(
        assign_mentor(
            actor=actor,
            on=on,
            case=case,
            mentor=mentor,
            starts_on=starts_on,
            resolution=resolution,
            is_replacement=is_replacement,
            from_old_file=from_old_file,
        )
        for mentor in mentors
    )
    record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.MENTORS_ASSIGNED,
        acted_on=starts_on,
        resolution=resolution,
        from_old_file=from_old_file,
    )
    return rows


@transaction.atomic
def record_decision(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    decided_on: date,
    number: str = "",
    issued_by: str = "",
    signed_by: str = "",
    received_on: date | None = None,
    from_old_file: bool = False,
) -> Step:
    """Record the decision of admission and, if it came, the day the cell received it. Raises as ``record_step``."""
    step = record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.ADMISSION_DECIDED,
        acted_on=decided_on,
        number=number,
        issued_by=issued_by,
        signed_by=signed_by,
        from_old_file=from_old_file,
    )
    record_paper(actor=actor, on=on, case=case, kind=PaperKind.ADMISSION_DECISION, dated=decided_on, number=number)
    if received_on is not None:
        record_step(
            actor=actor,
            on=on,
            case=case,
            step=StepKind.ADMISSION_DECISION_RECEIVED,
            acted_on=received_on,
            from_old_file=from_old_file,
        )
    return step


@transaction.atomic
def hold_ceremony(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    acted_on: date,
    mentor: Person | None = None,
    superior_consent: bool = False,
    from_old_file: bool = False,
) -> Step:
    """Record the ceremony, and the member assigned at it to help during probation. Raises as ``record_step``."""
    step = record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.ADMITTED,
        acted_on=acted_on,
        superior_consent=superior_consent,
        from_old_file=from_old_file,
    )
    if mentor is not None:
        assign_probation_mentor(
            actor=actor, on=on, case=case, mentor=mentor, starts_on=acted_on, from_old_file=from_old_file
        )
    return step


@transaction.atomic
def assign_probation_mentor(
    *, actor: Actor, on: date, case: DevelopmentCase, mentor: Person, starts_on: date, from_old_file: bool = False
) -> Mentorship:
    """Assign the member who helps during probation, and record the step. Raises as ``assign_mentor``."""
    row = assign_mentor(
        actor=actor,
        on=on,
        case=case,
        mentor=mentor,
        starts_on=starts_on,
        period=Mentorship.Period.PROBATION,
        from_old_file=from_old_file,
    )
    record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.PROBATION_MENTOR_ASSIGNED,
        acted_on=starts_on,
        from_old_file=from_old_file,
    )
    return row


@transaction.atomic
def record_step_and_paper(
    *, actor: Actor, on: date, case: DevelopmentCase, kept_at: str = "", card_number: str = "", **act: Any
) -> Step:
    """Record a step and, where somebody says where its paper lies, the paper that proves it.

    ``card_number`` of a card that was given goes into the register, where it is kept encrypted, and nowhere else.
    ``act`` is what ``record_step`` takes. Raises as ``record_step``, and ``NotAllowedError`` for a card number from
    somebody who may not change the register.
    """
    step = record_step(actor=actor, on=on, case=case, **act)
    if card_number.strip() and card_number.strip() != case.person.card_number:
        correct_person(
            actor=actor,
            on=on,
            person=case.person,
            changes={"card_number": card_number.strip()},
            proof=f"Thẻ đảng viên phát ngày {say_date(step.on)}",
            decided_by=step.issued_by or "Cấp ủy có thẩm quyền",
        )
    paper = paper_of(step.kind)
    if kept_at.strip() and paper is not None:
        record_paper(actor=actor, on=on, case=case, kind=paper, dated=step.on, number=step.number, kept_at=kept_at)
    return step


@transaction.atomic
def record_recognition(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    acted_on: date,
    number: str = "",
    issued_by: str = "",
    signed_by: str = "",
    from_old_file: bool = False,
) -> Step:
    """Record the decision of recognition and its paper. Raises as ``record_step``."""
    record_paper(actor=actor, on=on, case=case, kind=PaperKind.RECOGNITION_DECISION, dated=acted_on, number=number)
    return record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.RECOGNITION_DECIDED,
        acted_on=acted_on,
        number=number,
        issued_by=issued_by,
        signed_by=signed_by,
        from_old_file=from_old_file,
    )
