"""Scans of the papers of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.web import door
from chibo.development import queries, words
from chibo.development.queries.scans import shelf_of
from chibo.development.views.common import MENU, case_of
from chibo.documents.views.scans import scan_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.VIEW_CASES)
def paper_scans(request: HttpRequest, uid: UUID, paper_uid: UUID) -> HttpResponse:
    """The scans of one paper: look, upload, compare, remove."""
    case = case_of(request, uid)
    paper = queries.paper_for(case, paper_uid)
    dated = f", ngày {say_date(paper.dated)}" if paper.dated else ""
    context = {
        "menu": MENU,
        "paper_name": f"{words.say_paper(paper.kind)}{dated}",
        "about": case.person.full_name,
        "back": reverse("development:dossier", args=[case.uid, words.dossier_slug_of(paper.kind)]),
        "back_name": f"Hồ sơ: {case.person}",
    }
    return scan_page(request, shelf_of(paper), context)
