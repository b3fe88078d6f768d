"""Buổi họp tối nay: one column for the telephone of whoever takes the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.meetings import queries
from chibo.meetings.views.common import sitting_of
from chibo.register import queries as register

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@door(Permission.VIEW_MEETINGS)
def nearest(request: HttpRequest) -> HttpResponse:
    """Lead to the session of today, else to the next one; to the list where none is planned."""
    actor = actor_of(request)
    found = queries.tonight(actor, register.home(actor), clock.today())
    return redirect("meetings:list") if found is None else redirect("meetings:tonight", found.uid)


@require_safe
@door(Permission.VIEW_MEETINGS)
def tonight(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show each item with the hour at which it begins, who counts in a vote, and the step to go on with."""
    sitting = sitting_of(request, uid)
    context = {
        "sitting": sitting,
        "meeting": sitting.meeting,
        "evening": queries.evening(sitting.meeting),
        "next_step": f"meetings:{sitting.opens_at}",
        "menu": "hop",
    }
    return page(request, "meetings/tonight.html", context)
