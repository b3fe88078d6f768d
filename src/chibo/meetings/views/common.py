"""What the doors of this room share: the frame of one meeting and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.urls import reverse

from chibo.base import clock
from chibo.base.refusal import ChangedMeanwhileError
from chibo.base.web import actor_of, page, refusal_context
from chibo.meetings import queries, words
from chibo.meetings.follow_forms import SOURCES, STATES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm
    from chibo.base.refusal import FaultyError, RefusedError
    from chibo.meetings.queries import Sitting


def sitting_of(request: HttpRequest, uid: UUID) -> Sitting:
    """The meeting of the address, if this reader may see it."""
    return queries.sitting_for(actor_of(request), uid)


def show(
    request: HttpRequest, step: str, sitting: Sitting, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with one of the five pages."""
    frame = {
        "sitting": sitting,
        "meeting": sitting.meeting,
        "menu": "hop",
        "steps": steps(sitting, step),
        "step": step,
        "states": STATES,
        "sources": SOURCES,
    }
    return page(request, f"meetings/{words.TEMPLATES[step]}.html", {**frame, **context}, status=status)


def show_again(
    request: HttpRequest,
    step: str,
    sitting: Sitting,
    context: dict[str, Any],
    error: FaultyError | RefusedError | ChangedMeanwhileError,
) -> HttpResponse:
    """Answer with the page as it was typed, and why it was not saved."""
    if isinstance(error, ChangedMeanwhileError):
        return show(request, step, sitting, {**context, "conflict": error}, status=409)
    return show(request, step, sitting, {**context, **refusal_context(error)}, status=422)


def show_form(request: HttpRequest, sitting: Sitting, form: HouseForm, context: dict[str, Any]) -> HttpResponse:
    """Answer with a page of one form that belongs to the agenda."""
    frame = {"sitting": sitting, "meeting": sitting.meeting, "menu": "hop", "form": form}
    is_refused = bool(form.errors) or "findings" in context
    status = 409 if "conflict" in context else 422 if is_refused else 200
    return page(request, "meetings/form.html", {**frame, **context}, status=status)


def steps(sitting: Sitting, current: str) -> list[dict[str, str]]:
    """The five steps for the bar: done, now, or still to come; each can be opened."""
    return [
        {
            "label": label,
            "state": "now" if step == current else "done" if step in sitting.done else "",
            "href": "" if step == current else reverse(f"meetings:{words.TEMPLATES[step]}", args=[sitting.meeting.uid]),
        }
        for step, label in words.STEPS.items()
    ]


def say_saved(request: HttpRequest) -> None:
    """Tell when it was saved: "Đã lưu lúc 8:12."."""
    messages.success(request, words.saved(clock.now()))
