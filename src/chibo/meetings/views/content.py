"""Step 3, Nội dung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError
from chibo.base.web import actor_of, door
from chibo.meetings import actions, queries, words
from chibo.meetings.forms import lines_in, texts_in, version_of
from chibo.meetings.views.common import say_saved, show, show_again, sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@door(Permission.VIEW_MEETINGS)
def content(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was said and concluded; a POST writes all of it. What was typed is never lost."""
    sitting = sitting_of(request, uid)
    if request.method != "POST":
        return show(request, words.CONTENT, sitting, {"content": queries.content_page(sitting.meeting)})
    texts, opening = texts_in(request.POST), lines_in(request.POST, "opening")
    conclusion = lines_in(request.POST, "conclusion")
    try:
        actions.write_content(
            actor=actor_of(request),
            on=clock.today(),
            meeting=sitting.meeting,
            texts=texts,
            opening=opening,
            conclusion=conclusion,
            version=version_of(request.POST),
        )
    except (ChangedMeanwhileError, FaultyError) as error:
        shown = queries.content_page(sitting.meeting, texts=texts, opening=opening, conclusion=conclusion)
        return show_again(request, words.CONTENT, sitting, {"content": shown}, error)
    say_saved(request)
    return redirect("meetings:content", uid)
