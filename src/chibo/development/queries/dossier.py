"""A dossier as its page shows it: every paper with its state, what the checker found, and the days people confuse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chibo.base.words.findings import PAPERS
from chibo.development import facts
from chibo.development.queries.check import by_paper, checked, dossier_of_finding
from chibo.development.queries.days import bar, confused
from chibo.development.queries.outlook import rulebooks
from chibo.development.queries.returns import slips_and_waivers
from chibo.development.words import MAKERS, PAPER_SLUGS, RECOGNITION_PAPERS, STATUSES
from chibo.law import journey, probation
from chibo.law.journey.order import PAPERS_OF
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import DossierKind, DossierPhase, DutyKind, FindingGrade, PaperKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.development.models import DevelopmentCase, Paper
    from chibo.development.queries.check import Checked, Group, Item
    from chibo.development.queries.days import Confused
    from chibo.development.queries.returns import Slip
    from chibo.law.checker import CheckFinding
    from chibo.law.facts import CaseFacts
    from chibo.law.journey import NeededPaper
    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Citation


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
    findings: tuple[CheckFinding, ...] = ()
    mentorship_uid: str = ""
    scans: int = 0

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
    checked: Checked
    slips: tuple[Slip, ...]
    bar: tuple[dict[str, object], ...]
    confused: tuple[Confused, ...]
    ceremony_on: date | None = None
    probation_ends_on: date | None = None
    due_on: date | None = None
    due_citation: Citation | None = None
    computed: tuple[Computation, ...] = ()  # how the days in the heading came about
    days_left: int | None = None
    is_open: bool = True
    opens_on: date | None = None
    may_plan: bool = False  # a meeting on admission, or a ceremony, still lies ahead

    @property
    def done(self) -> int:
        """How many papers are complete; counted from the same lines that are shown."""
        return sum(line.is_done for line in self.lines)

    @property
    def problems(self) -> tuple[Item, ...]:
        """What must be repaired before the dossier goes up; every stop, whichever dossier it is about."""
        return tuple(item for item in self.checked.now if item.is_stop)

    @property
    def remarks(self) -> tuple[Item, ...]:
        """Lesser findings about this dossier, and faults somebody answered for."""
        return tuple(
            item for item in self.checked.now if not item.is_stop and dossier_of_finding(item.found) is self.kind
        )

    @property
    def problem_groups(self) -> tuple[Group, ...]:
        """The same by paper."""
        return by_paper(self.problems)

    @property
    def remark_groups(self) -> tuple[Group, ...]:
        """The same by paper."""
        return by_paper(self.remarks)

    @property
    def ticks(self) -> tuple[Item, ...]:
        """What human eyes still have to see on the papers of this dossier."""
        return tuple(item for item in self.checked.ticks if dossier_of_finding(item.found) is self.kind)

    @property
    def others(self) -> tuple[Item, ...]:
        """Remarks on old papers, and on the other dossier."""
        shown = {id(item) for item in (*self.problems, *self.remarks, *self.checked.ticks)}
        return tuple(item for item in self.checked.items if id(item) not in shown)


def dossier(case: DevelopmentCase, kind: DossierKind | str, on: date) -> DossierView:
    """Give a case's dossier of one kind on a day, checked; a list that the law does not know is said as a gap."""
    kind = DossierKind(kind)
    gathered, rules = facts.gather([case])[0], rulebooks([case], on)[case.organisation_id]
    known = gathered.facts
    slips, waivers = slips_and_waivers(case)
    seen = checked([gathered], on, {case.organisation_id: rules}, waivers)[0]
    found = seen.report.findings
    day = _regime_day(known, kind, on)
    try:
        needed = journey.needed_papers(known, kind, day, rules)
    except LawGap:  # the list is said to be unknown; the checker names the gap
        needed = ()
    lines = _with_scans(_lines(needed, gathered, found, on, rules))
    view = DossierView(
        case=case,
        kind=kind,
        on=on,
        lines=lines,
        checked=replace(seen, items=tuple(_led(item, lines) for item in seen.items)),
        slips=slips,
        bar=bar(known, on, rules),
        confused=confused(known, rules),
        is_open=journey.dossier_of(known) is kind,
        opens_on=_opens_on(known, kind, on, rules),
        may_plan=kind is DossierKind.ADMISSION and known.last(StepKind.ADMITTED) is None,
    )
    return _with_days(view, known, rules)


def _with_scans(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with how many scans each paper has, as the query of the papers counted them."""
    return tuple(
        replace(line, scans=getattr(line.paper, "scans", 0)) if line.paper is not None else line for line in lines
    )


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
    found: Sequence[CheckFinding],
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


def _is_about(finding: CheckFinding, wanted: NeededPaper, paper: Paper | None) -> bool:
    """Whether a finding speaks first of this paper, and of the copy of this member where several write one."""
    if paper is None or not finding.papers or finding.papers[0].kind != wanted.paper or finding.is_old:
        return False
    mine = paper.author.full_name if paper.author is not None else ""
    return finding.papers[0].author in {"", mine}


def _led(item: Item, lines: Sequence[Line]) -> Item:
    """Lead a finding to the line of the list it speaks of, and to the paper to be repaired there."""
    line = next((line for line in lines if item.found in line.findings), None)
    if line is None and item.found.papers:
        line = next((line for line in lines if line.kind == item.found.papers[0].kind), None)
    if line is None:
        return item
    paper = line.paper if item.found in line.findings else None
    return replace(
        item, anchor=f"giay-{line.number}", slug=line.slug if paper else "", paper_uid=str(paper.uid) if paper else ""
    )


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


def _status(wanted: NeededPaper, paper: Paper | None, wrong: Sequence[CheckFinding], recorded_on: date | None) -> str:
    """Name the state of a paper that is there or recorded; empty where nothing of it is."""
    if any(finding.grade is FindingGrade.STOP and finding.variant != "unsigned" for finding in wrong):
        return "faulty"
    if paper is not None and not paper.is_signed:
        return "unsigned"
    if paper is not None and paper.is_present:
        return "complete"
    if paper is None and recorded_on is not None and not wanted.author:
        return "complete"
    return "begun" if paper is not None else ""


def papers_of_kind(kind: DossierKind | str) -> tuple[PaperKind, ...]:
    """Give the papers that can lie in a dossier, in the order of the road."""
    recognition = DossierKind(kind) is DossierKind.RECOGNITION
    return tuple(paper for paper in PaperKind if (paper in RECOGNITION_PAPERS) is recognition)


def _with_days(view: DossierView, known: CaseFacts, rules: Rulebook) -> DossierView:
    ceremony = known.last(StepKind.ADMITTED)
    if view.kind is DossierKind.ADMISSION or ceremony is None:
        return view
    end = probation.probation_end(ceremony.on, rules)
    view = replace(view, ceremony_on=ceremony.on, probation_ends_on=end.result, computed=(end,))
    try:
        due = probation.cell_deadline(ceremony.on, rules)
        left = rules.holidays.working_days_between(view.on, due.result) if view.on <= due.result else None
    except LookupError:  # a gap in the figures or the holidays: the page says no day rather than a wrong one
        return view
    opened = (*view.computed, due) if view.is_open else view.computed
    return replace(view, due_on=due.result, due_citation=due.citation, days_left=left, computed=opened)
