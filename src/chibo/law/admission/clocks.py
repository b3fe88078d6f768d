"""The clocks of admission: certificate, dossier, decision, ceremony, and the local year of being helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.timeline import found, windowed
from chibo.law.vocabulary import FindingGrade, PaperKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.facts import CaseFacts
    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Finding

_DOSSIER_START = {
    "application": (StepKind.APPLICATION_RECEIVED, PaperKind.APPLICATION),
    "background_statement": (StepKind.BACKGROUND_DECLARED, PaperKind.BACKGROUND_STATEMENT),
    "member_introduction": (StepKind.MEMBER_INTRODUCED, PaperKind.MEMBER_INTRODUCTION),
}
_REDO = {
    "member_introduction": (StepKind.MEMBER_INTRODUCED, PaperKind.MEMBER_INTRODUCTION),
    "union_resolution": (StepKind.UNION_INTRODUCED, PaperKind.TRADE_UNION_RESOLUTION),
    "opinions_synthesis": (StepKind.OPINIONS_SYNTHESISED, PaperKind.OPINIONS_SYNTHESIS),
}


def awareness_certificate(certified_on: date, considered_on: date, rules: Rulebook) -> Computation:
    """The last day on which a certificate of the awareness class serves (01-HD/TW 5.4: 60 months, decision 36)."""
    return rules.last_valid("awareness_certificate.validity", certified_on, considered_on)


def check_certificate(certified_on: date, considered_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that the certificate no longer serves on the day the cell considers; a missing one is a missing step."""
    valid = awareness_certificate(certified_on, considered_on, rules)
    if considered_on <= valid.result:
        return ()
    params = {"certified_on": certified_on, "valid_until": valid.result, "on": considered_on, "months": valid.amount}
    return (windowed(found("certificate_expired", params=params), valid),)


def dossier_started_on(facts: CaseFacts, rules: Rulebook) -> date | None:
    """The day from which the 12 months of the dossier run (decision 35: the application, unless switched)."""
    step_kind, paper_kind = _DOSSIER_START[rules.policy("dossier.starts_with")]
    step = facts.last(step_kind)
    if step is not None:
        return step.on
    return max((paper.dated for paper in facts.papers if paper.kind is paper_kind and paper.dated), default=None)


def dossier_valid_until(facts: CaseFacts, considered_on: date, rules: Rulebook) -> Computation | None:
    """The last day on which the cell may consider without redoing part of the dossier (E86), if it was begun."""
    started = dossier_started_on(facts, rules)
    if started is None:
        return None
    valid = rules.last_valid("dossier.stale_after", started, considered_on)
    return type(valid)(
        start=valid.start,
        amount=valid.amount,
        unit=valid.unit,
        result=valid.result,
        rule=valid.rule,
        citation=valid.citation,
        readings=(*valid.readings, *rules.used("dossier.starts_with")),
    )


def check_dossier_age(facts: CaseFacts, considered_on: date, rules: Rulebook) -> Iterator[Finding]:
    """Say which papers must be made anew because the dossier is older than its months (E86, 01-HD/TW 5.4)."""
    valid = dossier_valid_until(facts, considered_on, rules)
    if valid is None or considered_on <= valid.result:
        return
    redo = rules.on("dossier.stale_redo", considered_on)
    renewed_since = rules.add_months(considered_on, -valid.amount)
    stale = [code for code in redo.codes if code in _REDO and not _renewed(facts, code, renewed_since)]
    if stale:
        params = {"started_on": valid.start, "valid_until": valid.result, "on": considered_on, "redo": tuple(stale)}
        yield windowed(found("dossier_stale", redo, months=valid.amount, params=params), valid)


def _renewed(facts: CaseFacts, code: str, since: date) -> bool:
    step_kind, paper_kind = _REDO[code]
    kinds = {paper_kind} | ({PaperKind.YOUTH_UNION_RESOLUTION} if code == "union_resolution" else set())
    days = [step.on for step in facts.steps if step.kind is step_kind]
    days += [paper.dated for paper in facts.papers if paper.kind in kinds and paper.dated]
    return not days or max(days) >= since


def decision_deadline(cell_resolved_on: date, rules: Rulebook, *, extended: bool = False) -> Computation:
    """The last day to decide on an admission: working days from the cell's resolution (29-QĐ/TW 4.3.1)."""
    extra = rules.on("decide.extension_max", cell_resolved_on).number if extended else 0
    return rules.within_working_days("decide.admission_deadline", cell_resolved_on, cell_resolved_on, extra=extra)


def check_decision_time(cell_resolved_on: date, decided_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that the decision came after its time; the committee answers for it to its superior (E65)."""
    due = decision_deadline(cell_resolved_on, rules)
    if decided_on <= due.result:
        return ()
    last = decision_deadline(cell_resolved_on, rules, extended=True)
    code = "admission_decision_late" if decided_on <= last.result else "admission_decision_past_extension"
    params = {"resolved_on": cell_resolved_on, "on": decided_on, "deadline": due.result, "last_on": last.result}
    return (windowed(found(code, grade=FindingGrade.WARN, due_on=due.result, days=due.amount, params=params), due),)


def ceremony_deadline(issued_on: date, received_on: date | None, rules: Rulebook) -> Computation | None:
    """The last day for the ceremony, from receipt or issue by the regime of the decision's day (29-QĐ/TW 4.1).

    Nothing while the decision has not been received and the regime counts from its receipt.
    """
    starts_with = rules.on("ceremony.clock_start", issued_on).code
    start = issued_on if starts_with == "decision_issued" else received_on
    if start is None:
        return None
    return rules.within_working_days("ceremony.deadline", start, issued_on)


def check_ceremony_time(
    issued_on: date, received_on: date | None, held_on: date, rules: Rulebook, *, has_consent: bool = False
) -> tuple[Finding, ...]:
    """Say that a ceremony is later than its working days and has no consent of the superior (E75)."""
    due = ceremony_deadline(issued_on, received_on, rules)
    if due is None:
        reading = rules.on("ceremony.clock_start", issued_on)
        return (found("receipt_date_missing", reading, grade=FindingGrade.WARN, decided_on=issued_on),)
    if held_on <= due.result:
        return ()
    consent = rules.on("ceremony.late_requires", issued_on)
    grade = FindingGrade.TICK if has_consent else FindingGrade.STOP
    params = {"start": due.start, "on": held_on, "days": due.amount, "deadline": due.result, "skipped": due.skipped}
    reading = rules.on("ceremony.deadline", issued_on)
    return (windowed(found("ceremony_late", reading, consent, grade=grade, due_on=due.result, params=params), due),)


def mentoring_full_on(facts: CaseFacts, on: date, rules: Rulebook) -> Computation | None:
    """The day the local months of being helped are full, where the organisation has such a rule (decision 12)."""
    begun = facts.first(StepKind.MENTORS_ASSIGNED)
    started = begun.on if begun else min((mentor.starts_on for mentor in facts.mentors), default=None)
    if started is None or rules.find("local.mentoring_months", on) is None:
        return None
    return rules.after_months("local.mentoring_months", started, on)


def check_mentoring(facts: CaseFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that the organisation's own months of being helped are not full yet; a warning unless it chose to stop."""
    full = mentoring_full_on(facts, on, rules)
    if full is None or full.result <= on:
        return ()
    grade = FindingGrade(rules.policy("local_rules.grade"))
    params = {"started_on": full.start, "months": full.amount, "since": full.result, "on": on}
    switches = rules.used("local_rules.grade")
    reading = rules.on("local.mentoring_months", on)
    fault = found(
        "mentoring_too_short", reading, grade=grade, possible_from=full.result, switches=switches, params=params
    )
    return (windowed(fault, full),)
