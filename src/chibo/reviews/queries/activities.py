"""Awareness work for those who are no members: what was held, and in figures. Names stay in the cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.development.models import DevelopmentCase
from chibo.register.models import Person
from chibo.register.queries import members_on, staff_on
from chibo.register.tree import below_then
from chibo.reviews.models import AwarenessActivity, AwarenessGuest

if TYPE_CHECKING:
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_SHOWN = 100  # activities of one year on its page


def sees_names(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor works in this very organisation: above it there are only counts."""
    return any(
        scope.permission is Permission.VIEW_PEOPLE and scope.scope_key == organisation.scope_key
        for scope in actor.scopes
    )


def activity_for(actor: Actor, uid: UUID | str) -> AwarenessActivity:
    """Return an activity of the actor's own organisation; raises :class:`NotYoursError`, also for those above."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    found = AwarenessActivity.objects.select_related("organisation__kind").filter(reach, uid=uid).first()
    if found is None or not sees_names(actor, found.organisation):
        raise NotYoursError(str(uid))
    return found


def may_come(organisation: Organisation, on: date) -> list[Person]:
    """Those on record for whom awareness work is held on a day: staff and people on the road who are no members."""
    followed = DevelopmentCase.objects.filter(organisation=organisation, opened_on__lte=on)
    wanted = Q(pk__in=staff_on(organisation, on).order_by().values("pk")) | Q(pk__in=followed.values("person_id"))
    members = members_on(organisation, on).order_by().values("pk")
    return list(Person.objects.filter(wanted).exclude(pk__in=members).order_by("sort_key", "pk"))


def guests_of(activity: AwarenessActivity) -> tuple[AwarenessGuest, ...]:
    """Who of those on record came, by name, each with the road said to come from it. One query."""
    return tuple(activity.guests.select_related("person", "case").order_by("person__sort_key", "person_id"))


def possible_sources(activity: AwarenessActivity) -> tuple[Person, ...]:
    """Those who came and were brought into the source on that day or later. One query."""
    later = DevelopmentCase.objects.filter(organisation=activity.organisation_id, opened_on__gte=activity.on)
    came = Person.objects.filter(awareness_activities__activity=activity, cases__in=later).distinct()
    return tuple(came.order_by("sort_key", "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AwarenessFigures:
    """Awareness work of a time, counts only: activities, those on record who came, others, sources born of it."""

    activities: int
    on_record: int
    others: int
    sources: int

    @property
    def attendance(self) -> int:
        """How many came, a person counted at every activity."""
        return self.on_record + self.others


def awareness_figures(
    organisation: Organisation, starts_on: date, until: date, *, and_below: bool = False
) -> AwarenessFigures:
    """Count the activities of a half-open time, ``until`` the first day not covered. Two queries.

    What is below is told by the tree of the last day.
    """
    where = below_then(organisation, until - timedelta(days=1)) if and_below else Q(organisation=organisation)
    held = AwarenessActivity.objects.filter(where, on__gte=starts_on, on__lt=until)
    each = held.annotate(came=Count("guests"), born=Count("guests", filter=Q(guests__case__isnull=False)))
    found = each.aggregate(
        activities=Count("pk"),
        on_record=Coalesce(Sum("came"), 0),
        others=Coalesce(Sum("others"), 0),
        sources=Coalesce(Sum("born"), 0),
    )
    return AwarenessFigures(**found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One activity with its counts."""

    activity: AwarenessActivity
    on_record: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityYear:
    """The activities of one year, the latest first, and the year in figures."""

    year: int
    rows: tuple[ActivityRow, ...]
    figures: AwarenessFigures
    sees_names: bool


def activity_year(actor: Actor, organisation: Organisation, year: int) -> ActivityYear:
    """Gather the awareness work of a year. Two queries."""
    held = AwarenessActivity.objects.filter(organisation=organisation, on__year=year).annotate(
        on_record=Count("guests"), sources=Count("guests", filter=Q(guests__case__isnull=False))
    )
    rows = held.order_by("-on", "-pk")[:_SHOWN]
    return ActivityYear(
        year=year,
        rows=tuple(ActivityRow(activity=row, on_record=row.on_record, sources=row.sources) for row in rows),
        figures=awareness_figures(organisation, date(year, 1, 1), date(year + 1, 1, 1)),
        sees_names=sees_names(actor, organisation),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAwareness:
    """One organisation's awareness work of a year, as those above see it: counts only."""

    organisation: str
    figures: AwarenessFigures


def awareness_below(actor: Actor, year: int) -> tuple[CellAwareness, ...]:
    """Count the awareness work of every organisation whose reports the actor may see. Two queries.

    Which those are is a right, so it goes by the tree of today, whatever the year.
    """
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    held = AwarenessActivity.objects.filter(reach, on__year=year)
    guests = AwarenessGuest.objects.filter(activity__in=held.values("pk")).values("activity__organisation").order_by()
    came: dict[int, dict[str, int]] = {
        row["activity__organisation"]: {"on_record": row["on_record"], "sources": row["sources"]}
        for row in guests.annotate(on_record=Count("pk"), sources=Count("pk", filter=Q(case__isnull=False)))
    }
    plain = held.values("organisation", "organisation__name", "organisation__scope_key").order_by()
    counted = plain.annotate(activities=Count("pk"), strangers=Sum("others")).order_by("organisation__scope_key")
    return tuple(
        CellAwareness(
            organisation=row["organisation__name"],
            figures=AwarenessFigures(
                activities=row["activities"],
                others=row["strangers"] or 0,
                on_record=came.get(row["organisation"], {}).get("on_record", 0),
                sources=came.get(row["organisation"], {}).get("sources", 0),
            ),
        )
        for row in counted
    )
