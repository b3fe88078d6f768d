"""Staff and other people who are no members: one is entered; where one works, comes to work, stops working."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page
from chibo.desk import addresses
from chibo.desk.people.forms import TakeBackForm
from chibo.desk.queries.person import died_on
from chibo.desk.staff import actions, queries
from chibo.desk.staff.forms import EndWorkForm, HireForm, NewPersonForm, PassingForm, ReopenForm
from chibo.desk.views.person import person_context
from chibo.register import actions as register
from chibo.register.queries import home, person_for, person_to_edit

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.desk.staff.queries import Work
    from chibo.register.models import Person


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def new_person(request: HttpRequest) -> HttpResponse:
    """Enter somebody who is no member: one of the staff, or somebody the organisation helps."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    form = NewPersonForm(request.POST or None, workplaces=queries.workplaces_for(actor, organisation))
    alike: list[Person] = []
    if request.method == "POST" and form.is_valid():
        alike = queries.people_alike(actor, form.cleaned_data["full_name"], form.cleaned_data["birth"])
        try:
            person = actions.enter_person(actor=actor, on=today, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Đã thêm {person.full_name}.")
            return redirect(addresses.person(person))
    form.ask_whether_another(is_asked=bool(alike))
    context = {"menu": "nguoi", "form": form, "alike": alike}
    return page(request, "desk/new_person.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door()
def work(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show where somebody works and worked; enter a post, its end, or that an end was a mistake."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    if request.method == "POST" and not actor.may(Permission.EDIT_REGISTER, one.scope_key):
        raise NotAllowedError("ghi biên chế cơ quan")
    found = queries.work_of(actor, one, today)
    said = request.POST.get("viec", "")
    forms = _forms(request, actor, one, found)
    acts = {
        "vao": partial(register.hire, actor=actor, on=today, person=one),
        "thoi": partial(actions.stop_work, actor=actor, on=today),
        "mo": partial(register.reopen_employment, actor=actor, on=today),
    }
    sent = forms.get(said) if request.method == "POST" else None
    if sent is not None and sent.is_taken_by(acts[said]):
        messages.info(request, "Đã ghi vào sổ.")
        return redirect("person_work", one.uid)
    context = {**person_context(actor, one), "found": found, "forms": forms, "said": said, "today": today}
    return page(request, "desk/person_work.html", context, status=422 if sent is not None else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def passing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter that somebody who is no member died, or take it back."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    is_known = died_on(one, today) is not None
    form: HouseForm = TakeBackForm(request.POST or None) if is_known else PassingForm(request.POST or None)
    act = register.take_back_passing if is_known else actions.enter_passing
    if request.method == "POST" and form.is_taken_by(partial(act, actor=actor, on=today, person=one)):
        messages.info(request, "Đã rút lại; nhật ký giữ việc đã ghi và lý do." if is_known else "Đã ghi vào sổ.")
        return redirect(addresses.person(one))
    context = {**person_context(actor, one), "form": form, "is_known": is_known}
    return page(request, "desk/passing.html", context, status=422 if form.errors else 200)


def _forms(request: HttpRequest, actor: Actor, one: Person, found: Work) -> dict[str, HouseForm]:
    """The forms of the page: the one that was sent is filled."""
    said = {name: request.POST if request.POST.get("viec") == name else None for name in ("vao", "thoi", "mo")}
    places = queries.workplaces_for(actor, one.organisation) if one.organisation is not None else []
    return {
        "vao": HireForm(said["vao"], workplaces=places),
        "thoi": EndWorkForm(said["thoi"], jobs=found.going),
        "mo": ReopenForm(said["mo"], jobs=found.ended),
    }
