"""Fetching from an address: what does not lie in the actor's reach does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.meetings.models import AgendaItem, Meeting, Resolution

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_VIEW = Permission.VIEW_MEETINGS


def meeting_for(actor: Actor, uid: UUID | str) -> Meeting:
    """The meeting of an address, with its organisation and its two people; ``NotYoursError`` otherwise."""
    found = (
        Meeting.objects.filter(within(actor, _VIEW, field="organisation__scope_key"), uid=uid)
        .select_related("organisation", "chair", "minute_taker")
        .first()
    )
    if found is None:
        raise NotYoursError
    return found


def item_for(actor: Actor, uid: UUID | str) -> AgendaItem:
    """The agenda item of an address, with its meeting; ``NotYoursError`` otherwise."""
    try:
        wanted = uid if isinstance(uid, UUID) else UUID(uid)
    except ValueError as error:
        raise NotYoursError(str(uid)) from error
    found = (
        AgendaItem.objects.filter(within(actor, _VIEW, field="meeting__organisation__scope_key"), uid=wanted)
        .select_related("meeting__organisation", "subject")
        .first()
    )
    if found is None:
        raise NotYoursError
    return found


def resolution_for(actor: Actor, uid: UUID | str) -> Resolution:
    """The resolution of an address, with its meeting, item and vote; ``NotYoursError`` otherwise."""
    found = (
        Resolution.objects.filter(within(actor, _VIEW, field="organisation__scope_key"), uid=uid)
        .select_related("organisation", "meeting", "item__subject", "vote")
        .first()
    )
    if found is None:
        raise NotYoursError
    return found


def meetings(actor: Actor, organisation: Organisation) -> QuerySet[Meeting]:
    """Every meeting of an organisation that the actor may see, latest first."""
    return (
        Meeting.objects.filter(within(actor, _VIEW, field="organisation__scope_key"), organisation=organisation)
        .select_related("chair", "minute_taker")
        .order_by("-on", "-id")
    )
