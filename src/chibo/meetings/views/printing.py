"""The papers of a meeting without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.meetings import papers, queries
from chibo.meetings.views.common import sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@door(Permission.VIEW_MEETINGS)
def print_set(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Agenda, sign-in list, ballots and count sheet, ready for A4."""
    sitting = sitting_of(request, uid)
    roll = [row.uid for row in queries.roll_of(sitting.meeting).rows]
    papers.note_print(
        actor=actor_of(request), on=clock.today(), meeting=sitting.meeting, kind="bo-giay-to", people=roll
    )
    context = {
        "meeting": sitting.meeting,
        "set": queries.print_set(sitting.meeting),
        "back": reverse("meetings:agenda", args=[uid]),
    }
    return page(request, "meetings/print_set.html", context)


@require_safe
@door(Permission.VIEW_MEETINGS)
def vote_report(request: HttpRequest, uid: UUID, item_uid: UUID) -> HttpResponse:
    """The full result of one vote for the competent committee, ready for A4."""
    sitting = sitting_of(request, uid)
    actor = actor_of(request)
    report = queries.vote_report(queries.item_for(actor, item_uid))
    papers.note_print(actor=actor, on=clock.today(), meeting=sitting.meeting, kind="bao-cao-bieu-quyet")
    context = {"meeting": sitting.meeting, "report": report, "back": reverse("meetings:votes", args=[uid])}
    return page(request, "meetings/vote_report.html", context)
