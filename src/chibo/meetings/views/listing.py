"""The page Họp: what is planned, what was held, and the one button that draws up the next agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, RefusedError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.meetings import actions, queries
from chibo.meetings.forms import MeetingForm
from chibo.meetings.views.common import sitting_of
from chibo.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.meetings.queries import AgendaProposal
    from chibo.register.models import Organisation

    # What is due is known above this room: the desk's addresses pass it in.
    ProposalsOf = Callable[[Actor, Organisation, date], Sequence[AgendaProposal]]


@require_safe
@door(Permission.VIEW_MEETINGS)
def meetings(request: HttpRequest, proposals_of: ProposalsOf | None = None) -> HttpResponse:
    """Show the meetings of the reader's organisation; what is due is read only while no meeting is planned."""
    actor, on = actor_of(request), clock.today()
    organisation = register.home(actor)
    found = queries.meeting_list(actor, organisation, on)
    due = proposals_of(actor, organisation, on) if proposals_of and found.offers_agenda else ()
    return page(request, "meetings/list.html", {"found": found, "due": due, "on": on, "menu": "hop"})


@require_POST
@door(Permission.RUN_MEETINGS)
def draw_up(request: HttpRequest, proposals_of: ProposalsOf | None = None) -> HttpResponse:
    """Draw up the next agenda from what is due, and open it."""
    actor, on = actor_of(request), clock.today()
    organisation = register.home(actor)
    due = proposals_of(actor, organisation, on) if proposals_of else ()
    meeting = actions.draw_up_agenda(actor=actor, on=on, organisation=organisation, proposals=due)
    return redirect("meetings:agenda", meeting.uid)


@door(Permission.RUN_MEETINGS)
def plan(request: HttpRequest, proposals_of: ProposalsOf | None = None) -> HttpResponse:
    """Plan a meeting of any kind on any day; a regular one starts with its standing items."""
    actor, on = actor_of(request), clock.today()
    organisation = register.home(actor)
    usual = queries.usual(organisation, on)
    initial = {name: getattr(usual, name) for name in ("held_on", "starts_at", "place", "chair", "minute_taker")}
    form = MeetingForm(
        request.POST or None,
        initial={**initial, **asked_for(request)},
        members=register.members_on(organisation, on),
        topics=queries.open_topics(organisation),
        groups=register.party_groups(organisation, on),
    )
    if request.method == "POST" and form.is_valid():
        due = proposals_of(actor, organisation, on) if proposals_of else ()
        try:
            meeting = actions.plan_meeting(
                actor=actor,
                on=on,
                organisation=organisation,
                proposals=queries.agenda_for(organisation, form.cleaned_data["kind"], due),
                **form.cleaned_data,
            )
        except FaultyError as error:
            form.add_faults(error)
        except RefusedError as error:
            return _plan(request, form, refusal_context(error))
        else:
            return redirect("meetings:agenda", meeting.uid)
    return _plan(request, form)


def asked_for(request: HttpRequest) -> dict[str, str]:
    """Kind, form, topic and month that a line of the yearly plan asks for."""
    names = {"loai": "kind", "hinh-thuc": "form", "chuyen-de": "topic", "ngay": "held_on"}
    return {field: request.GET[name] for name, field in names.items() if request.GET.get(name)}


def _plan(request: HttpRequest, form: MeetingForm, refused: dict[str, Any] | None = None) -> HttpResponse:
    context = {"form": form, "menu": "hop", **(refused or {})}
    return page(request, "meetings/plan.html", context, status=422 if form.errors or refused else 200)


@require_safe
@door(Permission.VIEW_MEETINGS)
def meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a meeting at the first step that is not done."""
    sitting = sitting_of(request, uid)
    return redirect(f"meetings:{sitting.opens_at}", uid)
