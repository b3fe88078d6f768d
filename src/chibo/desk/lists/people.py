"""What lists tell of people, many at a time: job of the day, admission, age, each in one query for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base import audit
from chibo.documents.wording import short_day
from chibo.register.models import Admission, Employment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.register.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person as a list tells of them; every date as text in the Vietnamese order, as Word merges it unchanged."""

    person: Person
    birth: str
    sex: str
    job: str
    workplace: str
    joined: str
    official: str

    @property
    def given_name(self) -> str:
        """The last word of the name, by which people are called."""
        return self.person.full_name.rpartition(" ")[2]

    @property
    def work(self) -> str:
        """Position and workplace in one cell."""
        return ", ".join(part for part in (self.job, self.workplace) if part)


def told(persons: Iterable[Person], on: date) -> tuple[Told, ...]:
    """Return what lists tell of people on a day, in the order given. Two queries."""
    people = list(persons)
    audit.mention(one.uid for one in people)
    keys = [one.pk for one in people]
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    held = Employment.objects.filter(still, person__in=keys, starts_on__lte=on).select_related("workplace")
    jobs = {job.person_id: job for job in held.order_by("starts_on", "pk")}
    found = Admission.objects.filter(person__in=keys, ceremony_on__lte=on).order_by("ceremony_on")
    admissions = {admission.person_id: admission for admission in found}
    return tuple(_told(one, jobs.get(one.pk), admissions.get(one.pk), on) for one in people)


def _told(person: Person, job: Employment | None, admission: Admission | None, on: date) -> Told:
    official = admission.official_on if admission is not None else None
    return Told(
        person=person,
        birth=short_day(person.birth) or "",
        sex=person.get_sex_display(),
        job=job.position if job is not None else "",
        workplace=job.workplace.name if job is not None else "",
        joined=(short_day(admission.ceremony_on) or "") if admission is not None else "",
        official=(short_day(official) or "") if official is not None and official <= on else "",
    )
