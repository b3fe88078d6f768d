"""Huy hiệu Đảng: who completes which years when, what was asked for, decided and given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.law.calendar import add_months
from chibo.law.reading import rulebook
from chibo.law.tenure import Badge, badge_kinds, badges_ahead, badges_missing
from chibo.law.timeline import LawGap
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import Admission, Exemption, Membership, Person
from chibo.register.queries import below, home
from chibo.register.tree import under_way_then
from chibo.reviews.models import PartyBadge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation

_AHEAD = 12  # months that the forecast looks forward
_MONTHS = 12
_SHOWN = 50  # names on a list that only asks for old records
_EDGE = timedelta(days=2)  # a month's end: the range of the database is a little wider than the reckoning


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeLine:
    """One badge that somebody completes: whose, which, since when the Party age counts, when it is complete."""

    person: Person
    counts_from: date
    badge: Badge
    is_exempt: bool = False

    @property
    def key(self) -> str:
        """How a form names the line."""
        return f"{self.person.uid}-{self.badge.years}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """The people of one usual day of giving badges; no day where the usual days are not known."""

    day: date | None
    lines: tuple[BadgeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Since when a person's Party age counts; without a day, why nobody can say."""

    day: date | None
    why: str = ""


def party_age_from(person: Person, on: date) -> Since:
    """Since when the Party age of an official member counts: the date in the admission decision. One query.

    Nothing for who was admitted anew (no text was found on how the two times add up), has no decision on record or is
    not official yet.
    """
    last = Admission.objects.filter(person=person, ceremony_on__lte=on).order_by("-ceremony_on").first()
    if last is None:
        return Since(day=None, why="Sổ chưa ghi ngày kết nạp.")
    official = last.recognised_on or last.official_on
    if official is None or official > on:
        return Since(day=None, why="Chưa là đảng viên chính thức nên chưa tính tuổi Đảng.")
    if last.is_readmission:
        return Since(day=None, why="Kết nạp lại: chưa có căn cứ về cách cộng tuổi Đảng, cấp trên tính.")
    if last.decided_on is None:
        return Since(day=None, why="Sổ chưa ghi ngày của quyết định kết nạp, mốc tính tuổi Đảng.")
    return Since(day=last.decided_on)


def _seen(actor: Actor, organisation: Organisation) -> Q:
    """The rows of a unit and what lies under it, as far as the actor may see people there."""
    return below(organisation) & within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")


def _admissions(actor: Actor, organisation: Organisation, on: date) -> QuerySet[Admission]:
    """The last admissions of the official members whom the actor sees in a unit and under it.

    Each with ``held``, ``is_exempt``. Badges that come due are work of today: they are looked for in the tree of today.
    """
    spells = Membership.objects.filter(covering(on), _seen(actor, organisation), person=OuterRef("person"))
    later = Admission.objects.filter(
        person=OuterRef("person"), ceremony_on__gt=OuterRef("ceremony_on"), ceremony_on__lte=on
    )
    held = PartyBadge.objects.filter(person=OuterRef("person"), closed_on=None).order_by().values("person")
    free = Exemption.objects.filter(covering(on), person=OuterRef("person"))
    found = Admission.objects.filter(Exists(spells), ~Exists(later), ceremony_on__lte=on)
    return (
        found.annotate(official=Coalesce("recognised_on", "official_on"))
        .filter(official__lte=on, is_readmission=False)
        .annotate(held=Subquery(held.annotate(most=Max("years")).values("most")), is_exempt=Exists(free))
        .select_related("person__organisation")
        .order_by("person__sort_key", "person_id")
    )


def _completing(first: date, last: date, kinds: Iterable[int]) -> Q:
    """Decisions of which some anniversary with a badge lies between two days."""
    reach = Q(pk__in=[])
    for years in kinds:
        start, end = add_months(first, -years * _MONTHS) - _EDGE, add_months(last, -years * _MONTHS) + _EDGE
        reach |= Q(decided_on__gte=start, decided_on__lte=end)
    return reach


def badges_coming(actor: Actor, organisation: Organisation, on: date, rules: Rulebook) -> tuple[BadgeLine, ...]:
    """Who completes a badge within twelve months, by day then name, apart from badges on record. One query.

    The unit and everything under it that the actor sees. ``LawGap`` where no kinds are known on ``on``.
    """
    until, kinds = add_months(on, _AHEAD), badge_kinds(on, rules)
    return _coming(_admissions(actor, organisation, on).filter(_completing(on, until, kinds)), on, until, rules)


def badges_due(
    actor: Actor, organisation: Organisation, on: date, rules: Rulebook
) -> tuple[tuple[BadgeLine, ...], tuple[BadgeLine, ...]]:
    """Who completes a badge soon, and who completed one and has neither it nor a higher one on record. One query.

    Of each person the highest untold only, the latest completed first. ``LawGap`` where no kinds are known on ``on``.
    """
    until, kinds = add_months(on, _AHEAD), badge_kinds(on, rules)
    late = add_months(until, -kinds[0] * _MONTHS) + _EDGE
    found = list(_admissions(actor, organisation, on).filter(decided_on__lte=late))
    return _coming(found, on, until, rules), _untold(found, on, rules)


def _coming(found: Iterable[Admission], on: date, until: date, rules: Rulebook) -> tuple[BadgeLine, ...]:
    lines = [
        _line(row, row.decided_on, badge)
        for row in found
        if row.decided_on is not None
        for badge in badges_ahead(row.decided_on, on, until, rules)
        if badge.years > _held(row)
    ]
    return tuple(sorted(lines, key=lambda line: line.badge.complete_on))


def _untold(found: Iterable[Admission], on: date, rules: Rulebook) -> tuple[BadgeLine, ...]:
    lines = []
    for row in found:
        complete = badges_missing(row.decided_on, on, rules) if row.decided_on is not None else ()
        if row.decided_on is not None and complete and complete[-1].years > _held(row):
            lines.append(_line(row, row.decided_on, complete[-1]))
    return tuple(sorted(lines, key=lambda line: line.badge.complete_on, reverse=True))


def _held(row: Admission) -> int:
    return getattr(row, "held", None) or 0


def _line(row: Admission, counts_from: date, badge: Badge) -> BadgeLine:
    is_exempt = bool(getattr(row, "is_exempt", False))
    return BadgeLine(person=row.person, counts_from=counts_from, badge=badge, is_exempt=is_exempt)


def by_ceremony(lines: Iterable[BadgeLine]) -> tuple[Ceremony, ...]:
    """The lines by their usual day, the nearest first."""
    ordered = sorted(lines, key=lambda line: (line.badge.ceremony_on or date.max, line.badge.complete_on))
    groups = groupby(ordered, key=lambda line: line.badge.ceremony_on)
    return tuple(Ceremony(day=day, lines=tuple(found)) for day, found in groups)


def open_badges(actor: Actor, organisation: Organisation) -> QuerySet[PartyBadge]:
    """What was asked for or decided and not given yet, here and below where the actor sees people. One query.

    By day, kind and name.
    """
    found = PartyBadge.objects.filter(_seen(actor, organisation), closed_on=None, given_on=None)
    return found.select_related("person", "organisation").order_by("ceremony_on", "years", "person__sort_key", "pk")


def badge_for(actor: Actor, uid: UUID | str) -> PartyBadge:
    """Return a badge of somebody the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    found = PartyBadge.objects.filter(reach, uid=uid).select_related("person", "organisation__kind").first()
    if found is None:
        raise NotYoursError
    return found


def badges_given(organisation: Organisation, starts_on: date, ends_on: date) -> Mapping[int, int]:
    """How many badges of each kind were given from ``starts_on`` up to the day before ``ends_on``, here and below.

    What is below is told by the tree of the last day. Two queries.
    """
    here = under_way_then(organisation, ends_on - timedelta(days=1))
    given = PartyBadge.objects.filter(here, closed_on=None, given_on__gte=starts_on)
    counted: dict[int, int] = {}
    for years in given.filter(given_on__lt=ends_on).order_by("years").values_list("years", flat=True):
        counted[years] = counted.get(years, 0) + 1
    return counted


# ---------------------------------------------------------------------- the page


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesPage:
    """The next badges of a unit by the day of giving, what is under way, and old ones that nobody put down."""

    organisation: Organisation
    on: date
    ceremonies: tuple[Ceremony, ...]
    proposed: tuple[PartyBadge, ...]
    decided: tuple[PartyBadge, ...]
    untold: tuple[BadgeLine, ...]
    untold_more: int
    unknown: int
    citations: tuple[Citation, ...]
    gap: str
    may_edit: bool
    may_print: bool


def badges_page(actor: Actor, on: date) -> BadgesPage:
    """Return the page of the actor's own unit. A fixed number of queries; raises :class:`NotYoursError`."""
    organisation = home(actor)
    key = organisation.scope_key
    if not actor.may(Permission.VIEW_PEOPLE, key):
        raise NotYoursError
    rules = rulebook_of(organisation, on)
    under_way = tuple(open_badges(actor, organisation))
    coming, untold, citations, gap = _reckoned(actor, organisation, on, rules)
    return BadgesPage(
        organisation=organisation,
        on=on,
        ceremonies=by_ceremony(coming),
        proposed=tuple(badge for badge in under_way if badge.decided_on is None),
        decided=tuple(badge for badge in under_way if badge.decided_on is not None),
        untold=untold[:_SHOWN],
        untold_more=max(len(untold) - _SHOWN, 0),
        unknown=_unknown(actor, organisation, on),
        citations=citations,
        gap=gap,
        may_edit=actor.may(Permission.EDIT_REGISTER, key),
        may_print=actor.may(Permission.MAKE_PAPERS, key),
    )


def _reckoned(
    actor: Actor, organisation: Organisation, on: date, rules: Rulebook
) -> tuple[tuple[BadgeLine, ...], tuple[BadgeLine, ...], tuple[Citation, ...], str]:
    try:
        coming, untold = badges_due(actor, organisation, on, rules)
    except LawGap as gap:
        return (), (), (), gap.name
    keys = ("badge.kinds", "party_age.clock_start", "badge.ceremony_days", "badge.exempt_keep")
    readings = (rules.find(key, on) for key in keys)
    return coming, untold, tuple(reading.citation for reading in readings if reading is not None), ""


def _unknown(actor: Actor, organisation: Organisation, on: date) -> int:
    """How many members have no day in the book from which a Party age could be counted. One query."""
    known = Admission.objects.filter(person=OuterRef("person"), decided_on__isnull=False)
    members = Membership.objects.filter(covering(on), _seen(actor, organisation))
    return members.filter(~Exists(known)).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBadges:
    """What is on record of one person, what is complete and missing, what comes next."""

    since: Since
    on_record: tuple[PartyBadge, ...]
    missing: tuple[Badge, ...]
    coming: tuple[Badge, ...]
    kinds: tuple[int, ...]


def person_badges(person: Person, on: date, rules: Rulebook) -> PersonBadges:
    """Return the badges of a person on a day; what cannot be reckoned stays empty. Two queries."""
    since = party_age_from(person, on)
    on_record = badges_on_record(person)
    held = {badge.years for badge in on_record}
    try:
        kinds = badge_kinds(on, rules)
        missing = badges_missing(since.day, on, rules, has=held) if since.day else ()
        coming = badges_ahead(since.day, on, add_months(on, 10 * _MONTHS), rules) if since.day else ()
    except LawGap:
        kinds, missing, coming = (), (), ()
    return PersonBadges(since=since, on_record=on_record, missing=missing, coming=coming[:1], kinds=kinds)


def lines_of(
    actor: Actor, organisation: Organisation, on: date, rules: Rulebook, keys: Iterable[str]
) -> Iterator[BadgeLine]:
    """Find again the lines that a form named; what is no longer on the list is left out."""
    wanted = set(keys)
    coming, untold = badges_due(actor, organisation, on, rules)
    yield from (line for line in (*coming, *untold) if line.key in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeRow:
    """One badge on record; ``is_here``: the organisation that entered it is in reach, with the reason it noted."""

    badge: PartyBadge
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBadgesPage:
    """The badges of one person with where the rules stand."""

    badges: PersonBadges
    rows: tuple[BadgeRow, ...]
    citations: tuple[Citation, ...]
    may_edit: bool


def person_badges_page(actor: Actor, person: Person, on: date) -> PersonBadgesPage:
    """Return the badges of a person whom the caller has guarded.

    A badge that was decided goes with the member's file; a request stays with the organisation that makes it.
    """
    rules = rulebook_of(person.organisation, on) if person.organisation else rulebook()
    readings = (rules.find(key, on) for key in ("badge.kinds", "party_age.clock_start", "badge.early_months"))
    badges = person_badges(person, on, rules)
    is_own = str(person.uid) == actor.person_uid
    rows = tuple(
        BadgeRow(badge=one, is_here=is_own or actor.may(Permission.VIEW_PEOPLE, one.organisation.scope_key))
        for one in badges.on_record
    )
    return PersonBadgesPage(
        badges=badges,
        rows=tuple(row for row in rows if row.is_here or row.badge.decided_on),
        citations=tuple(reading.citation for reading in readings if reading is not None),
        may_edit=actor.may(Permission.EDIT_REGISTER, person.scope_key),
    )


def badges_on_record(person: Person) -> tuple[PartyBadge, ...]:
    """The badges of a person that are asked for, decided or given, by their years. One query."""
    held = PartyBadge.objects.filter(person=person, closed_on=None).select_related("organisation")
    return tuple(held.order_by("years"))
