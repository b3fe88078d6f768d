"""How many of those on the road will have joined by a day: the roads of the past, told as chances. Pure reckoning.

Three ideas of common statistics, few lines each (ADR 0025):
- *Aalen and Johansen*: of the roads that passed a step, which part had joined after so many days. A road that ended
  without joining is counted as that; a road still open counts only as long as it was seen (censored), so that people
  under way make the pace neither faster nor slower.
- *Rubin's Bayesian bootstrap*: few past roads know little. Each of a fixed number of draws weighs them anew, beside one
  imagined road that joins or not by the toss of a coin, and the answer is the average over the draws; with few roads
  the range is wide, with many it is as narrow as it can be.
- *A sum of unlike coins*: the count of those who join, from each one's own chance.

It reckons counts for a whole unit. It never says anything about a person, and no chance of a person leaves it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum, unique
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LIKELY = 0.8
"""The least mass of the range that is told; with whole numbers its true mass is this or more, and is told with it."""

ENOUGH_ROADS = 200  # with so many, weighing them anew changes nothing that a reader could see
DRAWS = 200
_SEED = 2018  # the same records give the same page, today and tomorrow


@unique
class End(StrEnum):
    """How a road ended, as far as it was seen."""

    JOINED = "joined"
    LEFT = "left"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The days from a step to the end of a road, or to the day it was last seen open."""

    days: int
    end: End


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody on the road: the roads to compare with, the days since the step, the days left until the horizon."""

    roads: tuple[Road, ...]
    elapsed: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many will have joined: the range, the mass of chance it holds (0 to 1), and the mean over all chances.

    ``beyond`` of the people have been on the road longer than any earlier one, so that nothing is known of them:
    the range counts them as none at its lower end and all at its upper end, and the mean leaves them out.
    """

    least: int
    most: int
    mass: float
    mean: float
    beyond: int = 0


class _Curve:
    """By each day: the part of the roads still open, and the part that had joined (Aalen and Johansen)."""

    def __init__(self, roads: Sequence[Road], weights: Sequence[float]) -> None:
        rows = sorted(zip(roads, weights, strict=True), key=lambda row: (row[0].days, row[0].end is End.OPEN))
        at_risk, open_part, joined = sum(weights), 1.0, 0.0
        self._days: list[int] = []
        self._open: list[float] = []
        self._joined: list[float] = []
        self._risk: list[float] = []
        for road, weight in rows:
            if at_risk > 0 and road.end is not End.OPEN:
                share = open_part * weight / at_risk
                joined += share if road.end is End.JOINED else 0.0
                open_part -= share
            at_risk -= weight
            self._days.append(road.days)
            self._open.append(max(open_part, 0.0))
            self._joined.append(joined)
            self._risk.append(max(at_risk, 0.0))
        self._all = sum(weights)

    def chance(self, waiting: Waiting, imagined: _Imagined) -> float:
        """The chance of joining within the days left, of somebody still on the road after the days elapsed."""
        still = self._at(self._open, waiting.elapsed, 1.0)
        before = self._at(self._joined, waiting.elapsed, 0.0)
        after = self._at(self._joined, waiting.elapsed + waiting.left, 0.0)
        told = min(max((after - before) / still, 0.0), 1.0) if still > 0 else 0.0
        seen = self._at(self._risk, waiting.elapsed, self._all)
        return (seen * told + imagined.weight * imagined.joins) / (seen + imagined.weight)

    def _at(self, values: list[float], day: int, before_all: float) -> float:
        place = bisect_right(self._days, day)
        return values[place - 1] if place else before_all


@dataclass(frozen=True, slots=True, kw_only=True)
class _Imagined:
    """The one road more that stands for what the few real ones have not shown yet."""

    weight: float
    joins: bool


def is_beyond(waiting: Waiting) -> bool:
    """Whether no earlier road was seen for as long as this one: then nothing is known of the rest of it."""
    return all(road.days <= waiting.elapsed for road in waiting.roads)


def joined_by(people: Iterable[Waiting]) -> Count:
    """Tell how many of the people will have joined by the horizon that their ``left`` days reach to."""
    everybody = list(people)
    known = [one for one in everybody if not is_beyond(one)]
    masses = _masses(known)
    least, most = _range(masses)
    beyond = len(everybody) - len(known)
    return Count(
        least=least,
        most=most + beyond,
        mass=sum(masses[least : most + 1]),
        mean=sum(count * mass for count, mass in enumerate(masses)),
        beyond=beyond,
    )


def _masses(people: Sequence[Waiting]) -> list[float]:
    """The chance of each count from nobody to everybody, averaged over the draws."""
    shelves = list(dict.fromkeys(one.roads for one in people))
    draws = 1 if all(len(roads) >= ENOUGH_ROADS for roads in shelves) else DRAWS
    luck = Random(_SEED)  # noqa: S311 — a repeatable reckoning, no secret
    total = [0.0] * (len(people) + 1)
    for _ in range(draws):
        drawn = {roads: _drawn(roads, luck, is_only=draws == 1) for roads in shelves}
        chances = [curve.chance(one, imagined) for one in people for curve, imagined in [drawn[one.roads]]]
        for count, mass in enumerate(_sum(chances)):
            total[count] += mass / draws
    return total


def _drawn(roads: Sequence[Road], luck: Random, *, is_only: bool) -> tuple[_Curve, _Imagined]:
    if is_only:
        return _Curve(roads, [1.0] * len(roads)), _Imagined(weight=0.0, joins=False)
    weights = [luck.expovariate(1.0) for _ in roads]
    return _Curve(roads, weights), _Imagined(weight=luck.expovariate(1.0), joins=luck.random() < 0.5)  # noqa: PLR2004


def _sum(chances: Sequence[float]) -> list[float]:
    """The chance of each count when every one joins by a chance of its own."""
    masses = [1.0]
    for chance in chances:
        stays = [mass * (1 - chance) for mass in masses] + [0.0]
        joins = [0.0] + [mass * chance for mass in masses]
        masses = [one + other for one, other in zip(stays, joins, strict=True)]
    return masses


def _range(masses: Sequence[float]) -> tuple[int, int]:
    """The shortest run of counts that holds the likely mass; of equals the one that holds most."""
    sums = [0.0, *accumulate(masses)]
    for length in range(1, len(masses) + 1):
        runs = [(sums[start + length] - sums[start], -start) for start in range(len(masses) - length + 1)]
        mass, start = max(runs)
        if mass >= LIKELY:
            return -start, -start + length - 1
    return 0, len(masses) - 1
