"""Every read of the register. A ``…_for(actor, …)`` guards an address; the others are for the rooms above."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, TypeVar
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from chibo.base.access import Permission, within
from chibo.base.once import once
from chibo.base.refusal import NotYoursError
from chibo.law.calendar import Spell
from chibo.law.reading import rulebook
from chibo.register.facts import covering, own_rules
from chibo.register.models import (
    Admission,
    DataBreach,
    DataRequest,
    Employment,
    Erasure,
    Exemption,
    MassPlace,
    Membership,
    OfficeHolding,
    Organisation,
    OrganisationRule,
    PartyGroup,
    Person,
    PersonApart,
    PersonFact,
    PersonMerge,
    PrivacyStatement,
    Restriction,
    Term,
    Transfer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor

_VOTING = "vote.voting_right_from"
Row = TypeVar(
    "Row",
    Organisation,
    Person,
    PartyGroup,
    Exemption,
    Term,
    DataRequest,
    Restriction,
    Erasure,
    DataBreach,
    PersonMerge,
    PersonApart,
    Transfer,
    PersonFact,
    MassPlace,
    Membership,
    Employment,
)

_OFFICES = [Case(*(When(office=office, then=rank) for rank, office in enumerate(OfficeHolding.Office.values)))]


# ---------------------------------------------------------------------- guarded by who asks


def _seen(actor: Actor) -> Q:
    """Organisations over which the actor holds anything at all."""
    scopes = {replace(scope, permission=Permission.VIEW_PEOPLE) for scope in actor.scopes}
    return within(replace(actor, scopes=tuple(scopes)), Permission.VIEW_PEOPLE)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """Every organisation the actor holds something over, top first."""
    return Organisation.objects.filter(_seen(actor)).select_related("kind").order_by("scope_key")


def organisation_for(actor: Actor, uid: UUID | str) -> Organisation:
    """The organisation of an address; ``NotYoursError`` when it is none of the actor's."""
    return _only(organisations(actor), uid)


def home(actor: Actor) -> Organisation:
    """The organisation whose pages open first: the actor's own, else the topmost of theirs."""
    found = organisations(actor)
    own = once(("home", actor.uid, actor.home_uid), lambda: _own(actor, found))
    return own or found.first() or _nothing("organisation")


def _own(actor: Actor, found: QuerySet[Organisation]) -> Organisation | None:
    return found.filter(uid=UUID(actor.home_uid)).first() if actor.home_uid else None


def may_amend(actor: Actor) -> bool:
    """Whether somebody may add values to the law: change settings over all that this installation keeps. One query."""
    roots = list(Organisation.objects.filter(parent=None).values_list("scope_key", flat=True))
    return bool(roots) and all(actor.may(Permission.CHANGE_SETTINGS, key) for key in roots)


def person_for(actor: Actor, uid: UUID | str) -> Person:
    """The person of an address: within the actor's reach, or the actor in person; else ``NotYoursError``."""
    reach = within(actor, Permission.VIEW_PEOPLE)
    if actor.person_uid:
        reach |= Q(uid=UUID(actor.person_uid))
    rows = Person.objects.filter(reach).select_related("organisation__kind")
    try:
        return _only(rows, uid)
    except NotYoursError:  # a record that was joined into another is found at its old address too
        gone = PersonMerge.objects.filter(dropped_uid=_uid(uid), state=PersonMerge.State.MERGED).first()
        if gone is None:
            raise
        return rows.filter(pk=gone.person_id).first() or _nothing(str(uid))


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


def _only(rows: QuerySet[Row], uid: UUID | str) -> Row:
    return rows.filter(uid=_uid(uid)).first() or _nothing(str(uid))


def _uid(given: UUID | str) -> UUID:
    try:
        return given if isinstance(given, UUID) else UUID(given)
    except ValueError:
        return _nothing(str(given))


def _nothing(what: str) -> NoReturn:
    raise NotYoursError(what)


def chain_names(chains: Iterable[str]) -> dict[str, str]:
    """The names of the organisations whose chains of the log are named, for commands and pages that judged the right.

    What is no organisation's stays out. One query.
    """
    uids = []
    for chain in chains:
        try:
            uids.append(UUID(chain))
        except ValueError:
            continue
    return {str(one.uid): one.name for one in Organisation.objects.filter(uid__in=uids).only("uid", "name")}


# ---------------------------------------------------------------------- on a day


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
    """How many on one day: staff, members, of whom official and probationary; ``staff_members`` are both."""

    staff: int
    members: int
    official: int
    probationary: int
    staff_members: int

    @property
    def share(self) -> Fraction | None:
        """Tỷ lệ đảng viên: members among the staff, over the staff; nothing where there is no staff."""
        return Fraction(self.staff_members, self.staff) if self.staff else None


def head_count(organisation: Organisation, on: date) -> HeadCount:
    """Count staff and members on a day. Two queries, in a request that reads once for all who ask."""
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
    )
    return HeadCount(probationary=found["members"] - found["official"], **found)


def term_on(organisation: Organisation, on: date) -> Term | None:
    """The term that covers a day."""
    terms = organisation.terms.filter(covering(on)).order_by("-starts_on")
    return once(("term", organisation.pk, on), terms.first)


def terms(organisation: Organisation) -> QuerySet[Term]:
    """Every term of an organisation, latest first, each with its shifts and targets. Three queries."""
    return organisation.terms.order_by("-starts_on").prefetch_related("shifts", "targets")


def term_for(actor: Actor, uid: UUID | str) -> Term:
    """The term of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(Term.objects.filter(reach).select_related("organisation__kind"), uid)


def office_holders(organisation: Organisation, on: date) -> QuerySet[OfficeHolding]:
    """Who holds which office on a day, highest office first, with the persons."""
    holdings = OfficeHolding.objects.filter(covering(on), organisation=organisation).select_related("person")
    return holdings.order_by(*_OFFICES, "person__sort_key")


def party_groups(organisation: Organisation, on: date) -> QuerySet[PartyGroup]:
    """The tổ đảng of a cell on a day, each with how many members it has that day, ``size``."""
    held = PartyGroup.objects.filter(covering(on), organisation=organisation)
    return held.annotate(size=Count("places", filter=covering(on, "places__"))).order_by("name", "pk")


def group_for(actor: Actor, uid: UUID | str) -> PartyGroup:
    """The tổ đảng of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(PartyGroup.objects.filter(reach).select_related("organisation"), uid)


def in_group_on(group: PartyGroup, on: date) -> QuerySet[Person]:
    """Who is in a tổ đảng on a day, in the order of names."""
    return Person.objects.filter(covering(on, "group_places__"), group_places__group=group).order_by("sort_key", "pk")


def exemptions_on(organisation: Organisation, on: date) -> QuerySet[Exemption]:
    """Who is exempted from work and meetings on a day, in the order of names."""
    held = Exemption.objects.filter(covering(on), organisation=organisation).select_related("person", "organisation")
    return held.order_by("person__sort_key", "pk")


def exemption_for(actor: Actor, uid: UUID | str) -> Exemption:
    """The exemption of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    return _only(Exemption.objects.filter(reach).select_related("person", "organisation"), uid)


def admissions_in(organisation: Organisation, starts_on: date, ends_on: date) -> QuerySet[Admission]:
    """The admissions by ceremonies of this organisation from ``starts_on`` up to the day before ``ends_on``."""
    here = Membership.objects.filter(
        person=OuterRef("person"),
        organisation=organisation,
        joined_by=Membership.JoinedBy.ADMISSION,
        starts_on=OuterRef("ceremony_on"),
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
        .select_related("person")
    )
    total = sum(spell.starts_on <= starts_on for spell in spells)
    ledger = [Movement(on=starts_on, kind="opening", change=total, total=total)]
    came = [(spell.starts_on, 1, spell.joined_by, spell) for spell in spells if spell.starts_on > starts_on]
    left = [(spell.ends_on, -1, spell.left_by, spell) for spell in spells if spell.ends_on and spell.ends_on < ends_on]
    for day, change, kind, spell in sorted(came + left, key=lambda line: (line[0], line[1], line[3].pk)):
        total += change
        ledger.append(Movement(on=day, kind=kind, change=change, total=total, person=spell.person))
    return tuple(ledger)


# ---------------------------------------------------------------------- one person's record


def transfer_for(actor: Actor, uid: UUID | str) -> Transfer:
    """The chuyển sinh hoạt of an address; ``NotYoursError`` when its organisation is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Transfer.objects.filter(reach).select_related("person__organisation__kind", "organisation"), uid)


def membership_for(actor: Actor, uid: UUID | str) -> Membership:
    """The membership of an address; ``NotYoursError`` when its organisation is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Membership.objects.filter(reach).select_related("person__organisation__kind", "organisation"), uid)


def employment_for(actor: Actor, uid: UUID | str) -> Employment:
    """The employment of an address; ``NotYoursError`` when its workplace is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="workplace__organisation__scope_key")
    rows = Employment.objects.filter(reach)
    return _only(rows.select_related("person__organisation__kind", "workplace__organisation"), uid)


def fact_for(actor: Actor, uid: UUID | str) -> PersonFact:
    """The fact of a life of an address; ``NotYoursError`` when its person is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    return _only(PersonFact.objects.filter(reach).select_related("person__organisation__kind"), uid)


def mass_place_for(actor: Actor, uid: UUID | str) -> MassPlace:
    """The time in a mass organisation of an address; ``NotYoursError`` when its person is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    return _only(MassPlace.objects.filter(reach).select_related("person__organisation__kind"), uid)


# ---------------------------------------------------------------------- two records of one person


def merge_for(actor: Actor, uid: UUID | str) -> PersonMerge:
    """The joining of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    return _only(PersonMerge.objects.filter(reach).select_related("person__organisation__kind"), uid)


def apart_for(actor: Actor, uid: UUID | str) -> PersonApart:
    """The note that two records are two people; ``NotYoursError`` when either is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="person__scope_key")
    reach &= within(actor, Permission.EDIT_REGISTER, field="other__scope_key")
    return _only(PersonApart.objects.filter(reach).select_related("person", "other"), uid)


def merges_of(person: Person) -> QuerySet[PersonMerge]:
    """The records that were joined into a person and still are, the latest first."""
    return PersonMerge.objects.filter(person=person, state=PersonMerge.State.MERGED).order_by("-pk")


# ---------------------------------------------------------------------- what people ask about their own data


def request_for(actor: Actor, uid: UUID | str) -> DataRequest:
    """The request of an address: of the actor, or of somebody whose register the actor keeps."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    if actor.person_uid:
        reach |= Q(person__uid=UUID(actor.person_uid))
    return _only(DataRequest.objects.filter(reach).select_related("person", "organisation__kind"), uid)


def restriction_for(actor: Actor, uid: UUID | str) -> Restriction:
    """The restriction of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Restriction.objects.filter(reach).select_related("person", "organisation"), uid)


def erasure_for(actor: Actor, uid: UUID | str) -> Erasure:
    """The erasure of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.EDIT_REGISTER, field="organisation__scope_key")
    return _only(Erasure.objects.filter(reach).select_related("person", "organisation"), uid)


def breach_for(actor: Actor, uid: UUID | str) -> DataBreach:
    """The breach of an address; ``NotYoursError`` when it is none of the actor's."""
    reach = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    return _only(DataBreach.objects.filter(reach).select_related("organisation__kind"), uid)


def restriction_of(person: Person, on: date) -> Restriction | None:
    """The restriction that stands over a person's data on a day. One query, in a reading request once."""
    held = Restriction.objects.filter(covering(on), person=person).order_by("pk")
    return once(("restriction", person.pk, on), held.first)


def restricted_in(organisation: Organisation, on: date) -> frozenset[int]:
    """The numbers of the persons of an organisation whose data are restricted on a day. One query."""
    held = Restriction.objects.filter(covering(on), person__organisation=organisation)
    return once(("restricted", organisation.pk, on), lambda: frozenset(held.values_list("person_id", flat=True)))


def statements(organisation: Organisation) -> dict[str, PrivacyStatement]:
    """What an organisation states about personal data, for each key the latest. One query."""
    rows = PrivacyStatement.objects.filter(organisation=organisation).order_by("pk")
    return once(("statements", organisation.pk), lambda: {row.key: row for row in rows})


def restriction_reading(organisation: Organisation) -> str:
    """What a restriction means here: ``refuse`` until the organisation states ``warn``; the sources are silent."""
    stated = statements(organisation).get("restriction")
    return stated.text if stated is not None else "refuse"
