"""Opening a case with the day somebody enters the source, and closing it for one of a short list of neutral reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.actions.step import record_step
from chibo.development.models import DevelopmentCase
from chibo.development.words import CLOSE_REASONS
from chibo.law.vocabulary import Stage, StepKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import Step
    from chibo.meetings.models import Resolution
    from chibo.register.models import Organisation, Person


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    source_on: date,
    resolution: Resolution | None = None,
    from_old_file: bool = False,
    special_track: bool = False,
    reason: str = "",
) -> DevelopmentCase:
    """Bring a person into the source: a case with its first step. ``special_track`` only flags "ask the superior".

    Raises ``NotAllowedError``, ``FaultyError`` (a case is already open; the day lies ahead) and ``RefusedError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "đưa người vào nguồn")
    raise_if_any(faults_of_opening(person, organisation))
    try:
        with transaction.atomic():
            case = DevelopmentCase.objects.create(
                person=person,
                organisation=organisation,
                scope_key=organisation.scope_key,
                stage=Stage.NONE,
                opened_on=source_on,
                special_track=special_track,
            )
    except IntegrityError as error:
        raise FaultyError([_already_open(person, None)]) from error
    record_step(
        actor=actor,
        on=on,
        case=case,
        step=StepKind.SOURCE_ADDED,
        acted_on=source_on,
        resolution=resolution,
        from_old_file=from_old_file,
        reason=reason,
    )
    case.refresh_from_db()
    return case


def faults_of_opening(person: Person, organisation: Organisation) -> list[Fault]:
    """Say what speaks against opening a case: one is open already, or the person belongs elsewhere."""
    open_case_row = DevelopmentCase.objects.filter(person=person, closed_on__isnull=True).first()
    faults = [] if open_case_row is None else [_already_open(person, open_case_row.opened_on)]
    if person.organisation_id is not None and person.organisation_id != organisation.pk:
        what = f"{person} không thuộc {organisation}."
        faults.append(Fault(what=what, next="Làm thủ tục chuyển đến trước.", field="person"))
    return faults


def _already_open(person: Person, since: date | None) -> Fault:
    when = f" từ {say_date(since)}" if since is not None else ""
    return Fault(
        what=f"{person} đã có hồ sơ theo dõi{when}.", next="Mở hồ sơ đó để ghi bước tiếp theo.", field="person"
    )


@transaction.atomic
def close_case(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    acted_on: date,
    reason: str,
    resolution: Resolution | None = None,
    number: str = "",
    issued_by: str = "",
    signed_by: str = "",
    from_old_file: bool = False,
) -> Step:
    """Close a case; ``reason`` is a key of ``words.CLOSE_REASONS``, so that nothing private is ever typed.

    Removal of a probationary member also closes the membership; number, issuer and signer are those of its decision,
    which no other reason has. Raises ``NotAllowedError``, ``FaultyError`` and
    ``RefusedError``. Returns the exit step.
    """
    if reason not in CLOSE_REASONS:
        raise FaultyError([Fault(what="Chưa chọn lý do.", next="Chọn một lý do trong danh sách.", field="reason")])
    said, kind = CLOSE_REASONS[reason]
    if kind is not StepKind.REMOVED and (number.strip() or issued_by.strip() or signed_by.strip()):
        what = "Số, nơi ban hành, người ký là của quyết định xóa tên, mà lý do đã chọn không phải xóa tên."
        raise FaultyError([Fault(what=what, next="Chọn lại lý do, hoặc xóa các ô ấy.", field="number")])
    return record_step(
        actor=actor,
        on=on,
        case=case,
        step=kind,
        acted_on=acted_on,
        resolution=resolution,
        number=number,
        issued_by=issued_by,
        signed_by=signed_by,
        from_old_file=from_old_file,
        reason=said,
    )
