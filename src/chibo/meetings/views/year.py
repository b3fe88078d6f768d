"""The year of meetings: Kế hoạch năm, Ngân hàng chuyên đề, and how one session was held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.numbers import whole_number
from chibo.base.refusal import ChangedMeanwhileError, FaultyError
from chibo.base.web import actor_of, door, page
from chibo.meetings import actions, queries
from chibo.meetings.forms import PlanLineForm, SessionForm, TopicForm, version_of
from chibo.meetings.views.common import say_saved, sitting_of
from chibo.register import queries as register

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm
    from chibo.meetings.queries import Sitting

_LINE = ("month", "kind", "form", "topic", "note")
_SESSION = ("minutes_long", "papers_on", "papers_at")
_FIRST_YEAR, _LAST_YEAR = 1930, 9998


def year_asked(request: HttpRequest) -> int:
    """The year of the address (``?nam=``), else this one."""
    year = whole_number(request.GET.get("nam", "") or request.POST.get("nam", "")) or 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else clock.today().year


def at_year(year: int) -> str:
    """The address of a year's plan."""
    return f"{reverse('meetings:year')}?nam={year}"


@require_safe
@door(Permission.VIEW_MEETINGS)
def year(request: HttpRequest) -> HttpResponse:
    """Show the plan of a year beside what was held."""
    actor, on = actor_of(request), clock.today()
    found = queries.year_page(actor, register.home(actor), year_asked(request), on)
    return page(request, "meetings/year.html", {"found": found, "on": on, "menu": "hop"})


@require_safe
@door(Permission.VIEW_MEETINGS)
def cells(request: HttpRequest) -> HttpResponse:
    """Show the year of every cell that the reader sees."""
    asked = year_asked(request)
    found = queries.year_of_cells(actor_of(request), asked, clock.today())
    return page(request, "meetings/year_cells.html", {"found": found, "year": asked, "menu": "hop"})


@require_POST
@door(Permission.RUN_MEETINGS)
def draw_up_year(request: HttpRequest) -> HttpResponse:
    """Draw up the plan of a year."""
    actor, asked = actor_of(request), year_asked(request)
    actions.draw_up_year(actor=actor, on=clock.today(), organisation=register.home(actor), year=asked)
    return redirect(at_year(asked))


@door(Permission.RUN_MEETINGS)
def add_line(request: HttpRequest) -> HttpResponse:
    """Add a line to the plan."""
    actor = actor_of(request)
    organisation = register.home(actor)
    initial = {"month": request.GET.get("thang", "")}
    form = PlanLineForm(request.POST or None, initial=initial, topics=queries.open_topics(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.add_plan_line(actor=actor, on=clock.today(), organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect(at_year(line.month.year))
    return _form(request, form, "Thêm vào kế hoạch", reverse("meetings:year"))


@door(Permission.RUN_MEETINGS)
def change_line(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change a line of the plan."""
    actor = actor_of(request)
    line = queries.plan_line_for(actor, uid)
    initial = {name: getattr(line, name) for name in _LINE}
    form = PlanLineForm(request.POST or None, initial=initial, topics=queries.open_topics(line.organisation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan_line(actor=actor, on=clock.today(), line=line, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect(at_year(line.month.year))
    return _form(request, form, "Sửa kế hoạch", at_year(line.month.year))


@require_POST
@door(Permission.RUN_MEETINGS)
def remove_line(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a line out of the plan."""
    actor = actor_of(request)
    line = queries.plan_line_for(actor, uid)
    planned: date = line.month
    actions.remove_plan_line(actor=actor, on=clock.today(), line=line)
    return redirect(at_year(planned.year))


# ---------------------------------------------------------------------- topics


@door(Permission.VIEW_MEETINGS)
def topics(request: HttpRequest) -> HttpResponse:
    """Show the topic bank; a POST writes one into it."""
    actor = actor_of(request)
    organisation = register.home(actor)
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_topic(actor=actor, on=clock.today(), organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:topics")
    context = {"bank": queries.topic_bank(actor, organisation), "form": form, "menu": "hop"}
    return page(request, "meetings/topics.html", context, status=422 if form.errors else 200)


@door(Permission.RUN_MEETINGS)
def change_topic(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Reword a topic."""
    actor = actor_of(request)
    topic = queries.topic_for(actor, uid)
    form = TopicForm(request.POST or None, initial={"title": topic.title, "note": topic.note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_topic(actor=actor, on=clock.today(), topic=topic, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("meetings:topics")
    return _form(request, form, "Sửa chuyên đề", reverse("meetings:topics"))


@require_POST
@door(Permission.RUN_MEETINGS)
def retire_topic(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Offer a topic no more, or again."""
    actor = actor_of(request)
    actions.retire_topic(actor=actor, on=clock.today(), topic=queries.topic_for(actor, uid))
    return redirect("meetings:topics")


def _form(request: HttpRequest, form: HouseForm, title: str, back: str, **more: Any) -> HttpResponse:
    """Answer with a page of one form of the year."""
    context = {"form": form, "title": title, "back": back, "menu": "hop", **more}
    return page(request, "meetings/year_form.html", context, status=422 if form.errors else 200)


# ---------------------------------------------------------------------- how one session was held


@door(Permission.VIEW_MEETINGS)
def session(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show how a session was held and what the law of its day says of it; a POST puts it down."""
    sitting, actor = sitting_of(request, uid), actor_of(request)
    found = sitting.meeting
    dues = {True: "co", False: "khong", None: ""}[found.are_dues_settled]
    initial = {**{name: getattr(found, name) for name in _SESSION}, "are_dues_settled": dues}
    form = SessionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_session(
                actor=actor, on=clock.today(), meeting=found, version=version_of(request.POST), **form.cleaned_data
            )
        except ChangedMeanwhileError as error:
            return _session(request, sitting, form, 409, conflict=error)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request)
            return redirect("meetings:session", uid)
    return _session(request, sitting, form, 422 if form.errors else 200)


def _session(request: HttpRequest, sitting: Sitting, form: SessionForm, status: int, **more: Any) -> HttpResponse:
    context = {"sitting": sitting, "meeting": sitting.meeting, "form": form, "menu": "hop", **more}
    context["said"] = queries.session_findings(sitting.meeting)
    context["is_ruled"] = queries.is_length_known(sitting.meeting)
    return page(request, "meetings/session.html", context, status=status)
