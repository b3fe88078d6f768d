"""Step 2, Điểm danh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError
from chibo.base.web import actor_of, door
from chibo.meetings import actions, queries, words
from chibo.meetings.forms import absences_in, version_of
from chibo.meetings.views.common import say_saved, show, show_again, sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@door(Permission.VIEW_MEETINGS)
def attendance(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the list; a POST notes who said they cannot come, or confirms who is there."""
    sitting = sitting_of(request, uid)
    if request.method != "POST":
        editing = not sitting.is_taken or "sua" in request.GET
        shown = queries.attendance_page(sitting.meeting)
        return show(request, words.ATTENDANCE, sitting, {"attendance": shown, "editing": editing})
    typed = absences_in(request.POST)
    act = actions.announce_absences if request.POST.get("act") == "announce" else actions.take_attendance
    try:
        act(
            actor=actor_of(request),
            on=clock.today(),
            meeting=sitting.meeting,
            exceptions=typed,
            version=version_of(request.POST),
        )
    except (FaultyError, ChangedMeanwhileError) as error:
        context = {"attendance": queries.attendance_page(sitting.meeting, typed), "editing": True}
        return show_again(request, words.ATTENDANCE, sitting, context, error)
    say_saved(request)
    return redirect("meetings:attendance", uid)
