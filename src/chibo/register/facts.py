"""Rows of the register → frozen facts for the law, many at a time with a constant number of queries."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from chibo.base.models import Installation
from chibo.law.calendar import Spell
from chibo.law.facts import OrganisationFacts, PersonFacts
from chibo.law.quorum import MemberFacts
from chibo.law.reading import rulebook
from chibo.law.timeline import Overlay
from chibo.law.vocabulary import Sex
from chibo.register.models import Admission, Employment, Exemption, Membership, OrganisationRule, Person, Transfer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.timeline.figures import Value
    from chibo.register.models import Organisation


def covering(on: date, prefix: str = "") -> Q:
    """The filter for spells that cover a day; ``prefix`` is the way to the spell, ending in two underscores."""
    begun, open_still = Q(**{f"{prefix}starts_on__lte": on}), Q(**{f"{prefix}ends_on__isnull": True})
    return begun & (open_still | Q(**{f"{prefix}ends_on__gt": on}))


def members_of(organisation: Organisation, on: date) -> tuple[MemberFacts, ...]:
    """The members of an organisation on a day, as a vote sees them, in the order of names. Four queries."""
    away = Transfer.objects.filter(sort=Transfer.Sort.TEMPORARY, direction=Transfer.Direction.OUT)
    spells = (
        Membership.objects.filter(covering(on), organisation=organisation)
        .select_related("person")
        .prefetch_related(
            Prefetch("person__admissions", Admission.objects.filter(ceremony_on__lte=on).order_by("ceremony_on")),
            Prefetch("person__transfers", away.filter(organisation=organisation)),
            Prefetch("person__exemptions", Exemption.objects.filter(organisation=organisation)),
        )
        .order_by("person__sort_key", "person_id")
    )
    return tuple(_member(spell) for spell in spells)


def _member(spell: Membership) -> MemberFacts:
    person = spell.person
    admission = next(reversed(person.admissions.all()), None)
    return MemberFacts(
        uid=str(person.uid),
        name=person.full_name,
        official_on=admission.official_on if admission else _official_from(spell),
        recognised_on=admission.recognised_on if admission else None,
        away=tuple(Spell(spell.starts_on, spell.ends_on) for spell in person.transfers.all()),
        exempt=tuple(Spell(spell.starts_on, spell.ends_on) for spell in person.exemptions.all()),
    )


def _official_from(spell: Membership) -> date | None:
    return spell.starts_on if spell.was_official else None


def rulebook_of(organisation: Organisation, on: date) -> Rulebook:
    """The law as the organisation reads it: the readings it has chosen on a day, and all its own rules.

    Own rules keep their days, so that an act of the past is judged by the own rule of its day.
    """
    rules = OrganisationRule.objects.filter(organisation=organisation).order_by("starts_on")
    overlays = tuple(as_overlay(rule) for rule in rules if rule.sort == OrganisationRule.Sort.OVERLAY)
    policies = {
        rule.key: str(rule.value)
        for rule in rules
        if rule.sort == OrganisationRule.Sort.POLICY and Spell(rule.starts_on, rule.ends_on).covers(on)
    }
    return _with_local(overlays, tuple(sorted(policies.items())))


@lru_cache(maxsize=64)
def _with_local(overlays: tuple[Overlay, ...], policies: tuple[tuple[str, str], ...]) -> Rulebook:
    """Lay own rules over the book once for all who ask with the same ones: the fingerprint is costly."""
    return rulebook().with_local(overlays=overlays, policies=dict(policies))


def as_overlay(rule: OrganisationRule) -> Overlay:
    """An own rule as the law takes it."""
    value: Value = tuple(rule.value) if isinstance(rule.value, list) else rule.value
    return Overlay(key=rule.key, value=value, starts_on=rule.starts_on, ends_on=rule.ends_on, citation=rule.ground)


def organisation_facts(organisation: Organisation) -> OrganisationFacts:
    """What a road must know of the organisation: committees above it, unions at its workplaces, the first day here."""
    workplaces = list(organisation.workplaces.all())
    return OrganisationFacts(
        has_section_committee=organisation.kind.has_section_committee,
        has_base_committee=organisation.kind.has_base_committee,
        has_youth_union=any(place.has_youth_union for place in workplaces),
        has_trade_union=any(place.has_trade_union for place in workplaces),
        first_day=Installation.objects.values_list("first_day", flat=True).first(),
    )


def person_facts(people: Iterable[Person]) -> dict[int, PersonFacts]:
    """Facts of many persons by their number in the database. One query."""
    persons = {person.pk: person for person in people}
    spells = Employment.objects.filter(person__in=persons, ends_on=None).order_by("-starts_on")
    since = dict(spells.values_list("person_id", "starts_on"))  # the earliest comes last and stays
    return {
        pk: PersonFacts(
            uid=str(person.uid),
            name=person.full_name,
            birth=person.birth,
            sex=Sex(person.sex) if person.sex else None,
            schooling=person.schooling,
            is_youth_union_member=person.is_youth_union_member,
            employed_since=since.get(pk),
        )
        for pk, person in persons.items()
    }
