"""Step 5, Biên bản, nghị quyết."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError
from chibo.base.web import actor_of, door
from chibo.meetings import actions, queries, words
from chibo.meetings.forms import lines_in, resolutions_in, version_of
from chibo.meetings.views.common import say_saved, show, show_again, sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.meetings.queries import Sitting


@door(Permission.VIEW_MEETINGS)
def minutes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the minutes as they are read out; a POST keeps drafts, adopts, or adds a note afterwards."""
    sitting = sitting_of(request, uid)
    if request.method != "POST":
        return show(request, words.MINUTES, sitting, {"minutes": queries.minutes_page(sitting.meeting)})
    texts = resolutions_in(request.POST)
    try:
        _act(request, sitting, texts)
    except (FaultyError, ChangedMeanwhileError) as error:
        shown = {"minutes": queries.minutes_page(sitting.meeting, texts)}
        return show_again(request, words.MINUTES, sitting, shown, error)
    say_saved(request)
    return redirect("meetings:minutes", uid)


def _act(request: HttpRequest, sitting: Sitting, texts: dict[str, str]) -> None:
    actor, on, meeting, act = actor_of(request), clock.today(), sitting.meeting, request.POST.get("act")
    if act == "note":
        actions.note_minutes(actor=actor, on=on, meeting=meeting, text=lines_in(request.POST, "note"))
    elif act == "adopt":
        version = version_of(request.POST)
        read_out = request.POST.get("read_out", "")
        actions.adopt_minutes(actor=actor, on=on, meeting=meeting, texts=texts, version=version, read_out=read_out)
    else:
        version = version_of(request.POST)
        actions.keep_drafts(actor=actor, on=on, meeting=meeting, texts=texts, version=version)
