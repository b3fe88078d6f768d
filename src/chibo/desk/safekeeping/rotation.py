"""Which scheduled backups may go: so many days, weeks and months are kept, and never the only proved one goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup as rotation sees it; ``is_there`` whether its file can be seen now, ``holds_more`` than the vault does.

    Keys rise from one backup to the next, whatever the clock said: they tell which is later.
    """

    key: int
    on: date
    is_proved: bool
    is_there: bool = True
    holds_more: bool = False


def to_drop(made: Iterable[Kept], *, daily: int, weekly: int, monthly: int) -> list[int]:
    """Give the keys of those that may go: of each of the last days, weeks and months the latest one stays.

    The latest proved one that is there stays whatever the figures say, and what alone holds a file that was lost; what
    is not there now is not touched.
    """
    found = sorted((one for one in made if one.is_there), key=lambda one: one.key, reverse=True)
    stays = {one.key for one in [one for one in found if one.is_proved][:1]}
    stays |= {one.key for one in found[:1]} | {one.key for one in found if one.holds_more}
    for count, span in ((daily, _day), (weekly, _week), (monthly, _month)):
        stays |= _latest_of_each(found, span, count)
    return sorted(one.key for one in found if one.key not in stays)


def _latest_of_each(found: list[Kept], span: Callable[[date], object], count: int) -> set[int]:
    latest: dict[object, int] = {}
    for one in found:
        latest.setdefault(span(one.on), one.key)
    return set(list(latest.values())[:count])


def _day(on: date) -> object:
    return on


def _week(on: date) -> object:
    return on.isocalendar()[:2]


def _month(on: date) -> object:
    return on.year, on.month
