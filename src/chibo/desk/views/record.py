"""Setting a record right: what can be and what was corrected, the dates of the admission, the life history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.privacy import access_seen
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.base.web import actor_of, door, page
from chibo.desk.forms import FIELDS, PROTECTED, PURPOSES, PurposeForm
from chibo.desk.record import actions, queries
from chibo.desk.record.forms import DatesForm
from chibo.desk.views.person import person_context
from chibo.development.forms import BackgroundForm
from chibo.documents.views.scans import scan_page
from chibo.register import actions as register
from chibo.register.corrected import label_of
from chibo.register.queries import correction_for, person_for, person_to_edit, shelf_of_correction

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Person


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def corrections(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what can be set right and what was; a POST opens closed values for a purpose, which the log says."""
    actor = actor_of(request)
    one = person_to_edit(actor, uid)
    may_see = actor.may(Permission.VIEW_SENSITIVE, one.scope_key)
    form = PurposeForm(request.POST or None)
    purpose = _opened(actor, one, form) if request.method == "POST" else ""
    rows = queries.corrected(one, is_open=bool(purpose))
    context = {
        **person_context(actor, one),
        "fields": [(key, label) for key, (label, _) in FIELDS.items() if may_see or key not in PROTECTED],
        "dates": DatesForm(kept_by_road=()) if queries.has_joined(one) else None,
        "may_see_life": may_see,
        "rows": rows,
        "has_closed": any(row.is_closed for row in rows),
        "purpose": purpose,
        "form": form,
    }
    response = page(request, "desk/corrections.html", context, status=422 if form.errors else 200)
    if purpose:
        response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.EDIT_REGISTER)
def correction_scans(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The scans of the paper that proves a correction: look, upload, compare, remove."""
    row = correction_for(actor_of(request), uid)
    if row.person.organisation is None:
        raise NotYoursError(str(uid))
    context = {
        "menu": "nguoi",
        "paper_name": f"Đính chính {label_of(row.field).lower()}, ngày {say_date(row.on)}",
        "about": row.person.full_name,
        "back": reverse("corrections", args=[row.person.uid]),
        "back_name": f"Đính chính: {row.person}",
    }
    return scan_page(request, shelf_of_correction(row, row.person.organisation), context)


def _opened(actor: Actor, one: Person, form: PurposeForm) -> str:
    """What closed values are opened for, once the log says so; empty where no purpose was chosen."""
    _ensure_sensitive(actor, one)
    if not form.is_valid():
        return ""
    purpose = dict(PURPOSES)[form.cleaned_data["purpose"]]
    chain = str(one.organisation.uid) if one.organisation else "installation"
    access_seen(actor=actor, on=clock.today(), subject=one, block="corrections", purpose=purpose, chain=chain)
    return purpose


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def dates(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set the dates of an admission right or complete them; what a road tells leads there."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    known = queries.admission_dates(one)
    form = DatesForm(request.POST or None, initial=known.initial(), kept_by_road=known.kept_by_road())
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_dates_right(actor=actor, on=today, person=one, **form.said())
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi ngày vào Đảng; giá trị cũ được giữ ở phần đính chính.")
            return redirect("corrections", one.uid)
    context = {**person_context(actor, one), "form": form, "known": known, "has_joined": queries.has_joined(one)}
    return page(request, "desk/admission_dates.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def background(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what the life history is opened for, show it, and write what was typed; both are in the log."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    _ensure_sensitive(actor, one)
    if request.POST.get("viec") == "ghi":
        return _write_background(request, actor, one)
    form = PurposeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {**person_context(actor, one), "form": form}
        return page(request, "desk/background_closed.html", context, status=422 if form.errors else 200)
    purpose = dict(PURPOSES)[form.cleaned_data["purpose"]]
    told = register.open_background(actor=actor, on=today, person=one, purpose=purpose)
    return _show_background(request, actor, one, BackgroundForm(initial=told), purpose=purpose)


def _write_background(request: HttpRequest, actor: Actor, one: Person) -> HttpResponse:
    form = BackgroundForm(request.POST)
    act = partial(register.record_background, actor=actor, on=clock.today(), person=one)
    if form.is_valid():
        try:
            act(**form.said())
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi lý lịch để soạn giấy tờ.")
            return redirect("person", one.uid)
    return _show_background(request, actor, one, form, status=422)


def _show_background(
    request: HttpRequest, actor: Actor, one: Person, form: BackgroundForm, *, purpose: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {**person_context(actor, one), "form": form, "purpose": purpose}
    response = page(request, "desk/background.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _ensure_sensitive(actor: Actor, one: Person) -> None:
    if not actor.may(Permission.VIEW_SENSITIVE, one.scope_key):
        raise NotAllowedError("xem phần thông tin riêng của hồ sơ")
