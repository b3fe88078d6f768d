"""The gate before a step: what is met, what is missing, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development import facts
from chibo.development.queries.outlook import rulebooks
from chibo.development.words import say_step
from chibo.law import journey
from chibo.law.facts import StepFacts
from chibo.law.journey.order import BEFORE, first_done_on
from chibo.law.vocabulary import FindingGrade, StepKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.development.models import DevelopmentCase
    from chibo.law.verdict import Finding


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The conditions of a step: those met, with their day, and what the law still misses."""

    met: tuple[tuple[str, date], ...]
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing stops the step."""
        return not any(found.grade is FindingGrade.STOP for found in self.findings)


def gate(case: DevelopmentCase, step: str, on: date) -> Gate:
    """Say what the law would answer if a step were recorded today: conditions met and not met, each with its article.

    What the form itself will bring (the vote) is not held against it.
    """
    known, rules = facts.of([case])[0], rulebooks([case], on)[case.organisation_id]
    kind = StepKind(step)
    met = [
        (say_step(before), day)
        for before, _ in BEFORE.get(kind, ())
        if (day := first_done_on(known, before, rules)) is not None and day <= on
    ]
    verdict = journey.judge(known, StepFacts(kind=kind, on=on), on, rules)
    missing = tuple(found for found in verdict.findings if found.code not in _BROUGHT)
    return Gate(met=tuple(met), findings=missing)


_BROUGHT = frozenset({"vote_missing"})
