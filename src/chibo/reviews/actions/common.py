"""What every verb of the room asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


def allow(actor: Actor, organisation: Organisation, what: str) -> None:
    """Refuse whoever may not write for this organisation; ``what`` completes "chưa được giao quyền"."""
    if not actor.may(Permission.EDIT_REGISTER, organisation.scope_key):
        raise NotAllowedError(what)


def refuse(faults: Iterable[Fault]) -> None:
    """Refuse with all faults at once; no fault, no refusal."""
    found = list(faults)
    if found:
        raise FaultyError(found)


def say(day: date) -> str:
    """Write a day as the screens do: 5-2-2018."""
    return f"{day.day}-{day.month}-{day.year}"
