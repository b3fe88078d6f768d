"""The register on a day: who belongs where, how many, who holds which office, who came and who left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from chibo.base.access import Permission, within
from chibo.base.once import once
from chibo.base.vietnamese import normalise_name, text_key
from chibo.law.calendar import Spell
from chibo.law.reading import rulebook
from chibo.register.facts import covering, own_rules
from chibo.register.models import (
    Admission,
    Employment,
    Exemption,
    Membership,
    OfficeHolding,
    Organisation,
    OrganisationRule,
    PartyGroup,
    Person,
    Term,
)
from chibo.register.staffing import has_counts, unnamed_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.staffing import Unnamed

_VOTING = "vote.voting_right_from"
_OFFICES = [Case(*(When(office=office, then=rank) for rank, office in enumerate(OfficeHolding.Office.values)))]


def people(actor: Actor, organisation: Organisation, on: date) -> QuerySet[Person]:
    """Everybody the organisation keeps, members, staff and those who left, in the order of names.

    Annotated for the day: ``is_member_on``, ``is_official_on``, ``is_staff_on``, ``joining_day``. Empty for strangers.
    """
    kept = Person.objects.filter(within(actor, Permission.VIEW_PEOPLE), organisation=organisation)
    spells = Membership.objects.filter(covering(on), person=OuterRef("pk"), organisation=organisation)
    return (
        _with_official(kept, organisation, on)
        .annotate(
            is_member_on=Exists(spells),
            is_staff_on=Exists(_employed(organisation, on)),
            joining_day=Subquery(last_admission(on).values("ceremony_on")[:1]),
        )
        .order_by("sort_key", "pk")
    )


def _employed(organisation: Organisation, on: date) -> QuerySet[Employment]:
    return Employment.objects.filter(covering(on), person=OuterRef("pk"), workplace__organisation=organisation)


def last_admission(on: date, *, person: str = "pk") -> QuerySet[Admission]:
    """The admissions up to a day of the row that ``person`` leads to, the last first: for a subquery."""
    return Admission.objects.filter(person=OuterRef(person), ceremony_on__lte=on).order_by("-ceremony_on")


def official_since(organisation: Organisation, on: date, *, person: str = "pk") -> Coalesce:
    """Since when somebody is official: the recognition decision, or the official day, as the switch says; or nothing.

    An expression for the rows that ``person`` leads to; who was official when the book was opened counts from then.
    """
    first, then = "recognised_on", "official_on"
    if official_counts_from(organisation, on) == "official_date":
        first, then = then, first
    since = last_admission(on, person=person).annotate(since=Coalesce(first, then)).values("since")[:1]
    unknown = Membership.objects.filter(person=OuterRef(person), was_official=True)
    at_opening = unknown.filter(below(organisation)).order_by("starts_on").values("starts_on")[:1]
    return Coalesce(Subquery(since), Subquery(at_opening))


def _with_official(persons: QuerySet[Person], organisation: Organisation, on: date) -> QuerySet[Person]:
    """Annotate who is official on a day."""
    return persons.annotate(official_since=official_since(organisation, on)).annotate(
        is_official_on=Case(When(official_since__lte=on, then=True), default=False)
    )


def official_counts_from(organisation: Organisation, on: date) -> str:
    """From which day a member counts as official: the reading of the organisation that day, else the usual one.

    ``recognition_decision`` or ``official_date`` (decision 32). One query.
    """
    chosen = [
        str(rule.value)
        for rule in own_rules(organisation)
        if rule.sort == OrganisationRule.Sort.POLICY
        and rule.key == _VOTING
        and Spell(rule.starts_on, rule.ends_on).covers(on)
    ]
    return chosen[-1] if chosen else rulebook().policy(_VOTING)


def is_kept_here(name: str) -> bool:
    """Whether an organisation of this name, as typed for a move, is one that this installation keeps."""
    named = normalise_name(name)
    return Organisation.objects.filter(Q(name=named) | Q(short_name=named), ends_on=None).exists() if named else False


def staff_on(organisation: Organisation, on: date) -> QuerySet[Person]:
    """The staff of the organisation's workplaces on a day, in the order of names."""
    return Person.objects.filter(Exists(_employed(organisation, on))).order_by("sort_key", "pk")


def employed_on(organisation: Organisation, on: date) -> QuerySet[Employment]:
    """The employments of an organisation's workplaces on a day, in the order of names; an end ahead is planned."""
    held = Employment.objects.filter(covering(on), workplace__organisation=organisation)
    return held.select_related("person", "workplace__organisation").order_by("person__sort_key", "pk")


def below(organisation: Organisation, *, field: str = "organisation__scope_key") -> Q:
    """The rows of a unit and everything under it: one range of keys, never a list of units."""
    return Q(**{f"{field}__gte": organisation.scope_key, f"{field}__lt": f"{organisation.scope_key}~"})


def units_below(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """The units directly under an organisation on a day, in the order of the tree."""
    return Organisation.objects.filter(covering(on), parent=organisation).order_by("scope_key")


def members_on(organisation: Organisation, on: date) -> QuerySet[Person]:
    """The members on a day, by name; annotated ``is_official_on``, ``official_since``, ``member_since``."""
    spells = Membership.objects.filter(covering(on), person=OuterRef("pk"), organisation=organisation)
    members = Person.objects.filter(Exists(spells)).annotate(member_since=Subquery(spells.values("starts_on")[:1]))
    return _with_official(members, organisation, on).order_by("sort_key", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCount:
    """How many on one day: staff, members, of whom official and probationary; ``staff_members`` are both.

    ``stated`` are the counts that add staff whom the register does not name; they are in ``staff`` and
    ``staff_members`` already.
    """

    staff: int
    members: int
    official: int
    probationary: int
    staff_members: int
    stated: tuple[Unnamed, ...] = ()

    @property
    def unnamed(self) -> int:
        """How many of the staff only a count tells."""
        return sum(one.staff for one in self.stated)

    @property
    def share(self) -> Fraction | None:
        """Tỷ lệ đảng viên: members among the staff, over the staff; nothing where there is no staff."""
        return Fraction(self.staff_members, self.staff) if self.staff else None


def head_count(organisation: Organisation, on: date) -> HeadCount:
    """Count staff and members on a day. Two queries, four where a count of staff was entered; read once a request."""
    return once(("head_count", organisation.pk, on), lambda: _head_count(organisation, on))


def _head_count(organisation: Organisation, on: date) -> HeadCount:
    spells = Membership.objects.filter(covering(on), person=OuterRef("pk"), organisation=organisation)
    people = Person.objects.annotate(is_member_on=Exists(spells), is_staff_on=Exists(_employed(organisation, on)))
    member, staff = Q(is_member_on=True), Q(is_staff_on=True)
    found = _with_official(people.filter(member | staff), organisation, on).aggregate(
        staff=Count("pk", filter=staff),
        members=Count("pk", filter=member),
        official=Count("pk", filter=member & Q(is_official_on=True)),
        staff_members=Count("pk", filter=member & staff),
        counted=Count("pk", filter=has_counts(Q(workplace__organisation=organisation), on)),
    )
    may_be_counted = found.pop("counted") or not (found["members"] or found["staff"])
    counted = HeadCount(probationary=found["members"] - found["official"], **found)
    return with_stated(counted, stated_staff(organisation, on)) if may_be_counted else counted


def stated_staff(organisation: Organisation, on: date) -> tuple[Unnamed, ...]:
    """What counts of an organisation's workplaces add on a day to the staff named in the register; read once a request.

    One query, two where there is a count.
    """
    return once(
        ("stated_staff", organisation.pk, on),
        lambda: tuple(one for one in unnamed_on(Q(workplace__organisation=organisation), on) if one.staff),
    )


def with_stated(counted: HeadCount, stated: tuple[Unnamed, ...]) -> HeadCount:
    """Add to those who are named the staff whom only a count tells."""
    return replace(
        counted,
        staff=counted.staff + sum(one.staff for one in stated),
        staff_members=counted.staff_members + sum(one.members for one in stated),
        stated=stated,
    )


def term_on(organisation: Organisation, on: date) -> Term | None:
    """The term that covers a day."""
    terms = organisation.terms.filter(covering(on)).order_by("-starts_on")
    return once(("term", organisation.pk, on), terms.first)


def terms(organisation: Organisation) -> QuerySet[Term]:
    """Every term of an organisation, latest first, each with its shifts and targets. Three queries."""
    return organisation.terms.order_by("-starts_on").prefetch_related("shifts", "targets")


def office_holders(organisation: Organisation, on: date) -> QuerySet[OfficeHolding]:
    """Who holds which office on a day, highest office first, with the persons."""
    holdings = OfficeHolding.objects.filter(covering(on), organisation=organisation).select_related("person")
    return holdings.order_by(*_OFFICES, "person__sort_key")


def former_holders(organisation: Organisation, on: date) -> QuerySet[OfficeHolding]:
    """Who held which office and holds it no more on a day, the last to leave it first, with the persons."""
    over = OfficeHolding.objects.filter(organisation=organisation, ends_on__lte=on)
    return over.select_related("person", "organisation").order_by("-ends_on", *_OFFICES, "-pk")


def party_groups(organisation: Organisation, on: date) -> list[PartyGroup]:
    """The tổ đảng of a cell on a day by name, each with how many members it has that day, ``size``. One query."""
    held = PartyGroup.objects.filter(covering(on), organisation=organisation)
    sized = held.annotate(size=Count("places", filter=covering(on, "places__")))
    return sorted(sized, key=lambda one: (text_key(one.name), one.pk))


def in_group_on(group: PartyGroup, on: date) -> QuerySet[Person]:
    """Who is in a tổ đảng on a day, in the order of names."""
    return Person.objects.filter(covering(on, "group_places__"), group_places__group=group).order_by("sort_key", "pk")


def exemptions_on(organisation: Organisation, on: date) -> QuerySet[Exemption]:
    """Who is exempted from work and meetings on a day, in the order of names."""
    held = Exemption.objects.filter(covering(on), organisation=organisation).select_related("person", "organisation")
    return held.order_by("person__sort_key", "pk")


def ended_exemptions(organisation: Organisation, on: date) -> QuerySet[Exemption]:
    """The exemptions that are over on a day, the last to end first."""
    over = Exemption.objects.filter(organisation=organisation, ends_on__lte=on)
    return over.select_related("person", "organisation").order_by("-ends_on", "-pk")


def began_by_admission() -> Q:
    """Keep the spells that began with a ceremony here.

    Of who came in by a list the book knows no more than that the time here began on the day of the ceremony.
    """
    held = Admission.objects.filter(person=OuterRef("person"), ceremony_on=OuterRef("starts_on"))
    return Q(joined_by=Membership.JoinedBy.ADMISSION) | Q(Exists(held), joined_by=Membership.JoinedBy.OPENING)


def admissions_in(organisation: Organisation, starts_on: date, ends_on: date) -> QuerySet[Admission]:
    """The admissions by ceremonies of this organisation from ``starts_on`` up to the day before ``ends_on``."""
    ways = (Membership.JoinedBy.ADMISSION, Membership.JoinedBy.OPENING)
    here = Membership.objects.filter(
        person=OuterRef("person"), organisation=organisation, joined_by__in=ways, starts_on=OuterRef("ceremony_on")
    )
    within_days = Admission.objects.filter(ceremony_on__gte=starts_on, ceremony_on__lt=ends_on)
    return within_days.filter(Exists(here)).select_related("person").order_by("ceremony_on", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One line of the sổ biến động: how many came or went that day and how many members there are then."""

    on: date
    kind: str
    change: int
    total: int
    person: Person | None = None


def movements(organisation: Organisation, starts_on: date, ends_on: date) -> tuple[Movement, ...]:
    """The ledger from ``starts_on`` up to the day before ``ends_on``; the first line is the number on ``starts_on``.

    ``kind`` is ``opening``, or how the person joined (``Membership.JoinedBy``) or left (``Membership.LeftBy``).
    """
    spells = list(
        Membership.objects.filter(organisation=organisation, starts_on__lt=ends_on)
        .exclude(ends_on__lte=starts_on)
        .annotate(by_admission=ExpressionWrapper(began_by_admission(), output_field=BooleanField()))
        .select_related("person")
    )
    total = sum(spell.starts_on <= starts_on for spell in spells)
    ledger = [Movement(on=starts_on, kind="opening", change=total, total=total)]
    came = [(spell.starts_on, 1, _way_in(spell), spell) for spell in spells if spell.starts_on > starts_on]
    left = [(spell.ends_on, -1, spell.left_by, spell) for spell in spells if spell.ends_on and spell.ends_on < ends_on]
    for day, change, kind, spell in sorted(came + left, key=lambda line: (line[0], line[1], line[3].pk)):
        total += change
        ledger.append(Movement(on=day, kind=kind, change=change, total=total, person=spell.person))
    return tuple(ledger)


def _way_in(spell: Membership) -> str:
    return Membership.JoinedBy.ADMISSION if getattr(spell, "by_admission", False) else spell.joined_by
