"""Step 3, Nội dung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.meetings import actions, queries, words
from chibo.meetings.follow_forms import box_in, boxes_in, follow_up_in
from chibo.meetings.values import print_of
from chibo.meetings.views.common import say_saved, show, show_again, sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.meetings.actions import Written
    from chibo.meetings.queries import Sitting


@door(Permission.VIEW_MEETINGS)
def content(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was said, concluded and given to do; a POST writes all of it. What was typed is never lost."""
    sitting = sitting_of(request, uid)
    if request.method != "POST":
        shown = queries.content_page(sitting.meeting, writing=sitting.is_open)
        return show(request, words.CONTENT, sitting, {"content": shown})
    typed = queries.Typed(boxes=boxes_in(request.POST), follow_up=follow_up_in(request.POST))
    try:
        written = actions.write_boxes(
            actor=actor_of(request),
            on=clock.today(),
            meeting=sitting.meeting,
            boxes=typed.boxes,
            follow_up=typed.follow_up,
        )
    except FaultyError as error:
        return show_again(request, words.CONTENT, sitting, {"content": _again(sitting, typed)}, error)
    if written.clashes:
        return _told(request, sitting, typed, written)
    say_saved(request)
    return redirect("meetings:content", uid)


def _again(sitting: Sitting, typed: queries.Typed) -> queries.ContentPage:
    return queries.content_page(sitting.meeting, typed, writing=sitting.is_open)


def _told(request: HttpRequest, sitting: Sitting, typed: queries.Typed, written: Written) -> HttpResponse:
    """Everything that only one of two people changed was saved; show both texts of the rest."""
    names = frozenset(clash.box for clash in written.clashes)
    shown = queries.content_page(written.meeting, typed.only(names))
    first = written.clashes[0]
    context = {"content": shown, "clash": {"who": first.who, "when": first.when, "count": len(names)}}
    return show(request, words.CONTENT, sitting, context, status=409)


@require_POST
@door(Permission.RUN_MEETINGS)
def write_box(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Save one box while it is being typed; answer with the line below the box."""
    sitting = sitting_of(request, uid)
    box, text, seen = box_in(request.POST)
    context = {"box": box, "now": clock.now(), "seen": print_of(text)}
    try:
        written = actions.write_box(
            actor=actor_of(request), on=clock.today(), meeting=sitting.meeting, box=box, text=text, seen=seen
        )
    except FaultyError as error:
        return page(request, "meetings/_box_state.html", {**context, "seen": seen, "faults": error.faults}, status=422)
    if not written.clashes:
        return page(request, "meetings/_box_state.html", context)
    context |= {"seen": seen, "clash": written.clashes[0], "stored": written.stored(box)}
    return page(request, "meetings/_box_state.html", context, status=409)
