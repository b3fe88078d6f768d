"""Who may be commended by the results of the review, and how many years running (21-HD/BTCTW of 2019)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law.vocabulary import ReviewGrade

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """So many excellent years up to ``last_year``, how many the day's rule wants, and the years nobody knows.

    A certificate of excellence is not a rating: years known only by certificates count as unknown.
    """

    last_year: int
    length: int
    needed: int
    unknown: tuple[int, ...]
    citation: Citation

    @property
    def is_proved(self) -> bool:
        """Whether every year of the row is on record as excellent."""
        return self.length >= self.needed


def may_be_commended(grade: ReviewGrade, on: date, rules: Rulebook) -> bool:
    """Whether a member or an organisation of this level may be put forward; ``LawGap`` without a text of the day."""
    return rules.on("commendation.pool", on).code == grade.value


def streak(grades: Mapping[int, ReviewGrade | None], last_year: int, on: date, rules: Rulebook) -> Streak:
    """Count the excellent years running up to ``last_year``; a year absent or ``None`` is unknown and ends the row.

    ``unknown`` names the unknown years within the row the rule asks for: what would have to be found to prove it.
    """
    reading = rules.on("commendation.streak_years", on)
    excellent = {year for year, grade in grades.items() if grade is ReviewGrade.EXCELLENT}
    wanted = range(last_year - reading.number + 1, last_year + 1)
    return Streak(
        last_year=last_year,
        length=years_running(excellent, last_year),
        needed=reading.number,
        unknown=tuple(year for year in wanted if grades.get(year) is None),
        citation=reading.citation,
    )


def years_running(years: Collection[int], last_year: int) -> int:
    """How many years in a row end with ``last_year``: of titles, of excellent ratings."""
    length = 0
    while last_year - length in years:
        length += 1
    return length
