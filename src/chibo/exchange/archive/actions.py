"""Asking for the archive of an organisation, and putting down that it was made."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit, backup, jobs
from chibo.base.access import Permission
from chibo.base.keystore import SHORTEST_PASS_PHRASE
from chibo.base.refusal import Fault, FaultyError
from chibo.base.vietnamese import phrase_form
from chibo.exchange.archive.queries import NEEDED, must_export

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Job
    from chibo.register.models import Organisation

KIND = "archive"
_UNTOLD = ("locked", "recipient")


@transaction.atomic
def ask_for_archive(
    *, actor: Actor, on: date, organisation: Organisation, is_open: bool, purpose: str, pass_phrase: str = ""
) -> Job:
    """Ask for everything of an organisation and below; ``is_open`` takes closed fields and scans along.

    The pass phrase is written nowhere: it seals the identity that opens the archive. Raises ``NotAllowedError``;
    ``FaultyError`` without a purpose, for a short pass phrase, or while too much waits already.
    """
    must_export(actor, organisation, is_open=is_open)
    faults = list(_faults(purpose.strip(), pass_phrase))
    if faults:
        raise FaultyError(faults)
    given: dict[str, object] = {"is_open": is_open, "purpose": purpose.strip(), "is_locked": bool(pass_phrase)}
    if pass_phrase:
        locked, recipient = backup.locked_identity(pass_phrase)
        given |= {"locked": base64.b64encode(locked).decode(), "recipient": recipient}
    return jobs.ask(
        actor=actor,
        on=on,
        kind=KIND,
        title=f"Gói dữ liệu của {organisation.name}"[:200],
        organisation_uid=organisation.uid,
        scope_key=organisation.scope_key,
        given=given,
        by=[*NEEDED, *([Permission.VIEW_SENSITIVE] if is_open else [])],
        reason=purpose.strip(),
        untold=_UNTOLD,
    )


def _faults(purpose: str, pass_phrase: str) -> Iterator[Fault]:
    if not purpose:
        what = "Chưa ghi xuất để làm gì."
        yield Fault(what=what, next="Ghi ngắn gọn, ví dụ: bàn giao cho đảng ủy mới.", field="purpose")
    if pass_phrase and len(phrase_form(pass_phrase)) < SHORTEST_PASS_PHRASE:
        what = f"Cụm mật khẩu phải có ít nhất {SHORTEST_PASS_PHRASE} ký tự."
        yield Fault(what=what, next="Ghép vài từ dễ nhớ, hoặc để trống nếu không khóa gói.", field="pass_phrase")


@transaction.atomic
def note_archive(
    *, actor: Actor, on: date, organisation: Organisation, purpose: str, held: Mapping[str, object], people: list[str]
) -> None:
    """Put down that an archive was made, what it holds and whose data; each person finds it among who saw them."""
    audit.record(
        actor=actor,
        on=on,
        action="exchange.make_archive",
        subject=organisation,
        chain=str(organisation.uid),
        changes=held,
        reason=purpose,
        people=people,
    )
