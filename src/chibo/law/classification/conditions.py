"""The single conditions of a level, each met, failed or not told; and the facts of a year's work they are asked of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from chibo.law.vocabulary import CriterionGrade, LevelCondition, ReviewGrade, UnfulfilledGround

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from chibo.law.timeline import Rulebook

_SHARES: Final = {
    LevelCondition.TASKS_ON_TIME: "review.on_time_share",
    LevelCondition.BEYOND_REQUIREMENT: "review.beyond_share",
    LevelCondition.FEW_TASKS_LATE: "review.late_share",
}


@unique
class ConditionState(StrEnum):
    """What is known of one condition; ``UNTOLD`` is never taken for met."""

    MET = "met"
    FAILED = "failed"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFacts:
    """One year's work of a member or of a collective, as somebody entered it; nothing for what nobody told.

    Shares are of the year's tasks: ``tasks_done`` done, ``tasks_on_time`` done in time and well, ``tasks_beyond``
    beyond what was required, ``tasks_late`` done late. ``targets_met`` is the part of the year's targets reached.
    ``task_criteria`` and ``other_criteria`` are the lowest grade within each group. ``is_employee`` says whether the
    member is also rated as an employee of the state; ``employee_grade`` how.
    """

    points: Decimal | None = None
    tasks_done: Fraction | None = None
    tasks_on_time: Fraction | None = None
    tasks_beyond: Fraction | None = None
    tasks_late: Fraction | None = None
    targets_met: Fraction | None = None
    shortcomings_remedied: bool | None = None
    nobody_disciplined: bool | None = None  # of a collective: no unit below, nobody of the leadership
    task_criteria: CriterionGrade | None = None
    other_criteria: CriterionGrade | None = None
    is_employee: bool | None = None
    employee_grade: ReviewGrade | None = None
    is_degraded: bool = False  # found so by a competent authority
    is_disciplined: bool = False
    is_collective: bool = False
    highest: ReviewGrade = ReviewGrade.EXCELLENT  # what the circumstances of the year allow (eligibility)

    @property
    def on_time(self) -> Fraction | None:
        """The part done in time; who knows only the part done late has told it too."""
        if self.tasks_on_time is not None or self.tasks_late is None:
            return self.tasks_on_time
        return 1 - self.tasks_late

    @property
    def late(self) -> Fraction | None:
        """The part done late; all that was not in time where only that was told."""
        if self.tasks_late is not None or self.tasks_on_time is None:
            return self.tasks_late
        return 1 - self.tasks_on_time

    @property
    def done(self) -> Fraction | None:
        """The part done at all; everything in time is everything done."""
        if self.tasks_done is None and self.tasks_on_time == 1:
            return self.tasks_on_time
        return self.tasks_done


def _state(*, is_met: bool | None) -> ConditionState:
    if is_met is None:
        return ConditionState.UNTOLD
    return ConditionState.MET if is_met else ConditionState.FAILED


def state_of(
    condition: LevelCondition, grade: ReviewGrade, facts: LevelFacts, on: date, rules: Rulebook
) -> ConditionState:
    """Whether one condition of a level is met on the facts told."""
    return _state(is_met=_CHECKS[condition](facts, grade, on, rules))


def wanted_of(condition: LevelCondition, grade: ReviewGrade, on: date, rules: Rulebook) -> Fraction | int | None:
    """The number a condition asks for: points, or a share of the tasks; nothing where it asks for no number."""
    if condition is LevelCondition.POINTS:
        return least_points(grade, on, rules)
    if condition in _SHARES:
        return rules.on(_SHARES[condition], on).share
    return None


def least_points(grade: ReviewGrade, on: date, rules: Rulebook) -> int:
    """The fewest points of a level (none for the lowest); ``LawGap`` where the day knows no points."""
    return int(str(rules.on("review.score_bands", on).mapping.get(grade.value, "0")))


def told_of(condition: LevelCondition, facts: LevelFacts) -> Decimal | Fraction | None:
    """What was told for a condition that asks for a number."""
    told: dict[LevelCondition, Decimal | Fraction | None] = {
        LevelCondition.POINTS: facts.points,
        LevelCondition.TASKS_ON_TIME: facts.on_time,
        LevelCondition.BEYOND_REQUIREMENT: facts.tasks_beyond,
        LevelCondition.FEW_TASKS_LATE: facts.late,
        LevelCondition.TASKS_DONE: facts.done,
    }
    return told.get(condition)


def is_ground(ground: UnfulfilledGround, facts: LevelFacts, on: date, rules: Rulebook) -> bool:
    """Whether a ground for the lowest level is there; "below fulfilled" follows from the conditions instead."""
    if ground is UnfulfilledGround.UNDER_HALF_OF_TARGETS:
        return facts.targets_met is not None and facts.targets_met < rules.on("review.least_targets", on).share
    told = {
        UnfulfilledGround.DEGRADED: facts.is_degraded,
        UnfulfilledGround.DISCIPLINED: facts.is_disciplined,
        UnfulfilledGround.EMPLOYEE_UNFULFILLED: facts.employee_grade is ReviewGrade.UNFULFILLED,
    }
    return told.get(ground, False)


# ---------------------------------------------------------------------- each condition


def _points(facts: LevelFacts, grade: ReviewGrade, on: date, rules: Rulebook) -> bool | None:
    return None if facts.points is None else facts.points >= least_points(grade, on, rules)


def _done(facts: LevelFacts, _grade: ReviewGrade, _on: date, _rules: Rulebook) -> bool | None:
    return None if facts.done is None else facts.done >= 1


def _on_time(facts: LevelFacts, _grade: ReviewGrade, on: date, rules: Rulebook) -> bool | None:
    return None if facts.on_time is None else facts.on_time >= rules.on("review.on_time_share", on).share


def _beyond(facts: LevelFacts, _grade: ReviewGrade, on: date, rules: Rulebook) -> bool | None:
    return None if facts.tasks_beyond is None else facts.tasks_beyond >= rules.on("review.beyond_share", on).share


def _late(facts: LevelFacts, _grade: ReviewGrade, on: date, rules: Rulebook) -> bool | None:
    return None if facts.late is None else facts.late <= rules.on("review.late_share", on).share


def _remedied(facts: LevelFacts, _grade: ReviewGrade, _on: date, _rules: Rulebook) -> bool | None:
    return facts.shortcomings_remedied


def _nobody(facts: LevelFacts, _grade: ReviewGrade, _on: date, _rules: Rulebook) -> bool | None:
    return facts.nobody_disciplined if facts.is_collective else True


def _tasks_excellent(facts: LevelFacts, _grade: ReviewGrade, _on: date, _rules: Rulebook) -> bool | None:
    return None if facts.task_criteria is None else facts.task_criteria is CriterionGrade.EXCELLENT


def _others_good(facts: LevelFacts, _grade: ReviewGrade, _on: date, _rules: Rulebook) -> bool | None:
    if facts.other_criteria is None:
        return None
    return facts.other_criteria in {CriterionGrade.EXCELLENT, CriterionGrade.GOOD}


def _employee(facts: LevelFacts, _grade: ReviewGrade, _on: date, _rules: Rulebook) -> bool | None:
    if facts.is_employee is False or facts.is_collective:
        return True
    return None if facts.employee_grade is None else facts.employee_grade is ReviewGrade.EXCELLENT


_CHECKS: Final[dict[LevelCondition, Callable[[LevelFacts, ReviewGrade, date, Rulebook], bool | None]]] = {
    LevelCondition.POINTS: _points,
    LevelCondition.TASKS_DONE: _done,
    LevelCondition.TASKS_ON_TIME: _on_time,
    LevelCondition.FEW_TASKS_LATE: _late,
    LevelCondition.BEYOND_REQUIREMENT: _beyond,
    LevelCondition.SHORTCOMINGS_REMEDIED: _remedied,
    LevelCondition.NOBODY_DISCIPLINED: _nobody,
    LevelCondition.TASK_CRITERIA_EXCELLENT: _tasks_excellent,
    LevelCondition.OTHER_CRITERIA_GOOD: _others_good,
    LevelCondition.EMPLOYEE_EXCELLENT: _employee,
}
