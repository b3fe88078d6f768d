"""Acts on the tree with what belongs to them in other rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import jobs
from chibo.base.access import Permission
from chibo.development.actions import refresh_due
from chibo.development.queries import cases_for
from chibo.register import actions as register
from chibo.register import scope_keys
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.tree.values import NewOrganisation, Portion
    from chibo.register.actions import Decision
    from chibo.register.models import OrganisationChange

FOLLOWING: Final = "follow_keys"


@transaction.atomic
def found(
    *, actor: Actor, on: date, parent: Organisation, new: NewOrganisation, day: date, decision: Decision
) -> Organisation:
    """Found an organisation under another by a decision. Raises as the register does."""
    return register.found_organisation(
        actor=actor, on=on, name=new.name, kind=new.kind, parent=parent, starts_on=day, decision=decision
    )


@transaction.atomic
def move(
    *, actor: Actor, on: date, organisation: Organisation, parent: Organisation, day: date, decision: Decision
) -> OrganisationChange:
    """Put an organisation under another parent; keys of many follow as a job. Raises as the register does."""
    change = register.move_organisation(
        actor=actor, on=on, organisation=organisation, parent=parent, day=day, decision=decision
    )
    _follow(actor, on, organisation)
    return change


@transaction.atomic
def merge(
    *,
    actor: Actor,
    on: date,
    units: Sequence[Organisation],
    into: Organisation | NewOrganisation,
    day: date,
    decision: Decision,
) -> OrganisationChange:
    """Merge organisations into one that stands, or into a new one beside them. Raises as the register does."""
    receiver = _standing(actor, on, units[0] if units else None, into, day, decision)
    change = register.merge_organisations(actor=actor, on=on, units=units, into=receiver, day=day, decision=decision)
    _bring_dates(actor, on, receiver)
    _follow(actor, on, receiver)
    return change


@transaction.atomic
def split(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    shares: Mapping[Organisation | NewOrganisation, Portion],
    day: date,
    decision: Decision,
    goes_on: bool,
) -> OrganisationChange:
    """Divide an organisation among standing and new ones; keys of many follow as jobs. Raises as the register does."""
    given = [
        register.Share(
            into=_standing(actor, on, organisation, into, day, decision), people=portion.people, units=portion.units
        )
        for into, portion in shares.items()
    ]
    change = register.split_organisation(
        actor=actor, on=on, organisation=organisation, shares=given, day=day, decision=decision, goes_on=goes_on
    )
    for share in given:
        _bring_dates(actor, on, share.into)
        _follow(actor, on, share.into)
    return change


def _standing(
    actor: Actor,
    on: date,
    beside: Organisation | None,
    into: Organisation | NewOrganisation,
    day: date,
    decision: Decision,
) -> Organisation:
    if isinstance(into, Organisation):
        return into
    parent = beside.parent if beside is not None else None
    return register.found_organisation(
        actor=actor,
        on=on,
        name=into.name,
        kind=into.kind,
        parent=parent,
        starts_on=day,
        workplace="",
        superior_name=beside.superior_name if beside is not None else "",
        place=beside.place if beside is not None else "",
        decision=decision,
    )


def _bring_dates(actor: Actor, on: date, receiver: Organisation) -> None:
    """Compute the stored days of the roads anew by the rules of their new organisation; else the daily command does."""
    if actor.may(Permission.RECORD_STEPS, receiver.scope_key):
        mine = cases_for(actor, Permission.RECORD_STEPS).filter(organisation=receiver, closed_on=None)
        refresh_due(actor=actor, on=on, cases=list(mine))


def _follow(actor: Actor, on: date, organisation: Organisation) -> None:
    """Have the remaining copies of keys of a branch brought along as a job, where there are any."""
    organisation.refresh_from_db()
    if scope_keys.count_stale(organisation.scope_key):
        jobs.ask(
            actor=actor,
            on=on,
            kind=FOLLOWING,
            title=f"Đưa người và hồ sơ theo vị trí mới: {organisation.name}"[:200],
            organisation_uid=organisation.uid,
            scope_key=organisation.scope_key,
            given={},
            by=[],  # it only brings along what the decision has moved
        )
