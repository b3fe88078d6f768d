"""Awareness work for those who are no members: what was held, who came, which sources came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.development.models import DevelopmentCase
from chibo.register.queries import members_on
from chibo.reviews import promise_words as words
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.actions.promising import happened, log, named
from chibo.reviews.models import AwarenessActivity, AwarenessGuest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation, Person


@transaction.atomic
def record_activity(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    sort: str,
    topic: str,
    held_on: date,
    place: str = "",
    led_by: str = "",
    people: Iterable[Person] = (),
    others: int = 0,
) -> AwarenessActivity:
    """Put down an activity with those on record who came, and how many others. Raises ``FaultyError`` and others."""
    allow(actor, organisation, words.RECORD_ACTIVITIES)
    chosen = list(people)
    refuse(_activity_faults(on, organisation, sort, topic, held_on, chosen, others))
    made = AwarenessActivity.objects.create(
        organisation=organisation,
        sort=sort,
        topic=topic.strip(),
        on=held_on,
        place=place.strip(),
        led_by=led_by.strip(),
        others=others,
    )
    AwarenessGuest.objects.bulk_create([AwarenessGuest(activity=made, person=person) for person in chosen])
    changes = {"on": [None, held_on], "guests": [0, len(chosen)], "others": [0, others]}
    log(actor, on, "record_activity", made, organisation, changes)
    return made


@transaction.atomic
def change_activity(
    *,
    actor: Actor,
    on: date,
    activity: AwarenessActivity,
    sort: str,
    topic: str,
    held_on: date,
    place: str = "",
    led_by: str = "",
    people: Iterable[Person] = (),
    others: int = 0,
) -> AwarenessActivity:
    """Change an activity and who came. Raises as :func:`record_activity`; a guest from whom a source is told stays."""
    organisation = activity.organisation
    allow(actor, organisation, words.RECORD_ACTIVITIES)
    chosen = list(people)
    kept = {person.pk for person in chosen}
    known = list(activity.guests.select_related("person"))
    gone = [guest for guest in known if guest.person_id not in kept]
    faults = _activity_faults(on, organisation, sort, topic, held_on, chosen, others)
    lost = [guest.person for guest in gone if guest.case_id is not None]
    faults += [words.source_lost(named(lost))] if lost else []
    refuse(faults)
    before = [activity.on, len(known), activity.others]
    activity.sort, activity.topic, activity.on = sort, topic.strip(), held_on
    activity.place, activity.led_by, activity.others = place.strip(), led_by.strip(), others
    activity.save()
    AwarenessGuest.objects.filter(pk__in=[guest.pk for guest in gone]).delete()
    there = {guest.person_id for guest in known}
    AwarenessGuest.objects.bulk_create(
        [AwarenessGuest(activity=activity, person=person) for person in chosen if person.pk not in there]
    )
    changes = {"activity": [before, [held_on, len(chosen), others]]}
    log(actor, on, "change_activity", activity, organisation, changes)
    return activity


@transaction.atomic
def tell_sources(*, actor: Actor, on: date, activity: AwarenessActivity, people: Iterable[Person]) -> AwarenessActivity:
    """Say from which of those who came a source was born: exactly these, nobody else.

    Raises ``NotAllowedError``, and ``FaultyError`` where somebody is no source, was one before, or is told elsewhere.
    """
    allow(actor, activity.organisation, words.RECORD_ACTIVITIES)
    wanted = {person.pk: person for person in people}
    guests = list(activity.guests.select_related("person", "case"))
    cases = {
        case.person_id: case
        for case in DevelopmentCase.objects.filter(
            person__in=[guest.person_id for guest in guests], organisation=activity.organisation
        ).order_by("pk")
    }
    refuse(_source_faults(activity, guests, wanted, cases))
    before, after = [], []
    for guest in guests:
        before += [str(guest.person.uid)] if guest.case_id else []
        case = cases.get(guest.person_id) if guest.person_id in wanted else None
        after += [str(guest.person.uid)] if case else []
        if guest.case_id != (case.pk if case else None):
            guest.case = case
            guest.save(update_fields=["case"])
    log(actor, on, "tell_sources", activity, activity.organisation, {"sources": [before, after]})
    return activity


@transaction.atomic
def remove_activity(*, actor: Actor, on: date, activity: AwarenessActivity, reason: str) -> None:
    """Take an activity away that was put down by mistake; the log keeps its day and the reason."""
    allow(actor, activity.organisation, words.RECORD_ACTIVITIES)
    refuse([] if reason.strip() else [words.no_reason("xóa hoạt động")])
    gone = {"topic": [activity.topic, None], "on": [activity.on, None]}
    log(actor, on, "remove_activity", activity, activity.organisation, gone, reason.strip())
    AwarenessActivity.objects.filter(pk=activity.pk).delete()


def _activity_faults(
    on: date, organisation: Organisation, sort: str, topic: str, held_on: date, people: Sequence[Person], others: int
) -> list[Fault]:
    faults = happened("Ngày tổ chức", held_on, on, "held_on")
    faults += [] if sort in AwarenessActivity.Sort.values else [words.no_sort()]
    faults += [] if topic.strip() else [words.said_nothing("chủ đề", "topic")]
    faults += [] if people or others > 0 else [words.nobody_came()]
    members = set(
        members_on(organisation, held_on).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True)
    )
    already = [person for person in people if person.pk in members]
    return faults + ([words.guests_are_members(named(already), held_on)] if already else [])


def _source_faults(
    activity: AwarenessActivity,
    guests: Sequence[AwarenessGuest],
    wanted: dict[int, Person],
    cases: dict[int, DevelopmentCase],
) -> list[Fault]:
    came = {guest.person_id for guest in guests}
    elsewhere = AwarenessGuest.objects.filter(case__in=[cases[key] for key in wanted if key in cases])
    taken = set(elsewhere.exclude(activity=activity).values_list("person_id", flat=True))
    faults = []
    for key, person in wanted.items():
        case = cases.get(key)
        if key not in came or case is None:
            faults.append(words.no_source(person.full_name))
        elif case.opened_on < activity.on:
            faults.append(words.source_before(person.full_name, case.opened_on, activity.on))
        elif key in taken:
            faults.append(words.source_elsewhere(person.full_name))
    return faults
