"""Shares of yearly grades and the ceiling on the excellent, in every reading of its base (decision 40)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from chibo.law.vocabulary import ReviewGrade

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.timeline import Reading, Rulebook


@unique
class CapBase(StrEnum):
    """What the ceiling's share is taken of."""

    GOOD_ONLY = "good_only"
    GOOD_OR_BETTER = "good_or_better"
    ALL_RATED = "all_rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How many were rated, how many good or better, how many excellent."""

    rated: int
    good_or_better: int
    excellent: int

    @property
    def good_share(self) -> Fraction | None:
        """Good or better of all rated; nothing when nobody was."""
        return Fraction(self.good_or_better, self.rated) if self.rated else None

    @property
    def excellent_share(self) -> Fraction | None:
        """Excellent of the good or better, as the article counts it; nothing when there are none."""
        return Fraction(self.excellent, self.good_or_better) if self.good_or_better else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The most that may be rated excellent in one reading of the base."""

    limit: int
    base_mode: CapBase
    base_count: int
    share: Fraction
    reading: Reading
    readings: tuple[str, ...]
    is_kept: bool


def shares(grades: Iterable[ReviewGrade]) -> Shares:
    """Count grades."""
    listed = tuple(grades)
    excellent = sum(grade is ReviewGrade.EXCELLENT for grade in listed)
    good = sum(grade is ReviewGrade.GOOD for grade in listed)
    return Shares(rated=len(listed), good_or_better=excellent + good, excellent=excellent)


def ceiling(counted: Shares, on: date, rules: Rulebook, *, base: CapBase | None = None) -> Ceiling:
    """Give the ceiling in force on a day; ``base`` overrides the organisation's reading, to show the others.

    Raising one person from good to excellent shrinks a base of the good alone, so that the ceiling is the largest
    whole number that still satisfies the share afterwards.
    """
    reading = rules.on("review.excellent_cap", on)
    mode = base or CapBase(rules.policy("review.cap_base"))
    total = counted.rated if mode is CapBase.ALL_RATED else counted.good_or_better
    share = reading.share
    exact = total * share / (1 + share) if mode is CapBase.GOOD_ONLY else total * share
    is_down = rules.policy("review.cap_rounding") == "down"
    limit = floor(exact) if is_down else floor(exact + Fraction(1, 2))
    return Ceiling(
        limit=limit,
        base_mode=mode,
        base_count=total,
        share=share,
        reading=reading,
        readings=(f"review.cap_base={mode.value}", *rules.used("review.cap_rounding")),
        is_kept=counted.excellent <= limit,
    )


def ceilings(counted: Shares, on: date, rules: Rulebook) -> tuple[Ceiling, ...]:
    """Every reading's ceiling, the organisation's own first."""
    own = CapBase(rules.policy("review.cap_base"))
    others = [mode for mode in CapBase if mode is not own]
    return tuple(ceiling(counted, on, rules, base=mode) for mode in (own, *others))
