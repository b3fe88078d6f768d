"""Tuyên truyền, giác ngộ quần chúng: the year's activities, one activity, and its figures above the pipeline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.development import queries as development
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.activities import ActivityForm, SourcesForm
from chibo.reviews.forms.people import ReasonForm
from chibo.reviews.views.promising import answer, may_write, show, year_asked

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.reviews.models import AwarenessActivity

_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@door(Permission.VIEW_REPORTS)
def activities(request: HttpRequest) -> HttpResponse:
    """Show the activities of a year and the year in figures."""
    actor = actor_of(request)
    organisation = home(actor)
    found = queries.activity_year(actor, organisation, year_asked(request))
    return show(request, "activities", {"found": found, "may_write": may_write(actor, organisation)})


@require_safe
@door(Permission.VIEW_REPORTS)
def cells(request: HttpRequest) -> HttpResponse:
    """Show the activities of every organisation in reach: counts only."""
    year = year_asked(request)
    return show(request, "activities_cells", {"rows": queries.awareness_below(actor_of(request), year), "year": year})


@require_safe
@door(Permission.VIEW_CASES)
def pipeline(request: HttpRequest) -> HttpResponse:
    """Show everybody on the road line by line, and the figures of each step, awareness work first."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    awareness = queries.awareness_figures(organisation, date(on.year, 1, 1), date(on.year + 1, 1, 1))
    said = {"board": development.board(actor, organisation, on), "awareness": awareness, "year": on.year}
    return page(request, "reviews/pipeline.html", {"menu": "phat-trien", **said})


@require_http_methods(_WRITE)
@door(Permission.EDIT_REGISTER)
def record(request: HttpRequest) -> HttpResponse:
    """Put down an activity."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    people = queries.may_come(organisation, on)
    form = ActivityForm(request.POST or None, people=people, initial={"held_on": on})

    def save(data: dict[str, Any]) -> None:
        actions.record_activity(actor=actor, on=on, organisation=organisation, **data)

    def draw(status: int) -> HttpResponse:
        said = {"form": form, "title": "Ghi hoạt động", "back": reverse("activities"), "trail": "Tuyên truyền"}
        return show(request, "promise_form", {**said, "is_wide": True}, status=status)

    return answer(request, form, save, draw, reverse("activities"))


@require_http_methods(_WRITE)
@door(Permission.VIEW_PEOPLE)
def activity(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one activity; a POST changes it. Only for those who work in the cell."""
    actor, on = actor_of(request), clock.today()
    found = queries.activity_for(actor, uid)
    form = _form(request, found)

    def save(data: dict[str, Any]) -> None:
        actions.change_activity(actor=actor, on=on, activity=found, **data)

    def draw(status: int) -> HttpResponse:
        return _one(request, found, status, form=form)

    return answer(request, form, save, draw, _at(uid))


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def sources(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say from whom of those who came a source was born."""
    actor, on = actor_of(request), clock.today()
    found = queries.activity_for(actor, uid)
    form = SourcesForm(request.POST, people=queries.possible_sources(found), prefix="nguon")

    def save(data: dict[str, Any]) -> None:
        actions.tell_sources(actor=actor, on=on, activity=found, **data)

    return answer(request, form, save, lambda status: _one(request, found, status, born=form), _at(uid))


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take away an activity put down by mistake."""
    actor, on = actor_of(request), clock.today()
    found = queries.activity_for(actor, uid)
    form = ReasonForm(request.POST, prefix="bo")

    def save(data: dict[str, Any]) -> None:
        actions.remove_activity(actor=actor, on=on, activity=found, **data)

    then = reverse("activities")
    return answer(request, form, save, lambda status: _one(request, found, status, taking=form), then)


def _form(request: HttpRequest, found: AwarenessActivity) -> ActivityForm:
    """The form of an activity; those who came stay in the list even if they are members by now."""
    guests = [guest.person for guest in queries.guests_of(found)]
    people = {person.pk: person for person in (*queries.may_come(found.organisation, found.on), *guests)}
    initial = {name: getattr(found, name) for name in ("sort", "topic", "place", "led_by", "others")}
    initial |= {"held_on": found.on, "people": [str(person.uid) for person in guests]}
    is_sent = request.method == "POST" and "held_on" in request.POST
    ordered = sorted(people.values(), key=lambda person: (person.sort_key, person.pk))
    return ActivityForm(request.POST if is_sent else None, people=ordered, initial=initial)


def _one(request: HttpRequest, found: AwarenessActivity, status: int, **sent: Any) -> HttpResponse:
    guests = queries.guests_of(found)
    possible = queries.possible_sources(found)
    told = [str(guest.person.uid) for guest in guests if guest.case_id is not None]
    context = {
        "activity": found,
        "guests": guests,
        "born": SourcesForm(people=possible, prefix="nguon", initial={"people": told}) if possible else None,
        "taking": ReasonForm(prefix="bo"),
        "may_write": may_write(actor_of(request), found.organisation),
        "form": _form(request, found),
        **sent,
    }
    return show(request, "activity", context, status=status)


def _at(uid: UUID) -> str:
    return reverse("activity", args=[uid])
