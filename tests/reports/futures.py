"""Cells whose future is known, for the forecast's back-test. Every number comes from a seed; no person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from chibo.reports.chances import End, Road, Waiting

YEAR = 365
LEGAL = 365  # days: no road is shorter than the twelve months of being together with the introducer


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One road as it truly was: the day it began, when it passed the second step, when and how it ended."""

    began: int
    applied: int
    ended: int
    end: End


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell's roads over the years, and the day on which somebody asks."""

    walks: tuple[Walk, ...]
    asked: int

    def known(self) -> list[Walk]:
        return [walk for walk in self.walks if walk.began <= self.asked]

    def waiting(self, horizon: int) -> list[Waiting]:
        """What the forecast sees on the day: nothing that lies behind it."""
        from_source = tuple(self._seen(walk, walk.began) for walk in self.known())
        from_application = tuple(self._seen(walk, walk.applied) for walk in self.known() if walk.applied <= self.asked)
        enough = sum(road.end is End.JOINED for road in from_application) >= 3
        people = []
        for walk in self.known():
            if walk.ended <= self.asked:
                continue
            has_applied = walk.applied <= self.asked and enough
            since = walk.applied if has_applied else walk.began
            roads = from_application if has_applied else from_source
            people.append(Waiting(roads=roads, elapsed=self.asked - since, left=horizon))
        return people

    def _seen(self, walk: Walk, since: int) -> Road:
        if walk.ended <= self.asked:
            return Road(days=walk.ended - since, end=walk.end)
        return Road(days=self.asked - since, end=End.OPEN)

    def truth(self, horizon: int) -> int:
        open_now = [walk for walk in self.known() if walk.ended > self.asked]
        return sum(walk.end is End.JOINED and walk.ended <= self.asked + horizon for walk in open_now)

    def last_year(self, horizon: int) -> float:
        """The naive forecast: as many as in the year before, in step with the length of the horizon."""
        past = [walk for walk in self.walks if walk.end is End.JOINED]
        return sum(self.asked - YEAR < walk.ended <= self.asked for walk in past) * horizon / YEAR


def cells(many: int, seed: int) -> list[Cell]:
    """Cells of different size, pace, loss and steadiness, with eight to sixteen years behind them."""
    luck = Random(seed)
    return [_cell(luck) for _ in range(many)]


def _cell(luck: Random) -> Cell:
    a_year, loss = luck.uniform(0.6, 4.0), luck.uniform(0.05, 0.4)
    pace, spread = luck.uniform(60, 250), luck.uniform(0.3, 0.9)
    asked = round(luck.uniform(8, 16) * YEAR)
    walks, day = [], 0.0
    while day < asked + 3 * YEAR:
        day += luck.expovariate(a_year / YEAR)
        applied = round(day + LEGAL * 0.6 + luck.lognormvariate(0, spread) * pace)
        joined = round(applied + LEGAL * 0.4 + luck.lognormvariate(0, spread) * pace)
        leaves = luck.random() < loss
        ended = round(day + luck.uniform(0.1, 1.0) * (joined - day)) if leaves else joined
        end = End.LEFT if leaves else End.JOINED
        walks.append(Walk(began=round(day), applied=min(applied, ended), ended=ended, end=end))
    return Cell(walks=tuple(walks), asked=asked)
