"""The dossier: its list and what the checker found, on the screen and on paper; putting a paper in, taking it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.base.web import actor_of, door
from chibo.development import actions, check_words, queries, words
from chibo.development.forms import AheadForm, PaperForm, TakeBackForm
from chibo.development.views.common import answer_form, case_of, show
from chibo.documents.queries.scans import scan_counts

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.development.models import DevelopmentCase
    from chibo.development.queries import Ahead


@require_GET
@door(Permission.VIEW_CASES)
def dossier(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Show a dossier and write who looked at it."""
    actor, on = actor_of(request), clock.today()
    found = queries.case_for(actor, uid)
    view = queries.dossier(found, words.dossier_of_slug(slug), on)
    seen = actions.note_viewing(actor=actor, on=on, case=found, dossier=view.kind)
    ahead_form = AheadForm(request.GET if {"meeting_on", "ceremony_on"} & set(request.GET) else None)
    said = {
        "case": found,
        "view": view,
        "slug": slug,
        "viewers": seen,
        "ahead_form": ahead_form,
        "ahead": _ahead(found, ahead_form, on),
        "resolution_form": "6-knd" if slug == "ket-nap" else "13-knd",
        "may_record": actor.may(Permission.RECORD_STEPS, found.scope_key),
        "may_see": actor.may(Permission.VIEW_SENSITIVE, found.scope_key),
        "sections": [(address, heading) for address, (_, heading) in check_words.SECTION_SLUGS.items()],
        "may_override": actor.may(Permission.OVERRIDE, found.scope_key),
        "may_make": actor.may(Permission.MAKE_PAPERS, found.scope_key),
    }
    return show(request, "dossier", said)


def _ahead(case: DevelopmentCase, form: AheadForm, on: date) -> Ahead | None:
    """Look ahead where a day was chosen: to a meeting of the cell, else backwards from a wished ceremony."""
    if not form.is_bound or not form.is_valid():
        return None
    if form.cleaned_data["meeting_on"]:
        return queries.plan_for_meeting(case, form.cleaned_data["meeting_on"], on)
    wished = form.cleaned_data["ceremony_on"]
    return queries.plan_for_ceremony(case, wished, on) if wished else None


@require_GET
@door(Permission.VIEW_CASES)
def dossier_print(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Show the list of papers as a sheet for the printer."""
    actor, on = actor_of(request), clock.today()
    found = queries.case_for(actor, uid)
    view = queries.dossier(found, words.dossier_of_slug(slug), on)
    actions.note_viewing(actor=actor, on=on, case=found, dossier=view.kind)
    back = reverse("development:dossier", args=[uid, slug])
    return show(request, "dossier_print", {"case": found, "view": view, "back": back})


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def add_paper(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Put a paper into the dossier; ``?thay=`` names the copy it replaces."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    kind = words.paper_of_slug(slug)
    if kind is None:
        raise NotYoursError
    old = queries.paper_for(found, request.GET["thay"]) if request.GET.get("thay") else None
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        people=queries.possible_authors(found, on),
        is_recognition=words.dossier_slug_of(kind) == "chinh-thuc",
        has_file=old is not None and bool(scan_counts([old.uid])),
        initial=queries.paper_initial(found, kind, old, request.GET.get("nguoi", "")),
    )

    def save(data: dict[str, Any]) -> None:
        actions.record_paper(
            actor=actor,
            on=on,
            case=found,
            kind=kind,
            quotes=form.quotes(),
            file=form.upload(),
            replaces=old,
            keeps_file=bool(data.get("keeps_file")),
            **{name: data[name] for name in form.PLAIN},
        )

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "paper_name": words.say_paper(kind), "old": old, "back": _dossier(found, kind)}
        return show(request, "paper", {**said, **context}, status=status)

    return answer_form(request, form, save, draw, _dossier(found, kind))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def withdraw_paper(request: HttpRequest, uid: UUID, paper_uid: UUID) -> HttpResponse:
    """Take a paper out of the dossier."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    paper = queries.paper_for(found, paper_uid)
    back = _dossier(found, paper.kind)

    def save(data: dict[str, Any]) -> None:
        actions.withdraw_paper(actor=actor, on=on, paper=paper, reason=data["reason"])

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "paper": paper, "paper_name": words.say_paper(paper.kind), "back": back}
        return show(request, "withdraw_paper", {**said, **context}, status=status)

    return answer_form(request, TakeBackForm(request.POST or None), save, draw, back)


def _dossier(case: DevelopmentCase, kind: str) -> str:
    return reverse("development:dossier", args=[case.uid, words.dossier_slug_of(kind)])
