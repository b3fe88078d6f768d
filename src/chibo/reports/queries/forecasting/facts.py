"""What a forecast says: the pace it rests on, who is on the road, the counts and dates for the end of the term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique
from fractions import Fraction
from statistics import median_low
from typing import TYPE_CHECKING

from chibo.law.calendar import add_months
from chibo.reports.queries.forecasting.roads import ENOUGH_CASES

if TYPE_CHECKING:
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person, Term
    from chibo.reports.chances import Count
    from chibo.reports.queries.history import Point


@unique
class Outcome(StrEnum):
    """What the forecast says of the target."""

    NO_TERM = "no_term"
    NO_TARGET = "no_target"
    NO_STAFF = "no_staff"
    NO_BASIS = "no_basis"
    REACHED = "reached"
    ON_COURSE = "on_course"
    NEEDS_SOURCES = "needs_sources"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """By what pace is reckoned: days of completed cases (lower median, longest), or the months the law asks at least.

    ``own`` is how many cases the unit itself has completed. Where they are too few, ``level_above`` names the level
    whose cases ``days`` come from; where those are too few as well, ``legal_months`` stands in.
    """

    days: tuple[int, ...] = ()
    own: int = 0
    level_above: str = ""
    legal_months: int | None = None
    citation: Citation | None = None

    @property
    def is_own(self) -> bool:
        """Whether the unit has enough completed cases of its own."""
        return self.own >= ENOUGH_CASES

    @property
    def is_paced(self) -> bool:
        """Whether completed cases, of the unit or of the level above, give a pace."""
        return len(self.days) >= ENOUGH_CASES

    @property
    def is_known(self) -> bool:
        """Whether there is any pace to reckon by."""
        return self.is_paced or self.legal_months is not None

    @property
    def median(self) -> int | None:
        """The lower median in days, of completed cases."""
        return median_low(self.days) if self.is_paced else None

    @property
    def longest(self) -> int | None:
        """The longest case in days, of completed cases."""
        return max(self.days) if self.is_paced else None

    def ceremony_after(self, source_on: date, *, longest: bool = False) -> date:
        """The day of the ceremony that the pace gives for somebody added to the sources on a day."""
        if self.is_paced:
            return source_on + timedelta(days=max(self.days) if longest else median_low(self.days))
        return add_months(source_on, self.legal_months or 0)

    def source_before(self, ceremony_on: date, *, longest: bool = False) -> date:
        """The last day of adding somebody to the sources so that the ceremony comes by a day."""
        if self.is_paced:
            return ceremony_on - timedelta(days=max(self.days) if longest else median_low(self.days))
        return add_months(ceremony_on, -(self.legal_months or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Somebody on the road, and when the pace brings the ceremony; nothing once every earlier pace has passed.

    ``earliest`` and ``latest``: the range that earlier cases took from the same step on.
    """

    person: Person
    source_on: date
    ceremony_on: date | None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Counts and dates for the rest of the term. Staff stay as they are on ``on``, but for whose leave is planned.

    ``leaves`` are the points after ``on`` at which staff leave as entered beforehand; no age rule is ever applied.
    """

    organisation: Organisation
    on: date
    outcome: Outcome
    basis: Basis
    term: Term | None = None
    staff: int = 0
    members: int = 0
    admitted: int = 0
    admission_goal: int | None = None
    goal: int | None = None
    ground: str = ""
    history: tuple[Point, ...] = ()
    leaves: tuple[Point, ...] = ()
    expected: tuple[Expected, ...] = ()
    count: Count | None = None  # of those on the road, who joins by the end of the term; nothing without past roads
    candidates: tuple[Person, ...] = ()  # staff not yet sources; a fact, not a proposal
    unnamed: int = 0  # staff whom only a count tells and who are no members: more who are not yet sources
    sources_needed: int = 0
    start_by: date | None = None
    safe_start_by: date | None = None
    sentence: str = ""  # the forecast in words (product.md 2.10)
    since_sentence: str = ""  # since when the target is out of reach
    range_sentence: str = ""  # the range of admissions in words; empty where past roads are too few, or nobody waits

    @property
    def ends_on(self) -> date | None:
        """The planned end of the term."""
        return self.term.ends_on if self.term else None

    @property
    def in_time(self) -> tuple[Expected, ...]:
        """Those whose ceremony is expected by the end of the term, in the order of the ceremonies."""
        end = self.ends_on
        found = [one for one in self.expected if one.ceremony_on and end and one.ceremony_on <= end]
        return tuple(sorted(found, key=lambda one: one.ceremony_on or date.max))

    @property
    def staff_at_end(self) -> int:
        """Staff at the end of the term: those of today less the planned leaves."""
        return self.leaves[-1].staff if self.leaves else self.staff

    @property
    def members_at_end(self) -> int:
        """Members of today who are still on the staff at the end of the term."""
        return self.leaves[-1].members if self.leaves else self.members

    @property
    def ahead(self) -> tuple[tuple[date, int, int], ...]:
        """Every day ahead on which the share changes: the day, members, staff."""
        joins = [one.ceremony_on for one in self.in_time if one.ceremony_on]
        told = []
        for day in sorted({*joins, *(point.on for point in self.leaves)}):
            standing = [point for point in self.leaves if point.on <= day]
            members, staff = (standing[-1].members, standing[-1].staff) if standing else (self.members, self.staff)
            told.append((day, members + sum(join <= day for join in joins), staff))
        return tuple(told)

    @property
    def expected_members(self) -> int:
        """Staff who are members at the end of the term, with the sources of today."""
        return self.members_at_end + len(self.in_time)

    @property
    def share(self) -> Fraction | None:
        """The share of today."""
        return Fraction(self.members, self.staff) if self.staff else None

    @property
    def expected_share(self) -> Fraction | None:
        """The share at the end of the term, with the sources of today."""
        return self._at_end(len(self.in_time))

    @property
    def worst_share(self) -> Fraction | None:
        """The share at the end of the term if the least of the range join."""
        return self._at_end(self.count.least) if self.count else None

    @property
    def best_share(self) -> Fraction | None:
        """The share at the end of the term if the most of the range join."""
        return self._at_end(self.count.most) if self.count else None

    def _at_end(self, joining: int) -> Fraction | None:
        return Fraction(self.members_at_end + joining, self.staff_at_end) if self.staff_at_end else None
