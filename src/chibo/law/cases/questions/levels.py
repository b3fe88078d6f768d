"""Questions on the level that a year's work allows."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from chibo.law import classification
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions import persons
from chibo.law.cases.questions.yearly import CODES, SICK, grade, highest
from chibo.law.classification import LevelFacts, LevelVerdict
from chibo.law.vocabulary import CriterionGrade, LevelCondition, ReviewGrade, UnfulfilledGround

_CRITERIA: Final = {
    "xuat_sac": CriterionGrade.EXCELLENT,
    "tot": CriterionGrade.GOOD,
    "trung_binh": CriterionGrade.AVERAGE,
    "kem": CriterionGrade.POOR,
}
_UNIT_DISCIPLINED: Final = (
    "leadership_disciplined", "unit_disciplined", "subordinate_disciplined", "subordinate_unit_disciplined",
)  # fmt: skip
_WORK: Final = (
    "points", "score", "tasks_done", "done_share", "tasks_on_time", "on_time_share", "beyond_share", "tasks_beyond",
    "late_share", "tasks_late", "target_share", "targets_met", "shortcomings_remedied", "task_criteria",
    "task_criteria_grade", "other_criteria", "other_criteria_grade", "employee_level", "employee_rating",
    "public_employee_level", "degraded", "found_degraded", "disciplined", "disciplined_in_the_year",
    *_UNIT_DISCIPLINED,
)  # fmt: skip


def _part(given: Given, *names: str) -> Fraction | None:
    return Fraction(str(given.points(*names))) if given.has(*names) else None


def _criterion(given: Given, *names: str) -> CriterionGrade | None:
    if not given.has(*names):
        return None
    named = given.text(*names)
    if named not in _CRITERIA:
        raise NotCovered(named)
    return _CRITERIA[named]


def _work(given: Given) -> LevelFacts:
    """The year's work; a shortcoming or a discipline that nobody names did not happen, but something must be told."""
    if not given.has(*_WORK, *SICK):
        raise NotCovered(_WORK[0])
    clean = not given.flag(*_UNIT_DISCIPLINED)
    employee = grade(given, "employee_level", "employee_rating", "public_employee_level")
    return LevelFacts(
        points=given.points("points", "score") if given.has("points", "score") else None,
        tasks_done=_part(given, "tasks_done", "done_share"),
        tasks_on_time=_part(given, "tasks_on_time", "on_time_share"),
        tasks_beyond=_part(given, "beyond_share", "tasks_beyond"),
        tasks_late=_part(given, "late_share", "tasks_late"),
        targets_met=_part(given, "target_share", "targets_met"),
        shortcomings_remedied=given.flag("shortcomings_remedied", default=True),
        nobody_disciplined=clean,
        task_criteria=_criterion(given, "task_criteria", "task_criteria_grade"),
        other_criteria=_criterion(given, "other_criteria", "other_criteria_grade"),
        is_employee=given.flag("is_employee", "employee", "public_employee", default=employee is not None),
        employee_grade=employee,
        is_degraded=given.flag("degraded", "found_degraded"),
        is_disciplined=given.flag("disciplined", "disciplined_in_the_year"),
        is_collective=given.flag("collective", "is_collective", default=not clean),
        highest=highest(given),
    )


def _verdict(given: Given) -> LevelVerdict:
    return classification.level_verdict(_work(given), given.on(), given.rules)


def level(given: Given) -> str:
    """The level that the facts give."""
    answer = _verdict(given)
    if answer.level is None:
        raise NotCovered("a condition of the level is not told")
    return CODES[answer.level]


def max_level(given: Given) -> str:
    """The best level that nothing told speaks against."""
    return CODES[_verdict(given).best]


def level_max_below(given: Given) -> str:
    """The lowest level that is out of reach: the level stays below it."""
    best = _verdict(given).best
    above = list(ReviewGrade)[: list(ReviewGrade).index(best)]
    if not above:
        raise NotCovered("no level is out of reach")
    return CODES[above[-1]]


def reason(given: Given) -> str | None:
    """Why not the next level above, in the words of the first condition that failed; or why an age does not fit."""
    if not given.has("points", "score", "target_share", "task_criteria", "disciplined", "degraded"):
        return persons.reason(given)
    answer = _verdict(given)
    if answer.grounds:
        return answer.grounds[0].value
    failed = [line for line in answer.lines if line.failed]
    return _why(failed[-1].failed[0], failed[-1].grade, given) if failed else None


def _why(condition: LevelCondition, level_of: ReviewGrade, given: Given) -> str:
    wanted = classification.wanted_of(condition, level_of, given.on(), given.rules)
    amount = "" if wanted is None else f"{wanted * 100}%" if isinstance(wanted, Fraction) else str(wanted)
    said = {
        LevelCondition.POINTS: f"needs at least {amount} points",
        LevelCondition.TASKS_DONE: "needs 100% of tasks done",
        LevelCondition.TASKS_ON_TIME: f"needs {amount} of tasks on time",
        LevelCondition.FEW_TASKS_LATE: f"needs at most {amount} of tasks late",
        LevelCondition.BEYOND_REQUIREMENT: f"needs at least {amount} beyond requirement",
    }
    return said.get(condition, condition.value)


def grounds(given: Given) -> list[str]:
    """The grounds for the lowest level."""
    return [UnfulfilledGround(ground).value for ground in _verdict(given).grounds]
