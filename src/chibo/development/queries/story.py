"""A case as its page shows it: the line of days, what is next, what is missing, who helps, what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chibo.base.words.findings import MILESTONES, PAPERS, STAGES, duty_text
from chibo.development import facts
from chibo.development.queries.days import bar, confused
from chibo.development.queries.outlook import rulebooks
from chibo.development.queries.tasks import given_tasks
from chibo.development.words import say_computation, say_step
from chibo.law import journey, probation
from chibo.law.vocabulary import DossierPhase, DutyKind, PaperKind, Stage, StepKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.words.findings import DutyText
    from chibo.development.models import DevelopmentCase, Mentorship, Step
    from chibo.development.queries.days import Confused
    from chibo.development.queries.tasks import GivenTask
    from chibo.law.journey import Duty, Outlook
    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Citation, Finding


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of the line: an act that happened, or a computed day and how it was computed."""

    on: date
    label: str
    kind: str
    step: Step | None = None
    computed: Computation | None = None
    citation: Citation | None = None
    is_ahead: bool = False


@dataclass(frozen=True, kw_only=True)
class SaidDuty:
    """One duty in words, with its days."""

    duty: Duty
    said: DutyText
    how: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """A paper the cell needs before it considers, and that is not there yet."""

    name: str
    author: str
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Story:
    """Everything the page of a case shows."""

    case: DevelopmentCase
    on: date
    outlook: Outlook
    points: tuple[Point, ...]
    duties: tuple[SaidDuty, ...]
    missing: tuple[Lacking, ...]
    bar: tuple[dict[str, object], ...]
    mentorships: tuple[Mentorship, ...]
    notes: tuple[facts.Note, ...]
    steps: tuple[Step, ...]
    confused: tuple[Confused, ...]
    tasks: tuple[GivenTask, ...] = field(default=())
    official_on: date | None = None
    rules: Rulebook = field(repr=False)

    @property
    def stage(self) -> str:
        """The stage in words."""
        return STAGES[self.outlook.stage]

    @property
    def next_steps(self) -> tuple[tuple[str, str], ...]:
        """The steps that can be recorded next: code and words."""
        return tuple((kind.value, say_step(kind)) for kind in self.outlook.next_steps)

    @property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """The acts beside the road that can be recorded: code and words."""
        done = {StepKind(step.kind) for step in self.steps}
        return tuple((kind.value, say_step(kind)) for kind in journey.beside(self.outlook.stage, done))

    @property
    def soon(self) -> tuple[SaidDuty, ...]:
        """The duties whose time has come or comes within the month."""
        near = self.outlook.worklist(self.on)
        return tuple(said for said in self.duties if said.duty in near)

    @property
    def later(self) -> tuple[SaidDuty, ...]:
        """The duties that can wait."""
        near = self.soon
        return tuple(said for said in self.duties if said not in near)

    @property
    def lacks_class_certificate(self) -> bool:
        """Whether the certificate of the new members' class is still to be recorded, as a step or as a paper."""
        return any(lack.paper is PaperKind.NEW_MEMBER_CERTIFICATE for lack in self.outlook.missing)

    @property
    def closing_reason(self) -> str:
        """The neutral reason a case was closed for, from the step that closed it."""
        closing = [step.reason for step in self.steps if step.kind in (StepKind.WITHDRAWN, StepKind.REMOVED)]
        return closing[-1] if closing and self.case.closed_on is not None else ""

    @property
    def is_copied(self) -> bool:
        """Whether every step was copied from old files."""
        return bool(self.steps) and all(step.from_old_file for step in self.steps)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """What cannot be told because nobody knows the figure."""
        return self.outlook.gaps

    def day_of(self, kind: str) -> date | None:
        """The day of the latest step of a kind, if there is one."""
        return max((step.on for step in self.steps if step.kind == kind), default=None)

    def step_of(self, kind: str) -> Step | None:
        """The latest step of a kind, if there is one."""
        return max((step for step in self.steps if step.kind == kind), key=lambda step: step.on, default=None)

    def duty(self, kind: str) -> SaidDuty | None:
        """The duty of a kind, if it stands."""
        return next((said for said in self.duties if said.duty.kind == kind), None)

    @property
    def decided_on(self) -> date | None:
        """The day of the admission decision."""
        return self.day_of(StepKind.ADMISSION_DECIDED)

    @property
    def received_on(self) -> date | None:
        """The day the cell received it."""
        return self.day_of(StepKind.ADMISSION_DECISION_RECEIVED)

    @property
    def ceremony_on(self) -> date | None:
        """The day of the ceremony."""
        return self.day_of(StepKind.ADMITTED)

    @property
    def recognised_on(self) -> date | None:
        """The day of the recognition decision."""
        return self.day_of(StepKind.RECOGNITION_DECIDED)

    @property
    def due_decision(self) -> SaidDuty | None:
        """By when the decision of admission is due."""
        return self.duty(DutyKind.AWAIT_ADMISSION_DECISION)

    @property
    def due_recognition(self) -> SaidDuty | None:
        """By when the cell has to consider recognition."""
        return self.duty(DutyKind.CONSIDER_RECOGNITION)

    @property
    def running(self) -> tuple[Mentorship, ...]:
        """Who helps on the day; the rows come ``with_standing``."""
        return tuple(row for row in self.mentorships if facts.mentor_facts(row).is_helping(self.on))

    @property
    def is_probationary(self) -> bool:
        """Whether the year of probation runs or has run without a recognition."""
        return self.outlook.stage is Stage.PROBATIONARY


def story(case: DevelopmentCase, on: date, *, with_tasks: bool = False) -> Story:
    """Give the whole story of one case on a day; the tasks only where they are asked for."""
    gathered, rules = facts.gather([case])[0], rulebooks([case], on)[case.organisation_id]
    known = gathered.facts
    seen = journey.outlook(known, on, rules)
    ceremony = known.last(StepKind.ADMITTED)
    return Story(
        case=case,
        on=on,
        outlook=seen,
        points=_points(gathered, on, rules),
        duties=tuple(_said(duty, on) for duty in seen.duties),
        missing=tuple(
            Lacking(name=PAPERS[lack.paper], author=lack.author, citation=lack.citation)
            for lack in seen.missing
            if lack.phase is DossierPhase.CELL
        ),
        bar=bar(known, on, rules),
        mentorships=tuple(gathered.mentorships),
        notes=tuple(reversed(gathered.notes)),
        steps=tuple(gathered.steps),
        confused=confused(known, rules),
        tasks=given_tasks(case) if with_tasks else (),
        official_on=probation.official_date(ceremony.on, rules).result if ceremony is not None else None,
        rules=rules,
    )


def _said(duty: Duty, on: date) -> SaidDuty:
    computed = duty.computation
    return SaidDuty(
        duty=duty,
        said=duty_text(duty),
        how=say_computation(computed) if computed is not None else "",
        is_overdue=duty.due_on is not None and duty.due_on < on,
    )


def _points(gathered: facts.Gathered, on: date, rules: Rulebook) -> tuple[Point, ...]:
    """Join the law's line with the rows of the acts on it, so that each act leads to its record."""
    rows = list(gathered.steps)
    points = []
    for milestone in journey.timeline(gathered.facts, on, rules):
        computed = milestone.computation
        if milestone.is_recorded:
            row = next((row for row in rows if row.kind == milestone.kind and row.on == milestone.on), None)
            if row is not None:
                rows.remove(row)
            points.append(Point(on=milestone.on, label=say_step(milestone.kind), kind=milestone.kind.value, step=row))
        elif computed is not None:
            points.append(
                Point(
                    on=milestone.on,
                    label=MILESTONES[milestone.kind],  # type: ignore[index]  # computed points are milestones
                    kind=milestone.kind.value,
                    computed=computed,
                    citation=computed.citation,
                    is_ahead=milestone.on > on,
                )
            )
    gone = [Point(on=row.on, label=say_step(row.kind), kind=row.kind, step=row) for row in rows if row.on <= on]
    return tuple(sorted((*points, *gone), key=lambda point: point.on))  # what was cancelled stays readable
