"""One case: its page, one step forward, one step back, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.base.web import actor_of, door
from chibo.development import actions, queries, words
from chibo.development.forms import CloseForm, StepForm, TakeBackForm
from chibo.development.views.common import answer_form, case_address, case_of, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_CASES)
def case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a person's road: what happened, what is next, what is missing."""
    actor, on = actor_of(request), clock.today()
    found = queries.case_for(actor, uid)
    may_record = actor.may(Permission.RECORD_STEPS, found.scope_key)
    story = queries.story(found, on)
    are_told = any(note.note for note in story.notes)
    said = {
        "story": story,
        "may_read_notes": actions.open_notes(actor=actor, on=on, case=found, are_told=are_told),
        "case": found,
        "declaration": queries.waiting_of(found) if may_record else None,
        "may_record": may_record,
        "may_make": actor.may(Permission.MAKE_PAPERS, found.scope_key),
    }
    return show(request, "case", said)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def step(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Record one step, once everything it needs is there; else say everything it lacks."""
    actor, on = actor_of(request), clock.today()
    found, kind = case_of(request, uid), words.step_of_slug(slug)
    if kind is None:
        raise NotYoursError
    if kind in words.OWN_PAGES:
        return HttpResponseRedirect(reverse(f"development:{words.OWN_PAGES[kind]}", args=[uid]))
    asks = words.asked_for(kind)
    form = StepForm(
        request.POST or None,
        initial={"vote": getattr(queries.fitting_vote(found, kind, on), "uid", "")},
        asks=asks,
        resolutions=queries.resolutions_for(found, on)[:60] if "resolution" in asks else (),
        votes=queries.votes_for(found, on) if "vote" in asks else (),
        may_override=actor.may(Permission.OVERRIDE, found.scope_key),
    )

    def save(data: dict[str, Any]) -> None:
        actions.record_step_and_paper(actor=actor, on=on, case=found, step=kind, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        gate = queries.gate(found, kind, on) if request.method == "GET" else None
        said = {"case": found, "step_name": words.say_step(kind), "gate": gate, "asks": asks}
        return show(request, "step", {**said, **context}, status=status)

    return answer_form(request, form, save, draw, case_address(found))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def take_back(request: HttpRequest, uid: UUID, step_uid: UUID) -> HttpResponse:
    """Take a wrongly recorded step back."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    wrong = queries.step_for(found, step_uid)

    def save(data: dict[str, Any]) -> None:
        actions.take_back_step(actor=actor, on=on, step=wrong, reason=data["reason"])

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "step": wrong, "step_name": words.say_step(wrong.kind)}
        return show(request, "take_back", {**said, **context}, status=status)

    return answer_form(request, TakeBackForm(request.POST or None), save, draw, case_address(found))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close a case for one of the neutral reasons."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    form = CloseForm(
        request.POST or None,
        resolutions=queries.resolutions_for(found, on)[:60],
        is_probationary=queries.story(found, on).is_probationary,
    )

    def save(data: dict[str, Any]) -> None:
        actions.close_case(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "close", {"case": found, **context}, status=status)

    return answer_form(request, form, save, draw, case_address(found))
