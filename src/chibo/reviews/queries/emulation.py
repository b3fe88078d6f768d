"""Campaigns: who is meant, who takes part, what came of it. Names stand in the order of names, nobody is ranked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.register.models import Person
from chibo.register.queries import members_on, staff_on
from chibo.reviews.models import Campaign, CampaignEntry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_SHOWN = 40  # campaigns on the page of all


def campaign_for(actor: Actor, uid: UUID | str) -> Campaign:
    """Return a campaign of an organisation whose people the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    found = Campaign.objects.select_related("organisation__kind").filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def entry_for(actor: Actor, uid: UUID | str) -> CampaignEntry:
    """Return a registration the actor may see, or the actor's own; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="campaign__organisation__scope_key")
    if actor.person_uid:
        reach |= Q(person__uid=actor.person_uid)
    rows = CampaignEntry.objects.select_related("campaign__organisation", "person")
    found = rows.filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def circle_of(campaign: Campaign, on: date) -> QuerySet[Person]:
    """Who can register: the members, the staff, or both, on a day (the campaign's last one once it is over)."""
    day = min(on, campaign.ends_on) if campaign.ends_on else on
    members, staff = members_on(campaign.organisation, day), staff_on(campaign.organisation, day)
    if campaign.circle == Campaign.Circle.MEMBERS:
        return members
    if campaign.circle == Campaign.Circle.STAFF:
        return staff
    both = Q(pk__in=members.values("pk")) | Q(pk__in=staff.values("pk"))
    return Person.objects.filter(both).order_by("sort_key", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCounts:
    """One campaign in figures."""

    campaign: Campaign
    registered: int
    told: int


def campaigns_of(organisation: Organisation, on: date) -> tuple[CampaignCounts, ...]:
    """The campaigns begun by a day, the latest first, with how many registered and how many told. One query."""
    rows = Campaign.objects.filter(organisation=organisation, starts_on__lte=on).order_by("-starts_on", "-pk")
    found = rows.annotate(registered=Count("entries"), told=Count("entries", filter=Q(entries__told_on__isnull=False)))[
        :_SHOWN
    ]
    return tuple(CampaignCounts(campaign=row, registered=row.registered, told=row.told) for row in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPage:
    """A campaign, who takes part, and who is meant but has not registered (nobody where it is free to all)."""

    campaign: Campaign
    entries: tuple[CampaignEntry, ...]
    outside: tuple[Person, ...]

    @property
    def missing(self) -> tuple[Person, ...]:
        """Who is expected to register still."""
        return () if self.campaign.circle == Campaign.Circle.FREE else self.outside

    @property
    def told(self) -> int:
        """How many told a result."""
        return sum(entry.told_on is not None for entry in self.entries)


def campaign_page(campaign: Campaign, on: date) -> CampaignPage:
    """Gather a guarded campaign as it stands on a day. Three queries, however many people."""
    entries = tuple(campaign.entries.select_related("person").order_by("person__sort_key", "person_id"))
    there = {entry.person_id for entry in entries}
    outside = tuple(person for person in circle_of(campaign, on) if person.pk not in there)
    return CampaignPage(campaign=campaign, entries=entries, outside=outside)


def open_campaigns(organisation: Organisation, on: date) -> tuple[CampaignCounts, ...]:
    """The campaigns begun by a day that the unit has not evaluated yet, for the worklist. One query."""
    rows = Campaign.objects.filter(organisation=organisation, starts_on__lte=on, evaluated_on__isnull=True)
    found = rows.annotate(registered=Count("entries")).order_by("starts_on", "pk")
    return tuple(CampaignCounts(campaign=row, registered=row.registered, told=0) for row in found)
