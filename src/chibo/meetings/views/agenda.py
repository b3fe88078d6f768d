"""Step 1, Chương trình."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, RefusedError
from chibo.base.web import actor_of, door, refusal_context
from chibo.meetings import actions, queries, words
from chibo.meetings.forms import ItemForm, MeetingForm, PersonItemForm, QuickItemForm, version_of
from chibo.meetings.views.common import show, show_form, sitting_of
from chibo.register import queries as register

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_NOTICE = (
    "kind",
    "starts_at",
    "place",
    "chair",
    "minute_taker",
    "form",
    "form_ground",
    "apart",
    "group",
    "topic",
)
_WORDING = ("title", "minutes_planned", "presenter", "draft", "is_voted")


@door(Permission.VIEW_MEETINGS)
def agenda(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the agenda; a POST adds a line at its end."""
    sitting = sitting_of(request, uid)
    form = QuickItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_item(actor=actor_of(request), on=clock.today(), meeting=sitting.meeting, **form.cleaned_data)
        return redirect("meetings:agenda", uid)
    context = {"agenda": queries.agenda_of(sitting.meeting), "form": form}
    return show(request, words.AGENDA, sitting, context, status=422 if form.errors else 200)


@door(Permission.RUN_MEETINGS)
def add_person_item(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add an item about one person."""
    sitting, actor, on = sitting_of(request, uid), actor_of(request), clock.today()
    people = register.people(actor, sitting.meeting.organisation, on)
    form = PersonItemForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        actions.add_item(actor=actor, on=on, meeting=sitting.meeting, **form.cleaned_data)
        return redirect("meetings:agenda", uid)
    return show_form(request, sitting, form, {"title": "Thêm mục về một người"})


@door(Permission.RUN_MEETINGS)
def edit_item(request: HttpRequest, uid: UUID, item_uid: UUID) -> HttpResponse:
    """Reword one item."""
    sitting, actor = sitting_of(request, uid), actor_of(request)
    item = queries.item_for(actor, item_uid)
    form = ItemForm(request.POST or None, initial={name: getattr(item, name) for name in _WORDING})
    context: dict[str, Any] = {"title": "Sửa mục", "item": item}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_item(
                actor=actor, on=clock.today(), item=item, version=version_of(request.POST), **form.cleaned_data
            )
        except ChangedMeanwhileError as error:
            return show_form(request, sitting, form, {**context, "conflict": error})
        return redirect("meetings:agenda", uid)
    return show_form(request, sitting, form, context)


@door(Permission.RUN_MEETINGS)
def edit_meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change day, hour, place or people."""
    sitting, actor, on = sitting_of(request, uid), actor_of(request), clock.today()
    found = sitting.meeting
    form = MeetingForm(
        request.POST or None,
        initial={**{name: getattr(found, name) for name in _NOTICE}, "held_on": found.on},
        members=register.members_on(found.organisation, found.on),
        topics=queries.open_topics(found.organisation),
        groups=register.party_groups(found.organisation, found.on),
    )
    context: dict[str, Any] = {"title": "Sửa ngày, giờ, nơi họp"}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(
                actor=actor, on=on, meeting=found, version=version_of(request.POST), **form.cleaned_data
            )
        except ChangedMeanwhileError as error:
            return show_form(request, sitting, form, {**context, "conflict": error})
        except FaultyError as error:
            form.add_faults(error)
        except RefusedError as error:
            return show_form(request, sitting, form, {**context, **refusal_context(error)})
        else:
            return redirect("meetings:agenda", uid)
    return show_form(request, sitting, form, context)


@require_POST
@door(Permission.RUN_MEETINGS)
def move_item(request: HttpRequest, uid: UUID, item_uid: UUID, *, up: bool) -> HttpResponse:
    """Move one item a place up or down."""
    actor = actor_of(request)
    actions.move_item(actor=actor, on=clock.today(), item=queries.item_for(actor, item_uid), up=up)
    return redirect("meetings:agenda", uid)


@require_POST
@door(Permission.RUN_MEETINGS)
def remove_item(request: HttpRequest, uid: UUID, item_uid: UUID) -> HttpResponse:
    """Take one item off the agenda."""
    actor = actor_of(request)
    actions.remove_item(actor=actor, on=clock.today(), item=queries.item_for(actor, item_uid))
    return redirect("meetings:agenda", uid)
