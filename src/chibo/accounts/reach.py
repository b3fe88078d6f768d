"""How far a right must reach for a rule: what is set for an organisation binds the units below it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base import words
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.register.queries import reaches_whole

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Organisation


def must_reach_whole(actor: Actor, permission: Permission, organisation: Organisation, what: str) -> None:
    """Raise ``NotAllowedError`` unless a right reaches an organisation and the units below, which its rules bind."""
    if not reaches_whole(actor, permission, organisation):
        is_here = actor.may(permission, organisation.scope_key)
        raise NotAllowedError(f"{what} ở cả cấp dưới" if is_here else what)


def must_set_rules(actor: Actor, organisation: Organisation) -> None:
    """Raise ``NotAllowedError`` for who may not say how the accounts of an organisation and below sign in."""
    managing = Permission.MANAGE_ACCOUNTS
    must_reach_whole(actor, managing, organisation, words.PERMISSIONS[managing])
