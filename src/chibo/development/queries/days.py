"""The days above a dossier: the bar of steps, and the two days people confuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law import probation
from chibo.law.vocabulary import StepKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.facts import CaseFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation


@dataclass(frozen=True, kw_only=True)
class Confused:
    """A day people confuse with another, what it counts for, and the article."""

    name: str
    counts_for: str
    on: date
    citation: Citation


_BAR = (
    (StepKind.SOURCE_ADDED, "Tạo nguồn"),
    (StepKind.CANDIDATE_RECOGNISED, "Đối tượng Đảng"),
    (StepKind.CELL_PROPOSED_ADMISSION, "Đề nghị kết nạp"),
    (StepKind.ADMITTED, "Kết nạp"),
)


def bar(known: CaseFacts, on: date, rules: Rulebook) -> tuple[dict[str, object], ...]:
    """Give the steps of the bar above a dossier: label, state, and the day it was reached."""
    days = [(label, step.on if (step := known.last(kind)) else None) for kind, label in _BAR]
    ceremony, decided = known.last(StepKind.ADMITTED), known.last(StepKind.RECOGNITION_DECIDED)
    official_on = probation.official_date(ceremony.on, rules).result if ceremony is not None else None
    steps: list[dict[str, object]] = []
    now = next((index for index, (_, day) in enumerate(days) if day is None), len(days))
    for index, (label, day) in enumerate(days):
        steps.append({"label": label, "on": day, "state": "done" if index < now else "now" if index == now else ""})
    in_probation = "" if ceremony is None else "done" if decided is not None else "now"
    full = official_on is not None and official_on <= on
    steps.append({"label": "Dự bị", "sub": "đủ 12 tháng" if full else "12 tháng", "state": in_probation})
    said = {"sub": "tính từ", "on": official_on} if official_on is not None else {}
    steps.append({"label": "Chính thức", "state": "done" if decided is not None else "", **said})
    return tuple(steps)


def confused(known: CaseFacts, rules: Rulebook) -> tuple[Confused, ...]:
    """Give the decision's day and the ceremony's day, each with what it counts for."""
    decided, ceremony = known.last(StepKind.ADMISSION_DECIDED), known.last(StepKind.ADMITTED)
    told = []
    if decided is not None and (reading := rules.find("party_age.clock_start", decided.on)):
        told.append(
            Confused(
                name="Ngày quyết định kết nạp", counts_for="tính tuổi đảng", on=decided.on, citation=reading.citation
            )
        )
    if ceremony is not None and (reading := rules.find("probation.clock_start", ceremony.on)):
        told.append(
            Confused(
                name="Ngày lễ kết nạp", counts_for="tính 12 tháng dự bị", on=ceremony.on, citation=reading.citation
            )
        )
    return tuple(told)
