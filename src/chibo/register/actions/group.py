"""Verbs about Tổ đảng: a group of the cell's members, who is in it from when, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, log
from chibo.register.facts import covering
from chibo.register.models import GroupPlace, PartyGroup, Person

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_WHAT = "ghi tổ đảng"


@transaction.atomic
def found_group(*, actor: Actor, on: date, organisation: Organisation, name: str, starts_on: date) -> PartyGroup:
    """Enter a tổ đảng of a cell from a day on."""
    allow(actor, organisation.scope_key, _WHAT)
    named, faults = normalise_name(name), Faults()
    faults.unless(bool(named), "Chưa ghi tên tổ đảng.", field="name")
    faults.not_future(starts_on, on, "Ngày lập tổ đảng", "starts_on")
    same = PartyGroup.objects.filter(covering(starts_on), organisation=organisation, name=named)
    faults.unless(not same.exists(), f"Chi bộ đã có tổ đảng “{named}”.", next="Đặt tên khác.", field="name")
    faults.settle()
    group = PartyGroup.objects.create(organisation=organisation, name=named, starts_on=starts_on)
    log(actor, on, "found_group", group, organisation, {"name": named, "starts_on": starts_on})
    return group


@transaction.atomic
def set_group_members(
    *, actor: Actor, on: date, group: PartyGroup, people: Collection[Person], starts_on: date
) -> PartyGroup:
    """Say who is in a group from a day on: who was in it and is not named leaves, who was in another one moves."""
    allow(actor, group.organisation.scope_key, _WHAT)
    faults = Faults()
    faults.not_future(starts_on, on, "Ngày xếp tổ", "starts_on")
    if starts_on < group.starts_on:
        faults.add("Ngày xếp tổ ở trước ngày lập tổ.", next="Ghi từ ngày lập tổ trở đi.", field="starts_on")
    faults.settle()
    wanted = {person.pk for person in people}
    mine = GroupPlace.objects.filter(group=group, ends_on=None)
    there = set(mine.values_list("person_id", flat=True))
    _end(mine.exclude(person_id__in=wanted), starts_on)
    _end(GroupPlace.objects.filter(person_id__in=wanted - there, ends_on=None), starts_on)
    GroupPlace.objects.bulk_create(
        GroupPlace(group=group, person=person, starts_on=starts_on) for person in people if person.pk not in there
    )
    log(actor, on, "set_group_members", group, group.organisation, {"members": [len(there), len(wanted)]})
    return group


@transaction.atomic
def end_group(*, actor: Actor, on: date, group: PartyGroup, ends_on: date) -> PartyGroup:
    """Enter the first day on which a group is no more; its members are in none from then on."""
    allow(actor, group.organisation.scope_key, _WHAT)
    faults = Faults()
    faults.not_future(ends_on, on, "Ngày thôi tổ đảng", "ends_on")
    faults.ordered(group.starts_on, ends_on, "Ngày thôi tổ đảng", "ends_on")
    faults.settle()
    _end(GroupPlace.objects.filter(group=group, ends_on=None), ends_on)
    group.ends_on = ends_on
    group.save(update_fields=["ends_on"])
    log(actor, on, "end_group", group, group.organisation, {"ends_on": ends_on})
    return group


def _end(places: QuerySet[GroupPlace], day: date) -> None:
    """End open places on a day; one that began on that very day never was."""
    places.filter(starts_on__gte=day).delete()
    places.filter(starts_on__lt=day).update(ends_on=day)
