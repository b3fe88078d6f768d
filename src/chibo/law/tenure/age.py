"""Party age: counted from the date written in the admission decision, once official (Charter art. 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation

_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A Party age on a day: since when, whole years and months, and where the rule stands."""

    starts_on: date
    years: int
    months: int
    citation: Citation


def tenure(decision_dated: date | None, on: date, rules: Rulebook, *, is_official: bool) -> Tenure | None:
    """Give the Party age on a day; nothing before recognition, without a decision date, or before that date."""
    if decision_dated is None or not is_official or on < decision_dated:
        return None
    reading = rules.on("party_age.clock_start", on)
    years, months = divmod(rules.full_months(decision_dated, on), _MONTHS)
    return Tenure(starts_on=decision_dated, years=years, months=months, citation=reading.citation)
