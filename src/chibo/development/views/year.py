"""From the decision to recognition: the decision, the ceremony, the year of probation, recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms import CeremonyForm, DecisionForm, RecognitionForm
from chibo.development.views.common import answer_form, case_address, case_of, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def decision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the decision of admission, or later the day it was received."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    story = queries.story(found, on)

    def save(data: dict[str, Any]) -> None:
        actions.record_decision(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "decision", {"case": found, "story": story, **context}, status=status)

    form = DecisionForm(request.POST or None, initial={"issued_by": found.organisation.superior_name})
    return answer_form(request, form, save, draw, reverse("development:ceremony", args=[uid]))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def ceremony(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the ceremony; late without the superior's consent is refused."""
    actor, on = actor_of(request), clock.today()
    found = queries.case_with_session(actor, uid, on)
    view = queries.ceremony(found, on)

    def save(data: dict[str, Any]) -> None:
        actions.hold_ceremony(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "ceremony", {"case": found, "view": view, "story": view.story, **context}, status=status)

    form = CeremonyForm(request.POST or None, members=queries.possible_mentors(found, on))
    return answer_form(request, form, save, draw, reverse("development:probation", args=[uid]))


@require_GET
@door(Permission.VIEW_CASES)
def probation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the year of probation: twelve months, class, tasks, notes, the days at its end."""
    actor, on = actor_of(request), clock.today()
    found = queries.case_for(actor, uid)
    story = queries.story(found, on, with_tasks=True)
    said = {
        "case": found,
        "story": story,
        "may_read_notes": actions.open_notes(
            actor=actor, on=on, case=found, are_told=any(note.note for note in story.notes)
        ),
        "may_read_remarks": actions.open_remarks(
            actor=actor, on=on, case=found, are_told=any(task.remarks for task in story.tasks)
        ),
        "today": on,
        "months": queries.strip(story, on),
        "ceremony_href": reverse("development:ceremony", args=[uid]),
        "may_record": actor.may(Permission.RECORD_STEPS, found.scope_key),
    }
    return show(request, "probation", said)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def recognition(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the decision of recognition; the official day follows from the ceremony."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    story = queries.story(found, on)

    def save(data: dict[str, Any]) -> None:
        actions.record_recognition(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "recognition", {"case": found, "story": story, **context}, status=status)

    form = RecognitionForm(request.POST or None, initial={"issued_by": found.organisation.superior_name})
    return answer_form(request, form, save, draw, case_address(found))
