"""Papers of commitments: the form of one member, many forms by a job, the list for the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.documents.download import handed
from chibo.reviews import queries
from chibo.reviews.papers import commitments as papers

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.MAKE_PAPERS)
def form_docx(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Hand over the form of one member (``?dang=pdf`` as PDF)."""
    actor, on = actor_of(request), clock.today()
    one = queries.member_in_round(queries.commitment_round_for(actor, uid), person_uid, on)
    return handed(request, papers.make_form(actor=actor, on=on, one=one))


@require_GET
@door(Permission.MAKE_PAPERS)
def summary_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over the list of a round."""
    actor = actor_of(request)
    made = papers.make_summary(actor=actor, on=clock.today(), turn=queries.commitment_round_for(actor, uid))
    return handed(request, made)


@require_POST
@door(Permission.MAKE_PAPERS)
def ask_for_forms(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the forms of many; the answer is the page that tells how far it is."""
    actor = actor_of(request)
    asked = papers.ask_for_forms(
        actor=actor,
        on=clock.today(),
        turn=queries.commitment_round_for(actor, uid),
        as_pdf=request.POST.get("dang") == "pdf",
        everybody=request.POST.get("ai") == "tat-ca",
    )
    return redirect("job", uid=asked.uid)
