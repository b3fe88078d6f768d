"""The list of forms of a person, the page that asks what no record holds, and the page of a life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door
from chibo.development import papers, queries
from chibo.development.forms import BackgroundForm, GivenForm, PaperRuleForm
from chibo.development.views.common import answer_form, case_of, show
from chibo.documents.download import handed
from chibo.register.actions import open_background, record_background, set_rule
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.MAKE_PAPERS)
def form_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every form that can be made of a case, what is due first in each part."""
    actor, found = actor_of(request), case_of(request, uid)
    parts = papers.offers(found, clock.today())
    said = {
        "case": found,
        "parts": parts,
        "may_see": actor.may(Permission.VIEW_SENSITIVE, found.scope_key),
        "may_record": actor.may(Permission.RECORD_STEPS, found.scope_key),
        "may_set": actor.holds(Permission.CHANGE_SETTINGS),
        "has_due": any(offer.due for part in parts for offer in part.offers),
    }
    return show(request, "form_list", said)


@require_http_methods(["GET", "POST"])
@door(Permission.MAKE_PAPERS)
def compose(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Ask what a form needs and no record holds, then hand the paper over; what was left empty is a gap on it."""
    actor, on, found = actor_of(request), clock.today(), case_of(request, uid)
    known = papers.FORMS[papers.kind_of(kind)]
    members = queries.possible_mentors(found, on) if "verifier" in known.asks else ()
    form = GivenForm(request.POST if request.method == "POST" else None, asks=known.asks, members=members)
    if form.is_valid():
        try:
            given = papers.Given(**form.cleaned_data)
            return handed(request, papers.make_paper(actor=actor, on=on, case=found, kind=kind, given=given))
        except FaultyError as error:
            form.add_faults(error)
    said = {"case": found, "form": form, "known": known}
    return show(request, "compose", said, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def background(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Type what the forms ask of a life; opening it writes who saw it."""
    actor, on, found = actor_of(request), clock.today(), case_of(request, uid)
    told = open_background(actor=actor, on=on, person=found.person)

    form = BackgroundForm(request.POST or None, initial=told)

    def save(_data: dict[str, Any]) -> None:
        record_background(actor=actor, on=on, person=found.person, **form.said())

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "background", {"case": found, **context}, status=status)

    return answer_form(request, form, save, draw, reverse("development:form_list", args=[uid]))


@require_http_methods(["GET", "POST"])
@door(Permission.CHANGE_SETTINGS)
def paper_rules(request: HttpRequest) -> HttpResponse:
    """Set one of the office's own rules on papers, with its ground."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)

    def save(data: dict[str, Any]) -> None:
        set_rule(
            actor=actor,
            on=on,
            organisation=organisation,
            sort="overlay",
            key=data["key"],
            value=data["is_on"],
            ground=data["ground"],
            starts_on=data["starts_on"],
        )

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"organisation": organisation, "rules": papers.paper_rules(organisation, on), **context}
        return show(request, "paper_rules", said, status=status)

    form = PaperRuleForm(request.POST or None, rules=papers.RULES)
    return answer_form(request, form, save, draw, reverse("development:paper_rules"))
