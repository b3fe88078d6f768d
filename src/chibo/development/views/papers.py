"""Papers of a dossier as files for Word or as PDF (``?dang=pdf``): one, or all that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door
from chibo.development import papers, queries
from chibo.development.forms import BulkForm, SetForm
from chibo.development.views.common import show
from chibo.documents.download import attachment, handed, wants_pdf
from chibo.register.queries import home

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
        actor=actor,
        on=clock.today(),
        case=queries.case_for(actor, uid),
        choice=papers.Choice(layout=papers.Layout.PDF if wants_pdf(request) else papers.Layout.DOCX),
    )
    return attachment(made.name, made.content)


@require_http_methods(["GET", "POST"])
@door(Permission.MAKE_PAPERS)
def paper_set(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over every paper that is due, in the files and under the names that are chosen."""
    actor = actor_of(request)
    case = queries.case_for(actor, uid)
    form = SetForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = papers.due_papers_zip(actor=actor, on=clock.today(), case=case, choice=form.choice())
        except FaultyError as error:
            form.add_faults(error)
        else:
            return attachment(made.name, made.content)
    return show(request, "paper_set", {"case": case, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.MAKE_PAPERS)
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask for the due papers of many people; the answer is the page that tells how far it is."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    form = BulkForm(request.POST or None, has_below=papers.has_below(organisation))
    if form.is_bound and form.is_valid():
        try:
            asked = papers.ask_for_due_papers(
                actor=actor,
                on=on,
                organisation=organisation,
                below=form.cleaned_data.get("below", False),
                choice=form.choice(),
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("job", uid=asked.uid)
    return show(request, "bulk", {"organisation": organisation, "form": form}, status=422 if form.is_bound else 200)
