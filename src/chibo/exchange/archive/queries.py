"""Who may take everything out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Organisation

NEEDED: Final = (Permission.CHANGE_SETTINGS, Permission.VIEW_PEOPLE)


def may_export(actor: Actor, organisation: Organisation) -> bool:
    """Whether somebody may take everything out: who answers for the organisation and may see its people."""
    return all(actor.may(needed, organisation.scope_key) for needed in NEEDED)
