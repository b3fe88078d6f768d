"""What a report in words counts: stock, movement, road, sessions, reviews. One read each, whatever the size."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, Sum

from chibo.development.models import Step
from chibo.law.vocabulary import StepKind
from chibo.meetings.models import Meeting, Resolution
from chibo.meetings.queries import concern_figures
from chibo.register.facts import covering
from chibo.register.models import Employment, Membership
from chibo.register.queries import term_on
from chibo.register.staffing import ORGANISATION, added, has_counts, unnamed
from chibo.register.tree import below_then, under_way_then
from chibo.reports.periods import Sort
from chibo.reports.queries.forecasting import forecast
from chibo.reports.queries.forecasting.roads import ENTRIES
from chibo.reports.queries.progress import progress
from chibo.reports.queries.prose.members import members_of
from chibo.reports.queries.prose.works import works_of
from chibo.reports.queries.statistics.hiding import SMALLEST_SHOWN
from chibo.reviews.models import Target
from chibo.reviews.queries import results, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.meetings.queries import ConcernFigures
    from chibo.register.models import Organisation, Term
    from chibo.reports.periods import Period
    from chibo.reports.queries.forecasting import Forecast
    from chibo.reports.queries.progress import Progress
    from chibo.reports.queries.prose.members import Members
    from chibo.reports.queries.prose.works import Works
    from chibo.reviews.queries import ReviewResult

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
NOBODY = Q(pk__lt=0)  # an empty list would take every count of the same question away with it
SESSIONS = (Meeting.Kind.REGULAR, Meeting.Kind.THEMATIC, Meeting.Kind.COMBINED, Meeting.Kind.REVIEW)
OF_TERM = frozenset({Target.Metric.ADMISSIONS, Target.Metric.MEMBER_SHARE})
THEMATIC = (Meeting.Kind.THEMATIC, Meeting.Kind.COMBINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The staff whom the unit counts, and how many of them are members: today, and on the eve."""

    now: int
    members_now: int
    before: int
    members_before: int

    @property
    def share(self) -> Fraction | None:
        """The share of members among the staff on the day of the figures."""
        return Fraction(self.members_now, self.now) if self.now else None

    @property
    def share_before(self) -> Fraction | None:
        """The same on the eve."""
        return Fraction(self.members_before, self.before) if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The road to the Party: how many took each step in the period and in the one before, and where they stand."""

    steps: Mapping[str, int]
    steps_before: Mapping[str, int]
    stages: Mapping[str, int]  # the latest of ENTRIES reached, of those still on the road

    @property
    def waiting(self) -> int:
        """Everybody still on the road before the ceremony."""
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The sessions held, their members and who was there, in the period and in the one before."""

    held: int
    thematic: int
    members: int
    present: int
    held_before: int
    resolutions: int

    @property
    def attendance(self) -> Fraction | None:
        """The part of the members present, over all sessions counted together."""
        return Fraction(self.present, self.members) if self.members else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that a report tells of; ``until`` is the day of its figures, ``told_on`` the day it was asked for."""

    organisation: Organisation
    period: Period
    until: date
    told_on: date
    base_day: date  # what the stock is compared with: the eve, or the day on which the book was opened
    members: Members
    staff: Staff
    road: Road
    sessions: Sessions
    concerns: ConcernFigures
    works: Works
    reviews: tuple[ReviewResult, ...]
    term: Term | None
    targets: Mapping[str, int]  # of the whole term, what the unit promised of itself
    promised: tuple[Progress, ...]  # every other target: of a year, of a share, set from above
    forecast: Forecast | None

    @property
    def is_cell(self) -> bool:
        """Whether people may be told apart; above the cell small counts are hidden."""
        return self.organisation.kind.is_cell

    @property
    def is_over(self) -> bool:
        """Whether the period had passed when the report was asked for."""
        return self.period.is_over(self.told_on)

    def shown(self, count: int) -> bool:
        """Whether a part of the members may be told: above the cell not one or two of them."""
        return self.is_cell or not 0 < count < SMALLEST_SHOWN


def facts_of(actor: Actor, organisation: Organisation, period: Period, told_on: date) -> Facts:
    """Gather a period. The number of queries is the same for a cell and for a province; no person is read."""
    until = period.until(told_on)
    term = term_on(organisation, until)
    found = targets_of(organisation, until)
    of_term = {one.metric: one for one in found if one.is_own and one.year is None and one.metric in OF_TERM}
    others = len(found) > len(of_term)
    members = members_of(organisation, period, until, term)
    base_day = period.starts_on if members.begins_with_book else period.eve
    return Facts(
        organisation=organisation,
        period=period,
        until=until,
        told_on=told_on,
        base_day=base_day,
        members=members,
        staff=_staff(organisation, base_day, until),
        road=_road(organisation, period, until),
        sessions=_sessions(organisation, period, until),
        works=works_of(actor, organisation, period, until),
        concerns=concern_figures(organisation, period.starts_on, until + timedelta(days=1)),
        reviews=tuple(one for one in results(organisation, told_on) if _belongs(one, period)),
        term=term,
        targets={metric: one.value_on(until, one.amendments.all()) for metric, one in of_term.items()},
        promised=_promised(actor, organisation, until, of_term.values()) if others else (),
        forecast=forecast(actor, organisation, until) if organisation.kind.is_cell else None,
    )


def _promised(actor: Actor, organisation: Organisation, until: date, told: Iterable[Target]) -> tuple[Progress, ...]:
    """How far every target has come that the sentences on admissions and the share do not tell."""
    known = {one.pk for one in told}
    return tuple(one for one in progress(actor, organisation, until) if one.target.pk not in known)


def during(starts_on: date, until: date, field: str) -> Q:
    """The rows whose ``field`` lies from one day to another, both inside."""
    return Q(**{f"{field}__gte": starts_on, f"{field}__lte": until})


def before(period: Period, field: str) -> Q:
    """The rows whose ``field`` lies in the whole period before; none where there is none."""
    earlier = period.previous
    return during(earlier.starts_on, earlier.last_day, field) if earlier else NOBODY


def _staff(organisation: Organisation, base_day: date, until: date) -> Staff:
    here = below_then(organisation, until, organisation=ORGANISATION)
    spells = Membership.objects.filter(below_then(organisation, until), person=OuterRef("person_id"))
    jobs = Employment.objects.filter(below_then(organisation, until, organisation="workplace__organisation"))
    found = jobs.annotate(
        is_member=Exists(spells.filter(covering(until))), was_member=Exists(spells.filter(covering(base_day)))
    ).aggregate(
        now=_people(covering(until)),
        members_now=_people(covering(until) & Q(is_member=True)),
        before=_people(covering(base_day)),
        members_before=_people(covering(base_day) & Q(was_member=True)),
        counted=Count("pk", filter=has_counts(here, until)),
    )
    may_be_counted = found.pop("counted") or not any(found.values())
    told = unnamed(here, until) if may_be_counted else ()
    for day, staff, members in ((until, "now", "members_now"), (base_day, "before", "members_before")):
        more, more_members = added(told, day)
        found[staff] += more
        found[members] += more_members
    return Staff(**found)


def _road(organisation: Organisation, period: Period, until: date) -> Road:
    valid = steps(organisation, until)
    counted = valid.filter(on__lte=until).values("kind").order_by("kind")
    rows = counted.annotate(now=_count(during(period.starts_on, until, "on")), earlier=_count(before(period, "on")))
    told = list(rows.values_list("kind", "now", "earlier"))
    reached: dict[int, set[str]] = {}
    for case, kind in walking(organisation, until).values_list("case_id", "kind"):
        reached.setdefault(case, set()).add(kind)
    latest = [max((kind for kind in ENTRIES if kind in kinds), key=ENTRIES.index) for kinds in reached.values()]
    return Road(
        steps=Counter({kind: now for kind, now, _ in told}),
        steps_before=Counter({kind: earlier for kind, _, earlier in told}),
        stages=Counter(latest),
    )


def steps(organisation: Organisation, on: date) -> QuerySet[Step]:
    """The steps that stand, of everybody's road in the unit and below it as the tree was on a day."""
    standing = Step.objects.filter(is_void=False, replaced_by__isnull=True)
    return standing.filter(under_way_then(organisation, on, record="case"))


def walking(organisation: Organisation, on: date) -> QuerySet[Step]:
    """The steps into a stage of those who were on the road before the ceremony on a day."""
    joined = Step.objects.filter(
        case=OuterRef("case_id"), kind=StepKind.ADMITTED, on__lte=on, is_void=False, replaced_by__isnull=True
    )
    is_open = Q(case__closed_on__isnull=True) | Q(case__closed_on__gt=on)
    return steps(organisation, on).filter(is_open, ~Exists(joined), on__lte=on, kind__in=ENTRIES)


def sessions(organisation: Organisation, starts_on: date, until: date) -> QuerySet[Meeting]:
    """The sessions held from one day to another; a planned one was not held."""
    return held(organisation, until).filter(during(starts_on, until, "on"))


def held(organisation: Organisation, on: date) -> QuerySet[Meeting]:
    """Every regular and thematic session that somebody came to."""
    sat = Meeting.objects.filter(below_then(organisation, on), kind__in=SESSIONS)
    return sat.exclude(state=Meeting.State.PLANNED)


def _sessions(organisation: Organisation, period: Period, until: date) -> Sessions:
    now = during(period.starts_on, until, "on")
    known = now & Q(present_total__isnull=False, members_total__isnull=False)
    found = held(organisation, until).aggregate(
        held=_count(now),
        thematic=_count(now & Q(kind__in=THEMATIC)),
        members=Sum("members_total", filter=known, default=0),
        present=Sum("present_total", filter=known, default=0),
        held_before=_count(before(period, "on")),
    )
    return Sessions(resolutions=resolutions(organisation, period.starts_on, until).count(), **found)


def resolutions(organisation: Organisation, starts_on: date, until: date) -> QuerySet[Resolution]:
    """The resolutions from one day to another."""
    return Resolution.objects.filter(below_then(organisation, until), during(starts_on, until, "on"))


def _belongs(result: ReviewResult, period: Period) -> bool:
    """Whether a year's review is told in a period: of a year or a term its own years, else what was concluded in it.

    Where the day of the conclusion is not recorded, it counts as the first day after the year (as in reviews).
    """
    last = date(result.year, 12, 31)
    day = result.review.concluded_on or last + timedelta(days=1)
    if period.sort in {Sort.YEAR, Sort.TERM}:
        day = last
    return period.starts_on <= day <= period.last_day


def _count(which: Q) -> Count:
    return Count("pk", filter=which)


def _people(which: Q) -> Count:
    return Count("person_id", filter=which, distinct=True)
