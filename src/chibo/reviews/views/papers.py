"""The papers of a round as files for Word, or as PDF (``?dang=pdf``): one, or the whole year by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.documents.download import handed
from chibo.reviews import queries
from chibo.reviews.papers import rounds as making
from chibo.reviews.papers.round_values import SHEETS
from chibo.reviews.views.common import show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.MAKE_PAPERS)
def papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show which papers a round can be made into."""
    review = queries.round_for(actor_of(request), uid)
    return show(request, "papers", review, {"sheets": SHEETS})


@require_GET
@door(Permission.MAKE_PAPERS)
def paper(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Hand over one paper of a round."""
    actor = actor_of(request)
    review = queries.round_for(actor, uid)
    return handed(request, making.make_sheet(actor=actor, on=clock.today(), review=review, kind=kind))


@require_GET
@door()
def guide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over the sheet on which a subject reviews itself, the year's facts filled in."""
    actor = actor_of(request)
    return handed(request, making.make_guide(actor=actor, on=clock.today(), subject=queries.subject_for(actor, uid)))


@require_POST
@door(Permission.MAKE_PAPERS)
def bulk(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for every paper of the year; the answer is the page that tells how far it is."""
    actor = actor_of(request)
    asked = making.ask_for_papers(actor=actor, on=clock.today(), review=queries.round_for(actor, uid))
    return redirect("job", uid=asked.uid)
