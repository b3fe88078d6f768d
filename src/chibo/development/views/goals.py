"""Kế hoạch kết nạp: what a day asks of each person's road, the plans that stand, their acts one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms.goal import GoalForm, PlanItemForm, WishForm, WithdrawGoalForm
from chibo.development.views.common import answer_form, say_saved, show
from chibo.register.queries import home

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_CASES)
def plans(request: HttpRequest) -> HttpResponse:
    """Say who can still be admitted by a day and what it asks; make a plan of it."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    asked = request.POST or request.GET
    wish = {"so": asked.get("so") or asked.get("count"), "ngay": asked.get("ngay") or asked.get("by")}
    wish_form = WishForm(wish if any(wish.values()) else None)
    said: dict[str, Any] = {"goals": queries.goals(organisation), "wish_form": wish_form}
    if not wish_form.is_valid():
        return show(request, "plans", said, status=422 if wish_form.errors else 200)
    said |= _told(actor, organisation, wish_form.cleaned_data, on)
    said["may_plan"] = actor.may(Permission.RECORD_STEPS, organisation.scope_key)
    people = [one.case for one in said["prospects"] if one.can]
    form = GoalForm(request.POST or None, people=people, initial={"count": said["count"], "by": said["by"]})
    save = partial(actions.set_goal, actor=actor, on=on, organisation=organisation)
    return answer_form(
        request,
        form,
        lambda data: save(**data),
        lambda context, status: show(request, "plans", {**said, **context}, status=status),
        reverse("development:plans"),
    )


def _told(actor: Actor, organisation: Organisation, wish: dict[str, Any], on: date) -> dict[str, Any]:
    found = queries.prospects_of(actor, organisation, wish["ngay"], on)
    able = sum(one.can for one in found)
    return {
        "count": wish["so"],
        "by": wish["ngay"],
        "prospects": found,
        "able": able,
        "short": max(wish["so"] - able, 0),
    }


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_CASES)
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a plan person by person; take it back with a reason."""
    actor, on = actor_of(request), clock.today()
    goal = queries.goal_for(actor, uid)
    form = WithdrawGoalForm(request.POST or None)
    said = {
        "goal": goal,
        "people": queries.people_in(goal),
        "today": on,
        "may_plan": actor.may(Permission.RECORD_STEPS, goal.organisation.scope_key),
    }
    return answer_form(
        request,
        form,
        lambda data: actions.withdraw_goal(actor=actor, on=on, goal=goal, **data),
        lambda context, status: show(request, "plan", {**said, **context}, status=status),
        reverse("development:plans"),
    )


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def plan_item(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a planned act another day, or take it out of the plan."""
    actor, on = actor_of(request), clock.today()
    item = queries.plan_item_for(actor, uid)
    then = reverse("development:plan", args=[item.goal.uid])
    form = PlanItemForm(request.POST or None, initial={"planned_on": item.planned_on})
    said = {"item": item, "act": queries.ACTS[item.act]}
    if request.method == "POST" and request.POST.get("viec") == "bo":
        form = PlanItemForm()
        try:
            actions.withdraw_plan_item(actor=actor, on=on, item=item)
        except FaultyError as error:
            return show(request, "plan_item", {**said, "form": form, "faults": error.faults}, status=422)
        say_saved(request)
        return HttpResponseRedirect(then)
    return answer_form(
        request,
        form,
        lambda data: actions.adjust_plan_item(actor=actor, on=on, item=item, **data),
        lambda context, status: show(request, "plan_item", {**said, **context}, status=status),
        then,
    )
