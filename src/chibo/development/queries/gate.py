"""The gate before a step: what is met, what is missing on the road and in the dossier, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development import facts
from chibo.development.queries.check import check, dossier_of_finding
from chibo.development.queries.outlook import rulebooks
from chibo.development.words import DOSSIER_SLUGS, say_step
from chibo.law import checker, journey
from chibo.law.checker import CheckFinding
from chibo.law.facts import StepFacts
from chibo.law.journey.order import BEFORE, PAPERS_OF, first_done_on
from chibo.law.vocabulary import FindingGrade, StepKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.development.models import DevelopmentCase
    from chibo.law.verdict import Finding, Verdict


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The conditions of a step: those met, with their day, and what the law still misses."""

    met: tuple[tuple[str, date], ...]
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing stops the step."""
        return not any(found.grade is FindingGrade.STOP for found in self.findings)

    @property
    def dossier_slug(self) -> str:
        """The address of the dossier where faults of papers are mended or answered for; empty where there are none."""
        first = next((found for found in self.findings if isinstance(found, CheckFinding)), None)
        return DOSSIER_SLUGS[dossier_of_finding(first)] if first is not None else ""


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
    missing = [found for found in verdict.findings if found.code not in _BROUGHT]
    stops, others = (
        [found for found in missing if (found.grade is FindingGrade.STOP) is wanted] for wanted in (True, False)
    )
    return Gate(met=tuple(met), findings=(*stops, *dossier_stops(case, kind, on, verdict), *others))


def dossier_stops(case: DevelopmentCase, step: StepKind, on: date, verdict: Verdict) -> tuple[CheckFinding, ...]:
    """Give the faults of the whole dossier that stand in the way of a step on a day and that nobody answered for.

    ``verdict`` is what the road says: a paper whose step it already misses is not told twice.
    """
    if not checker.asks_for_dossier(step):
        return ()
    standing = [item.found for item in check(case, on).items if item.is_stop]
    missing = {StepKind(str(found.params["missing"])) for found in verdict.findings if found.code == "step_missing"}
    told = {paper.value for kind in missing for paper in PAPERS_OF.get(kind, ())}
    return tuple(
        found
        for found in checker.in_the_way(standing, step)
        if found.papers[0].kind not in told or found.papers[0].dated is not None
    )


_BROUGHT = frozenset({"vote_missing"})
