"""The pages of an import: upload, columns, rows, minutes, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.base import clock, vault
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.exchange import actions, queries
from chibo.exchange.forms import HeaderForm, KindForm, PasteForm, UploadForm, columns_of, decisions_of
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.exchange.models import ListImport
    from chibo.register.models import Organisation

_STEPS = ("Chọn tệp", "Đối chiếu cột", "Kiểm tra và nhập")
_SHOWN = 200  # rows on the page of faults; the others keep their usual decision
_REFUSED = 422


def _steps(now: int) -> list[dict[str, str]]:
    return [
        {"label": label, "state": "done" if place < now else "now" if place == now else ""}
        for place, label in enumerate(_STEPS)
    ]


@door(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Upload a list, or paste one; the earlier imports below."""
    actor = actor_of(request)
    organisation = home(actor)
    file, paste = UploadForm(), PasteForm()
    if request.method == "POST":
        is_pasted = request.POST.get("viec") == "dan"
        sent: UploadForm | PasteForm = PasteForm(request.POST) if is_pasted else UploadForm(request.POST, request.FILES)
        records = _taken(sent, actor, organisation) if sent.is_valid() else []
        if records:
            return _first_page(records)
        file, paste = (file, sent) if isinstance(sent, PasteForm) else (sent, paste)
    context = {"file": file, "paste": paste, "imports": queries.imports(actor, organisation), "steps": _steps(0)}
    status = _REFUSED if file.errors or paste.errors else 200
    return page(request, "exchange/upload.html", {**context, "menu": "nguoi"}, status=status)


def _first_page(records: list[ListImport]) -> HttpResponse:
    """Where to go with what came in: a list read as last time needs no matching; several wait below the form."""
    if len(records) > 1:
        return redirect("imports")
    return redirect("import_rows" if queries.is_known(records[0]) else "import_columns", records[0].uid)


def _taken(form: UploadForm | PasteForm, actor: Actor, organisation: Organisation) -> list[ListImport]:
    """Take lists in, or leave with the form why not."""
    try:
        return actions.upload_lists(actor=actor, on=clock.today(), organisation=organisation, files=form.files_sent())
    except FaultyError as error:
        form.add_faults(error)
    except vault.DiskFull as error:
        form.add_error(None, str(error))
    return []


@door(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Match their columns with our fields; or choose another sheet or header."""
    actor = actor_of(request)
    record = queries.import_for(actor, uid)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            return _matched(request, actor, record)
        except FaultyError as error:
            faults = error.faults
            record.refresh_from_db()
    matching = queries.mapping(record)
    context = {
        "record": record,
        "matching": matching,
        "others": queries.other_tables(record),
        "notes": queries.notes(record),
        "faults": faults,
        "steps": _steps(1),
        "menu": "nguoi",
    }
    return page(request, "exchange/columns.html", context, status=_REFUSED if faults else 200)


def _matched(request: HttpRequest, actor: Actor, record: ListImport) -> HttpResponse:
    wanted, on = request.POST.get("viec"), clock.today()
    if wanted == "bang":
        actions.take_tables(actor=actor, on=on, record=record, sheets=request.POST.getlist("bang"))
    elif wanted in {"tieu-de", "loai"}:
        form = HeaderForm(request.POST) if wanted == "tieu-de" else KindForm(request.POST)
        if not form.is_valid():
            raise FaultyError(Fault(what=message, field="header_row") for _, message in form.all_faults())
        actions.match_columns(actor=actor, on=on, record=record, **form.cleaned_data)
    else:
        actions.match_columns(actor=actor, on=on, record=record, columns=columns_of(request.POST))
        return redirect("import_rows", record.uid)
    return redirect("import_columns", record.uid)


@door(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Look at every row with its faults, decide, and import; nothing is written before."""
    actor = actor_of(request)
    record = queries.import_for(actor, uid)
    context: dict[str, object] = {}
    if request.method == "POST":
        try:
            return _decided(request, actor, record)
        except FaultyError as error:
            context = refusal_context(error)
            record.refresh_from_db()
    preview = queries.preview(record, actor, clock.today())
    waiting = queries.siblings(record)
    context |= {"told": queries.told(record, clock.today()), "left": queries.other_tables(record, waiting)}
    context |= {"record": record, "preview": preview, "to_look_at": preview.to_look_at[:_SHOWN], "steps": _steps(2)}
    context |= {"menu": "nguoi", "others": queries.together(record), "tables": len(waiting)}
    return page(request, "exchange/rows.html", context, status=_REFUSED if "faults" in context else 200)


def _decided(request: HttpRequest, actor: Actor, record: ListImport) -> HttpResponse:
    on, wanted = clock.today(), request.POST.get("viec")
    if wanted == "bo":
        actions.discard_import(actor=actor, on=on, record=record)
        messages.info(request, "Đã bỏ lần nhập này, chưa ghi gì vào sổ.")
        return redirect("imports")
    actions.decide_rows(actor=actor, on=on, record=record, decisions=decisions_of(request.POST))
    if wanted not in {"nhap", "nhap-tep"}:
        return redirect("import_rows", record.uid)
    return _brought(actor, record, is_whole_file=wanted == "nhap-tep")


def _brought(actor: Actor, record: ListImport, *, is_whole_file: bool) -> HttpResponse:
    """Import a list, or all tables of its file that wait: at once, or in the background where that takes long."""
    on = clock.today()
    if queries.is_long(record, is_whole_file=is_whole_file):
        return redirect("job", actions.ask_import(actor=actor, on=on, record=record, is_whole_file=is_whole_file).uid)
    if is_whole_file:
        actions.run_imports(actor=actor, on=on, records=queries.siblings(record))
    else:
        actions.run_import(actor=actor, on=on, record=record)
    waiting = [] if is_whole_file else queries.together(record)
    return redirect("import_rows", waiting[0].uid) if waiting else redirect("import", record.uid)


@door(Permission.IMPORT)
@require_safe
def minutes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The minutes of an import, with its undoing while it lasts."""
    record = queries.import_for(actor_of(request), uid)
    if record.state == record.State.WAITING:
        return redirect("import_rows", record.uid)
    until = queries.undo_until(record)
    may_undo = until is not None and clock.today() <= until
    context: dict[str, object] = {**_said_of(record), "may_undo": may_undo}
    return page(request, "exchange/minutes.html", {**context, "menu": "nguoi"})


def _said_of(record: ListImport) -> dict[str, object]:
    """What the minutes say: of this table, and of the whole file where several of its tables were imported."""
    tables = queries.tables_of_file(record)
    return {
        "record": record,
        "until": queries.undo_until(record),
        "kind": queries.kind_said(record),
        "brought": queries.brought(record),
        "tables": tables,
        "sum": queries.sum_of(tables),
    }


@door(Permission.IMPORT)
@require_POST
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an import back."""
    actor = actor_of(request)
    record = queries.import_for(actor, uid)
    try:
        actions.undo_import(actor=actor, on=clock.today(), record=record)
    except FaultyError as error:
        context = {**_said_of(record), **refusal_context(error)}
        return page(request, "exchange/minutes.html", {**context, "menu": "nguoi"}, status=_REFUSED)
    return redirect("import", record.uid)
