"""The periods that a report in words tells of: quarter, half-year, year, term. Pure: calendar days only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.base.dates import say_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = 12
_ROMAN = ("I", "II", "III", "IV")


@unique
class Sort(StrEnum):
    """How long a period is; the values stand in addresses."""

    QUARTER = "quy"
    HALF = "nua-nam"
    YEAR = "nam"
    TERM = "nhiem-ky"


_LENGTH = {Sort.QUARTER: 3, Sort.HALF: 6, Sort.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time that is reported on, both days inside; ``name`` goes on after "báo cáo": "quý I năm 2018"."""

    sort: Sort
    starts_on: date
    last_day: date
    name: str

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.sort}-{self.starts_on.isoformat()}"

    @property
    def eve(self) -> date:
        """The day before the period: what "so với đầu kỳ" is compared with."""
        return self.starts_on - timedelta(days=1)

    def is_over(self, on: date) -> bool:
        """Whether the last day has passed; on the last day itself somebody may still come."""
        return on > self.last_day

    def until(self, on: date) -> date:
        """The day of the figures: the last day, or the day of asking while the period goes on."""
        return min(self.last_day, on)

    @property
    def previous(self) -> Period | None:
        """The period before of the same sort; nothing before a term, whose length the congress set."""
        if self.sort is Sort.TERM:
            return None
        return calendar_period(self.sort, self.eve)


def calendar_period(sort: Sort, day: date) -> Period:
    """The quarter, half-year or year in which a day lies."""
    months = _LENGTH[sort]
    place = (day.month - 1) // months
    first = date(day.year, place * months + 1, 1)
    after = place * months + months
    last = date(day.year + after // _MONTHS, after % _MONTHS + 1, 1) - timedelta(days=1)
    names = {
        Sort.QUARTER: f"quý {_ROMAN[place % 4]} năm {day.year}",
        Sort.HALF: f"6 tháng {'cuối' if place else 'đầu'} năm {day.year}",
        Sort.YEAR: f"năm {day.year}",
    }
    return Period(sort=sort, starts_on=first, last_day=last, name=names[sort])


def term_period(name: str, starts_on: date, ends_on: date | None) -> Period:
    """A term; ``ends_on`` is the first day that it does not cover."""
    last = ends_on - timedelta(days=1) if ends_on else date(starts_on.year + 5, starts_on.month, 1)
    return Period(sort=Sort.TERM, starts_on=starts_on, last_day=last, name=f"nhiệm kỳ {name}")


def latest(sort: Sort, on: date, many: int) -> Iterator[Period]:
    """The period of a day and those before it, latest first."""
    period: Period | None = calendar_period(sort, on)
    for _ in range(many):
        if period is None:
            return
        yield period
        period = period.previous


def last_full_quarter(on: date) -> Period:
    """What is reported on first: the quarter that is over."""
    return calendar_period(Sort.QUARTER, calendar_period(Sort.QUARTER, on).eve)


def said(period: Period, until: date) -> str:
    """The days of a period in words: "từ ngày 1-1-2018 đến hết ngày 31-3-2018"."""
    return f"từ ngày {say_date(period.starts_on)} đến hết ngày {say_date(until)}"
