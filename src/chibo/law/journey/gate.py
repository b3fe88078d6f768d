"""May this step be recorded? All reasons at once, each with its article, by the law on the day of the act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chibo.law import admission, probation
from chibo.law.calendar import CalendarGap
from chibo.law.journey import beside
from chibo.law.journey.act import Act
from chibo.law.journey.order import check_closed, check_order, check_repeated, first_done_on
from chibo.law.journey.stages import passed
from chibo.law.quorum import check_vote, vote_passed
from chibo.law.timeline import LawGap, found, no_basis, no_calendar
from chibo.law.verdict import Verdict
from chibo.law.vocabulary import FindingGrade, PaperKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from chibo.law.facts import CaseFacts, StepFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding

_S = StepKind
_GRADES = tuple(FindingGrade)


def judge(facts: CaseFacts, step: StepFacts, on: date, rules: Rulebook) -> Verdict:
    """Judge one step: ``on`` is the day of recording, ``step.on`` the day of the act, whose law applies.

    Old history (decision 41) keeps its findings but nothing of it stops; a day without a figure is a finding
    ``no_basis`` that stops nothing either.
    """
    act = Act(facts=facts, step=step, on=on, rules=rules)
    conditions = (*_ALWAYS, *_OF_STEP.get(step.kind, ()))
    findings = [finding for condition in conditions for finding in _asked(condition, act)]
    if is_old(facts, step):
        findings = [_graded_down(finding) for finding in findings]
    return Verdict(findings=worst_first(findings))


def _asked(condition: Callable[[Act], Iterable[Finding]], act: Act) -> list[Finding]:
    """Run one condition; a gap in law or calendar is what it found."""
    findings: list[Finding] = []
    try:
        findings.extend(condition(act))
    except LawGap as gap:
        findings.append(no_basis(gap))
    except CalendarGap as gap:
        findings.append(no_calendar(gap))
    return findings


def is_old(facts: CaseFacts, step: StepFacts) -> bool:
    """Decision 41: an act from old files, or from before the installation's first day."""
    first_day = facts.organisation.first_day
    return step.from_old_file or (first_day is not None and step.on < first_day)


def _graded_down(finding: Finding) -> Finding:
    return replace(finding, grade=FindingGrade.WARN) if finding.grade is FindingGrade.STOP else finding


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by grade, each once, otherwise in the order found."""
    unique: list[Finding] = []
    for finding in findings:
        if finding not in unique:
            unique.append(finding)
    return tuple(sorted(unique, key=lambda finding: _GRADES.index(finding.grade)))


# ---------------------------------------------------------------------- conditions of every step


def _not_in_the_future(act: Act) -> Iterator[Finding]:
    if act.day > act.on:
        yield found("date_in_future", on=act.day, today=act.on, possible_from=act.day)


def _not_before_birth(act: Act) -> Iterator[Finding]:
    birth = act.facts.person.birth
    if birth is not None and act.day < birth.earliest:
        yield found("date_before_birth", on=act.day, birth=str(birth))


def _order(act: Act) -> Iterator[Finding]:
    yield from check_order(act.facts, act.step, act.rules)


def _repeated(act: Act) -> Iterator[Finding]:
    yield from check_repeated(act.facts, act.step, act.rules)


def _closed(act: Act) -> Iterator[Finding]:
    yield from check_closed(act.facts, act.step)


# ---------------------------------------------------------------------- mentors and introduction


def _mentors(act: Act) -> Iterator[Finding]:
    helping = [
        mentor
        for mentor in act.facts.mentors
        if mentor.starts_on <= act.day and (mentor.ends_on is None or act.day < mentor.ends_on)
    ]
    if not helping:
        yield found("mentor_missing", act.rules.on("mentor.must_be_official", act.day), on=act.day)
    for mentor in helping:
        yield from admission.check_mentor(mentor, act.day, act.rules)


def _introducers(act: Act) -> Iterator[Finding]:
    has_resolution = first_done_on(act.facts, _S.UNION_INTRODUCED, act.rules) is not None
    yield from admission.check_introducers(act.facts, act.day, act.rules, has_union_resolution=has_resolution)


def _introduction_letter(act: Act) -> Iterator[Finding]:
    yield from admission.check_letter(act.facts, act.day, act.rules)


# ---------------------------------------------------------------------- the cell considers admission


def _age(act: Act) -> Iterable[Finding]:
    return admission.check_age(act.facts.person.birth, act.day, act.rules, has_consent=act.step.superior_consent)


def _schooling(act: Act) -> Iterable[Finding]:
    return admission.check_schooling(act.facts.person.schooling, act.day, act.rules)


def _certificate(act: Act) -> Iterable[Finding]:
    certified = act.done(_S.AWARENESS_CLASS_CERTIFIED)
    return () if certified is None else admission.check_certificate(certified, act.day, act.rules)


def _dossier_age(act: Act) -> Iterable[Finding]:
    return admission.check_dossier_age(act.facts, act.day, act.rules)


def _mentoring(act: Act) -> Iterable[Finding]:
    return admission.check_mentoring(act.facts, act.day, act.rules)


def _special_track(act: Act) -> Iterator[Finding]:
    if act.facts.special_track:
        grade = FindingGrade.TICK if act.step.superior_consent else FindingGrade.WARN
        yield found("special_track", grade=grade, step=act.step.kind.value)


def _vote(act: Act) -> Iterable[Finding]:
    if act.step.vote is None:
        return (found("vote_missing", act.rules.on("vote.cell_threshold", act.day), on=act.day),)
    return check_vote(act.step.vote, act.rules)


def _vote_day(act: Act) -> Iterator[Finding]:
    vote = act.step.vote
    if vote is not None and vote.on != act.day:
        yield found("vote_on_other_day", vote_on=vote.on, on=act.day)


# ---------------------------------------------------------------------- decision and ceremony


def _decision_time(act: Act) -> Iterable[Finding]:
    resolved = passed(act.facts, _S.CELL_PROPOSED_ADMISSION, act.rules)
    return () if resolved is None else admission.check_decision_time(resolved.on, act.day, act.rules)


def _ceremony_time(act: Act) -> Iterable[Finding]:
    decided, received = act.done(_S.ADMISSION_DECIDED), act.done(_S.ADMISSION_DECISION_RECEIVED)
    if decided is None:
        return ()
    consent = act.step.superior_consent
    return admission.check_ceremony_time(decided, received, act.day, act.rules, has_consent=consent)


def _ceremony_after_receipt(act: Act) -> Iterator[Finding]:
    received = act.done(_S.ADMISSION_DECISION_RECEIVED)
    if received is not None and act.day < received:
        yield found("ceremony_before_receipt", received_on=received, on=act.day, possible_from=received)


# ---------------------------------------------------------------------- probation and recognition


def _after_the_year(act: Act) -> Iterable[Finding]:
    ceremony = act.done(_S.ADMITTED)
    if ceremony is None:
        return ()
    paper = _PAPER_OF_YEAR[act.step.kind]
    return probation.check_written_after_year(paper, act.day, ceremony, act.rules)


_PAPER_OF_YEAR = {
    _S.SELF_REVIEW_RECEIVED: PaperKind.SELF_REVIEW,
    _S.MENTOR_REMARKED: PaperKind.MENTOR_REMARKS,
    _S.PROBATION_OPINIONS_SYNTHESISED: PaperKind.PROBATION_OPINIONS_SYNTHESIS,
}


def _considered_time(act: Act) -> Iterable[Finding]:
    ceremony = act.done(_S.ADMITTED)
    return () if ceremony is None else probation.check_considered_time(ceremony, act.day, act.rules)


def _rounds(act: Act) -> Iterator[Finding]:
    rounds = [
        step.vote
        for step in act.facts.steps
        if step.kind is _S.CELL_PROPOSED_RECOGNITION and step.vote and not vote_passed(step.vote, act.rules)
    ]
    reading = act.rules.on("vote.max_rounds_recognition", act.day)
    if len(rounds) >= reading.number:
        yield found("rounds_exhausted", reading, rounds=len(rounds), most=reading.number)


def _recognition_decision_time(act: Act) -> Iterable[Finding]:
    resolved = passed(act.facts, _S.CELL_PROPOSED_RECOGNITION, act.rules)
    return () if resolved is None else probation.check_decision_time(resolved.on, act.day, act.rules)


def _recognised_after_year(act: Act) -> Iterable[Finding]:
    ceremony = act.done(_S.ADMITTED)
    if ceremony is None:
        return ()
    end = probation.probation_end(ceremony, act.rules)
    if act.day >= end.result:
        return ()
    params = {"ceremony_on": ceremony, "ends_on": end.result, "on": act.day}
    reading = act.rules.on("probation.length", ceremony)
    return (found("probation_not_ended", reading, possible_from=end.result, params=params),)


_ALWAYS: tuple[Callable[[Act], Iterable[Finding]], ...] = (
    _not_in_the_future,
    _not_before_birth,
    _closed,
    _repeated,
    _order,
)
_OF_STEP: dict[StepKind, tuple[Callable[[Act], Iterable[Finding]], ...]] = {
    _S.MENTORS_ASSIGNED: (_mentors,),
    _S.APPLICATION_RECEIVED: (_mentoring,),
    _S.MEMBER_INTRODUCED: (_introduction_letter, _mentoring),
    _S.CELL_PROPOSED_ADMISSION: (
        _vote,
        _vote_day,
        _age,
        _schooling,
        _certificate,
        _dossier_age,
        _introducers,
        _mentoring,
        _special_track,
    ),
    _S.ADMISSION_DECIDED: (_decision_time, _special_track),
    _S.ADMITTED: (_ceremony_after_receipt, _ceremony_time),
    _S.PROBATION_MENTOR_ASSIGNED: (_mentors,),
    _S.SELF_REVIEW_RECEIVED: (_after_the_year,),
    _S.MENTOR_REMARKED: (_after_the_year,),
    _S.PROBATION_OPINIONS_SYNTHESISED: (_after_the_year,),
    _S.CELL_PROPOSED_RECOGNITION: (_vote, _vote_day, _considered_time, _rounds),
    _S.RECOGNITION_DECIDED: (_recognition_decision_time, _recognised_after_year),
    _S.CELL_PROPOSED_REMOVAL: (_vote, _vote_day, beside.removal_rounds),
    _S.REMOVED: (beside.removal_proposed,),
    _S.ROUNDS_REPORTED: (beside.rounds_failed,),
    _S.DECISION_CURED: (beside.something_decided,),
    _S.DECISION_CANCELLED: (beside.something_decided,),
}
