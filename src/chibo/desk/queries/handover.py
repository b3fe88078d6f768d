"""What is open in somebody's hand when a role is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.desk.queries.worklist import worklist

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import Grant
    from chibo.base.access import Actor
    from chibo.desk.queries.worklist import Worklist


def open_in_hand(actor: Actor, grant: Grant, on: date) -> Worklist | None:
    """What the holder of a role has to do, as the worklist tells it; nothing to who may not see it.

    Administrators hand roles over too, but read nobody's file: they are told to look at it with the two people.
    """
    if not actor.may(Permission.VIEW_CASES, grant.organisation.scope_key):
        return None
    whole = worklist(actor, grant.organisation, on)
    return whole.of(str(grant.user.person.uid)) if grant.user.person else whole
