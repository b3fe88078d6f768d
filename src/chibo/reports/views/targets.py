"""Chỉ tiêu: how far each promise has come, the people behind each figure, the units below in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.register.queries import home, organisation_for, term_on
from chibo.reports.queries import people_of_target, progress, progress_below
from chibo.reports.views.common import asked_day
from chibo.reviews.queries import target_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.reports.queries import Progress


@require_GET
@door(Permission.VIEW_REPORTS)
def targets_page(request: HttpRequest) -> HttpResponse:
    """Show the progress of every target of a unit on a day, and of the units below it."""
    actor, today = actor_of(request), clock.today()
    refused: dict[str, object] = {}
    try:
        on = asked_day(request, today)
    except FaultyError as error:
        on, refused = today, refusal_context(error)
    unit = organisation_for(actor, request.GET["don_vi"]) if request.GET.get("don_vi") else home(actor)
    found = progress(actor, unit, on)
    context = {
        "menu": "bao-cao",
        "unit": unit,
        "on": on,
        "term": term_on(unit, on),
        "found": found,
        "below": progress_below(actor, unit, on, after=request.GET.get("sau", "")),
        "to_edit": {one.target.pk for one in found if _may_edit(actor, one)},
        "may_edit": actor.may(Permission.EDIT_REGISTER, unit.scope_key),
        "may_open": actor.may(Permission.VIEW_PEOPLE, unit.scope_key),
        **refused,
    }
    return page(request, "reports/targets.html", context, status=422 if refused else 200)


def _may_edit(actor: Actor, told: Progress) -> bool:
    return actor.may(Permission.EDIT_REGISTER, told.target.term.organisation.scope_key)


@require_GET
@door(Permission.VIEW_PEOPLE)
def target_people(request: HttpRequest, uid: str) -> HttpResponse:
    """Show exactly the people or records that one figure of a target counted."""
    actor, today = actor_of(request), clock.today()
    on = asked_day(request, today)
    found = people_of_target(actor, target_for(actor, uid), on, request.GET.get("phan", "tu"))
    return page(request, "reports/list.html", {"menu": "bao-cao", "found": found, "on": on, "of_target": True})
