"""What every verb of this room asks first: may this actor do this to this case, and is the day one that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import Mentorship


def must_hold(actor: Actor, permission: Permission, scope_key: str, what: str) -> None:
    """Raise ``NotAllowedError`` unless the actor holds the permission here; ``what`` names the act in Vietnamese."""
    if not actor.may(permission, scope_key):
        raise NotAllowedError(what)


def must_write_for(actor: Actor, mentorship: Mentorship, what: str) -> None:
    """Raise ``NotAllowedError`` unless the actor is this helper, or keeps the cases of the cell."""
    scope_key = mentorship.case.scope_key
    is_mentor = bool(actor.person_uid) and actor.person_uid == str(mentorship.mentor.uid)
    if is_mentor and actor.may(Permission.WRITE_NOTES, scope_key):
        return
    must_hold(actor, Permission.RECORD_STEPS, scope_key, what)


def faults_of_day(acted_on: date, on: date, *, field: str, what: str = "Ngày") -> list[Fault]:
    """Say what is wrong with the day of an act that is told as done: it cannot lie in the future."""
    if acted_on <= on:
        return []
    return [
        Fault(
            what=f"{what} {say_date(acted_on)} chưa đến.",
            why=f"Hôm nay là {say_date(on)}; chỉ ghi việc đã diễn ra.",
            next="Sửa lại ngày, hoặc ghi sau khi việc đã diễn ra.",
            field=field,
        )
    ]


def raise_if_any(faults: list[Fault]) -> None:
    """Raise ``FaultyError`` with all faults at once, if there are any."""
    if faults:
        raise FaultyError(faults)
