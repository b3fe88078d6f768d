"""What the checker says: a finding that names its papers and dates, who repairs it and how; and the whole report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.law.dossier.kinds import SheetKind
from chibo.law.verdict import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.law.calendar import PartialDate
    from chibo.law.timeline import Computation, Reading
    from chibo.law.verdict import Citation
    from chibo.law.vocabulary import FindingGrade


@unique
class Repair(StrEnum):
    """How a fault is made good."""

    NEW_PAPER = "new_paper"
    EXPLANATION = "explanation"
    NEW_MEETING = "new_meeting"
    SUPPLEMENT = "supplement"
    LOOK = "look"  # somebody looks at the paper and records it


@unique
class Repairer(StrEnum):
    """Who makes it good."""

    APPLICANT = "applicant"
    CELL = "cell"
    CELL_COMMITTEE = "cell_committee"
    MENTOR = "mentor"
    UNION = "union"
    RESIDENCE = "residence"
    BASE_COMMITTEE = "base_committee"
    SUPERIOR = "superior"
    RECEIVER = "receiver"


_WRITERS = {
    SheetKind.APPLICATION: Repairer.APPLICANT,
    SheetKind.BACKGROUND_STATEMENT: Repairer.APPLICANT,
    SheetKind.SELF_REVIEW: Repairer.APPLICANT,
    SheetKind.MEMBER_INTRODUCTION: Repairer.MENTOR,
    SheetKind.MENTOR_REMARKS: Repairer.MENTOR,
    SheetKind.YOUTH_UNION_RESOLUTION: Repairer.UNION,
    SheetKind.TRADE_UNION_RESOLUTION: Repairer.UNION,
}


def writer_of(kind: SheetKind) -> Repairer:
    """Who writes, and so mends, a paper: the cell committee gathers those that nobody else writes."""
    return _WRITERS.get(kind, Repairer.CELL_COMMITTEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRef:
    """A paper or act that a finding names: kind, the day it bears, whose it is, whether it is from an old file."""

    kind: str
    dated: date | None = None
    author: str = ""
    is_old: bool = False
    partial: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What one check saw, before its row of the registry adds grade, repair and article.

    ``act_on`` is the day of the act that is judged; without it, the latest day among the papers.
    """

    variant: str
    papers: tuple[PaperRef, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)
    law: tuple[Reading, ...] = ()
    citations: tuple[Citation, ...] = ()
    computed: tuple[Computation, ...] = ()
    grade: FindingGrade | None = None
    repair: Repair | None = None
    by: Repairer | None = None
    act_on: date | None = None
    possible_from: date | None = None
    due_on: date | None = None
    switches: tuple[str, ...] = ()

    @property
    def judged_on(self) -> date | None:
        """The day of the act, or the latest day among the papers named."""
        return self.act_on or max((paper.dated for paper in self.papers if paper.dated), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding(Finding):
    """A finding of the checker: which variant of its code, the papers compared, the repair, the dates opened.

    ``consequence_of`` is the code of the fault that this one only follows from.
    """

    variant: str = ""
    papers: tuple[PaperRef, ...] = ()
    repair: Repair = Repair.SUPPLEMENT
    by: Repairer = Repairer.CELL_COMMITTEE
    computed: tuple[Computation, ...] = ()
    evidence: str = ""
    is_local: bool = False
    is_old: bool = False
    consequence_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A check that could not be made: its code, and the block of facts nobody gave."""

    code: str
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings, worst first, and the checks for which the facts were not given."""

    findings: tuple[CheckFinding, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The findings as a verdict, for whoever refuses or records an act."""
        return Verdict(findings=self.findings)

    @property
    def is_blocked(self) -> bool:
        """Whether a stop stands."""
        return self.verdict.is_blocked

    def of(self, code: str) -> tuple[CheckFinding, ...]:
        """The findings of one code."""
        return tuple(found for found in self.findings if found.code == code)
