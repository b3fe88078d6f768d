"""Moves and leavings: who comes, who goes, who is on the way; a longer or shorter time away, what is taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.base.web import actor_of, door, page
from chibo.desk import addresses
from chibo.desk.moving import actions as moving
from chibo.desk.moving.forms import ArrivalForm, DepartureForm, NewcomerForm, WelcomeForm
from chibo.desk.people import actions as desk
from chibo.desk.people import queries
from chibo.desk.people.forms import BackForm, ExtendForm, LeavingForm, LetterForm, TakeBackForm
from chibo.desk.views.person import person_context
from chibo.register import actions
from chibo.register.queries import (
    announced_for,
    announced_in,
    employment_for,
    home,
    membership_for,
    person_arriving_for,
    person_for,
    person_to_edit,
    receivers_for,
    receivers_kept,
    transfer_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.register.models import Person


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def leave(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter that a member leaves, for good or for a time."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    initial = {"sort": "permanent", "starts_on": today}
    form = DepartureForm(request.POST or None, receivers=receivers_for(one, today), initial=initial)
    if request.method == "POST" and form.is_taken_by(partial(moving.send_off, actor=actor, on=today, person=one)):
        messages.info(request, f"Đã ghi {one.full_name} chuyển đi.")
        return redirect(addresses.person(one))
    context = {**person_context(actor, one), "form": form, "title": "Chuyển sinh hoạt đi"}
    return page(request, "desk/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def arrive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter that somebody the register knows comes to a cell as a member, for good or for a time."""
    actor, today = actor_of(request), clock.today()
    one = person_arriving_for(actor, uid)
    form = ArrivalForm(request.POST or None, cells=receivers_kept(actor, today), initial=_coming(actor, today))
    if request.method == "POST" and form.is_taken_by(partial(moving.take_in, actor=actor, on=today, person=one)):
        messages.info(request, f"Đã ghi {one.full_name} chuyển đến.")
        return redirect(addresses.person(one))
    context = {**person_context(actor, one), "form": form, "title": "Chuyển sinh hoạt đến"}
    return page(request, "desk/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def newcomer(request: HttpRequest) -> HttpResponse:
    """Show who is on the way here, and enter a member who came from elsewhere."""
    actor, today = actor_of(request), clock.today()
    form = NewcomerForm(request.POST or None, cells=receivers_kept(actor, today), initial=_coming(actor, today))
    if request.method == "POST" and form.is_valid():
        try:
            person = moving.receive_member(actor=actor, on=today, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Đã ghi {person.full_name} chuyển đến.")
            return redirect(addresses.person(person))
    context = {"menu": "nguoi", "form": form, "coming": announced_in(actor), "several": form.only is None}
    return page(request, "desk/newcomer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def welcome(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take in somebody whom another cell has sent here; until then only what the letter says of them is shown."""
    actor, today = actor_of(request), clock.today()
    row = announced_for(actor, uid)
    form = WelcomeForm(request.POST or None, initial={"starts_on": row.starts_on})
    if request.method == "POST" and form.is_taken_by(partial(moving.welcome, actor=actor, on=today, transfer=row)):
        messages.info(request, f"Đã ghi {row.person.full_name} chuyển đến.")
        return redirect(addresses.person(row.person))
    context = {"menu": "nguoi", "row": row, "form": form}
    return page(request, "desk/welcome.html", context, status=422 if form.errors else 200)


def _coming(actor: Actor, today: date) -> dict[str, object]:
    """What a form about somebody coming starts with: for good, today, into the actor's own cell."""
    own = home(actor)
    into = {"organisation": str(own.uid)} if own.kind.is_cell else {}
    return {"sort": "permanent", "starts_on": today, **into}


@require_GET
@door()
def moves(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every chuyển sinh hoạt of a person, and the leaving that can be taken back."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    context = {
        **person_context(actor, one),
        "rows": queries.transfers_of(actor, one, today),
        "leaving": queries.last_leaving(actor, one),
        "spells": queries.spells_taken_back_here(actor, one),
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
        "rut": moving.take_back_move,
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
    one = person_to_edit(actor, uid)
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
    one = person_to_edit(actor, uid)
    spell = queries.last_leaving(actor, one)
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
