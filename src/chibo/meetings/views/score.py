"""Chấm điểm: the sheets of the cell by version, and the score of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.meetings import actions, queries
from chibo.meetings import score_words as words
from chibo.meetings.forms import SheetForm, points_in, version_of
from chibo.meetings.views.common import say_saved, sitting_of
from chibo.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.meetings.queries import Sitting


@require_safe
@door(Permission.VIEW_MEETINGS)
def sheets(request: HttpRequest) -> HttpResponse:
    """Show every version of the sheet and the last scores."""
    actor = actor_of(request)
    found = queries.sheet_page(actor, register.home(actor))
    return page(request, "meetings/sheets.html", {"found": found, "menu": "hop"})


@door(Permission.RUN_MEETINGS)
def adopt_sheet(request: HttpRequest) -> HttpResponse:
    """Put a new version of the sheet into use; the form starts with the example of the program."""
    actor, on = actor_of(request), clock.today()
    example = {
        "name": words.EXAMPLE_NAME,
        "starts_on": on,
        "lines": words.as_text(words.EXAMPLE_LINES),
        "classes": words.as_text(words.EXAMPLE_CLASSES),
    }
    form = SheetForm(request.POST or None, initial=example)
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_sheet(actor=actor, on=on, organisation=register.home(actor), **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:sheets")
    return page(request, "meetings/sheet_form.html", {"form": form, "menu": "hop"}, status=422 if form.errors else 200)


@door(Permission.VIEW_MEETINGS)
def score(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the score of a session; a POST scores it."""
    sitting = sitting_of(request, uid)
    if request.method != "POST":
        return _score(request, sitting)
    typed = points_in(request.POST)
    try:
        actions.score_session(
            actor=actor_of(request),
            on=clock.today(),
            meeting=sitting.meeting,
            points=typed,
            version=version_of(request.POST),
        )
    except ChangedMeanwhileError as error:
        return _score(request, sitting, typed, 409, conflict=error)
    except FaultyError as error:
        return _score(request, sitting, typed, 422, **refusal_context(error))
    say_saved(request)
    return redirect("meetings:score", uid)


def _score(
    request: HttpRequest, sitting: Sitting, typed: Mapping[str, str] | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    shown = queries.score_page(sitting.meeting, typed)
    context = {"sitting": sitting, "meeting": sitting.meeting, "shown": shown, "menu": "hop", **more}
    return page(request, "meetings/score.html", context, status=status)
