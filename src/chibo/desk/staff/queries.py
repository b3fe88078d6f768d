"""Reads for the pages about staff: where one can work, who may be meant, the posts of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.vietnamese import fold, normalise_name
from chibo.register.models import Employment, Person, Workplace
from chibo.register.queries import below

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

MOST_OFFERED: Final = 300
_MOST_ALIKE: Final = 10
_STEP: Final = 4  # characters of a key that name one level


def workplaces_for(actor: Actor, organisation: Organisation) -> list[Workplace]:
    """The workplaces whose register the actor keeps: the organisation's, those below, those above. One query."""
    key = organisation.scope_key
    above = [key[:end] for end in range(_STEP, len(key), _STEP)]
    near = below(organisation) | Q(organisation__scope_key__in=above)
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    rows = Workplace.objects.filter(reach, near).select_related("organisation")
    found = list(rows.order_by("organisation__scope_key", "pk")[:MOST_OFFERED])
    return sorted(found, key=lambda one: one.organisation_id != organisation.pk)  # the own ones first


def people_alike(actor: Actor, full_name: str, birth: str) -> list[Person]:
    """People in reach of the same name whose year of birth is the same or unknown to one side. One query."""
    name = fold(normalise_name(full_name))
    rows = Person.objects.filter(within(actor, Permission.VIEW_PEOPLE), name_key=name).exclude(name_key="")
    if birth:
        rows = rows.filter(Q(birth="") | Q(birth__startswith=birth[:4]))
    return list(rows.select_related("organisation").order_by("sort_key", "pk")[:_MOST_ALIKE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The posts of a person; ``going``: whose end may be entered, ``ended``: whose end may be taken back."""

    jobs: tuple[Employment, ...]
    going: tuple[Employment, ...]
    ended: tuple[Employment, ...]
    kept: frozenset[int]


def work_of(actor: Actor, person: Person, on: date) -> Work:
    """The posts of a person, the latest first, and what the actor may do with each. One query.

    An earlier post at a workplace out of the actor's reach is told by its days alone, on the line of the person.
    """
    rows = Employment.objects.filter(person=person).select_related("workplace__organisation")
    is_own = str(person.uid) == actor.person_uid
    jobs = tuple(
        job
        for job in rows.order_by("-starts_on", "-pk")
        if is_own or job.ends_on is None or actor.may(Permission.VIEW_PEOPLE, job.workplace.organisation.scope_key)
    )
    kept = [job for job in jobs if actor.may(Permission.EDIT_REGISTER, job.workplace.organisation.scope_key)]
    return Work(
        jobs=jobs,
        going=tuple(job for job in kept if job.ends_on is None or job.ends_on > on),
        ended=tuple(job for job in kept if job.ends_on is not None),
        kept=frozenset(job.pk for job in kept),
    )
