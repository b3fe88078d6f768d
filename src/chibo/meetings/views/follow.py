"""What goes on between two sessions: the book of concerns, and the result of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.meetings import actions, queries
from chibo.meetings.follow_forms import ConcernForm, TaskReportForm
from chibo.meetings.views.common import say_saved
from chibo.register import queries as register

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@door(Permission.VIEW_MEETINGS)
def concerns(request: HttpRequest) -> HttpResponse:
    """Show every concern of the cell: open ones first, with who follows them; and this year's figures."""
    actor, on = actor_of(request), clock.today()
    book = queries.book_of_concerns(actor, register.home(actor), on)
    return page(request, "meetings/concerns.html", {"book": book, "on": on, "menu": "hop"})


@door(Permission.VIEW_MEETINGS)
def concern(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one concern; a POST answers it, or says who follows it up by when."""
    actor, on = actor_of(request), clock.today()
    found = queries.concern_for(actor, uid)
    initial = {name: getattr(found, name) for name in ("answer", "follower", "due_on")}
    members = register.members_on(found.organisation, on)
    form = ConcernForm(request.POST or None, initial=initial, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_concern(actor=actor, on=on, concern=found, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request)
            return redirect("meetings:concerns")
    may_run = actor.may(Permission.RUN_MEETINGS, found.organisation.scope_key)
    context = {"concern": found, "form": form, "may_run": may_run, "on": on, "menu": "hop"}
    return page(request, "meetings/concern.html", context, status=422 if form.errors else 200)


@door()
def task(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one task with what was told about it; a POST notes what became of it."""
    actor, on = actor_of(request), clock.today()
    found = queries.task_for(actor, uid)
    form = TaskReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_task(actor=actor, on=on, task=found, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request)
            return redirect("meetings:task", uid)
    may_report = queries.may_report(actor, found)
    context = {"task": found, "form": form, "may_report": may_report, "on": on, "menu": "viec-can-lam"}
    return page(request, "meetings/task.html", context, status=422 if form.errors else 200)
