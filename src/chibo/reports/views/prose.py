"""Báo cáo bằng lời: read live, written sentence by sentence, locked, renewed, and said to have been sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.documents.download import attachment, handed
from chibo.register.queries import organisations
from chibo.reports import actions, papers
from chibo.reports.forms import LockForm, ProseForm, RenewForm, SendingForm, hand_of, wording_in
from chibo.reports.models import Report
from chibo.reports.periods import last_full_quarter
from chibo.reports.queries import prose
from chibo.reports.views.common import UNITS_OFFERED, asked_unit

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.values import Wording


@door(Permission.VIEW_REPORTS)
def live(request: HttpRequest) -> HttpResponse:
    """Show a period in words with live figures: the last full quarter, or what is asked. A POST begins to keep it."""
    actor, today = actor_of(request), clock.today()
    unit, subject = asked_unit(request, actor), _subject(request)
    refused: dict[str, object] = {}
    try:
        period = prose.period_of(unit, request.GET.get("ky", ""), today)
        if request.method == "POST":
            made = actions.keep_report(actor=actor, on=today, organisation=unit, subject=subject, period=period)
            return redirect("report_write", made.uid)
    except FaultyError as error:
        refused, period = refusal_context(error), last_full_quarter(today)
    context = {
        **_frame(actor, unit),
        "told": prose.told(actor, unit, subject, period, today),
        "period": period,
        "is_over": period.is_over(today),
        "subject": subject,
        "standing": prose.open_report(unit, subject, period),
        "reports": prose.reports_of(unit),
        "form": ProseForm(
            initial={"ky": period.key, "ve": subject, "don_vi": str(unit.uid)},
            periods=prose.periods(unit, today),
            chosen=period,
            units=[(str(one.uid), one.name) for one in organisations(actor)[:UNITS_OFFERED]],
        ),
        **refused,
    }
    return page(request, "reports/prose.html", context, status=422 if refused else 200)


@require_GET
@door(Permission.MAKE_PAPERS)
def live_file(request: HttpRequest) -> HttpResponse:
    """Give a period in words as DOCX, or with ``?dang=pdf`` as PDF, without keeping it."""
    actor, today = actor_of(request), clock.today()
    unit = asked_unit(request, actor)
    period = prose.period_of(unit, request.GET.get("ky", ""), today)
    made = papers.make_live_paper(actor=actor, on=today, organisation=unit, subject=_subject(request), period=period)
    return handed(request, made)


@require_GET
@door(Permission.VIEW_REPORTS)
def kept(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a kept report: live while it is open, as it was frozen once it is locked."""
    return _kept(request, uid)


@door(Permission.MAKE_PAPERS)
def write(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every sentence with its fields in a box of its own; a POST keeps what was changed."""
    actor, today = actor_of(request), clock.today()
    report = prose.report_for(actor, uid)
    if report.is_locked:
        return redirect("report", uid)
    if request.method != "POST":
        return _writing(request, actor, report, None, {})
    wording = wording_in(request.POST)
    try:
        actions.write_report(actor=actor, on=today, report=report, wording=wording, hand=hand_of(request.POST))
    except ChangedMeanwhileError as error:
        return _writing(request, actor, report, wording, {"conflict": error}, status=409)
    except FaultyError as error:
        return _writing(request, actor, report, wording, refusal_context(error), status=422)
    messages.success(request, "Đã lưu câu chữ.")
    return redirect("report", uid)


@door(Permission.MAKE_PAPERS)
def lock(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the day and the number, then freeze the report."""
    actor, today = actor_of(request), clock.today()
    report = prose.report_for(actor, uid)
    form = LockForm(request.POST if request.method == "POST" else None, initial={"ngay": today})
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.lock_report(
                actor=actor,
                on=today,
                report=report,
                dated=given["ngay"],
                takes_number=given["lay_so"],
                hand=hand_of(request.POST),
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã khóa số liệu. Số trong báo cáo này không đổi nữa.")
            return redirect("report", uid)
    context = {**_frame(actor, report.organisation), "report": report, "form": form, "said": _until(actor, report)}
    return page(request, "reports/report_lock.html", context, status=422 if form.errors else 200)


@door(Permission.MAKE_PAPERS)
def renew(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask why, then begin the next version of a locked report."""
    actor = actor_of(request)
    report = prose.report_for(actor, uid)
    form = RenewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.renew_report(actor=actor, on=clock.today(), report=report, reason=form.cleaned_data["ly_do"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("report_write", made.uid)
    context = {**_frame(actor, report.organisation), "report": report, "form": form}
    return page(request, "reports/report_renew.html", context, status=422 if form.errors else 200)


@require_POST
@door(Permission.MAKE_PAPERS)
def sending(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down to whom a locked report went."""
    actor = actor_of(request)
    form = SendingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.note_sending(
                actor=actor,
                on=clock.today(),
                report=prose.report_for(actor, uid),
                sent_to=given["gui_ai"],
                sent_on=given["ngay_gui"],
                way=given["cach"],
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã ghi nơi gửi.")
            return redirect("report", uid)
    return _kept(request, uid, form)


@require_GET
@door(Permission.MAKE_PAPERS)
def kept_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a kept report as DOCX, or with ``?dang=pdf`` as PDF."""
    actor = actor_of(request)
    return handed(request, papers.make_paper(actor=actor, on=clock.today(), report=prose.report_for(actor, uid)))


@require_GET
@door(Permission.MAKE_PAPERS)
def content(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the locked content as the hash was taken over it."""
    actor = actor_of(request)
    report = prose.report_for(actor, uid)
    taken = actions.take_content(actor=actor, on=clock.today(), report=report)
    return attachment(f"bao-cao-{report.digest[:12]}.json", taken, "application/json")


def _kept(request: HttpRequest, uid: UUID, form: SendingForm | None = None) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    report = prose.report_for(actor, uid)
    context = {
        **_frame(actor, report.organisation),
        "report": report,
        "told": prose.told_of(actor, report, today),
        "check": prose.checked(actor, report),
        "sendings": prose.sendings_of(report),
        "form": form or SendingForm(initial={"ngay_gui": today}),
    }
    return page(request, "reports/report.html", context, status=422 if form and form.errors else 200)


def _writing(
    request: HttpRequest,
    actor: Actor,
    report: Report,
    wording: Wording | None,
    context: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    edits = wording.as_edits if wording else report.edits
    said = prose.told(actor, report.organisation, report.subject, report.period, clock.today(), edits=edits)
    frame = {**_frame(actor, report.organisation), "report": report, "told": said}
    return page(request, "reports/report_write.html", {**frame, **context}, status=status)


def _until(actor: Actor, report: Report) -> prose.Told:
    return prose.told_of(actor, report, clock.today())


def _frame(actor: Actor, unit: Organisation) -> dict[str, object]:
    return {"menu": "bao-cao", "unit": unit, "may_write": actor.may(Permission.MAKE_PAPERS, unit.scope_key)}


def _subject(request: HttpRequest) -> str:
    asked = request.GET.get("ve", "")
    return asked if asked in Report.Subject.values else Report.Subject.GENERAL
