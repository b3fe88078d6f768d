"""What the verbs of the room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allauth.usersessions.models import UserSession

from chibo.accounts import queries
from chibo.base import words
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User
    from chibo.base.access import Actor

MANAGE: Final = Permission.MANAGE_ACCOUNTS


def allow(actor: Actor) -> None:
    """Raise ``NotAllowedError`` for somebody who manages no accounts."""
    if not actor.holds(MANAGE):
        raise NotAllowedError(words.PERMISSIONS[MANAGE])


def must_look_after(actor: Actor, user: User, on: date) -> None:
    """Raise ``NotAllowedError`` unless the actor manages every organisation in which the account holds a role.

    Who may set a pass phrase may enter as that person: a manager of one cell must not enter as somebody who holds a
    role elsewhere too, nor as a member who has gone elsewhere.
    """
    allow(actor)
    if not queries.looks_after(actor, user, on):
        raise NotAllowedError("quản lý tài khoản của người giữ vai trò hoặc sinh hoạt ở đơn vị khác")


def settle(faults: list[Fault]) -> None:
    """Raise all faults at once, if there are any."""
    if faults:
        raise FaultyError(faults)


def end_sessions(user: User) -> int:
    """Sign an account out wherever it is; return from how many places."""
    UserSession.objects.purge_and_list(user)
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
