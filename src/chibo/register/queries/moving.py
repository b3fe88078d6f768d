"""Who is on the way from one cell of the register to another, and between which cells somebody can move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.register.facts import covering
from chibo.register.models import Membership, Organisation, Transfer
from chibo.register.queries.guarded import person_for, person_to_edit

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Person


def announced() -> QuerySet[Transfer]:
    """Everybody sent off to a cell that is kept here who is a member nowhere since, the first to leave first."""
    since = Q(ends_on=None) | Q(starts_on__gte=OuterRef("starts_on"))
    rows = Transfer.objects.filter(
        ~Exists(Membership.objects.filter(since, person=OuterRef("person"))),
        sort=Transfer.Sort.PERMANENT,
        direction=Transfer.Direction.OUT,
        other_organisation__isnull=False,
        person__organisation__isnull=False,
    )
    return rows.select_related("person", "organisation", "other_organisation").order_by("starts_on", "pk")


def announced_to(organisation: Organisation) -> QuerySet[Transfer]:
    """Who is on the way to a cell, for rooms above that judged the right."""
    return announced().filter(other_organisation=organisation)


def sent_for_a_time(organisation: Organisation) -> QuerySet[Transfer]:
    """The times for which members were sent to a cell by another one that is kept here."""
    away = Transfer.objects.filter(sort=Transfer.Sort.TEMPORARY, direction=Transfer.Direction.OUT)
    return away.filter(other_organisation=organisation)


def announced_in(actor: Actor) -> QuerySet[Transfer]:
    """Who is on the way to any cell whose register the actor keeps."""
    return announced().filter(within(actor, Permission.EDIT_REGISTER, field="other_organisation__scope_key"))


def announced_for(actor: Actor, uid: UUID) -> Transfer:
    """The announcement of an address; ``NotYoursError`` when it goes to no cell of the actor's or is over."""
    found = announced_in(actor).filter(uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def person_arriving_for(actor: Actor, uid: UUID) -> Person:
    """The person of an address who may be entered as coming: sent to a cell of the actor's, or out of one of them.

    Raises what :func:`person_to_edit` raises.
    """
    one = person_for(actor, uid)
    kept = within(actor, Permission.EDIT_REGISTER, field="other_organisation__scope_key")
    sent = Q(pk__in=announced().order_by().values("pk"))
    sent |= Q(sort=Transfer.Sort.TEMPORARY, direction=Transfer.Direction.OUT)
    return one if Transfer.objects.filter(kept, sent, person=one).exists() else person_to_edit(actor, uid)


def guests_on(day: date) -> QuerySet[Transfer]:
    """The times for which members of other organisations are in a cell on a day."""
    here = Transfer.objects.filter(covering(day), sort=Transfer.Sort.TEMPORARY)
    return here.filter(direction=Transfer.Direction.INTO)


def receivers_for(person: Person, on: date) -> list[Organisation]:
    """Every organisation that stands on a day but the one somebody is a member of: names alone, of nobody's people."""
    own = person.memberships.filter(ends_on=None).values("organisation")
    return list(_standing(on).exclude(pk__in=own))


def receivers_kept(actor: Actor, on: date) -> list[Organisation]:
    """The organisations that stand on a day and whose register the actor keeps, top first."""
    return list(_standing(on).filter(within(actor, Permission.EDIT_REGISTER)))


def _standing(on: date) -> QuerySet[Organisation]:
    return Organisation.objects.filter(covering(on)).select_related("kind", "parent").order_by("scope_key")
