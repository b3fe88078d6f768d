"""Giấy chứng nhận: what came of a class, and the step of the road that a certificate proves, written once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, RefusedError
from chibo.base.words.findings import sentence
from chibo.development import facts
from chibo.development.actions.guards import faults_of_day, must_hold, raise_if_any
from chibo.development.actions.paper import record_paper, withdraw_paper
from chibo.development.actions.step import record_step, take_back_step
from chibo.development.actions.training import State
from chibo.development.models import Certificate, ClassKind, ClassPlace, DevelopmentCase, Paper, Step
from chibo.law.vocabulary import PaperKind, StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import TrainingClass
    from chibo.register.models import Organisation, Person

PROVES: Final = {
    ClassKind.AWARENESS.value: (StepKind.AWARENESS_CLASS_CERTIFIED, PaperKind.AWARENESS_CERTIFICATE),
    ClassKind.NEW_MEMBER.value: (StepKind.NEW_MEMBER_CLASS_CERTIFIED, PaperKind.NEW_MEMBER_CERTIFICATE),
}
"""The step and the paper that a certificate of a kind is; the other kinds have none on the road."""


@dataclass(frozen=True, kw_only=True)
class CertificateTold:
    """What stands on a certificate, and where it lies."""

    issued_on: date
    issued_by: str
    number: str = ""
    kept_at: str = ""


@dataclass(frozen=True, kw_only=True)
class ResultTold:
    """What is told of one person of a class; ``state`` empty: nothing yet."""

    place: ClassPlace
    state: str = ""
    reason: str = ""
    certificate: CertificateTold | None = None

    @classmethod
    def of(
        cls,
        *,
        place: ClassPlace,
        state: str,
        reason: str,
        issued_on: date | None,
        issued_by: str,
        number: str,
        kept_at: str,
    ) -> ResultTold:
        """Make a line of the page of results a result; without a day there is no certificate."""
        told = None
        if issued_on is not None:
            told = CertificateTold(issued_on=issued_on, issued_by=issued_by, number=number, kept_at=kept_at)
        return cls(place=place, state=state, reason=reason, certificate=told)


@transaction.atomic
def record_certificate(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    person: Person,
    kind: str,
    told: CertificateTold,
    name: str = "",
    from_old_file: bool = False,
) -> Certificate:
    """Keep a certificate brought from anywhere. One of the awareness or new-member class is also the step of the road.

    The step is judged as always and the paper goes into the dossier: nothing is typed twice. Raises ``FaultyError``
    with every fault, ``RefusedError`` as ``record_step``, ``NotAllowedError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "ghi giấy chứng nhận")
    faults = _faults_of_certificate(person, kind, told, on)
    if kind not in ClassKind.values:
        faults.append(Fault(what="Chưa chọn loại lớp.", field="kind"))
    if kind == ClassKind.OTHER and not name.strip():
        faults.append(Fault(what="Chưa ghi tên lớp.", next="Lớp khác thì ghi rõ tên.", field="name"))
    raise_if_any(faults)
    row = Certificate(organisation=organisation, person=person, kind=kind, name=name.strip())
    _issue(actor, on, row, told, from_old_file=from_old_file)
    _log(actor, on, "record_certificate", row, {"person": str(person.uid), "issued_on": [None, row.issued_on]})
    return row


@transaction.atomic
def record_results(
    *, actor: Actor, on: date, training_class: TrainingClass, results: Sequence[ResultTold]
) -> tuple[Certificate, ...]:
    """Keep who attended, who did not and why, and the certificates of a class, all at one sitting or nothing.

    Raises ``FaultyError`` with every fault of every person, what the law says of a step among them.
    """
    organisation = training_class.organisation
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "ghi kết quả lớp học")
    faults = [fault for result in results for fault in _faults_of_result(training_class, result, on)]
    raise_if_any(faults)
    issued: list[Certificate] = []
    changes: dict[str, object] = {}
    for result in results:
        place = result.place
        state = State.ATTENDED if result.certificate is not None else result.state
        if state and (place.state, place.reason) != (state, result.reason.strip()):
            changes[str(place.person.uid)] = [place.state, state]
            place.state, place.reason = state, result.reason.strip()
            place.save(update_fields=["state", "reason"])
        if result.certificate is not None:
            row = Certificate(
                organisation=organisation,
                person=place.person,
                kind=training_class.kind,
                name=training_class.name,
                place=place,
            )
            try:
                with transaction.atomic():
                    _issue(actor, on, row, result.certificate)
            except RefusedError as error:
                faults += _said(error, place)
            else:
                issued.append(row)
                changes[f"certificate {place.person.uid}"] = [None, row.issued_on]
    raise_if_any(faults)
    _log(actor, on, "record_results", training_class, changes)
    return tuple(issued)


def _said(error: RefusedError, place: ClassPlace) -> list[Fault]:
    """What the law says against one person's step, in the list of faults of the whole page."""
    told = [sentence(found) for found in error.verdict.stops]
    field = f"issued_on_{place.uid}"
    return [Fault(what=f"{place.person}: {one.what}", why=one.why, next=one.next, field=field) for one in told]


def _faults_of_result(training_class: TrainingClass, result: ResultTold, on: date) -> list[Fault]:
    place, told = result.place, result.certificate
    faults = []
    if place.training_class_id != training_class.pk or place.state == State.LEFT:
        return [Fault(what=f"{place.person} không có trong danh sách cử đi học của lớp này.")]
    if result.state not in {"", State.ATTENDED, State.ABSENT, State.SENT}:
        faults.append(Fault(what=f"{place.person}: chưa chọn đã dự học hay không.", field=f"state_{place.uid}"))
    if result.state and training_class.starts_on > on and result.state != State.SENT:
        what = f"Lớp khai giảng {say_date(training_class.starts_on)}, chưa đến ngày ghi kết quả."
        faults.append(Fault(what=what, field=f"state_{place.uid}"))
    if result.state == State.ABSENT and not result.reason.strip():
        what = f"Chưa ghi vì sao {place.person} không dự học."
        faults.append(Fault(what=what, field=f"reason_{place.uid}"))
    if told is not None and result.state == State.ABSENT:
        what = f"{place.person} không dự học mà có giấy chứng nhận."
        faults.append(Fault(what=what, next="Sửa một trong hai.", field=f"state_{place.uid}"))
    if told is not None:
        faults += _faults_of_certificate(
            place.person, training_class.kind, told, on, suffix=f"_{place.uid}", since=training_class.starts_on
        )
    return faults


def _faults_of_certificate(
    person: Person, kind: str, told: CertificateTold, on: date, *, suffix: str = "", since: date | None = None
) -> list[Fault]:
    faults = faults_of_day(told.issued_on, on, field=f"issued_on{suffix}", what="Ngày cấp")
    if not told.issued_by.strip():
        what = f"Chưa ghi nơi cấp giấy chứng nhận của {person}."
        faults.append(Fault(what=what, field=f"issued_by{suffix}"))
    if since is not None and told.issued_on < since:
        what = f"Giấy của {person} ngày {say_date(told.issued_on)}, trước khai giảng {say_date(since)}."
        faults.append(Fault(what=what, next="Sửa lại ngày cấp.", field=f"issued_on{suffix}"))
    same = Certificate.objects.filter(person=person, kind=kind, issued_on=told.issued_on, voided_on__isnull=True)
    if kind != ClassKind.OTHER and same.exists():
        what = f"Giấy chứng nhận ngày {say_date(told.issued_on)} của {person} đã ghi."
        faults.append(Fault(what=what, next="Xem sổ giấy chứng nhận.", field=f"issued_on{suffix}"))
    return faults


# ---------------------------------------------------------------------- the step it proves


def _issue(actor: Actor, on: date, row: Certificate, told: CertificateTold, *, from_old_file: bool = False) -> None:
    """Write the certificate, its step and its paper."""
    row.issued_on, row.issued_by = told.issued_on, told.issued_by.strip()
    row.number, row.kept_at = told.number.strip(), told.kept_at.strip()
    case = _open_case(row)
    if case is not None:
        row.step = _step_of(actor, on, case, row, from_old_file=from_old_file)
        _file_paper(actor, on, case, row)
    row.save()


def _open_case(row: Certificate) -> DevelopmentCase | None:
    if row.kind not in PROVES:
        return None
    cases = DevelopmentCase.objects.filter(
        person=row.person, organisation=row.organisation, closed_on__isnull=True
    ).select_related("organisation__kind", "organisation__parent", "person")
    return cases.first()


def _step_of(actor: Actor, on: date, case: DevelopmentCase, row: Certificate, *, from_old_file: bool) -> Step:
    """The step of that day where somebody recorded it before, else a new one judged by the law of the day."""
    step, _ = PROVES[row.kind]
    known = facts.steps_in_force([case]).filter(kind=step, on=row.issued_on, certificate__isnull=True).first()
    return known or record_step(
        actor=actor,
        on=on,
        case=case,
        step=step,
        acted_on=row.issued_on,
        number=row.number,
        issued_by=row.issued_by,
        from_old_file=from_old_file,
    )


def _file_paper(actor: Actor, on: date, case: DevelopmentCase, row: Certificate) -> None:
    _, kind = PROVES[row.kind]
    old = facts.papers_in_force([case]).filter(kind=kind).first()
    if old is not None and old.dated is not None and old.dated > row.issued_on:
        return  # an older certificate typed late does not push the newer one out
    is_same = old is not None and old.dated == row.issued_on
    record_paper(
        actor=actor,
        on=on,
        case=case,
        kind=kind,
        dated=row.issued_on,
        number=row.number,
        kept_at=row.kept_at or (old.kept_at if is_same and old is not None else ""),
        details={"issuer": row.issued_by},
        replaces=old,
        keeps_file=is_same,
    )


@transaction.atomic
def take_back_certificate(*, actor: Actor, on: date, certificate: Certificate, reason: str) -> Certificate:
    """Take back a certificate typed wrongly, with the step and the paper that came with it; all stay on record.

    Raises ``FaultyError`` without a reason, twice, or while later steps rest on it; ``NotAllowedError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, certificate.organisation.scope_key, "rút lại giấy chứng nhận")
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    faults = []
    if row.voided_on is not None:
        faults.append(Fault(what=f"Giấy này đã rút lại ngày {say_date(row.voided_on)}.", field="reason"))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do rút lại.", next="Ghi ngắn gọn ghi sai chỗ nào.", field="reason"))
    raise_if_any(faults)
    step = row.step
    if step is not None and not Step.objects.filter(replaces=step).exists():
        take_back_step(actor=actor, on=on, step=step, reason=reason)
    if step is not None:
        _, kind = PROVES[row.kind]
        papers = Paper.objects.filter(case=step.case_id, kind=kind, dated=row.issued_on, withdrawn_on__isnull=True)
        for paper in papers.select_related("case__organisation"):
            withdraw_paper(actor=actor, on=on, paper=paper, reason=reason)
    row.voided_on, row.void_reason, row.place = on, reason.strip(), None
    row.save(update_fields=["voided_on", "void_reason", "place"])
    _log(actor, on, "take_back_certificate", row, {"voided_on": [None, on]}, row.void_reason)
    return row


def _log(
    actor: Actor,
    on: date,
    verb: str,
    subject: Certificate | TrainingClass,
    changes: dict[str, object],
    reason: str = "",
) -> None:
    audit.record(
        actor=actor,
        on=on,
        action=f"development.{verb}",
        subject=subject,
        chain=str(subject.organisation.uid),
        changes=changes,
        reason=reason,
    )
