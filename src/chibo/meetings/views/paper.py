"""Nhập sau họp giấy: a meeting held on paper, typed in on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, RefusedError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.meetings import actions, queries
from chibo.meetings.follow_forms import MARKS, METHODS, SOURCES, STATES, paper_entry_in
from chibo.meetings.forms import version_of
from chibo.meetings.views.common import say_saved, sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.meetings.queries import Sitting
    from chibo.meetings.values import PaperEntry


@door(Permission.RUN_MEETINGS)
def enter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the one page, filled with what is known; a POST writes all of it, or says everything that does not fit."""
    sitting = sitting_of(request, uid)
    if request.method != "POST":
        return _show(request, sitting, None, {})
    entry = paper_entry_in(request.POST)
    version = version_of(request.POST)
    try:
        actions.enter_paper_meeting(
            actor=actor_of(request), on=clock.today(), meeting=sitting.meeting, entry=entry, version=version
        )
    except ChangedMeanwhileError as error:
        return _show(request, sitting, entry, {"conflict": error}, status=409)
    except (FaultyError, RefusedError) as error:
        return _show(request, sitting, entry, refusal_context(error), status=422)
    say_saved(request)
    return redirect("meetings:minutes", uid)


def _show(
    request: HttpRequest, sitting: Sitting, entry: PaperEntry | None, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    frame = {
        "sitting": sitting,
        "meeting": sitting.meeting,
        "paper": queries.paper_page(sitting.meeting, entry),
        "marks": MARKS,
        "methods": METHODS,
        "states": STATES,
        "sources": SOURCES,
        "menu": "hop",
    }
    return page(request, "meetings/paper.html", {**frame, **context}, status=status)
