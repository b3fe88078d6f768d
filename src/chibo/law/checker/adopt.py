"""Findings of the existing clocks and judgments taken over as they are: one place of truth for every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.checker.finding import Hit

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.checker.finding import PaperRef
    from chibo.law.timeline import Computation
    from chibo.law.verdict import Finding


def adopted(
    finding: Finding,
    variant: str,
    *papers: PaperRef,
    act_on: date | None = None,
    computed: tuple[Computation, ...] = (),
) -> Hit:
    """Carry a finding of a judgment into the checker: its values, articles, grade and readings."""
    return Hit(
        variant=variant,
        papers=papers,
        params=finding.params,
        citations=finding.citations,
        computed=computed,
        grade=finding.grade,
        act_on=act_on,
        possible_from=finding.possible_from,
        due_on=finding.due_on,
        switches=finding.readings,
    )
