"""Moves and leavings of one person: what was entered, a longer or shorter time away, what is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.base.web import actor_of, door, page
from chibo.desk.people import actions as desk
from chibo.desk.people import queries
from chibo.desk.people.forms import BackForm, ExtendForm, LeavingForm, LetterForm, TakeBackForm
from chibo.desk.views.person import person_context
from chibo.register import actions
from chibo.register.queries import employment_for, membership_for, person_for, transfer_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm
    from chibo.register.models import Person


@require_GET
@door()
def moves(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every chuyển sinh hoạt of a person, and the leaving that can be taken back."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    context = {
        **person_context(actor, one),
        "rows": queries.transfers_of(one, today),
        "leaving": queries.last_leaving(one),
        "spells": queries.spells_taken_back_here(one),
    }
    return page(request, "desk/moves.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note the letter of a move, lengthen or end a time away, or take back what was entered by mistake."""
    actor, today = actor_of(request), clock.today()
    row = transfer_for(actor, uid)
    verb = request.POST.get("viec", "")
    forms: dict[str, HouseForm] = {
        "tro-lai": BackForm(request.POST if verb == "tro-lai" else None, initial={"ends_on": today}),
        "gia-han": ExtendForm(request.POST if verb == "gia-han" else None),
        "giay": LetterForm(request.POST if verb == "giay" else None, initial=queries.letter_of(row)),
        "rut": TakeBackForm(request.POST if verb == "rut" else None),
    }
    acts: dict[str, Callable[..., object]] = {
        "tro-lai": actions.come_back,
        "gia-han": actions.extend_transfer,
        "giay": actions.record_letter,
        "rut": desk.take_back_transfer,
    }
    sent = forms.get(verb)
    if sent is not None and sent.is_valid():
        try:
            acts[verb](actor=actor, on=today, transfer=row, **sent.cleaned_data)
        except FaultyError as error:
            sent.add_faults(error)
        else:
            messages.info(request, "Đã ghi vào sổ.")
            return redirect("person_moves", row.person.uid)
    context = {
        **person_context(actor, row.person),
        "row": row,
        "forms": forms,
        "back": forms["tro-lai"],
        "longer": forms["gia-han"],
        "verb": verb,
        "today": today,
    }
    return page(request, "desk/move_one.html", context, status=422 if sent is not None and sent.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def leaving(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter that a member leaves the Party or died."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    form = LeavingForm(request.POST or None, initial={"ends_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            desk.let_go(actor=actor, on=today, person=one, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Đã ghi vào sổ: {one.full_name} thôi sinh hoạt.")
            return redirect("person_moves", one.uid)
    context = {**person_context(actor, one), "form": form, "title": "Ra khỏi Đảng, từ trần"}
    return page(request, "desk/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def take_back_leaving(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back a leaving that was entered by mistake."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    spell = queries.last_leaving(one)
    if spell is None:
        raise NotYoursError(str(uid))
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desk.take_back_leaving(actor=actor, on=today, membership=spell, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"{one.full_name} lại là đảng viên của {spell.organisation}.")
            return redirect("person", one.uid)
    title = f"Rút lại: {spell.get_left_by_display()}"
    context = {**person_context(actor, one), "form": form, "title": title, "button": "Rút lại"}
    return page(request, "desk/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def take_back_opening(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back that somebody was a member when the book was opened."""
    row = membership_for(actor_of(request), uid)

    def act(reason: str) -> None:
        actions.take_back_opening(actor=actor_of(request), on=clock.today(), membership=row, reason=reason)

    return _taken_back(request, row.person, f"Rút lại: đảng tịch ở {row.organisation} khi mở sổ", act)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def take_back_job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back a post that was entered by mistake."""
    row = employment_for(actor_of(request), uid)

    def act(reason: str) -> None:
        actions.take_back_employment(actor=actor_of(request), on=clock.today(), employment=row, reason=reason)

    return _taken_back(request, row.person, f"Rút lại: công tác tại {row.workplace}", act)


def _taken_back(request: HttpRequest, one: Person, title: str, act: Callable[[str], None]) -> HttpResponse:
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã rút lại; nhật ký giữ việc đã ghi và lý do.")
            return redirect("person_moves", one.uid)
    context = {**person_context(actor_of(request), one), "form": form, "title": title, "button": "Rút lại"}
    return page(request, "desk/move.html", context, status=422 if form.errors else 200)
