"""What the verbs of the room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allauth.usersessions.models import UserSession

from chibo.accounts import queries
from chibo.base import words
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.register.queries import reaches_whole

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User
    from chibo.base.access import Actor
    from chibo.register.models import Organisation

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


def must_reach_whole(actor: Actor, permission: Permission, organisation: Organisation, what: str) -> None:
    """Raise ``NotAllowedError`` unless a right reaches an organisation and the units below, which its rules bind."""
    if not reaches_whole(actor, permission, organisation):
        is_here = actor.may(permission, organisation.scope_key)
        raise NotAllowedError(f"{what} ở cả cấp dưới" if is_here else what)


def must_set_rules(actor: Actor, organisation: Organisation) -> None:
    """Raise ``NotAllowedError`` for who may not say how the accounts of an organisation and below sign in."""
    must_reach_whole(actor, MANAGE, organisation, words.PERMISSIONS[MANAGE])


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
