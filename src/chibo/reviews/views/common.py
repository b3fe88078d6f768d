"""What the doors of this room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.privacy import access_seen
from chibo.base.web import actor_of, page
from chibo.meetings.words import clock_time

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.reviews.models import Subject, YearReview


def form_page(
    request: HttpRequest, form: HouseForm, title: str, back: tuple[str, str], *, about: str = "", **more: Any
) -> HttpResponse:
    """Answer with a page of one form; ``back`` is the page it belongs to (its name, its address)."""
    context = {"menu": "danh-gia", "form": form, "title": title, "back": back, "about": about, **more}
    is_refused = bool(form.errors) or "findings" in more
    return page(request, "reviews/form.html", context, status=422 if is_refused else 200)


def show(
    request: HttpRequest, template: str, review: YearReview, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with a page of a round."""
    scope = review.organisation.scope_key
    actor = actor_of(request)
    frame = {
        "menu": "danh-gia",
        "review": review,
        "may_write": actor.may(Permission.EDIT_REGISTER, scope) and review.is_open,
        "may_decide": actor.may(Permission.EDIT_REGISTER, scope) and review.opened_on is not None,
        "may_print": actor.may(Permission.MAKE_PAPERS, scope),
    }
    return page(request, f"reviews/{template}.html", {**frame, **context}, status=status)


def note_opened(actor: Actor, subject: Subject, on: date) -> None:
    """Write that the closed part of a subject was opened; the person finds it among those who looked."""
    record = subject.person or subject
    access_seen(
        actor=actor, on=on, subject=record, block="review_circumstances", chain=str(subject.review.organisation.uid)
    )


def unkept(response: HttpResponse) -> HttpResponse:
    """A page with a closed part open: no copy of it stays in the browser."""
    response["Cache-Control"] = "no-store"
    return response


def say_saved(request: HttpRequest, what: str) -> None:
    """Tell what was saved, and when: "Đã ghi 3 bản kiểm điểm lúc 8:12."."""
    messages.success(request, f"{what} lúc {clock_time(clock.now())}.")
