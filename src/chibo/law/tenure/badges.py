"""Party badges: 01-HD/TW of 2016 and 2021 (kinds, days, early and posthumous), 56-HD/VPTW of 2015 (money)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from chibo.law.timeline import Computation, LawGap, Unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation

_MONTHS: Final = 12
_MONEY: Final = "badge.money_multiples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One badge: its years, the day they are complete, and the usual day of giving it that comes next.

    ``ceremony_on`` is a custom for planning, not a deadline; nothing where no usual days are known.
    """

    years: int
    complete_on: date
    ceremony_on: date | None
    citation: Citation


def badge_kinds(on: date, rules: Rulebook) -> tuple[int, ...]:
    """The years for which there is a badge on a day, ascending; ``LawGap`` where none were found."""
    return tuple(int(years) for years in rules.on("badge.kinds", on).codes)


def badge_due_at(party_years: int, on: date, rules: Rulebook, *, has: Collection[int] = ()) -> int | None:
    """The badge due at so many complete Party years; nothing when the last one reached is held, or a higher one."""
    reached = [years for years in badge_kinds(on, rules) if years <= party_years]
    return reached[-1] if reached and all(held < reached[-1] for held in has) else None


def badge_due(decision_dated: date, on: date, rules: Rulebook, *, has: Collection[int] = ()) -> Badge | None:
    """The badge whose years are complete on a day and that is not held yet.

    ``decision_dated`` is the date in the admission decision, of an official member (``tenure``).
    """
    years = badge_due_at(rules.full_months(decision_dated, on) // _MONTHS, on, rules, has=has)
    return None if years is None else _badge(years, decision_dated, on, rules)


def badges_missing(decision_dated: date, on: date, rules: Rulebook, *, has: Collection[int] = ()) -> tuple[Badge, ...]:
    """Every badge whose years are complete on a day and that is not on record, ascending."""
    every = (_badge(years, decision_dated, on, rules) for years in badge_kinds(on, rules) if years not in has)
    return tuple(badge for badge in every if badge.complete_on <= on)


def badges_ahead(decision_dated: date, on: date, until: date, rules: Rulebook) -> tuple[Badge, ...]:
    """The badges whose years become complete after a day, up to and including ``until``: the forecast."""
    every = (_badge(years, decision_dated, on, rules) for years in badge_kinds(on, rules))
    return tuple(badge for badge in every if on < badge.complete_on <= until)


def _badge(years: int, decision_dated: date, on: date, rules: Rulebook) -> Badge:
    complete = rules.add_months(decision_dated, years * _MONTHS)
    return Badge(
        years=years,
        complete_on=complete,
        ceremony_on=usual_ceremony(complete, on, rules),
        citation=rules.on("badge.kinds", on).citation,
    )


def usual_ceremony(from_day: date, on: date, rules: Rulebook) -> date | None:
    """The first usual day of giving badges on or after ``from_day``, by the days known on ``on``."""
    reading = rules.find("badge.ceremony_days", on)
    if reading is None:
        return None
    days = [tuple(int(part) for part in code.split("-")) for code in reading.codes]
    this_year = [date(from_day.year, month, day) for month, day in days]
    first_of_next = date(from_day.year + 1, *days[0])
    return next((day for day in this_year if day >= from_day), first_of_next)


def earliest_badge(
    complete_on: date, years: int, on: date, rules: Rulebook, *, is_ill: bool = False, is_posthumous: bool = False
) -> Computation:
    """The first day on which a badge may be given: its years complete, or earlier for the gravely ill and the dead.

    Both at once do not add up: the longer of the two counts. ``LawGap`` where the day knows no such months.
    """
    key, months = "badge.kinds", 0
    if is_posthumous:
        key, months = "badge.posthumous_months", rules.on("badge.posthumous_months", on).number
    if is_ill and (allowed := _months_for_the_ill(years, on, rules)) > months:
        key, months = "badge.early_months", allowed
    return Computation(
        start=complete_on,
        amount=months,
        unit=Unit.MONTHS,
        result=rules.add_months(complete_on, -months),
        rule=key,
        citation=rules.on(key, on).citation,
        readings=rules.used("months.end"),
    )


def _months_for_the_ill(years: int, on: date, rules: Rulebook) -> int:
    bands = {int(first): int(str(months)) for first, months in rules.on("badge.early_months", on).mapping.items()}
    return max((months for first, months in bands.items() if first <= years), default=0)


def badge_money(years: int, on: date, rules: Rulebook, *, base_wage: int | None = None) -> int:
    """The money that goes with a badge, in đồng; ``LawGap`` for a kind whose multiple, or a day whose wage, is unknown.

    ``base_wage`` overrides the wage of the day, for who has it from a paper.
    """
    multiples = rules.on(_MONEY, on).mapping
    if str(years) not in multiples:
        raise LawGap(_MONEY, on, rules.figure(_MONEY).name)
    return floor(Fraction(str(multiples[str(years)])) * (base_wage or int(rules.on("badge.base_wage", on).code)))
