"""Việc cần làm: the page, the sheet for the wall, the calendar file, and the meeting made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from chibo.accounts.emergency import queries as emergency
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.desk import actions, addresses
from chibo.desk.calendar_file import calendar_of
from chibo.desk.log.queries import is_seal_due
from chibo.desk.queries import worklist
from chibo.desk.safekeeping.queries import reminder
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest

ON_ONE_SHEET = 11


@require_GET
@door()
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first page of whoever signs in: the worklist, a helper's own notes, or the settings."""
    actor = actor_of(request)
    if actor.holds(Permission.VIEW_CASES):
        return redirect(addresses.WORKLIST)
    return redirect(addresses.OWN_NOTES if actor.holds(Permission.WRITE_NOTES) else addresses.SETTINGS)


@require_GET
@door(Permission.VIEW_CASES)
def work(request: HttpRequest) -> HttpResponse:
    """Show what is due; ``?ai=toi`` keeps what the signed-in person has to do."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    whole = worklist(actor, organisation, today)
    is_mine = request.GET.get("ai") == "toi"
    mine = whole.of(actor.person_uid) if actor.person_uid else None
    context = {
        "menu": "viec-can-lam",
        "whole": whole,
        "found": mine if is_mine and mine is not None else whole,
        "mine": mine,
        "is_mine": is_mine and mine is not None,
        "heads": whole.heads,
        "emergencies": emergency.notices(actor),
        "seal_due": is_seal_due(actor, today),
        "reminder": reminder(actor),
        "may_plan": actor.may(Permission.RUN_MEETINGS, organisation.scope_key),
    }
    return page(request, "desk/work.html", context)


@require_GET
@door(Permission.VIEW_CASES)
def week_sheet(request: HttpRequest) -> HttpResponse:
    """Show the sheet for the wall: one A4, tick boxes, large letters."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    whole = worklist(actor, organisation, today)
    found = actions.take_work(actor=actor, on=today, organisation=organisation, found=whole, form="to-treo")
    context = {
        "found": found,
        "rows": found.rows[:ON_ONE_SHEET],
        "left_out": len(found.rows) - ON_ONE_SHEET,
        "heads": found.heads,
        "back": addresses.WORKLIST,
        "now": actor.at,
    }
    return page(request, "desk/week_sheet.html", context)


@require_GET
@door(Permission.VIEW_CASES)
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the worklist as a calendar file."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    whole = worklist(actor, organisation, today)
    found = actions.take_work(actor=actor, on=today, organisation=organisation, found=whole, form="lich")
    content = calendar_of(found, at=actor.at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="viec-can-lam.ics"'
    return response
