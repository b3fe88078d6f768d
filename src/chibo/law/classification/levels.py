"""Which level a year's work allows: criteria (2019, 2023), points and conditions together (366-QĐ/TW, Điều 11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.law.classification.conditions import ConditionState, is_ground, state_of, told_of, wanted_of
from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import LevelCondition, ReviewGrade, UnfulfilledGround

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.classification.conditions import LevelFacts
    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Finding

_LADDER: Final = {
    ReviewGrade.EXCELLENT: "review.excellent_conditions",
    ReviewGrade.GOOD: "review.good_conditions",
    ReviewGrade.FULFILLED: "review.fulfilled_conditions",
}
_RANK: Final = {grade: number for number, grade in enumerate(ReviewGrade)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """One level with its conditions by state; ``reading`` is nothing where no text of the day states conditions."""

    grade: ReviewGrade
    met: tuple[LevelCondition, ...] = ()
    failed: tuple[LevelCondition, ...] = ()
    untold: tuple[LevelCondition, ...] = ()
    reading: Reading | None = None
    is_barred: bool = False  # by a circumstance of the year or a ground for the lowest level

    @property
    def state(self) -> ConditionState:
        """Allowed, refused, or not to be said yet: a condition untold or unknown is never taken for met."""
        if self.failed or self.is_barred:
            return ConditionState.FAILED
        return ConditionState.UNTOLD if self.untold or self.reading is None else ConditionState.MET


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelVerdict:
    """What the facts allow.

    ``level`` is the highest level whose conditions are all met; nothing while something above or at it is not told
    (points without conditions give no level). ``best`` is the highest that nothing told speaks against. ``grounds``
    are those that make the lowest level a must; ``findings`` say what is not known and on what a bar rests.
    """

    level: ReviewGrade | None
    best: ReviewGrade
    lines: tuple[LevelLine, ...]
    grounds: tuple[UnfulfilledGround, ...]
    findings: tuple[Finding, ...]

    def line(self, grade: ReviewGrade) -> LevelLine | None:
        """The line of a level; the lowest has none."""
        return next((line for line in self.lines if line.grade is grade), None)


def level_verdict(facts: LevelFacts, on: date, rules: Rulebook) -> LevelVerdict:
    """Judge a year's work by the conditions of the day: which level it allows, each condition by its state."""
    grounds, findings = _grounds(facts, on, rules)
    lines = tuple(_line(grade, facts, on, rules, is_barred=bool(grounds)) for grade in _LADDER)
    findings = (*findings, *_unknown(lines, on, rules))
    best = next((line.grade for line in lines if line.state is not ConditionState.FAILED), ReviewGrade.UNFULFILLED)
    line = next((line for line in lines if line.grade is best), None)
    is_settled = line is None or line.state is ConditionState.MET
    return LevelVerdict(
        level=best if is_settled else None, best=best, lines=lines, grounds=grounds, findings=tuple(findings)
    )


def _line(grade: ReviewGrade, facts: LevelFacts, on: date, rules: Rulebook, *, is_barred: bool) -> LevelLine:
    is_over = is_barred or _RANK[grade] < _RANK[facts.highest]
    reading = rules.find(_LADDER[grade], on)
    if reading is None:
        return LevelLine(grade=grade, is_barred=is_over)
    states = {LevelCondition(code): state_of(LevelCondition(code), grade, facts, on, rules) for code in reading.codes}

    def of(state: ConditionState) -> tuple[LevelCondition, ...]:
        return tuple(condition for condition, found_state in states.items() if found_state is state)

    return LevelLine(
        grade=grade,
        met=of(ConditionState.MET),
        failed=of(ConditionState.FAILED),
        untold=of(ConditionState.UNTOLD),
        reading=reading,
        is_barred=is_over,
    )


def _unknown(lines: tuple[LevelLine, ...], on: date, rules: Rulebook) -> Iterator[Finding]:
    """The levels that might be given and whose conditions nobody found: one gap each."""
    for line in lines:
        if line.state is ConditionState.MET:
            return
        if line.reading is None and not line.is_barred:
            key = _LADDER[line.grade]
            yield no_basis(LawGap(key, on, rules.figure(key).name))


def _grounds(facts: LevelFacts, on: date, rules: Rulebook) -> tuple[tuple[UnfulfilledGround, ...], tuple[Finding, ...]]:
    """The grounds for the lowest level that are there; or that the texts of the day are not known on them."""
    try:
        reading = rules.on("review.unfulfilled_grounds", on)
    except LawGap as gap:
        is_asked = facts.is_degraded or facts.employee_grade is ReviewGrade.UNFULFILLED
        return (), (*((no_basis(gap),) if is_asked else ()), *_discipline_gap(facts, on, rules))
    counted = tuple(UnfulfilledGround(code) for code in reading.codes)
    there = tuple(ground for ground in counted if is_ground(ground, facts, on, rules))
    said = tuple(found("level_must_be_lowest", reading, params={"ground": ground.value}) for ground in there)
    gap_said = () if UnfulfilledGround.DISCIPLINED in counted else _discipline_gap(facts, on, rules)
    return there, (*said, *gap_said)


def _discipline_gap(facts: LevelFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """What a discipline of the year does to the level where no text that says it was found."""
    key = "review.discipline_effect"
    if not facts.is_disciplined or rules.find(key, on) is not None:
        return ()
    return (no_basis(LawGap(key, on, rules.figure(key).name)),)


def level_findings(proposed: ReviewGrade, facts: LevelFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """What stands against giving a level: every condition failed or not told, each with its article.

    A lower level than the facts allow is never refused. Gaps are said and stop nothing.
    """
    verdict = level_verdict(facts, on, rules)
    line = verdict.line(proposed)
    if line is None:
        return ()
    findings: list[Finding] = list(verdict.findings)
    if _RANK[proposed] < _RANK[facts.highest]:
        highest = {"level": proposed.value, "highest": facts.highest.value}
        findings.append(found("level_above_circumstances", rules.on("review.who", on), params=highest))
    if line.reading is not None:
        findings += [_refused(condition, line.reading, proposed, facts, on, rules) for condition in line.failed]
        findings += [
            found("level_condition_untold", line.reading, params={"level": proposed.value, "condition": one.value})
            for one in line.untold
        ]
    return tuple(findings)


def _refused(
    condition: LevelCondition, reading: Reading, level: ReviewGrade, facts: LevelFacts, on: date, rules: Rulebook
) -> Finding:
    params: dict[str, object] = {"level": level.value, "condition": condition.value}
    wanted, told = wanted_of(condition, level, on, rules), told_of(condition, facts)
    if wanted is None or told is None:
        return found("level_condition_failed", reading, params=params)
    return found("level_number_short", reading, params={**params, "wanted": wanted, "told": told})


def conditions_asked(on: date, rules: Rulebook, *, is_collective: bool = False) -> tuple[LevelCondition, ...]:
    """Every condition that some level of the day asks for, in order: what a form has to ask beside the points."""
    asked: dict[LevelCondition, None] = {}
    for key in _LADDER.values():
        reading = rules.find(key, on)
        asked |= dict.fromkeys(LevelCondition(code) for code in (() if reading is None else reading.codes))
    return tuple(one for one in asked if is_collective or one is not LevelCondition.NOBODY_DISCIPLINED)
