"""Dates as the regulations count them: months and ages by the calendar, working days by the calendar of holidays.

Nothing here asks what day it is. Spells are half-open: ``starts_on`` is the first day covered, ``ends_on`` the first
day not covered, or nothing while the spell is open. Where the texts are silent the reading is an argument whose
default is decision 10.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum, unique
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SATURDAY = 5
_MONTHS = 12


class CalendarGap(LookupError):
    """No holiday data for a year: a working-day count that needs it cannot be given (decision 11)."""

    def __init__(self, year: int) -> None:
        """Remember the year nobody entered."""
        super().__init__(f"no holiday data for {year}")
        self.year = year


@unique
class MonthEnd(StrEnum):
    """Where a period of months ends when the later month has no such day."""

    LAST_DAY = "last_day"
    NEXT_DAY = "next_day"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; never completed with an invented 1 January."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Refuse what no calendar has: month 13, 31 April, a day without its month."""
        if self.day and not self.month:
            message = "a day needs its month"
            raise ValueError(message)
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY[-MM[-DD]]``; raise ``ValueError`` for anything else."""
        matched = _PARTIAL.fullmatch(text.strip())
        if matched is None:
            message = f"not a date of the form YYYY[-MM[-DD]]: {text!r}"
            raise ValueError(message)
        parts = [int(part) for part in matched.groups() if part is not None]
        if 0 in parts:
            message = f"no year, month or day is 0: {text!r}"
            raise ValueError(message)
        return cls(*parts)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The full date as a partial one."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        """Write ``YYYY[-MM[-DD]]``."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        return text + (f"-{self.day:02}" if self.day else "")

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return bool(self.day)

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or _MONTHS
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def add_months(day: date, months: int, *, month_end: MonthEnd = MonthEnd.LAST_DAY) -> date:
    """Give the same day of the month ``months`` later (or earlier), else that month's last day (decision 10).

    Raises ``OverflowError`` beyond the years that dates can have.
    """
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    if not MINYEAR <= year <= MAXYEAR:
        message = f"{months} months from {day} lie in no calendar"
        raise OverflowError(message)
    length = monthrange(year, month + 1)[1]
    if day.day <= length:
        return date(year, month + 1, day.day)
    last = date(year, month + 1, length)
    return last if month_end is MonthEnd.LAST_DAY else last + timedelta(days=1)


def full_months_between(start: date, end: date, *, month_end: MonthEnd = MonthEnd.LAST_DAY) -> int:
    """Count the whole months from ``start`` to ``end`` (negative when ``end`` comes first)."""
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    if add_months(start, months, month_end=month_end) > end:
        months -= 1
    return months


def age_on(birth: date, on: date) -> int:
    """Count full years of age on a day; who is born on 29 February is a year older on 28 February (decision 10)."""
    return full_months_between(birth, on) // _MONTHS


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True)
class Spell:
    """A half-open stretch of days: ``ends_on`` is the first day not covered."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a spell that ends before it starts."""
        if self.ends_on is not None and self.ends_on < self.starts_on:
            message = f"a spell from {self.starts_on} cannot end on {self.ends_on}"
            raise ValueError(message)

    def covers(self, day: date) -> bool:
        """Whether the spell covers a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: Spell) -> bool:
        """Whether the two spells share at least one day."""
        if self.ends_on == self.starts_on or other.ends_on == other.starts_on:
            return False
        return (other.ends_on is None or self.starts_on < other.ends_on) and (
            self.ends_on is None or other.starts_on < self.ends_on
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCalendar:
    """The days nobody works, and the years for which somebody looked.

    ``days`` are public holidays, substituted and swapped days. Saturdays worked to make up for a swapped day are not
    working days here (decision 10: Monday to Friday less holidays less swapped days).
    """

    days: frozenset[date]
    years: frozenset[int]
    source: str = ""

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked; raise ``CalendarGap`` for a year without data."""
        if day.year not in self.years:
            raise CalendarGap(day.year)
        return day.weekday() < _SATURDAY and day not in self.days

    def add_working_days(self, start: date, count: int, *, start_counts: bool = False) -> date:
        """Give the ``count``-th working day; the day after ``start`` is day 1 unless ``start_counts``."""
        if count < 1:
            message = f"a count of working days starts at 1, not {count}"
            raise ValueError(message)
        day = start - timedelta(days=1) if start_counts else start
        left = count
        while left:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date, *, start_counts: bool = False) -> int:
        """Count the working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        first = start if start_counts else start + timedelta(days=1)
        return sum(self.is_working_day(first + timedelta(days=offset)) for offset in range((end - first).days + 1))

    def skipped_between(self, start: date, end: date) -> tuple[date, ...]:
        """The weekdays after ``start`` up to ``end`` that a count leaves out as holidays."""
        resting = _weekday_holidays(self.days)
        return resting[bisect_right(resting, start) : bisect_right(resting, end)]


@lru_cache(maxsize=16)
def _weekday_holidays(days: frozenset[date]) -> tuple[date, ...]:
    """The holidays from Monday to Friday, in order."""
    return tuple(sorted(day for day in days if day.weekday() < _SATURDAY))
