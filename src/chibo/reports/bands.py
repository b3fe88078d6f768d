"""Age bands of the statistics, as data (``bands.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from chibo.law.calendar import add_months

if TYPE_CHECKING:
    from collections.abc import Mapping

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Band:
    """A band of full years, both ends inside; no last year means "and more"."""

    first: int
    last: int | None

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.first}-{self.last}" if self.last is not None else f"{self.first}+"

    @property
    def name(self) -> str:
        """How a table names it."""
        return f"{self.first}–{self.last}" if self.last is not None else f"từ {self.first}"

    def first_day(self, on: date) -> date | None:
        """The earliest day on which somebody of this band began to count; nothing for the band without end."""
        return latest_start(self.last + 1, on) + timedelta(days=1) if self.last is not None else None

    def last_day(self, on: date) -> date:
        """The latest day on which somebody of this band began to count."""
        return latest_start(self.first, on)


def latest_start(years: int, on: date) -> date:
    """The last day from which ``years`` full years have passed by ``on``, in the calendar of ages."""
    day = add_months(on, -years * _YEAR)
    later = day + timedelta(days=1)  # somebody of 29 February is a year older on the 28th of other years
    return later if add_months(later, years * _YEAR) <= on else day


@cache
def bands() -> Mapping[str, tuple[Band, ...]]:
    """The bands by what they count: ``age``, ``party_age``."""
    text = resources.files("chibo.reports").joinpath("bands.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    return {what: tuple(Band(first, last) for first, last in told[what]) for what in ("age", "party_age")}
