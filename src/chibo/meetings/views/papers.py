"""The papers of a meeting as files for Word, or as PDF (``?dang=pdf``): one, or the whole set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.documents.download import attachment, handed, wants_pdf
from chibo.meetings import papers, queries

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.MAKE_PAPERS)
def minutes_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over the minutes of a meeting."""
    actor = actor_of(request)
    made = papers.make_minutes(actor=actor, on=clock.today(), meeting=queries.meeting_for(actor, uid))
    return handed(request, made)


@require_GET
@door(Permission.MAKE_PAPERS)
def resolution_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over a resolution."""
    actor = actor_of(request)
    made = papers.make_resolution(actor=actor, on=clock.today(), resolution=queries.resolution_for(actor, uid))
    return handed(request, made)


@require_GET
@door(Permission.MAKE_PAPERS)
def sheet_docx(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Hand over one sheet of a meeting; ``?muc=`` names the matter it is about."""
    actor = actor_of(request)
    about = request.GET.get("muc", "")
    made = papers.make_sheet(
        actor=actor,
        on=clock.today(),
        meeting=queries.meeting_for(actor, uid),
        kind=kind,
        item=queries.item_for(actor, about) if about else None,
    )
    return handed(request, made)


@require_GET
@door(Permission.MAKE_PAPERS)
def meeting_zip(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over every paper of a meeting in one archive."""
    actor = actor_of(request)
    made = papers.make_meeting_set(
        actor=actor, on=clock.today(), meeting=queries.meeting_for(actor, uid), as_pdf=wants_pdf(request)
    )
    return attachment(made.name, made.content)


@require_GET
@door(Permission.VIEW_MEETINGS)
def texts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a meeting as plain text in blocks to be pasted elsewhere; who took it out is written to the log."""
    actor = actor_of(request)
    meeting = queries.meeting_for(actor, uid)
    blocks = papers.take_texts(actor=actor, on=clock.today(), meeting=meeting)
    return page(request, "meetings/texts.html", {"menu": "hop", "meeting": meeting, "blocks": blocks})
