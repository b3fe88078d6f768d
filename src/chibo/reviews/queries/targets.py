"""Reading what was promised: by a term, for a unit, for the units below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from chibo.base.access import Permission, within
from chibo.base.once import once
from chibo.base.refusal import NotYoursError
from chibo.register.facts import covering
from chibo.register.models import Organisation
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Term

_ORDER = {metric: place for place, metric in enumerate(Target.Metric.values)}


def targets(term: Term) -> tuple[Target, ...]:
    """Return what an organisation promised of itself for the whole term, in the order in which it is read out."""
    found = Target.objects.filter(term=term, unit=term.organisation_id, year=None, withdrawn_on=None)
    return _in_order(found.select_related("term"))


def targets_of(unit: Organisation, on: date) -> tuple[Target, ...]:
    """Return every target of a unit in the terms of a day, its own first, then what a level above set.

    Two queries, once in a request that reads: a report and the progress in it ask for the same.
    """
    return once(("targets_of", unit.pk, on), lambda: _in_order(_standing(on).filter(unit=unit)))


def targets_below(organisation: Organisation, on: date, units: Iterable[Organisation]) -> tuple[Target, ...]:
    """Return what an organisation set for some of the units below it in its term of a day. Two queries."""
    return _in_order(_standing(on).filter(term__organisation=organisation, unit__in=list(units)))


def units_with_targets(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """Return the units below for which an organisation set targets in its term of a day, in the order of the tree."""
    given = _standing(on).filter(term__organisation=organisation).exclude(unit=organisation)
    return (
        Organisation.objects.filter(pk__in=given.order_by().values("unit")).select_related("kind").order_by("scope_key")
    )


def target_for(actor: Actor, uid: UUID | str, permission: Permission = Permission.VIEW_REPORTS) -> Target:
    """Return the target of an address: the actor holds the permission over its unit, or over who set it.

    Raises :class:`NotYoursError`.
    """
    reach = within(actor, permission, field="unit__scope_key")
    if permission is not Permission.VIEW_REPORTS:
        reach = within(actor, permission, field="term__organisation__scope_key")
    rows = Target.objects.filter(reach).select_related("term__organisation", "unit__kind")
    found = rows.prefetch_related("amendments").filter(uid=uid).first()
    if found is None:
        raise NotYoursError
    return found


def _standing(on: date) -> QuerySet[Target]:
    """What stood on a day: resolved by then, not yet withdrawn, of a term that covers it."""
    known = Q(resolved_on=None) | Q(resolved_on__lte=on)
    kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    rows = Target.objects.filter(known & kept, covering(on, "term__"))
    return rows.select_related("term__organisation", "unit__kind").prefetch_related("amendments")


def _in_order(rows: QuerySet[Target]) -> tuple[Target, ...]:
    found = rows.order_by(F("year").asc(nulls_first=True), "pk")
    return tuple(sorted(found, key=lambda one: (not one.is_own, one.year or 0, _ORDER[one.metric], one.unit_id)))
