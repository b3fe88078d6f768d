"""Miễn công tác, sinh hoạt: who is, who asks, what the cell decided; and long absence put before the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, RefusedError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.meetings import actions, queries
from chibo.meetings.forms import AskForm, GrantForm, PastExemptionForm, ReturnForm, TakeBackForm
from chibo.register import queries as register

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm


@require_safe
@door(Permission.VIEW_MEETINGS)
def exemptions(request: HttpRequest) -> HttpResponse:
    """Show who is exempted and which requests wait."""
    actor = actor_of(request)
    found = queries.exemption_page(actor, register.home(actor), clock.today())
    return page(request, "meetings/exemptions.html", {"found": found, "menu": "hop"})


@door(Permission.RUN_MEETINGS)
def ask(request: HttpRequest) -> HttpResponse:
    """Put a member's request before the cell."""
    actor, on = actor_of(request), clock.today()
    organisation = register.home(actor)
    members = register.members_on(organisation, on)
    form = AskForm(request.POST or None, initial={"asked_on": on}, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_exemption(actor=actor, on=on, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        except RefusedError as error:
            return _form(request, form, _ASK, "Đưa vào chương trình họp", **refusal_context(error))
        else:
            return redirect("meetings:exemptions")
    return _form(request, form, _ASK, "Đưa vào chương trình họp")


@door(Permission.EDIT_REGISTER)
def record_past(request: HttpRequest) -> HttpResponse:
    """Enter an exemption that an old paper tells of."""
    actor, on = actor_of(request), clock.today()
    organisation = register.home(actor)
    form = PastExemptionForm(request.POST or None, members=register.members_on(organisation, on))
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.record_past_exemption(actor=actor, on=on, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            if remark := queries.before_the_book(held):
                messages.info(request, remark)
            return redirect("meetings:exemptions")
    return _form(request, form, "Ghi người đã được miễn", "Ghi vào sổ")


@door(Permission.EDIT_REGISTER)
def grant(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter what the cell's resolution granted."""
    actor, on = actor_of(request), clock.today()
    asked = queries.request_for(actor, uid)
    resolution = queries.granted_by(asked)
    form = GrantForm(request.POST or None, initial={"starts_on": resolution.on if resolution else None})
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_exemption(actor=actor, on=on, request=asked, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:exemptions")
    return _form(request, form, f"Ghi miễn sinh hoạt: {asked.person}", "Ghi vào sổ")


@require_POST
@door(Permission.RUN_MEETINGS)
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a request back."""
    actor = actor_of(request)
    actions.withdraw_request(actor=actor, on=clock.today(), request=queries.request_for(actor, uid))
    return redirect("meetings:exemptions")


@door(Permission.EDIT_REGISTER)
def come_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter that somebody takes part again."""
    actor, on = actor_of(request), clock.today()
    held = register.exemption_for(actor, uid)
    form = ReturnForm(request.POST or None, initial={"ends_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_exemption(actor=actor, on=on, exemption=held, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:exemptions")
    return _form(request, form, f"Sinh hoạt lại: {held.person}", "Ghi vào sổ")


@door(Permission.EDIT_REGISTER)
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back an exemption that was entered by mistake."""
    actor, on = actor_of(request), clock.today()
    held = register.exemption_for(actor, uid)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_exemption(actor=actor, on=on, exemption=held, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:exemptions")
    return _form(request, form, f"Rút lại việc miễn ghi nhầm: {held.person}", "Rút lại")


@require_POST
@door(Permission.RUN_MEETINGS)
def propose_absence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put somebody's long absence on the next agenda."""
    actor, on = actor_of(request), clock.today()
    person = register.person_for(actor, uid)
    meeting = actions.propose_absence(
        actor=actor, on=on, organisation=register.home(actor), person=person, year=on.year
    )
    return redirect("meetings:agenda", meeting.uid)


_ASK = "Xét miễn công tác, sinh hoạt"


def _form(request: HttpRequest, form: HouseForm, title: str, verb: str, **refused: Any) -> HttpResponse:
    context = {"form": form, "title": title, "verb": verb, "menu": "hop", **refused}
    return page(request, "meetings/exemption_form.html", context, status=422 if form.errors or refused else 200)
