"""Carrying people and what is under way from one organisation into another on a day, by dated spells.

Nothing of the past changes its organisation: a spell that covers the day ends on it and goes on in the other one with
the end it had. What was entered late, and began on the day or after it, began in the other one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from chibo.register.business import GOING
from chibo.register.models import (
    Employment,
    Exemption,
    GroupPlace,
    Membership,
    MovedRecord,
    OfficeHolding,
    PartyGroup,
    Person,
    Transfer,
    Workplace,
)
from chibo.register.queries import announced_to

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import Model, QuerySet

    from chibo.register.models import Organisation, OrganisationChange

_AT_ONCE = 500
_LeftBy = Membership.LeftBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """One carrying: from where, into what, whom (none named: everybody), from which day, by which change."""

    source: Organisation
    into: Organisation
    day: date
    change: OrganisationChange
    people: frozenset[int] | None = None

    def of(self, rows: QuerySet[Any], person: str = "person") -> QuerySet[Any]:
        """The rows of whom is carried."""
        return rows if self.people is None else rows.filter(**{f"{person}__in": self.people})

    def covering(self, rows: QuerySet[Any]) -> list[Any]:
        """The spells of whom is carried that cover the day and began before it."""
        begun = self.of(rows).filter(starts_on__lt=self.day)
        return list(begun.filter(Q(ends_on=None) | Q(ends_on__gt=self.day)).order_by("pk"))

    def begun_since(self, rows: QuerySet[Any]) -> int:
        """Give what began on the day or later to the other organisation, where it truly happened; how many."""
        return self.of(rows).filter(starts_on__gte=self.day).update(organisation=self.into)

    def ended(self, rows: Collection[Any], **said: str) -> None:
        """End spells on the day, with what is said of it."""
        numbers = [row.pk for row in rows]
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            type(next(iter(rows)))._default_manager.filter(pk__in=some).update(ends_on=self.day, **said)  # noqa: SLF001


def carry(carrying: Carrying) -> Counter[str]:
    """Carry members, staff, people kept and what is under way; give how many of each. The caller checked everything."""
    counts: Counter[str] = Counter(members=_members(carrying), staff=_staff(carrying))
    _offices(carrying)
    counts["exempt"] = _exemptions(carrying)
    counts["away"] = _temporary(carrying)
    _announced(carrying)
    counts["people"] = _people(carrying)
    for business in GOING:
        counts[business.record] += _business(carrying, business.record)
    return +counts


def _members(carrying: Carrying) -> int:
    spells: list[Membership] = carrying.covering(Membership.objects.filter(organisation=carrying.source))
    if not spells:
        return 0
    carrying.ended(spells, left_by=_LeftBy.REORGANISED, left_to=carrying.into.name, left_decision="")
    Membership.objects.bulk_create(
        (
            Membership(
                person_id=one.person_id,
                organisation=carrying.into,
                starts_on=carrying.day,
                ends_on=one.ends_on,
                joined_by=Membership.JoinedBy.REORGANISED,
                joined_from=carrying.source.name,
                was_official=one.was_official,
                told_joining=one.told_joining,
                left_by=one.left_by,
                left_to=one.left_to,
                left_decision=one.left_decision,
            )
            for one in spells
        ),
        batch_size=_AT_ONCE,
    )
    return len(spells)


def _staff(carrying: Carrying) -> int:
    """Staff go to a workplace of the same name in the other organisation; it is entered where it is not there."""
    count = 0
    for workplace in carrying.source.workplaces.order_by("pk"):
        spells: list[Employment] = carrying.covering(Employment.objects.filter(workplace=workplace))
        if not spells:
            continue
        there = carrying.into.workplaces.filter(name=workplace.name).order_by("pk").first()
        there = there or Workplace.objects.create(
            organisation=carrying.into,
            name=workplace.name,
            has_youth_union=workplace.has_youth_union,
            has_trade_union=workplace.has_trade_union,
        )
        carrying.ended(spells)
        employed = set(
            Employment.objects.filter(workplace=there)
            .exclude(ends_on__lte=carrying.day)
            .values_list("person_id", flat=True)
        )
        Employment.objects.bulk_create(
            (
                Employment(
                    person_id=one.person_id,
                    workplace=there,
                    starts_on=carrying.day,
                    ends_on=one.ends_on,
                    position=one.position,
                )
                for one in spells
                if one.person_id not in employed
            ),
            batch_size=_AT_ONCE,
        )
        count += len(spells)
    return count


def _offices(carrying: Carrying) -> None:
    """Offices of the old organisation and places in its groups end; the other one gives its own."""
    offices: list[OfficeHolding] = carrying.covering(OfficeHolding.objects.filter(organisation=carrying.source))
    places: list[GroupPlace] = carrying.covering(GroupPlace.objects.filter(group__organisation=carrying.source))
    for rows in (offices, places):
        if rows:
            carrying.ended(rows)
    if carrying.people is None:  # groups founded since the day; their places go with them
        carrying.begun_since(PartyGroup.objects.filter(organisation=carrying.source))


def _exemptions(carrying: Carrying) -> int:
    rows = Exemption.objects.filter(organisation=carrying.source)
    spells: list[Exemption] = carrying.covering(rows)
    since = carrying.begun_since(rows)
    if not spells:
        return since
    carrying.ended(spells)
    Exemption.objects.bulk_create(
        Exemption(
            person_id=one.person_id,
            organisation=carrying.into,
            starts_on=carrying.day,
            ends_on=one.ends_on,
            ground=one.ground,
            decision=one.decision,
        )
        for one in spells
    )
    return len(spells) + since


def _temporary(carrying: Carrying) -> int:
    """Temporary transfers go on with the other organisation; a later move away left that one."""
    left = Transfer.objects.filter(
        organisation=carrying.source, sort=Transfer.Sort.PERMANENT, direction=Transfer.Direction.OUT
    )
    carrying.begun_since(left.filter(starts_on__gt=carrying.day))
    rows = Transfer.objects.filter(organisation=carrying.source, sort=Transfer.Sort.TEMPORARY)
    spells: list[Transfer] = carrying.covering(rows)
    since = carrying.begun_since(rows)
    if not spells:
        return since
    carrying.ended(spells)
    Transfer.objects.bulk_create(
        Transfer(
            person_id=one.person_id,
            organisation=carrying.into,
            sort=one.sort,
            direction=one.direction,
            starts_on=carrying.day,
            ends_on=one.ends_on,
            other_place=one.other_place,
            other_organisation_id=one.other_organisation_id,
            reason=one.reason,
        )
        for one in spells
    )
    return len(spells) + since


def _announced(carrying: Carrying) -> None:
    """Who is on the way to the old organisation is on the way to the other one."""
    if carrying.people is None:
        coming = announced_to(carrying.source).values_list("pk", flat=True)
        Transfer.objects.filter(pk__in=list(coming)).update(other_organisation=carrying.into)


def _people(carrying: Carrying) -> int:
    """Whom the old organisation keeps is kept by the other one: members, staff, those on the road, those who left."""
    kept = carrying.of(Person.objects.filter(organisation=carrying.source), "pk")
    return kept.update(organisation=carrying.into, scope_key=carrying.into.scope_key)


def _business(carrying: Carrying, record: str) -> int:
    """What is under way goes on in the other organisation; whose it was before stays known."""
    business = next(one for one in GOING if one.record == record)
    rows = business.under_way(carrying.source, carrying.day)
    if carrying.people is not None:
        if not business.person:
            return 0  # of the whole organisation: it stays while that goes on
        rows = carrying.of(rows, business.person)
    found: list[Any] = list(rows)
    if not found:
        return 0
    model: type[Model] = type(found[0])
    for start in range(0, len(found), _AT_ONCE):
        some = [row.pk for row in found[start : start + _AT_ONCE]]
        into: dict[str, object] = {"organisation": carrying.into}
        if hasattr(found[0], "scope_key"):
            into["scope_key"] = carrying.into.scope_key
        model._default_manager.filter(pk__in=some).update(**into)  # noqa: SLF001 - any model
    MovedRecord.objects.bulk_create(
        (
            MovedRecord(
                change=carrying.change,
                record=record,
                subject_uid=row.uid,
                organisation=carrying.source,
                on=carrying.day,
            )
            for row in found
        ),
        batch_size=_AT_ONCE,
    )
    return len(found)
