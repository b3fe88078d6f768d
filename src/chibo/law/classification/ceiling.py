"""Shares of yearly grades and the ceiling on the excellent, in every reading of its base (decision 40)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from chibo.law.vocabulary import ReviewGrade

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.timeline import Reading, Rulebook

_HALF: Final = Fraction(1, 2)
_ROUNDING: Final = "review.cap_rounding"
MEMBERS, COLLECTIVES = "review.excellent_cap", "review.collective_cap"
"""The figures with the share: of members, of collectives."""


@unique
class CapBase(StrEnum):
    """What the ceiling's share is taken of."""

    GOOD_ONLY = "good_only"
    GOOD_OR_BETTER = "good_or_better"
    ALL_RATED = "all_rated"


@unique
class Rounding(StrEnum):
    """What becomes of the fraction of a person."""

    DOWN = "down"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How many were rated, how many good or better, how many excellent."""

    rated: int
    good_or_better: int
    excellent: int

    @property
    def good(self) -> int:
        """How many are good and no more."""
        return self.good_or_better - self.excellent

    @property
    def good_share(self) -> Fraction | None:
        """Good or better of all rated; nothing when nobody was."""
        return Fraction(self.good_or_better, self.rated) if self.rated else None

    @property
    def excellent_share(self) -> Fraction | None:
        """Excellent of the good or better, as the article counts it; nothing when there are none."""
        return Fraction(self.excellent, self.good_or_better) if self.good_or_better else None

    def __add__(self, other: Shares) -> Shares:
        """The two counted together, as one organisation counts its cells."""
        return Shares(
            rated=self.rated + other.rated,
            good_or_better=self.good_or_better + other.good_or_better,
            excellent=self.excellent + other.excellent,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The most that may be rated excellent in one reading of the base and of the rounding.

    ``base_count`` are those the reading starts from; of a base of the good alone ``good_left`` are still good when
    ``limit`` of them have become excellent, and it is of these that the share is taken in the end. ``excellent`` and
    ``good`` are the numbers proposed.
    """

    limit: int
    base_mode: CapBase
    base_count: int
    good_left: int
    share: Fraction
    rounding: Rounding
    excellent: int
    good: int
    reading: Reading
    readings: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Whether those counted as excellent are no more than the limit."""
        return self.excellent <= self.limit

    @property
    def proposed_base(self) -> int:
        """Of how many the share is taken with the numbers as proposed."""
        return self.good if self.base_mode is CapBase.GOOD_ONLY else self.base_count

    @property
    def proposed_exact(self) -> Fraction:
        """The share of that before rounding: what the formula shows, ``20% × 19 = 3,8``."""
        return self.share * self.proposed_base

    @property
    def exact(self) -> Fraction:
        """The share of the base that is left when ``limit`` are excellent, before rounding."""
        return self.share * self.final_base

    @property
    def final_base(self) -> int:
        """Of how many the share is taken when ``limit`` are excellent."""
        return self.good_left if self.base_mode is CapBase.GOOD_ONLY else self.base_count


def shares(grades: Iterable[ReviewGrade]) -> Shares:
    """Count grades."""
    listed = tuple(grades)
    excellent = sum(grade is ReviewGrade.EXCELLENT for grade in listed)
    good = sum(grade is ReviewGrade.GOOD for grade in listed)
    return Shares(rated=len(listed), good_or_better=excellent + good, excellent=excellent)


def share_of_base(base: int, share: Fraction, *, rounding: Rounding = Rounding.DOWN) -> int:
    """The whole number that a share of a known, final base allows; "must not exceed", so down unless read otherwise."""
    return floor(base * share + (_HALF if rounding is Rounding.NEAREST else 0))


def largest(
    total: int, share: Fraction, *, base: CapBase = CapBase.GOOD_ONLY, rounding: Rounding = Rounding.DOWN
) -> int:
    """The largest number that may be excellent when ``total`` belong to the base before anybody is raised.

    ``total``: the good or better, or all rated for ``ALL_RATED``. Raising one person from good to excellent shrinks a
    base of the good alone; there the answer is the largest number that still fits what is left of the base.
    """
    if base is not CapBase.GOOD_ONLY:
        return share_of_base(total, share, rounding=rounding)
    more = _HALF if rounding is Rounding.NEAREST else 0
    return floor((total * share + more) / (1 + share))


def ceiling(
    counted: Shares,
    on: date,
    rules: Rulebook,
    *,
    base: CapBase | None = None,
    rounding: Rounding | None = None,
    key: str = MEMBERS,
) -> Ceiling:
    """Give the ceiling in force on a day; ``base`` and ``rounding`` override the organisation's readings.

    ``key`` is ``COLLECTIVES`` for the rating of organisations. ``LawGap`` where no share is known for the day.
    """
    reading = rules.on(key, on)
    mode = base or CapBase(rules.policy("review.cap_base"))
    way = rounding or Rounding(rules.policy(_ROUNDING))
    total = counted.rated if mode is CapBase.ALL_RATED else counted.good_or_better
    limit = largest(total, reading.share, base=mode, rounding=way)
    return Ceiling(
        limit=limit,
        base_mode=mode,
        base_count=total,
        good_left=max(counted.good_or_better - limit, 0),
        share=reading.share,
        rounding=way,
        excellent=counted.excellent,
        good=counted.good,
        reading=reading,
        readings=(f"review.cap_base={mode.value}", f"{_ROUNDING}={way.value}"),
    )


def ceilings(counted: Shares, on: date, rules: Rulebook, *, key: str = MEMBERS) -> tuple[Ceiling, ...]:
    """Every reading's ceiling, the organisation's own first."""
    own = CapBase(rules.policy("review.cap_base"))
    others = [mode for mode in CapBase if mode is not own]
    return tuple(ceiling(counted, on, rules, base=mode, key=key) for mode in (own, *others))
