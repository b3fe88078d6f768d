"""Who may take everything out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotAllowedError
from chibo.exchange.archive.shape import PARTS
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from chibo.base.access import Actor

NEEDED: Final = (Permission.CHANGE_SETTINGS, Permission.VIEW_PEOPLE)


def may_export(actor: Actor, organisation: Organisation) -> bool:
    """Whether somebody may take everything out: who answers for the organisation and may see its people."""
    return all(actor.may(needed, organisation.scope_key) for needed in NEEDED)


def may_open(actor: Actor, organisation: Organisation) -> bool:
    """Whether somebody sees the closed fields of every unit of which the archive would have rows. One query.

    Rights of several roles may reach differently: one sees the people of the units below, another closed fields here.
    """
    if not actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        return False
    path, key = "scope_key", organisation.scope_key
    seen = Q(pk__in=[])
    for permission in {part.seen_by for part in PARTS}:
        seen |= within(actor, permission, field=path)
    units = Organisation.objects.filter(seen, scope_key__gte=key, scope_key__lt=f"{key}~")
    return not units.exclude(within(actor, Permission.VIEW_SENSITIVE, field=path)).exists()


def must_export(actor: Actor, organisation: Organisation, *, is_open: bool = False) -> None:
    """Raise ``NotAllowedError`` unless the actor may take out everything here, closed fields too where ``is_open``."""
    if not may_export(actor, organisation):
        what = "xuất toàn bộ dữ liệu của tổ chức"
        raise NotAllowedError(what)
    if is_open and not may_open(actor, organisation):
        what = "xem phần thông tin riêng của mọi đơn vị trong gói"
        raise NotAllowedError(what)
