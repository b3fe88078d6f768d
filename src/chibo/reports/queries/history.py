"""The member share through time: every day on which staff or members changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.register.models import Employment, Membership
from chibo.register.staffing import added, has_counts, unnamed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.register.models import Organisation
    from chibo.register.staffing import Unnamed

_Span = tuple[int, "date", "date | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """From ``on``: how many staff, and how many of them members; those whom only a count tells are in both."""

    on: date
    staff: int
    members: int

    @property
    def share(self) -> Fraction | None:
        """The part of the staff that is a member, or nothing while no staff is recorded."""
        return Fraction(self.members, self.staff) if self.staff else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The share so far, and what is known beforehand: ``ahead`` are the days on which staff leave, and who they are."""

    past: tuple[Point, ...]
    ahead: tuple[Point, ...] = ()
    leaving: frozenset[int] = frozenset()
    unnamed: int = 0  # staff whom only a count tells and who are no members, at the end of ``past``


def share_history(organisation: Organisation, starts_on: date, on: date) -> tuple[Point, ...]:
    """Return the points from ``starts_on`` to ``on``: the first day, then each change. As :func:`share_course`."""
    return share_course(organisation, starts_on, on, on).past


def share_course(organisation: Organisation, starts_on: date, on: date, until: date) -> Course:
    """Return the points up to ``on``, and those after it before ``until`` that are planned already.

    Two queries, four where a count of staff was entered.
    """
    inside = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    spell = ("person_id", "starts_on", "ends_on")
    here = Q(workplace__organisation=organisation)
    rows = Employment.objects.filter(inside, here).annotate(counted=has_counts(here, on))
    found = list(rows.values_list(*spell, "counted"))
    jobs = [(person, start, end) for person, start, end, _ in found]
    spells = list(Membership.objects.filter(inside, organisation=organisation).values_list(*spell))
    told = unnamed(here, on) if not found or found[0][3] else ()
    counted = [day for one in told for day in (one.on, one.until)]
    ends = [day for _, *ends in (*jobs, *spells) for day in ends]
    days = {day for day in (*counted, *ends) if day and starts_on < day}
    past = _points(jobs, spells, told, {starts_on, *(day for day in days if day <= on)})
    ahead = _points(jobs, spells, told, {on, *(day for day in days if on < day < until)})[1:]
    still = _covered(jobs, max(until - timedelta(days=1), on))
    more, more_members = added(told, on)
    return Course(past=past, ahead=ahead, leaving=frozenset(_covered(jobs, on) - still), unnamed=more - more_members)


def _points(
    jobs: list[_Span], spells: list[_Span], told: tuple[Unnamed, ...], days: Iterable[date]
) -> tuple[Point, ...]:
    points: list[Point] = []
    for day in sorted(days):
        staff, (more, more_members) = _covered(jobs, day), added(told, day)
        members = len(staff & _covered(spells, day)) + more_members
        point = Point(on=day, staff=len(staff) + more, members=members)
        if not points or (points[-1].staff, points[-1].members) != (point.staff, point.members):
            points.append(point)
    return tuple(points)


def _covered(spans: Iterable[_Span], day: date) -> set[int]:
    return {person for person, start, end in spans if start <= day and (end is None or day < end)}
