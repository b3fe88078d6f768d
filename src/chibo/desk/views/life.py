"""Phiếu đảng viên of a person by day, mass organisations, and the photo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock, vault
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.base.web import actor_of, door, page
from chibo.desk.forms import PURPOSES
from chibo.desk.people import queries
from chibo.desk.people.forms import (
    ChangeForm,
    CorrectFactForm,
    EndDayForm,
    EndFactForm,
    MassForm,
    MoreForm,
    OpenLifeForm,
    PhotoForm,
    TakeBackForm,
)
from chibo.desk.people.known import known_of
from chibo.desk.views.person import person_context
from chibo.register import actions
from chibo.register.queries import fact_for, mass_place_for, person_for, person_to_edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.register.models import Person


@require_http_methods(["GET", "POST"])
@door()
def life(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what the sheet is opened for, then show it as of a day; the log says who, why and when."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    _ensure_sensitive(actor, one)
    form = OpenLifeForm(request.POST or None, initial={"day": today})
    if request.method != "POST" or not form.is_valid():
        context = {**person_context(actor, one), "form": form}
        return page(request, "desk/life_closed.html", context, status=422 if form.errors else 200)
    purpose, day = dict(PURPOSES)[form.cleaned_data["purpose"]], form.cleaned_data["day"]
    held = actions.open_life(actor=actor, on=today, person=one, day=day, purpose=purpose)
    context = {
        **person_context(actor, one),
        "groups": queries.grouped(held),
        "earlier": queries.history_of(one),
        "known": known_of(one, day),
        "day": day,
        "purpose": purpose,
    }
    response = page(request, "desk/life.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def write_life(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter a change from a day on, or one more line of a list."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    is_more = request.POST.get("viec") == "them"
    change = ChangeForm(None if is_more else request.POST or None)
    more = MoreForm(request.POST if is_more else None)
    verb: Callable[..., object] = actions.add_fact if is_more else actions.change_fact
    sent: HouseForm = more if is_more else change
    if request.method == "POST" and sent.is_taken_by(partial(verb, actor=actor, on=today, person=one)):
        messages.info(request, "Đã ghi vào phiếu đảng viên.")
        return redirect("person_life", one.uid)
    context = {**person_context(actor, one), "change": change, "more": more, "is_more": is_more}
    return page(request, "desk/life_write.html", context, status=422 if sent.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def fact(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End, set right or take back one line of the sheet; what it says stays closed here."""
    actor, today = actor_of(request), clock.today()
    row = fact_for(actor, uid)
    verb = request.POST.get("viec", "")
    forms: dict[str, HouseForm] = {
        "het": EndFactForm(request.POST if verb == "het" else None),
        "dinh-chinh": CorrectFactForm(request.POST if verb == "dinh-chinh" else None),
        "rut": TakeBackForm(request.POST if verb == "rut" else None),
    }
    acts: dict[str, Callable[..., object]] = {
        "het": actions.end_fact,
        "dinh-chinh": actions.correct_fact,
        "rut": actions.take_back_fact,
    }
    sent = forms.get(verb)
    if sent is not None and sent.is_taken_by(partial(acts[verb], actor=actor, on=today, fact=row)):
        messages.info(request, "Đã ghi vào phiếu đảng viên.")
        return redirect("person_life", row.person.uid)
    context = {
        **person_context(actor, row.person),
        "row": row,
        "forms": forms,
        "correct": forms["dinh-chinh"],
        "verb": verb,
        "may_end": row.field in actions.LIFE_LISTS and row.until is None,
    }
    return page(request, "desk/fact.html", context, status=422 if sent is not None and sent.errors else 200)


@require_http_methods(["GET", "POST"])
@door()
def mass(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the mass organisations of a person, and enter another one."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    form = MassForm(request.POST or None)
    if request.method == "POST" and form.is_taken_by(
        lambda **said: actions.join_mass(actor=actor, on=today, person=one, **said)
    ):
        messages.info(request, "Đã ghi tổ chức đoàn thể.")
        return redirect("person_mass", one.uid)
    context = {**person_context(actor, one), "form": form, "rows": queries.mass_places(one)}
    return page(request, "desk/mass.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def leave_mass(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter the first day without a mass organisation, or without the post there."""
    actor, today = actor_of(request), clock.today()
    row = mass_place_for(actor, uid)
    form = EndDayForm(request.POST or None, initial={"ends_on": today})
    if request.method == "POST" and form.is_taken_by(
        lambda **said: actions.leave_mass(actor=actor, on=today, mass_place=row, **said)
    ):
        messages.info(request, "Đã ghi ngày thôi.")
        return redirect("person_mass", row.person.uid)
    title = f"Thôi tham gia: {row.get_sort_display()}"
    context = {**person_context(actor, row.person), "form": form, "title": title}
    return page(request, "desk/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def photo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a photo in place of the one before, or take it away."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    kept = queries.photo_of(one)
    if request.method == "POST" and request.POST.get("viec") == "go" and kept is not None:
        actions.remove_photo(actor=actor, on=today, photo=kept)
        messages.info(request, "Đã gỡ ảnh.")
        return redirect("person", one.uid)
    is_sent = request.method == "POST"
    form = PhotoForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if request.method == "POST" and form.is_taken_by(partial(_keep, actor, one)):
        messages.info(request, "Đã gắn ảnh, mã hóa trong kho.")
        return redirect("person", one.uid)
    context = {**person_context(actor, one), "form": form, "kept": kept}
    return page(request, "desk/photo.html", context, status=422 if form.errors else 200)


@require_GET
@door()
def picture(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the photo of a person whom the actor may see."""
    kept = queries.photo_of(person_for(actor_of(request), uid))
    if kept is None:
        raise NotYoursError(str(uid))
    response = HttpResponse(vault.read(kept.digest), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


def _keep(actor: Actor, one: Person, file: Any) -> None:
    actions.add_photo(actor=actor, on=clock.today(), person=one, name=file.name, content=file.read())


def _ensure_sensitive(actor: Actor, one: Person) -> None:
    if str(one.uid) != actor.person_uid and not actor.may(Permission.VIEW_SENSITIVE, one.scope_key):
        raise NotAllowedError("xem phiếu đảng viên của người này")
