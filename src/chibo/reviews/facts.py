"""Rows of a round as facts for the law, many at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.register.facts import covering
from chibo.register.models import Admission, Exemption, Membership
from chibo.reviews.words import CIRCUMSTANCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from chibo.register.models import Organisation
    from chibo.reviews.models import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberYear:
    """One member on the day on which the list was closed."""

    person_id: int
    organisation_id: int
    is_official: bool
    admitted_on: date | None
    decided_on: date | None
    is_exempt: bool


def members_of_round(organisations: Collection[Organisation], on: date) -> tuple[MemberYear, ...]:
    """Everybody who belongs to one of these organisations on a day. Three queries, however many there are."""
    keys = [one.pk for one in organisations]
    spells = Membership.objects.filter(covering(on), organisation__in=keys)
    people = spells.values("person")
    ceremonies: dict[int, Admission] = {}
    for admission in Admission.objects.filter(person__in=people, ceremony_on__lte=on).order_by("ceremony_on", "pk"):
        ceremonies[admission.person_id] = admission
    exempt = set(Exemption.objects.filter(covering(on), organisation__in=keys).values_list("person_id", flat=True))
    return tuple(
        _member(spell, ceremonies.get(spell.person_id), on, is_exempt=spell.person_id in exempt)
        for spell in spells.order_by("person__sort_key", "person_id")
    )


def _member(spell: Membership, admission: Admission | None, on: date, *, is_exempt: bool) -> MemberYear:
    official_on = admission.official_on if admission else None
    is_official = official_on is not None and official_on <= on
    return MemberYear(
        person_id=spell.person_id,
        organisation_id=spell.organisation_id,
        is_official=is_official or (official_on is None and spell.was_official),
        admitted_on=admission.ceremony_on if admission else None,
        decided_on=admission.decided_on if admission else None,
        is_exempt=is_exempt,
    )


def circumstances_of(subject: Subject) -> frozenset[str]:
    """The circumstances recorded of a subject."""
    return frozenset(subject.circumstances.split())


def as_text(codes: Iterable[str]) -> str:
    """Circumstances as they are kept."""
    return " ".join(sorted(set(codes) & CIRCUMSTANCES.keys()))
