"""How a date came about, kept beside the date; and the short way to a finding that cites its readings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.law.verdict import Finding
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.law.calendar import CalendarGap
    from chibo.law.timeline.figures import LawGap, Reading
    from chibo.law.verdict import Citation


@unique
class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working_days"
    MONTHS = "months"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation:
    """A computed date with everything needed to follow it by hand: product 2.0, "how the date was computed"."""

    start: date
    amount: int
    unit: Unit
    result: date
    rule: str
    citation: Citation
    skipped: tuple[date, ...] = ()
    readings: tuple[str, ...] = ()


def found(
    code: str,
    *readings: Reading,
    grade: FindingGrade = FindingGrade.STOP,
    possible_from: date | None = None,
    due_on: date | None = None,
    switches: tuple[str, ...] = (),
    params: Mapping[str, object] | None = None,
    **more: object,
) -> Finding:
    """Build a finding whose citations are those of the readings it rests on."""
    return Finding(
        code=code,
        grade=grade,
        params={**(params or {}), **more},
        citations=tuple(reading.citation for reading in readings),
        possible_from=possible_from,
        due_on=due_on,
        readings=switches,
    )


def windowed(finding: Finding, computation: Computation) -> Finding:
    """Give a finding the readings its computed date used."""
    return Finding(
        code=finding.code,
        grade=finding.grade,
        params=finding.params,
        citations=finding.citations or (computation.citation,),
        possible_from=finding.possible_from,
        due_on=finding.due_on,
        readings=tuple(dict.fromkeys((*finding.readings, *computation.readings))),
    )


def no_basis(gap: LawGap) -> Finding:
    """Say that no figure is known for the day ("chưa có căn cứ"); it never stops an act."""
    return found("no_basis", grade=FindingGrade.WARN, rule=gap.key, rule_name=gap.name, on=gap.day)


def no_calendar(gap: CalendarGap) -> Finding:
    """Say that a year has no holiday data, so that its working days cannot be counted (decision 11)."""
    return found("no_holiday_data", grade=FindingGrade.WARN, year=gap.year)
