"""What came back: the superior's return slip with its reasons, and each reason marked when it is repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.development.actions.guards import faults_of_day, must_hold, raise_if_any
from chibo.development.check_words import OTHER_REASON, REASONS
from chibo.development.models import ReturnReason, ReturnSlip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase


@transaction.atomic
def record_return(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    returned_on: date,
    returned_by: str,
    codes: Sequence[str],
    note: str = "",
) -> ReturnSlip:
    """Record that the superior sent the dossier back, with reasons from the checker's list.

    ``codes`` are codes of the list, or ``other``, which needs the free text ``note``. Raises ``NotAllowedError`` and
    ``FaultyError`` with every fault.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "ghi nhận hồ sơ bị trả lại")
    chosen, said = list(dict.fromkeys(codes)), note.strip()
    faults = faults_of_day(returned_on, on, field="returned_on", what="Ngày trả lại")
    if not returned_by.strip():
        faults.append(Fault(what="Chưa ghi nơi trả lại.", field="returned_by"))
    if said and OTHER_REASON not in chosen and not chosen:
        chosen.append(OTHER_REASON)
    if not chosen:
        faults.append(Fault(what="Chưa chọn lý do nào.", next="Chọn ít nhất một lý do ghi trên phiếu.", field="codes"))
    if OTHER_REASON in chosen and not said:
        faults.append(Fault(what="Chưa ghi lý do khác là gì.", field="note"))
    faults += [Fault(what=f"Không có lý do “{code}”.", field="codes") for code in chosen if code not in REASONS]
    raise_if_any(faults)
    slip = ReturnSlip.objects.create(case=case, returned_on=returned_on, returned_by=returned_by.strip())
    holder = OTHER_REASON if OTHER_REASON in chosen else chosen[0]
    for code in chosen:
        ReturnReason.objects.create(slip=slip, code=code, note=said if code == holder else "")
    audit.record(
        actor=actor,
        on=on,
        action="development.record_return",
        subject=slip,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "returned_on": [None, returned_on], "codes": chosen},
    )
    return slip


@transaction.atomic
def resolve_return_reason(*, actor: Actor, on: date, reason: ReturnReason) -> ReturnReason:
    """Mark one reason of a return as repaired. Raises ``NotAllowedError``, and ``FaultyError`` when it was before."""
    case = reason.slip.case
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "ghi đã sửa hồ sơ bị trả lại")
    if reason.resolved_on is not None:
        raise_if_any([Fault(what=f"Lý do này đã ghi sửa xong ngày {say_date(reason.resolved_on)}.")])
    reason.resolved_on, reason.resolved_by = on, actor.name
    reason.save(update_fields=["resolved_on", "resolved_by"])
    audit.record(
        actor=actor,
        on=on,
        action="development.resolve_return_reason",
        subject=reason,
        chain=str(case.organisation.uid),
        changes={"slip": str(reason.slip.uid), "code": reason.code, "resolved_on": [None, on]},
    )
    return reason
