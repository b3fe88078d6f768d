"""Bồi dưỡng: classes, who is sent, what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms import ChooseForm, ClassForm, ReasonForm, ResultsForm, SentForm
from chibo.development.views.common import answer_form, show
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.development.models import TrainingClass


def _at(row: TrainingClass) -> str:
    return reverse("development:training_class", args=[row.uid])


@require_GET
@door(Permission.VIEW_CASES)
def hub(request: HttpRequest) -> HttpResponse:
    """Show the classes: to come, waiting for results, over."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    found = queries.hub(actor, organisation, on, before=request.GET.get("truoc", ""))
    may_record = actor.may(Permission.RECORD_STEPS, organisation.scope_key)
    return show(request, "training", {"hub": found, "may_record": may_record, "today": on})


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def announce(request: HttpRequest) -> HttpResponse:
    """Keep a class that was announced."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    form = ClassForm(request.POST or None, initial={"kind": request.GET.get("loai", "")})
    back = reverse("development:training")

    def save(data: dict[str, Any]) -> None:
        actions.announce_class(actor=actor, on=on, organisation=organisation, told=actions.ClassTold(**data))

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "training_form", {"heading": "Ghi lớp học", "back": back, **context}, status=status)

    return answer_form(request, form, save, draw, back)


@require_GET
@door(Permission.VIEW_CASES)
def training_class(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one class with everybody sent and left."""
    actor, on = actor_of(request), clock.today()
    row = queries.class_for(actor, uid)
    scope_key = row.organisation.scope_key
    said = {
        "view": queries.class_view(row),
        "today": on,
        "sent_form": SentForm(initial={"sent_on": on}),
        "may_record": actor.may(Permission.RECORD_STEPS, scope_key),
        "may_make": actor.may(Permission.MAKE_PAPERS, scope_key),
    }
    return show(request, "training_class", said)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def amend(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set right what was kept of a class."""
    actor, on = actor_of(request), clock.today()
    row = queries.class_for(actor, uid)
    form = ClassForm(request.POST or None, initial=vars(row))

    def save(data: dict[str, Any]) -> None:
        actions.amend_class(actor=actor, on=on, training_class=row, told=actions.ClassTold(**data))

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"heading": f"Sửa lớp: {row}", "back": _at(row)}
        return show(request, "training_form", {**said, **context}, status=status)

    return answer_form(request, form, save, draw, _at(row))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep that a class does not take place."""
    actor, on = actor_of(request), clock.today()
    row = queries.class_for(actor, uid)

    def save(data: dict[str, Any]) -> None:
        actions.call_off_class(actor=actor, on=on, training_class=row, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"heading": f"Hoãn, hủy lớp: {row}", "back": _at(row)}
        return show(request, "training_form", {**said, **context}, status=status)

    return answer_form(request, ReasonForm(request.POST or None), save, draw, _at(row))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def choose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Draw up the list of a class from those due."""
    actor, on = actor_of(request), clock.today()
    row = queries.class_for(actor, uid)
    candidates, placed = queries.choice_of(actor, row, on)
    form = ChooseForm(request.POST or None, candidates=candidates, placed=placed, seats=row.seats)

    def save(data: dict[str, Any]) -> None:
        del data
        actions.choose_for_class(actor=actor, on=on, training_class=row, sent=form.sent, left=form.left)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "training_choose", {"row": row, "back": _at(row), **context}, status=status)

    return answer_form(request, form, save, draw, _at(row))


@require_http_methods(["POST"])
@door(Permission.RECORD_STEPS)
def send_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the day the list was sent."""
    actor, on = actor_of(request), clock.today()
    row = queries.class_for(actor, uid)

    def save(data: dict[str, Any]) -> None:
        actions.send_class_list(actor=actor, on=on, training_class=row, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"heading": f"Đã gửi danh sách: {row}", "back": _at(row)}
        return show(request, "training_form", {**said, **context}, status=status)

    return answer_form(request, SentForm(request.POST), save, draw, _at(row))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def results(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep who attended and the certificates, for everybody of a class at one sitting."""
    actor, on = actor_of(request), clock.today()
    row = queries.class_for(actor, uid)
    view = queries.class_view(row)
    form = ResultsForm(request.POST or None, places=view.places, organiser=row.organiser)

    def save(data: dict[str, Any]) -> None:
        del data
        told = [actions.ResultTold.of(**each) for each in form.told()]
        actions.record_results(actor=actor, on=on, training_class=row, results=told)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "training_results", {"row": row, "back": _at(row), **context}, status=status)

    return answer_form(request, form, save, draw, _at(row))
