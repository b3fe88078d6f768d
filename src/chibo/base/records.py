"""Acts about all records at once: sealing after an upgrade, accepting what was changed past the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import connection, transaction

from chibo.base import audit
from chibo.base.models import RowSeal
from chibo.base.refusal import Fault, FaultyError
from chibo.base.seals import checking, renewing

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Travelling

_MOST_NAMED = 200


class _All:
    """The records as a whole, as the subject of a line of the log."""

    _meta = RowSeal._meta  # noqa: SLF001 — Django's documented name of a model
    uid = "records"


_ALL = cast("Travelling", _All())


@transaction.atomic
def sealed_anew(*, actor: Actor, on: date, count: int) -> None:
    """Put down that an upgrade had so many records sealed as it left them."""
    audit.record(actor=actor, on=on, action="base.seal_records", subject=_ALL, changes={"records": [None, count]})


@transaction.atomic
def accept_odd(*, actor: Actor, on: date, reason: str) -> int:
    """Take every record as it is now, for a reason that the log keeps; give how many were odd.

    Only the command calls it: who can run it holds the key. Raises ``FaultyError`` without a reason.
    """
    if not reason.strip():
        raise FaultyError([Fault(what="Chưa ghi lý do.", next="Ghi ai đã đối chiếu và với giấy nào.", field="reason")])
    odd = checking.compare(connection).odd
    renewing.accept(connection, odd)
    renewing.balance(connection)
    named = [f"{one.kind} {one.row} {one.what}" for one in odd[:_MOST_NAMED]]
    said = {"records": [len(odd), 0], "named": [named, []]}
    audit.record(actor=actor, on=on, action="base.accept_records", subject=_ALL, changes=said, reason=reason.strip())
    return len(odd)
