"""What the law answers: findings with their article, and verdicts that collect them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chibo.law.vocabulary import Confidence, FindingGrade

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a figure or rule stands: instrument and point as people cite them, its address, how sure we are."""

    text: str
    instrument: str = ""
    url: str = ""
    confidence: Confidence = Confidence.HIGH
    checked_on: date | None = None
    carried_forward: bool = False
    rule: str = field(default="", compare=False)  # key of the figure, for the way to its page of the law book


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the law says about an act or a paper.

    ``code`` is stable and has its Vietnamese wording (what, why, from when, what next) in ``chibo.base.words``;
    ``params`` are the values the wording needs (dates as ``date``, counts as ``int``, names as ``str``);
    ``possible_from`` is the first day on which the act can be done, when there is one.
    """

    code: str
    grade: FindingGrade
    params: Mapping[str, object] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    possible_from: date | None = None
    due_on: date | None = None
    readings: tuple[str, ...] = ()  # policy switches used, as "name=value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All findings on one act, worst first."""

    findings: tuple[Finding, ...] = ()

    @property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that stand in the way of an act still to be taken."""
        return tuple(found for found in self.findings if found.grade is FindingGrade.STOP)

    @property
    def is_blocked(self) -> bool:
        """Whether anything stands in the way."""
        return bool(self.stops)
