"""A dossier as its page shows it: every paper with its state, what the checker found, and the days people confuse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chibo.base.words.findings import PAPERS
from chibo.development import facts
from chibo.development.queries.days import bar, confused
from chibo.development.queries.outlook import rulebooks
from chibo.development.words import MAKERS, PAPER_SLUGS, RECOGNITION_PAPERS, STATUSES
from chibo.law import journey, probation
from chibo.law.journey.order import PAPERS_OF
from chibo.law.timeline import LawGap, no_basis
from chibo.law.vocabulary import DossierKind, DossierPhase, DutyKind, FindingGrade, PaperKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.development.models import DevelopmentCase, Paper
    from chibo.development.queries.days import Confused
    from chibo.law.facts import CaseFacts
    from chibo.law.journey import NeededPaper
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation, Finding


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list: the paper asked for, the one that is there, its state, and what is wrong with it."""

    number: int
    kind: PaperKind
    name: str
    form: str
    author: str
    maker: str
    phase: DossierPhase
    status: str
    paper: Paper | None = None
    recorded_on: date | None = None
    findings: tuple[Finding, ...] = ()
    mentorship_uid: str = ""

    @property
    def slug(self) -> str:
        """The address of its form."""
        return PAPER_SLUGS[self.kind]

    @property
    def said(self) -> str:
        """The state in words."""
        return STATUSES[self.status][0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return STATUSES[self.status][1]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do for this paper."""
        return self.status == "complete"


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """Everything the page of a dossier shows."""

    case: DevelopmentCase
    kind: DossierKind
    on: date
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    other_findings: tuple[Finding, ...]
    bar: tuple[dict[str, object], ...]
    confused: tuple[Confused, ...]
    ceremony_on: date | None = None
    probation_ends_on: date | None = None
    due_on: date | None = None
    due_citation: Citation | None = None
    days_left: int | None = None
    is_open: bool = True
    opens_on: date | None = None

    @property
    def done(self) -> int:
        """How many papers are complete; counted from the same lines that are shown."""
        return sum(line.is_done for line in self.lines)

    @property
    def problems(self) -> tuple[tuple[Finding, Line | None], ...]:
        """Each stop with the line of the list that it is about."""
        return tuple((found, self._line_of(found)) for found in self.stops)

    @property
    def remarks(self) -> tuple[tuple[Finding, Line | None], ...]:
        """Each lesser finding about this dossier with its line."""
        return tuple((found, self._line_of(found)) for found in self.findings if found not in self.stops)

    def _line_of(self, found: Finding) -> Line | None:
        said = next((line for line in self.lines if found in line.findings), None)
        return said or next((line for line in self.lines if found.params.get("paper") == line.kind), None)

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What must be repaired before the dossier goes up."""
        return tuple(found for found in self.findings if found.grade is FindingGrade.STOP)


def check(case: DevelopmentCase, on: date) -> tuple[Finding, ...]:
    """Give everything the law finds wrong with a case's acts and papers on a day, worst first."""
    return checks([case], on)[0]


def checks(cases: Sequence[DevelopmentCase], on: date) -> tuple[tuple[Finding, ...], ...]:
    """Give what ``check`` gives for many cases, in order, in a fixed number of queries."""
    rules = rulebooks(cases, on)
    return tuple(
        journey.check(known, on, rules[case.organisation_id])
        for case, known in zip(cases, facts.of(cases), strict=True)
    )


def dossier(case: DevelopmentCase, kind: DossierKind | str, on: date) -> DossierView:
    """Give a case's dossier of one kind on a day, checked; a list that the law does not know is said as a gap."""
    kind = DossierKind(kind)
    gathered, rules = facts.gather([case])[0], rulebooks([case], on)[case.organisation_id]
    known = gathered.facts
    found = journey.check(known, on, rules)
    day = _regime_day(known, kind, on)
    try:
        needed = journey.needed_papers(known, kind, day, rules)
    except LawGap as gap:
        needed, found = (), (*found, no_basis(gap))
    lines = tuple(_lines(needed, gathered, found, on, rules))
    mine, others = _split(found, kind)
    view = DossierView(
        case=case,
        kind=kind,
        on=on,
        lines=lines,
        findings=mine,
        other_findings=others,
        bar=bar(known, on, rules),
        confused=confused(known, rules),
        is_open=journey.dossier_of(known) is kind,
        opens_on=_opens_on(known, kind, on, rules),
    )
    return _with_days(view, known, rules)


def _opens_on(known: CaseFacts, kind: DossierKind, on: date, rules: Rulebook) -> date | None:
    """Since when the admission dossier can be opened, while it is not."""
    if kind is not DossierKind.ADMISSION:
        return None
    duties = journey.outlook(known, on, rules).duties
    return next((duty.opens_on for duty in duties if duty.kind is DutyKind.OPEN_ADMISSION_DOSSIER), None)


def _regime_day(known: CaseFacts, kind: DossierKind, on: date) -> date:
    """The list in force is that of the cell's vote, once it voted."""
    voted = StepKind.CELL_PROPOSED_ADMISSION if kind is DossierKind.ADMISSION else StepKind.CELL_PROPOSED_RECOGNITION
    step = known.last(voted)
    return min(step.on, on) if step is not None else on


def _lines(
    needed: Sequence[NeededPaper],
    gathered: facts.Gathered,
    found: Sequence[Finding],
    on: date,
    rules: Rulebook,
) -> Iterable[Line]:
    papers, known = list(gathered.papers), gathered.facts
    helping = {row.mentor.full_name: str(row.uid) for row in gathered.mentorships}
    for number, wanted in enumerate(needed, start=1):
        paper = _take(papers, wanted)
        wrong = tuple(finding for finding in found if _is_about(finding, wanted, paper))
        recorded_on = _recorded_on(known, wanted.paper)
        yield Line(
            number=number,
            kind=wanted.paper,
            name=PAPERS[wanted.paper],
            form=wanted.form,
            author=wanted.author,
            maker=wanted.author or MAKERS.get(wanted.paper, "").format(person=known.person.name),
            phase=wanted.phase,
            status=_status(wanted, paper, wrong, recorded_on) or _time_of(wanted, known, on, rules),
            paper=paper,
            recorded_on=recorded_on,
            findings=wrong,
            mentorship_uid=helping.get(wanted.author, ""),
        )


def _take(papers: list[Paper], wanted: NeededPaper) -> Paper | None:
    """Take the paper that answers a need: by its author where one is named; each paper answers one need."""
    fitting = [paper for paper in papers if paper.kind == wanted.paper]
    if wanted.author:
        named = [paper for paper in fitting if paper.author is not None and paper.author.full_name == wanted.author]
        fitting = named or [paper for paper in fitting if paper.author is None]
    if not fitting:
        return None
    taken = fitting[-1]
    papers.remove(taken)
    return taken


def _is_about(finding: Finding, wanted: NeededPaper, paper: Paper | None) -> bool:
    if finding.params.get("paper") != wanted.paper or finding.code == "paper_missing":
        return False
    author = finding.params.get("author") or ""
    mine = paper.author.full_name if paper is not None and paper.author is not None else ""
    return author in {"", mine}


def _recorded_on(known: CaseFacts, kind: PaperKind) -> date | None:
    """The day of the step that a paper proves, where the step was recorded without the paper."""
    days = [step.on for step in known.steps if kind in PAPERS_OF.get(step.kind, ())]
    return max(days, default=None)


_AFTER_THE_YEAR = frozenset({PaperKind.SELF_REVIEW, PaperKind.MENTOR_REMARKS, PaperKind.PROBATION_OPINIONS_SYNTHESIS})


def _time_of(wanted: NeededPaper, known: CaseFacts, on: date, rules: Rulebook) -> str:
    """Say whether the time of a paper has come: not before the year is full, not before the cell has voted."""
    ceremony = known.last(StepKind.ADMITTED)
    if wanted.paper in _AFTER_THE_YEAR:
        is_full = ceremony is not None and probation.probation_end(ceremony.on, rules).result <= on
        return "open" if is_full else "not_yet"
    return "open" if wanted.phase is DossierPhase.CELL else "not_yet"


def _status(wanted: NeededPaper, paper: Paper | None, wrong: Sequence[Finding], recorded_on: date | None) -> str:
    """Name the state of a paper that is there or recorded; empty where nothing of it is."""
    if any(finding.grade is FindingGrade.STOP and finding.code != "paper_unsigned" for finding in wrong):
        return "faulty"
    if paper is not None and not paper.is_signed:
        return "unsigned"
    if paper is not None and paper.is_present:
        return "complete"
    if paper is None and recorded_on is not None and not wanted.author:
        return "complete"
    return "begun" if paper is not None else ""


def _split(found: Sequence[Finding], kind: DossierKind) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Part what concerns this dossier, and every stop, from remarks on the rest of the road."""
    mine: list[Finding] = []
    others: list[Finding] = []
    for finding in found:
        paper = finding.params.get("paper")
        of_kind = paper is not None and (paper in RECOGNITION_PAPERS) is (kind is DossierKind.RECOGNITION)
        (mine if of_kind or finding.grade is FindingGrade.STOP else others).append(finding)
    return tuple(mine), tuple(others)


def papers_of_kind(kind: DossierKind | str) -> tuple[PaperKind, ...]:
    """Give the papers that can lie in a dossier, in the order of the road."""
    recognition = DossierKind(kind) is DossierKind.RECOGNITION
    return tuple(paper for paper in PaperKind if (paper in RECOGNITION_PAPERS) is recognition)


def _with_days(view: DossierView, known: CaseFacts, rules: Rulebook) -> DossierView:
    ceremony = known.last(StepKind.ADMITTED)
    if view.kind is DossierKind.ADMISSION or ceremony is None:
        return view
    end = probation.probation_end(ceremony.on, rules).result
    view = replace(view, ceremony_on=ceremony.on, probation_ends_on=end)
    try:
        due = probation.cell_deadline(ceremony.on, rules)
        left = rules.holidays.working_days_between(view.on, due.result) if view.on <= due.result else None
    except LookupError:  # a gap in the figures or the holidays: the page says no day rather than a wrong one
        return view
    return replace(view, due_on=due.result, due_citation=due.citation, days_left=left)
