"""The short corridor of the main journey: one step of one case, judged by the law and recorded, and back once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, RefusedError
from chibo.development import facts
from chibo.development.actions import effects
from chibo.development.actions.due import store_due
from chibo.development.actions.guards import faults_of_day, must_hold, raise_if_any
from chibo.development.kept import plain
from chibo.development.models import DevelopmentCase, Step
from chibo.development.queries.gate import dossier_stops
from chibo.development.words import say_step
from chibo.law import journey
from chibo.law.facts import StepFacts
from chibo.law.journey.gate import worst_first
from chibo.law.journey.stages import AFTERWARDS
from chibo.law.verdict import Verdict
from chibo.law.vocabulary import FindingGrade, StepKind
from chibo.meetings.facts import vote_facts
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.meetings.models import Resolution, Vote

CLOSING = frozenset({StepKind.WITHDRAWN, StepKind.REMOVED, StepKind.RECOGNITION_DECIDED})
NEVER = frozenset({"step_recorded_twice", "step_recorded_before", "case_closed"})
"""What is wrong with the record itself: no reason and no old file lets it through."""


@transaction.atomic
def record_step(  # noqa: PLR0913 - an act and its evidence, each part named by the caller
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    step: StepKind | str,
    acted_on: date,
    vote: Vote | None = None,
    resolution: Resolution | None = None,
    number: str = "",
    issued_by: str = "",
    signed_by: str = "",
    from_old_file: bool = False,
    superior_consent: bool = False,
    reason: str = "",
    override: bool = False,
) -> Step:
    """Record one act of a person's road, judged by the law of the day of the act (Charter art. 4 and 5).

    ``on`` is today, ``acted_on`` the day of the act. A stop refuses the act and nothing is written, except for old
    history (decision 41) and with ``override``: a written ``reason`` by somebody who holds OVERRIDE (decision 13).
    Raises ``NotAllowedError``; ``FaultyError`` for what cannot be (a future day, evidence about somebody else);
    ``RefusedError`` with every finding.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "ghi bước của hồ sơ phát triển")
    case = locked(case)
    resolution = resolution or _resolution_of(vote)
    evidence = Evidence(step=StepKind(step), acted_on=acted_on, vote=vote, resolution=resolution)
    raise_if_any(_faults(case, evidence, on, override=override, reason=reason))
    rules = rulebook_of(case.organisation, acted_on)
    verdict = _judged(case, evidence.facts(from_old_file, superior_consent), on, rules)
    _pass_or_refuse(actor, case, verdict, override=override)
    row = Step.objects.create(
        case=case,
        kind=evidence.step,
        on=acted_on,
        vote=vote,
        resolution=resolution,
        number=number.strip(),
        issued_by=issued_by.strip(),
        signed_by=signed_by.strip(),
        from_old_file=from_old_file,
        superior_consent=superior_consent,
        reason=reason.strip(),
        findings=[plain(finding) for finding in verdict.findings],
        law=rules.fingerprint,
    )
    _settle(actor, on, case, row)
    audit.record(
        actor=actor,
        on=on,
        action="development.override_step" if override and verdict.is_blocked else "development.record_step",
        subject=row,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "kind": [None, row.kind], "on": [None, acted_on]},
        reason=row.reason,
        law=rules.fingerprint,
    )
    return row


def _judged(case: DevelopmentCase, step: StepFacts, on: date, rules: Rulebook) -> Verdict:
    """What the road says of an act, and what the whole dossier says before the cell proposes and before it goes up."""
    known = facts.of([case])[0]
    verdict = journey.judge(known, step, on, rules)
    if journey.is_old(known, step):
        return verdict
    return Verdict(findings=worst_first((*verdict.findings, *dossier_stops(case, step.kind, step.on, verdict))))


def _resolution_of(vote: Vote | None) -> Resolution | None:
    """Give the resolution a vote led to; below the share there is none."""
    return vote.resolutions.order_by("id").first() if vote is not None else None


def _pass_or_refuse(actor: Actor, case: DevelopmentCase, verdict: Verdict, *, override: bool) -> None:
    """Let an act pass that nothing stops (old history is never stopped), or that somebody entitled answers for."""
    never = [replace(found, grade=FindingGrade.STOP) for found in verdict.findings if found.code in NEVER]
    if never:
        others = [found for found in verdict.findings if found.code not in NEVER]
        raise RefusedError(Verdict(findings=(*never, *others)))
    if not verdict.is_blocked:
        return
    if not override:
        raise RefusedError(verdict)
    must_hold(actor, Permission.OVERRIDE, case.scope_key, "ghi một bước khi còn điều kiện chưa đạt")


def locked(case: DevelopmentCase) -> DevelopmentCase:
    """Read a case again and hold it: of two people recording at once the second is judged after the first."""
    return (
        DevelopmentCase.objects.select_for_update(of=("self",))
        .select_related("person", "organisation__kind", "organisation__parent")
        .get(pk=case.pk)
    )


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The act about to be judged, with the rows that prove it."""

    step: StepKind
    acted_on: date
    vote: Vote | None
    resolution: Resolution | None

    def facts(self, from_old_file: bool, superior_consent: bool) -> StepFacts:  # noqa: FBT001
        """Give the act as the law wants it."""
        vote = self.vote or (self.resolution.vote if self.resolution is not None else None)
        return StepFacts(
            kind=self.step,
            on=self.acted_on,
            vote=vote_facts(vote) if vote is not None else None,
            from_old_file=from_old_file,
            superior_consent=superior_consent,
        )


def _faults(case: DevelopmentCase, evidence: Evidence, on: date, *, override: bool, reason: str) -> list[Fault]:
    faults = faults_of_day(evidence.acted_on, on, field="acted_on")
    if case.closed_on is not None and evidence.acted_on >= case.closed_on and evidence.step not in AFTERWARDS:
        what = f"Hồ sơ đã khép ngày {say_date(case.closed_on)}."
        faults.append(Fault(what=what, next="Mở hồ sơ mới nếu chi bộ theo dõi lại."))
    if override and not reason.strip():
        faults.append(
            Fault(what="Chưa ghi lý do.", why="Ghi dù còn điều kiện chưa đạt thì phải nêu lý do.", field="reason")
        )
    return faults + _faults_of_evidence(case, evidence)


def _faults_of_evidence(case: DevelopmentCase, evidence: Evidence) -> list[Fault]:
    faults = []
    vote, resolution = evidence.vote, evidence.resolution
    if vote is not None and vote.item.subject_id != case.person_id:
        faults.append(
            Fault(
                what=f"Kết quả biểu quyết đã chọn không phải về {case.person}.",
                next="Chọn biểu quyết của mục họp về người này.",
                field="vote",
            )
        )
    if resolution is not None and resolution.organisation_id != case.organisation_id:
        what = f"Nghị quyết đã chọn không phải của {case.organisation}."
        faults.append(Fault(what=what, next="Chọn nghị quyết của chi bộ.", field="resolution"))
    if resolution is not None and resolution.on > evidence.acted_on:
        what = f"Nghị quyết ngày {say_date(resolution.on)} có sau ngày {say_date(evidence.acted_on)} của bước."
        faults.append(Fault(what=what, next="Sửa lại ngày, hoặc chọn nghị quyết khác.", field="acted_on"))
    return faults


def _settle(actor: Actor, on: date, case: DevelopmentCase, row: Step) -> None:
    """Carry the act into the register, close the case at its end, and store what the law now derives."""
    effects.carry_out(actor=actor, on=on, case=case, step=row)
    _close_or_open(case)
    store_due(case, on=on)


def _close_or_open(case: DevelopmentCase) -> None:
    """The case ends with the closing act that still counts; without one it is open (again)."""
    days = [step.on for step in facts.of([case])[0].steps if step.kind in CLOSING]
    closed_on = max(days, default=None)
    if closed_on != case.closed_on:
        case.closed_on = closed_on
        case.save(update_fields=["closed_on"])


@transaction.atomic
def take_back_step(*, actor: Actor, on: date, step: Step, reason: str) -> Step:
    """Take a wrongly recorded step back: a void step replaces it, the old one stays readable (decision 17).

    Raises ``NotAllowedError``, and ``FaultyError`` without a reason or while later steps rest on this one.
    """
    case = locked(step.case)
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "rút lại một bước")
    faults = []
    if not reason.strip():
        faults.append(
            Fault(what="Chưa ghi lý do rút lại.", next="Ghi ngắn gọn vì sao bước này ghi sai.", field="reason")
        )
    if step.is_void or Step.objects.filter(replaces=step).exists():
        faults.append(Fault(what="Bước này đã được rút lại trước đó."))
    else:
        faults.extend(_faults_of_dependants(case, step, on))
    raise_if_any(faults)
    void = Step.objects.create(
        case=case, kind=step.kind, on=step.on, replaces=step, is_void=True, reason=reason.strip(), law=step.law
    )
    effects.undo(actor=actor, on=on, case=case, step=step, reason=void.reason)
    _close_or_open(case)
    store_due(case, on=on)
    audit.record(
        actor=actor,
        on=on,
        action="development.take_back_step",
        subject=void,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "kind": [step.kind, None], "on": [step.on, None]},
        reason=void.reason,
        law=step.law,
    )
    return void


def _faults_of_dependants(case: DevelopmentCase, step: Step, on: date) -> list[Fault]:
    """List the later steps that the law would judge worse without this one: they have to be taken back first."""
    rows = list(facts.steps_in_force([case]))
    known = facts.of([case])[0]
    rules = rulebook_of(case.organisation, on)

    def codes(later: Step, *, without: bool) -> set[str]:
        before = tuple(
            facts.step_facts(row)
            for row in rows
            if row.pk != later.pk and (row.on, row.pk) < (later.on, later.pk) and not (without and row.pk == step.pk)
        )
        verdict: Verdict = journey.judge(replace(known, steps=before), facts.step_facts(later), on, rules)
        return {finding.code for finding in verdict.findings}

    return [
        Fault(
            what=f"Bước “{say_step(row.kind)}” ngày {say_date(row.on)} dựa vào bước này.",
            next="Rút lại bước đó trước.",
        )
        for row in rows
        if (row.on, row.pk) > (step.on, step.pk) and codes(row, without=True) - codes(row, without=False)
    ]
