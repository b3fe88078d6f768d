"""Papers of a dossier as files for Word or as PDF (``?dang=pdf``): one, or all that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import papers, queries
from chibo.documents.download import attachment, handed, wants_pdf

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.MAKE_PAPERS)
def paper_docx(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Hand over one paper; ``?nguoi=`` names the mentorship of the member who writes it, where several do."""
    actor = actor_of(request)
    made = papers.make_paper(
        actor=actor,
        on=clock.today(),
        case=queries.case_for(actor, uid),
        kind=kind,
        author_uid=request.GET.get("nguoi", ""),
    )
    return handed(request, made)


@require_GET
@door(Permission.MAKE_PAPERS)
def papers_zip(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over every paper that is due, in one archive."""
    actor = actor_of(request)
    made = papers.due_papers_zip(
        actor=actor, on=clock.today(), case=queries.case_for(actor, uid), as_pdf=wants_pdf(request)
    )
    return attachment(made.name, made.content)
