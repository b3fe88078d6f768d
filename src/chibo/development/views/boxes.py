"""Labels of the boxes in which dossiers lie, and the index of one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.numbers import whole_number
from chibo.base.refusal import NotYoursError
from chibo.base.web import actor_of, door
from chibo.development import actions, papers, queries, words
from chibo.development.forms.boxes import PageCountForm
from chibo.development.queries import boxes
from chibo.development.views.common import answer_form, case_address, show
from chibo.documents.download import handed
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_CASES)
def labels(request: HttpRequest) -> HttpResponse:
    """Show the open dossiers with their numbers; those ticked get one, and their labels."""
    actor = actor_of(request)
    organisation = home(actor)
    if request.method == "POST":
        chosen = boxes.chosen_cases(actor, organisation, request.POST.getlist("ho-so"))
        given = actions.label_cases(actor=actor, on=clock.today(), cases=chosen)
        asked = [("so", str(label.number)) for label in given]
        asked += [("ten", "1")] if request.POST.get("ten") else []
        return redirect(f"{reverse('development:label_sheet')}?{urlencode(asked)}")
    may = actor.may(Permission.RECORD_STEPS, organisation.scope_key)
    return show(request, "labels", {"rows": boxes.boxes(actor, organisation), "may_label": may})


@require_GET
@door(Permission.VIEW_CASES)
def label_sheet(request: HttpRequest) -> HttpResponse:
    """Hand over the labels with the numbers that the address names, twelve on a sheet."""
    actor = actor_of(request)
    numbers = [number for typed in request.GET.getlist("so") if (number := whole_number(typed)) is not None]
    found = boxes.labels_for(actor, home(actor), numbers)
    if not found:
        raise NotYoursError
    made = papers.make_labels(
        actor=actor,
        on=clock.today(),
        labels=found,
        address=lambda number: request.build_absolute_uri(reverse("development:label", args=[number])),
        with_names=bool(request.GET.get("ten")),
    )
    return handed(request, made)


@require_GET
@door(Permission.VIEW_CASES)
def label(request: HttpRequest, number: int) -> HttpResponse:
    """Read a label back: go to the dossier in the box with this number."""
    actor = actor_of(request)
    return redirect(case_address(boxes.case_by_label(actor, home(actor), number)))


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_CASES)
def page_counts(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Note how many sheets each paper of a dossier has."""
    actor, on = actor_of(request), clock.today()
    case = queries.case_for(actor, uid)
    kind = words.dossier_of_slug(slug)
    form = PageCountForm(request.POST or None, papers=boxes.index_of(case, kind, on))

    def save(data: dict[str, Any]) -> None:
        del data
        actions.note_page_counts(actor=actor, on=on, case=case, counts=form.counts())

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "page_counts", {"case": case, "slug": slug, "kind": kind, **context}, status=status)

    return answer_form(request, form, save, draw, reverse("development:page_counts", args=[uid, slug]))


@require_GET
@door(Permission.MAKE_PAPERS)
def index_docx(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Hand over the index of a dossier."""
    actor = actor_of(request)
    made = papers.make_index(
        actor=actor, on=clock.today(), case=queries.case_for(actor, uid), kind=words.dossier_of_slug(slug)
    )
    return handed(request, made)


@require_GET
@door(Permission.VIEW_CASES)
def texts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a person's steps as plain text to be pasted elsewhere; who took it out is written to the log."""
    actor, on = actor_of(request), clock.today()
    case = queries.case_for(actor, uid)
    text = papers.take_text(actor=actor, on=on, case=case)
    return show(request, "texts", {"case": case, "text": text, "rows": min(24, text.count("\n") + 2)})
