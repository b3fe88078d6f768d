"""Writing down who looked at a dossier: the one write that opening a page may cause (decisions 22 and 39)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.models import AuditEntry
from chibo.base.privacy import SEEN, block_of
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development.actions.guards import must_hold
from chibo.development.queries.history import viewers
from chibo.law.vocabulary import DossierKind
from chibo.register.queries import restriction_of, restriction_reading

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.register.models import Restriction


def note_viewing(
    *, actor: Actor, on: date, case: DevelopmentCase, dossier: DossierKind | str
) -> tuple[AuditEntry, ...]:
    """Write that the actor looked at a dossier, once a day; returns who looked lately, the latest first.

    Raises ``NotAllowedError``.
    """
    must_hold(actor, Permission.VIEW_CASES, case.scope_key, "xem hồ sơ phát triển đảng viên")
    action = f"development.view_{DossierKind(dossier)}"
    seen = viewers(case)
    if any((line.actor_uid, line.on, line.action) == (actor.uid, on, action) for line in seen):
        return tuple(seen)
    with transaction.atomic():
        line = audit.record(actor=actor, on=on, action=action, subject=case, chain=str(case.organisation.uid))
    return (line, *seen)


def open_notes(*, actor: Actor, on: date, case: DevelopmentCase, are_told: bool) -> bool:
    """Whether the actor may read the free words of the monthly notes; reading them is written once a day.

    ``are_told``: whether there are any. They are a closed block: who sees the road only, sees that notes exist.
    """
    return _opened(actor, on, case, "notes", are_told=are_told)


def open_remarks(*, actor: Actor, on: date, case: DevelopmentCase, are_told: bool) -> bool:
    """Whether the actor may read what helpers remarked on tasks; reading it is written once a day.

    ``are_told``: whether there is any. A closed block too: who sees the road only, sees the tasks and their results.
    """
    return _opened(actor, on, case, "task_remarks", are_told=are_told)


def _opened(actor: Actor, on: date, case: DevelopmentCase, block: str, *, are_told: bool) -> bool:
    if not actor.may(Permission.VIEW_SENSITIVE, case.scope_key):
        return False
    if are_told:
        _note_reading(actor, on, case, block)
    return True


def open_own_notes(*, actor: Actor, on: date, case: DevelopmentCase, are_told: bool) -> None:
    """Write once a day that the person of a case reads what helpers wrote (product 2.16); raises ``NotAllowedError``.

    The actor is the person: by the own account, or let in by a code for the own steps.
    """
    if actor.person_uid != str(case.person.uid):
        raise NotAllowedError("xem ghi chú về người khác")
    if are_told:
        _note_reading(actor, on, case, "notes")


def _note_reading(actor: Actor, on: date, case: DevelopmentCase, block: str) -> None:
    seen = {"actor_uid": actor.uid, "on": on, "action": SEEN, "subject_uid": str(case.uid), "chain": _chain(case)}
    if not AuditEntry.objects.filter(**seen, changes__block=block).exists():
        with transaction.atomic():
            audit.record(
                actor=actor,
                on=on,
                action=SEEN,
                subject=case,
                chain=_chain(case),
                changes={"block": block, "role": actor.role},
                reason=block_of(block).purpose,
            )


def _chain(case: DevelopmentCase) -> str:
    return str(case.organisation.uid)


def note_export(*, actor: Actor, on: date, case: DevelopmentCase) -> AuditEntry:
    """Write that a dossier left the house as a file (decision 22). Raises ``NotAllowedError``."""
    must_hold(actor, Permission.VIEW_SENSITIVE, case.scope_key, "xuất hồ sơ ra tệp")
    held = restriction_of(case.person, on)
    if held is not None and restriction_reading(case.organisation) == "refuse":
        raise FaultyError([_restricted(held)])
    with transaction.atomic():
        return audit.record(
            actor=actor, on=on, action="development.export_dossier", subject=case, chain=str(case.organisation.uid)
        )


def _restricted(held: Restriction) -> Fault:
    return Fault(
        what="Không xuất hồ sơ này ra tệp: dữ liệu đang bị hạn chế xử lý.",
        why=f"Từ ngày {say_date(held.starts_on)}: {held.reason}.",
        next="Giấy tờ mà quy định đòi hỏi vẫn soạn được. Thôi hạn chế ở trang Dữ liệu của người này.",
    )
