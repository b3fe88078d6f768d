"""What is next, what is missing, what falls due: the worklist of one case, each line with its article."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from chibo.law import admission, probation
from chibo.law.admission.clocks import mentoring_full_on
from chibo.law.calendar import CalendarGap, add_months, month_end
from chibo.law.journey.dossier import Missing, missing_papers
from chibo.law.journey.gate import worst_first
from chibo.law.journey.order import BEFORE, last_done_on
from chibo.law.journey.stages import BESIDE, ROAD, is_closed, is_on_road, passed, reached, stage_of
from chibo.law.timeline import LawGap, no_basis, no_calendar
from chibo.law.verdict import Citation
from chibo.law.vocabulary import Actor, Confidence, DossierKind, DutyGroup, DutyKind, Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from chibo.law.facts import CaseFacts
    from chibo.law.timeline import Computation, Reading, Rulebook
    from chibo.law.verdict import Finding

_S = StepKind
_SUNDAY = 6
_HORIZON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing to do: what, by when, from when, when to begin, by whom, and on what ground."""

    kind: DutyKind
    due_on: date | None = None
    opens_on: date | None = None
    start_by: date
    actor: Actor = Actor.CELL
    citations: tuple[Citation, ...] = ()
    params: Mapping[str, object] = field(default_factory=dict)
    computation: Computation | None = None

    def group(self, on: date) -> DutyGroup:
        """Decision 42: the worklist group on a day, by when to act."""
        if self.due_on is not None and self.due_on < on:
            return DutyGroup.OVERDUE
        if self.actor is Actor.SUPERIOR:
            return DutyGroup.WAITING
        if self.start_by <= on + timedelta(days=_SUNDAY - on.weekday()):
            return DutyGroup.THIS_WEEK
        return DutyGroup.NEXT_30_DAYS if self.start_by <= on + _HORIZON else DutyGroup.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where a case stands on a day and what lies before it; ``gaps`` are the figures nobody knows."""

    stage: Stage
    next_steps: tuple[StepKind, ...]
    missing: tuple[Missing, ...]
    duties: tuple[Duty, ...]
    gaps: tuple[Finding, ...] = ()

    def worklist(self, on: date) -> tuple[Duty, ...]:
        """The duties that belong on the worklist of a day: everything but what lies later."""
        return tuple(duty for duty in self.duties if duty.group(on) is not DutyGroup.LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    facts: CaseFacts
    on: date
    rules: Rulebook
    stage: Stage

    def done(self, kind: StepKind) -> date | None:
        return last_done_on(self.facts, kind, self.rules)

    def duty(
        self,
        kind: DutyKind,
        *,
        due: Computation | None = None,
        due_on: date | None = None,
        opens_on: date | None = None,
        actor: Actor = Actor.CELL,
        citations: tuple[Citation, ...] = (),
        computation: Computation | None = None,
        **params: object,
    ) -> Duty:
        """Make a duty: a computed due date brings its citation, the lead time says when to begin."""
        last = due.result if due else due_on
        start_by = opens_on or self.on
        if last is not None:
            begin = self.rules.lead(kind.value, last)
            start_by = max(begin, opens_on) if opens_on else begin
        return Duty(
            kind=kind,
            due_on=last,
            opens_on=opens_on,
            start_by=start_by,
            actor=actor,
            citations=citations or ((due.citation,) if due else ()),
            params={"person": self.facts.person.name, **params},
            computation=due or computation,
        )


def outlook(facts: CaseFacts, on: date, rules: Rulebook) -> Outlook:
    """Say where a case stands on a day, by the steps taken up to that day, and what falls due."""
    known = as_of(facts, on)
    stage = stage_of(known.steps)
    case = _Case(facts=known, on=on, rules=rules, stage=stage)
    duties: list[Duty] = []
    gaps: list[Finding] = []
    for rule in _RULES.get(reached(known.steps) if stage is Stage.RETURNED else stage, ()):
        _collect(rule, case, duties, gaps)
    missing, gap = _missing(case)
    return Outlook(
        stage=stage,
        next_steps=_next_steps(case),
        missing=missing,
        duties=tuple(sorted(duties, key=lambda duty: (duty.start_by, duty.due_on or date.max, duty.kind))),
        gaps=worst_first(gaps + gap),
    )


def as_of(facts: CaseFacts, on: date) -> CaseFacts:
    """The case as it stood at the end of a day: later steps, papers and notes are not known yet."""
    return replace(
        facts,
        steps=tuple(step for step in facts.steps if step.on <= on),
        papers=tuple(paper for paper in facts.papers if paper.dated is None or paper.dated <= on),
        notes=tuple(note for note in facts.notes if note.written_on <= on),
        mentors=tuple(mentor for mentor in facts.mentors if mentor.starts_on <= on),
    )


def _collect(rule: Callable[[_Case], Iterator[Duty]], case: _Case, duties: list[Duty], gaps: list[Finding]) -> None:
    try:
        for duty in rule(case):  # one by one: what came before a gap counts
            duties.append(duty)  # noqa: PERF402 - extend would leave that to chance
    except LawGap as gap:
        gaps.append(no_basis(gap))
    except CalendarGap as gap:
        gaps.append(no_calendar(gap))


def _missing(case: _Case) -> tuple[tuple[Missing, ...], list[Finding]]:
    kinds = {
        Stage.CANDIDATE: DossierKind.ADMISSION,
        Stage.APPLICANT: DossierKind.ADMISSION,
        Stage.PROBATIONARY: DossierKind.RECOGNITION,
    }
    stage = reached(case.facts.steps) if case.stage is Stage.RETURNED else case.stage
    if stage not in kinds:
        return (), []
    try:
        return missing_papers(case.facts, kinds[stage], case.on, case.rules), []
    except LawGap as gap:
        return (), [no_basis(gap)]


def _next_steps(case: _Case) -> tuple[StepKind, ...]:
    """The main step that follows, and the others whose ground is laid and which nobody has taken."""
    if is_closed(case.stage):
        return ()
    if case.stage is Stage.NONE:
        return (_S.SOURCE_ADDED,)
    done = {kind for kind in ROAD if case.done(kind) is not None}
    exits = {_S.WITHDRAWN, _S.RETURNED, _S.REMOVED, *BESIDE}
    last_main = max((ROAD.index(kind) for kind in done if kind in _MAIN), default=-1)
    following = next((kind for kind in _MAIN if ROAD.index(kind) > last_main), None)
    return tuple(
        kind
        for kind in ROAD
        if kind not in done | exits
        and is_on_road(kind, case.facts)
        and (kind not in _MAIN or ROAD.index(kind) > last_main)
        and (kind is following or _is_ready(kind, case, done))
        and ROAD.index(kind) > _passed_by(last_main)
    )


_MAIN = (
    _S.SOURCE_ADDED,
    _S.OUTSTANDING_RECOGNISED,
    _S.CANDIDATE_RECOGNISED,
    _S.APPLICATION_RECEIVED,
    _S.CELL_PROPOSED_ADMISSION,
    _S.ADMISSION_DECIDED,
    _S.ADMITTED,
    _S.CELL_PROPOSED_RECOGNITION,
    _S.RECOGNITION_DECIDED,
)


def _passed_by(last_main: int) -> int:
    """Once the cell has voted, the steps that led to the vote are no longer next."""
    voted = (ROAD.index(_S.CELL_PROPOSED_ADMISSION), ROAD.index(_S.CELL_PROPOSED_RECOGNITION), ROAD.index(_S.ADMITTED))
    return max((index for index in voted if index <= last_main), default=-1)


def _is_ready(kind: StepKind, case: _Case, done: set[StepKind]) -> bool:
    return all(before in done or not is_on_road(before, case.facts) for before, _ in BEFORE.get(kind, ()))


# ---------------------------------------------------------------------- duties before admission


def _awareness_class(case: _Case) -> Iterator[Duty]:
    certified = case.done(_S.AWARENESS_CLASS_CERTIFIED)
    if certified is None:
        opens = case.done(_S.CANDIDATE_RECOGNISED)
        reading = case.rules.find("dossier.admission_papers", case.on)
        yield case.duty(
            DutyKind.SEND_TO_AWARENESS_CLASS, opens_on=opens, citations=(reading.citation,) if reading else ()
        )
        return
    if passed(case.facts, _S.CELL_PROPOSED_ADMISSION, case.rules):
        return
    valid = admission.awareness_certificate(certified, case.on, case.rules)
    yield case.duty(DutyKind.RENEW_AWARENESS_CERTIFICATE, due=valid, certified_on=certified, valid_until=valid.result)


def _open_dossier(case: _Case) -> Iterator[Duty]:
    certified = case.done(_S.AWARENESS_CLASS_CERTIFIED)
    if certified is None:
        return
    valid_until = _valid_until(certified, case)
    if valid_until is not None and valid_until < case.on:
        return
    bounds = list(_opening_bounds(case))
    opens_on, citation, computation = max(bounds, key=lambda bound: bound[0])
    yield case.duty(
        DutyKind.OPEN_ADMISSION_DOSSIER,
        opens_on=opens_on,
        citations=(citation,) if citation else (),
        computation=computation,
        valid_until=valid_until,
    )


def _valid_until(certified: date, case: _Case) -> date | None:
    try:
        return admission.awareness_certificate(certified, case.on, case.rules).result
    except LawGap:
        return None


def _opening_bounds(case: _Case) -> Iterator[tuple[date, Citation | None, Computation | None]]:
    """Every day that the opening of the dossier must wait for; the latest one binds."""
    ready = max(day for day in (case.done(_S.CANDIDATE_RECOGNISED), case.done(_S.AWARENESS_CLASS_CERTIFIED)) if day)
    yield ready, None, None
    together = case.rules.on("introducer.min_months_together", case.on)
    known = sorted(
        case.rules.add_months(mentor.together_since, 0 if mentor.is_replacement else together.number)
        for mentor in case.facts.mentors
        if mentor.is_introducer and mentor.together_since and mentor.is_helping(case.on)
    )
    wanted, _ = admission.introducers_needed(admission.introduction_route(case.facts), case.on, case.rules)
    if known:
        yield known[min(wanted, len(known)) - 1], together.citation, None
    full = mentoring_full_on(case.facts, case.on, case.rules)
    if full is not None:
        yield full.result, full.citation, full


def _mentor_note(case: _Case) -> Iterator[Duty]:
    """The next month nobody has written about, while a member is helping: due on its last day."""
    helping = [mentor for mentor in case.facts.mentors if mentor.is_helping(case.on)]
    every = case.rules.find("local.mentor_note_months", case.on)
    if not helping or every is None:
        return
    if case.done(_S.ADMITTED) and case.rules.policy("mentor_note.in_probation") == "off":
        return
    since = min(mentor.starts_on for mentor in helping)
    written = max((note.month for note in case.facts.notes), default=None)
    last = written.replace(day=1) if written else add_months(since.replace(day=1), 0 if since.day == 1 else -1)
    month = add_months(last, every.number) if written or since.day == 1 else add_months(last, 1)
    yield case.duty(
        DutyKind.WRITE_MENTOR_NOTE,
        due_on=month_end(month),
        opens_on=month,
        actor=Actor.MENTOR,
        citations=_rhythm(every, since, case),
        month=month,
        mentors=tuple(mentor.name for mentor in helping),
        last_written_on=max((note.written_on for note in case.facts.notes), default=None),
    )


def _rhythm(every: Reading, since: date, case: _Case) -> tuple[Citation, ...]:
    """What the notes rest on: the cell's own rule where it has one; else the day help began, for no more is known."""
    if any(rule.key == every.key and rule.covers(case.on) for rule in case.rules.overlays):
        return (every.citation,)
    began = f"Phân công giúp đỡ từ ngày {since.day}-{since.month}-{since.year}"
    # Nothing to be read in any text, so no remark on how surely it was read.
    return (Citation(text=f"{began}; nhịp ghi chú là mặc định của chương trình", confidence=Confidence.HIGH),)


def _consider_admission(case: _Case) -> Iterator[Duty]:
    if passed(case.facts, _S.CELL_PROPOSED_ADMISSION, case.rules):
        return
    valid = admission.dossier_valid_until(case.facts, case.on, case.rules)
    if valid is not None:
        yield case.duty(DutyKind.CONSIDER_ADMISSION, due=valid, opens_on=valid.start)


def _admission_decision(case: _Case) -> Iterator[Duty]:
    resolved = passed(case.facts, _S.CELL_PROPOSED_ADMISSION, case.rules)
    if resolved is None or case.done(_S.ADMISSION_DECIDED):
        return
    due = admission.decision_deadline(resolved.on, case.rules)
    kind = DutyKind.AWAIT_ADMISSION_DECISION
    yield case.duty(kind, due=due, opens_on=resolved.on, actor=Actor.SUPERIOR, resolved_on=resolved.on)


def _ceremony(case: _Case) -> Iterator[Duty]:
    decided = case.done(_S.ADMISSION_DECIDED)
    if decided is None:
        return
    received = case.done(_S.ADMISSION_DECISION_RECEIVED)
    due = admission.ceremony_deadline(decided, received, case.rules)
    if due is None:
        cited = (case.rules.on("ceremony.clock_start", decided).citation,)
        yield case.duty(
            DutyKind.MAKE_UP_MISSING_DATE,
            opens_on=decided,
            citations=cited,
            date_of=_S.ADMISSION_DECISION_RECEIVED.value,
        )
        return
    yield case.duty(DutyKind.HOLD_CEREMONY, due=due, opens_on=due.start, decided_on=decided, received_on=received)


# ---------------------------------------------------------------------- duties of the probationary year


def _probation_mentor(case: _Case) -> Iterator[Duty]:
    ceremony = case.done(_S.ADMITTED)
    if ceremony and not any(mentor.is_helping(case.on) for mentor in case.facts.mentors):
        yield case.duty(DutyKind.ASSIGN_PROBATION_MENTOR, opens_on=ceremony, ceremony_on=ceremony)


def _new_member_class(case: _Case) -> Iterator[Duty]:
    ceremony = case.done(_S.ADMITTED)
    if ceremony is None or case.done(_S.NEW_MEMBER_CLASS_CERTIFIED):
        return
    end = probation.probation_end(ceremony, case.rules)
    reading = case.rules.on("dossier.recognition_papers", case.on)
    yield case.duty(
        DutyKind.SEND_TO_NEW_MEMBER_CLASS,
        due=end,
        opens_on=ceremony,
        citations=(reading.citation,),
        ends_on=end.result,
    )


def _prepare_recognition(case: _Case) -> Iterator[Duty]:
    ceremony = case.done(_S.ADMITTED)
    if ceremony is None or passed(case.facts, _S.CELL_PROPOSED_RECOGNITION, case.rules):
        return
    end = probation.probation_end(ceremony, case.rules)
    if end.result <= case.on:
        return
    opens_on = case.rules.lead(DutyKind.PREPARE_RECOGNITION_DOSSIER.value, end.result)
    reading = case.rules.on("dossier.recognition_papers", case.on)
    kind = DutyKind.PREPARE_RECOGNITION_DOSSIER
    grounds = (reading.citation,)
    yield case.duty(kind, due=end, opens_on=opens_on, citations=grounds, months=end.amount, ends_on=end.result)


def _consider_recognition(case: _Case) -> Iterator[Duty]:
    ceremony = case.done(_S.ADMITTED)
    if ceremony is None or passed(case.facts, _S.CELL_PROPOSED_RECOGNITION, case.rules):
        return
    year = probation.probation_end(ceremony, case.rules)
    end, kind = year.result, DutyKind.CONSIDER_RECOGNITION
    duty = partial(case.duty, kind, opens_on=end, months=year.amount, ends_on=end, ceremony_on=ceremony)
    try:
        due = probation.cell_deadline(ceremony, case.rules)
    except (LawGap, CalendarGap):  # no figure or no holidays of that year: the act is due, its last day unknown
        yield duty(citations=(year.citation,))
        raise
    yield duty(due=due)


def _recognition_decision(case: _Case) -> Iterator[Duty]:
    resolved = passed(case.facts, _S.CELL_PROPOSED_RECOGNITION, case.rules)
    if resolved is None:
        return
    due = probation.recognition_decision_deadline(resolved.on, case.rules)
    kind = DutyKind.AWAIT_RECOGNITION_DECISION
    yield case.duty(kind, due=due, opens_on=resolved.on, actor=Actor.SUPERIOR, resolved_on=resolved.on)


def _decision_date(case: _Case) -> Iterator[Duty]:
    """Party age needs the date written in the admission decision: ask for it while it is missing."""
    ceremony = case.done(_S.ADMITTED)
    if ceremony and case.done(_S.ADMISSION_DECIDED) is None:
        cited = (case.rules.on("party_age.clock_start", case.on).citation,)
        yield case.duty(
            DutyKind.MAKE_UP_MISSING_DATE, opens_on=ceremony, citations=cited, date_of=_S.ADMISSION_DECIDED.value
        )


_RULES: dict[Stage, tuple[Callable[[_Case], Iterator[Duty]], ...]] = {
    Stage.SOURCE: (_mentor_note,),
    Stage.OUTSTANDING: (_mentor_note,),
    Stage.CANDIDATE: (_awareness_class, _open_dossier, _mentor_note),
    Stage.APPLICANT: (_awareness_class, _consider_admission, _admission_decision, _ceremony, _mentor_note),
    Stage.PROBATIONARY: (
        _decision_date,
        _probation_mentor,
        _new_member_class,
        _prepare_recognition,
        _consider_recognition,
        _recognition_decision,
        _mentor_note,
    ),
}
