"""Run one worked case: each name under ``expected`` has its question; what has none is "not covered", never passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from fractions import Fraction
from typing import TYPE_CHECKING

from chibo.law.calendar import CalendarGap, PartialDate
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions import QUESTIONS
from chibo.law.timeline import LawGap

if TYPE_CHECKING:
    from chibo.law.timeline import Rulebook


class CaseFault(ValueError):
    """A case that is no case: no id, no facts, no expectation."""


@unique
class CaseOutcome(StrEnum):
    """What came of a case."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCheck:
    """One expected value, the value the law gives, and why there is none if there is none."""

    name: str
    expected: object
    actual: object = None
    note: str = ""

    @property
    def outcome(self) -> CaseOutcome:
        """Whether the law's value is the one expected."""
        if self.note:
            return CaseOutcome.NOT_COVERED
        same = type(self.expected) is type(self.actual) and self.expected == self.actual
        return CaseOutcome.PASSED if same else CaseOutcome.FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """The outcome of one case with each of its checks."""

    id: str
    outcome: CaseOutcome
    details: tuple[CaseCheck, ...]


def covered_names() -> tuple[str, ...]:
    """The names under ``expected`` that have a question."""
    return tuple(sorted(QUESTIONS))


def run_case(case: Mapping[str, object], rules: Rulebook) -> CaseResult:
    """Run one case; ``CaseFault`` for a mapping that is no case.

    A wrong answer fails the case; else one unanswered expectation leaves it not covered.
    """
    given = _given(case, rules)
    details = tuple(_check(name, wanted, given) for name, wanted in given.expected.items())
    outcomes = {check.outcome for check in details}
    outcome = next(
        (kind for kind in (CaseOutcome.FAILED, CaseOutcome.NOT_COVERED) if kind in outcomes), CaseOutcome.PASSED
    )
    return CaseResult(id=str(case["id"]), outcome=outcome, details=details)


def _given(case: Mapping[str, object], rules: Rulebook) -> Given:
    facts, expected = case.get("facts") or {}, case.get("expected")
    if not case.get("id") or not isinstance(facts, Mapping) or not isinstance(expected, Mapping) or not expected:
        message = f"not a case: it needs id, facts and expected ({case.get('id', '?')})"
        raise CaseFault(message)
    return Given(facts=facts, expected=expected, regime=_regime(case), rules=rules)


def _regime(case: Mapping[str, object]) -> date | None:
    text = case.get("on") or case.get("regime_date")
    if text is None or isinstance(text, date):
        return text
    try:
        return PartialDate.parse(str(text)).earliest
    except ValueError as error:
        message = f"{case.get('id')}: {error}"
        raise CaseFault(message) from None


def _check(name: str, wanted: object, given: Given) -> CaseCheck:
    question = QUESTIONS.get(name)
    expected = _plain(wanted)
    if question is None:
        return CaseCheck(name=name, expected=expected, note=f"no question is known for {name!r}")
    try:
        return CaseCheck(name=name, expected=expected, actual=_plain(question(given)))
    except NotCovered as absent:
        return CaseCheck(name=name, expected=expected, note=f"not answered from these facts: {absent}")
    except (LawGap, CalendarGap) as gap:
        return CaseCheck(name=name, expected=expected, note=f"no basis: {gap}")
    except ArithmeticError as beyond:  # a day beyond every calendar, a number nobody can count with
        return CaseCheck(name=name, expected=expected, note=f"not answered from these facts: {beyond!r}")


def _plain(value: object) -> object:
    """Expected and actual values in one shape: dates and shares as text, lists as lists."""
    if isinstance(value, date | PartialDate | Fraction):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value
