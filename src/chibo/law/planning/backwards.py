"""Counting backwards: the last day from which a period of the law still ends in time. The law is that of its start."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.law.timeline import Computation


def latest_start(end: date, forward: Callable[[date], Computation]) -> Computation:
    """Give the latest day whose period, counted ``forward`` from it, ends on or before a day.

    Raises what ``forward`` raises: ``LawGap`` where no figure is known, ``CalendarGap`` for a year without holidays.
    """
    start = end
    counted = forward(start)
    while counted.result > end:
        start -= timedelta(days=max(1, (counted.result - end).days // 2))
        counted = forward(start)
    return _pushed(counted, end, forward)


def _pushed(counted: Computation, end: date, forward: Callable[[date], Computation]) -> Computation:
    """Step forward again while the period still ends in time."""
    later = forward(counted.start + timedelta(days=1))
    while later.result <= end:
        counted, later = later, forward(later.start + timedelta(days=1))
    return counted


def earliest_start(end: date, forward: Callable[[date], Computation]) -> Computation:
    """Give the earliest day whose period, counted ``forward`` from it, has not ended before a day."""
    counted = latest_start(end - timedelta(days=1), forward)
    return forward(counted.start + timedelta(days=1))
