"""Tổ đảng: the groups of a cell with many members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.meetings.forms import GroupForm, PlacesForm
from chibo.register import actions as register_actions
from chibo.register import queries as register

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@door(Permission.VIEW_MEETINGS)
def groups(request: HttpRequest) -> HttpResponse:
    """Show the groups of the cell; a POST enters one."""
    actor, on = actor_of(request), clock.today()
    organisation = register.home(actor)
    form = GroupForm(request.POST or None, initial={"starts_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            group = register_actions.found_group(actor=actor, on=on, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:group", group.uid)
    may_edit = actor.may(Permission.EDIT_REGISTER, organisation.scope_key)
    held = register.party_groups(organisation, on)
    context = {"groups": held, "form": form, "may_edit": may_edit, "menu": "hop"}
    return page(request, "meetings/groups.html", context, status=422 if form.errors else 200)


@door(Permission.EDIT_REGISTER)
def group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say who is in one group."""
    actor, on = actor_of(request), clock.today()
    found = register.group_for(actor, uid)
    inside = [str(person.uid) for person in register.in_group_on(found, on)]
    members = register.members_on(found.organisation, on)
    form = PlacesForm(request.POST or None, initial={"people": inside, "starts_on": on}, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            register_actions.set_group_members(actor=actor, on=on, group=found, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:groups")
    context = {"form": form, "title": found.name, "back": reverse("meetings:groups"), "menu": "hop", "group": found}
    return page(request, "meetings/year_form.html", context, status=422 if form.errors else 200)


@require_POST
@door(Permission.EDIT_REGISTER)
def end_group(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a group today."""
    actor, on = actor_of(request), clock.today()
    register_actions.end_group(actor=actor, on=on, group=register.group_for(actor, uid), ends_on=on)
    return redirect("meetings:groups")
