"""Rows of the register → frozen facts for the law, many at a time with a constant number of queries."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery

from chibo.base.once import once
from chibo.law.calendar import Spell
from chibo.law.quorum import MemberFacts
from chibo.law.reading import DataFault, read_value, rulebook
from chibo.law.timeline import Amendment, LawGap, Overlay
from chibo.law.vocabulary import Confidence
from chibo.register.models import (
    Admission,
    Exemption,
    FigureAmendment,
    Membership,
    OrganisationRule,
    Transfer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.timeline.figures import Value
    from chibo.register.models import Organisation


def covering(on: date, prefix: str = "") -> Q:
    """The filter for spells that cover a day; ``prefix`` is the way to the spell, ending in two underscores."""
    begun, open_still = Q(**{f"{prefix}starts_on__lte": on}), Q(**{f"{prefix}ends_on__isnull": True})
    return begun & (open_still | Q(**{f"{prefix}ends_on__gt": on}))


def members_of(organisation: Organisation, on: date) -> tuple[MemberFacts, ...]:
    """The members of an organisation on a day, as a vote sees them, in the order of names. Three queries."""
    last = Admission.objects.filter(person=OuterRef("person"), ceremony_on__lte=on).order_by("-ceremony_on", "-pk")
    spells = (
        Membership.objects.filter(covering(on), organisation=organisation)
        .annotate(
            admitted_by=Subquery(last.values("pk")[:1]),
            official_on=Subquery(last.values("official_on")[:1]),
            recognised_on=Subquery(last.values("recognised_on")[:1]),
        )
        .order_by("person__sort_key", "person_id")
        .values_list(*_OF_A_MEMBER, named=True)
    )
    away = _spells(
        Transfer.objects.filter(
            sort=Transfer.Sort.TEMPORARY, direction=Transfer.Direction.OUT, organisation=organisation
        )
    )
    exempt = _spells(Exemption.objects.filter(organisation=organisation))
    return tuple(_member(row, away, exempt) for row in spells)


_OF_A_MEMBER = (
    "person_id",
    "person__uid",
    "person__full_name",
    "starts_on",
    "was_official",
    "admitted_by",
    "official_on",
    "recognised_on",
)


def _spells(rows: QuerySet[Any]) -> dict[int, list[Spell]]:
    """Times by the number of their person; a large cell has few of them, so nothing is asked member by member."""
    found: dict[int, list[Spell]] = {}
    for person, starts_on, ends_on in rows.order_by("pk").values_list("person_id", "starts_on", "ends_on"):
        found.setdefault(person, []).append(Spell(starts_on, ends_on))
    return found


def _member(row: Any, away: dict[int, list[Spell]], exempt: dict[int, list[Spell]]) -> MemberFacts:
    official_on = row.official_on or (row.starts_on if row.was_official and not row.recognised_on else None)
    return MemberFacts(
        uid=str(row.person__uid),
        name=row.person__full_name,
        official_on=official_on,
        recognised_on=row.recognised_on,
        away=tuple(away.get(row.person_id, ())),
        exempt=tuple(exempt.get(row.person_id, ())),
    )


def confirmed_amendments() -> QuerySet[FigureAmendment]:
    """The values two people added to the law since the release."""
    return FigureAmendment.objects.filter(state=FigureAmendment.State.CONFIRMED)


def rulebook_of(
    organisation: Organisation, on: date, *, is_amended: bool = True, without: FigureAmendment | None = None
) -> Rulebook:
    """The law as the organisation reads it: the readings it has chosen on a day, and all its own rules.

    Own rules keep their days, so that an act of the past is judged by the own rule of its day. Values that two people
    added to the law since the release are in it (issue 3). Two queries; one where the caller knows that there are
    none of those (``is_amended``). ``without`` leaves one of them out: what would be, were it withdrawn.
    """
    rules = own_rules(organisation)
    overlays = tuple(as_overlay(rule) for rule in rules if rule.sort == OrganisationRule.Sort.OVERLAY)
    policies = {
        rule.key: str(rule.value)
        for rule in rules
        if rule.sort == OrganisationRule.Sort.POLICY and Spell(rule.starts_on, rule.ends_on).covers(on)
    }
    added = once("amendments", lambda: tuple(_added())) if is_amended else ()
    if without is not None:
        added = tuple(one for one in added if (one.key, one.starts_on) != (without.key, without.starts_on))
    return _with_local(overlays, tuple(sorted(policies.items())), added)


def probation_from(ceremony: date, *, law_of: date) -> Computation | None:
    """When a probation is full by the length in force on a day; nothing where no law of that day is known."""
    try:
        return rulebook().after_months("probation.length", ceremony, law_of)
    except LawGap:
        return None


def own_rules(organisation: Organisation) -> tuple[OrganisationRule, ...]:
    """The own rules and chosen readings of an organisation, oldest first. One query, in a reading request once."""
    rules = OrganisationRule.objects.filter(organisation=organisation).order_by("starts_on", "pk")
    return once(("own_rules", organisation.pk), lambda: tuple(rules))


class _Added(NamedTuple):
    """A confirmed amendment as a value that can be compared: what the books made so far are kept by."""

    key: str
    starts_on: date
    value: str
    citation: str
    url: str
    confidence: str
    added_on: date
    reason: str


def _added() -> Iterator[_Added]:
    for row in confirmed_amendments().order_by("key", "starts_on"):
        yield _Added(
            key=row.key,
            starts_on=row.starts_on,
            value=json.dumps(row.value, sort_keys=True),
            citation=row.citation,
            url=row.url,
            confidence=row.confidence,
            added_on=row.decided_on or row.proposed_on,
            reason=row.reason,
        )


@lru_cache(maxsize=64)
def _with_local(
    overlays: tuple[Overlay, ...], policies: tuple[tuple[str, str], ...], added: tuple[_Added, ...]
) -> Rulebook:
    """Lay own rules over the book once for all who ask with the same ones: the fingerprint is costly."""
    book = rulebook().with_amendments(_amendments(added)) if added else rulebook()
    return book.with_local(overlays=overlays, policies=dict(policies))


def _amendments(added: Iterable[_Added]) -> Iterator[Amendment]:
    """Amendments as the law takes them; one whose figure or shape a release has changed meanwhile is left out.

    The law book names what was left out, so that somebody withdraws it.
    """
    for one in added:
        figure = rulebook().book.get(one.key)
        if figure is None:
            continue
        try:
            value = read_value(json.loads(one.value), figure.unit)
        except DataFault:
            continue
        yield Amendment(
            key=one.key,
            starts_on=one.starts_on,
            value=value,
            text=next((dated.text for dated in figure.values if dated.value == value), ""),
            citation=one.citation,
            url=one.url,
            confidence=Confidence(one.confidence),
            added_on=one.added_on,
            note=one.reason,
        )


def as_overlay(rule: OrganisationRule) -> Overlay:
    """An own rule as the law takes it."""
    value: Value = tuple(rule.value) if isinstance(rule.value, list) else rule.value
    if isinstance(value, str) and rule.key in rulebook().book and rulebook().figure(rule.key).unit == "share":
        value = read_value(value, "share", rule.key)  # JSON has no fractions: "3/4"
    return Overlay(key=rule.key, value=value, starts_on=rule.starts_on, ends_on=rule.ends_on, citation=rule.ground)
