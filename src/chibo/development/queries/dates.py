"""The dates of an admission as the steps of a road tell them: what the register says of it must not differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development.facts.case import step_facts, steps_in_force
from chibo.development.models import DevelopmentCase
from chibo.law.journey.stages import in_order, standing
from chibo.law.probation import official_date
from chibo.law.vocabulary import StepKind
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.register.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadDates:
    """What the steps of a case say of the four dates, by the register's names; ``None``: that step is still to come.

    A date that no step tells, and none will, is not in ``days``.
    """

    case: DevelopmentCase
    days: Mapping[str, date | None]


def road_dates(person: Person, ceremony_on: date | None) -> RoadDates | None:
    """Give the dates of the road that led to the ceremony of a day; nothing where no road holds it."""
    cases = DevelopmentCase.objects.filter(person=person).select_related("organisation__kind").order_by("pk")
    for case in cases if ceremony_on is not None else ():
        steps = standing(in_order(step_facts(step) for step in steps_in_force([case])))
        told = {step.kind: step.on for step in steps}
        if told.get(StepKind.ADMITTED) == ceremony_on:
            return RoadDates(case=case, days=_days(case, told))
    return None


def _days(case: DevelopmentCase, told: Mapping[StepKind, date]) -> dict[str, date | None]:
    ceremony = told[StepKind.ADMITTED]
    days: dict[str, date | None] = {"ceremony_on": ceremony}
    if StepKind.ADMISSION_DECIDED in told:
        days["decided_on"] = told[StepKind.ADMISSION_DECIDED]
    if StepKind.RECOGNITION_DECIDED in told:
        days["recognised_on"] = told[StepKind.RECOGNITION_DECIDED]
        days["official_on"] = official_date(ceremony, rulebook_of(case.organisation, ceremony)).result
    elif case.closed_on is None:
        days |= {"recognised_on": None, "official_on": None}
    return days
