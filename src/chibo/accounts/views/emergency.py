"""Mở khẩn cấp: open with a reason, look for some minutes, put down that one has heard of it, say who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.accounts.emergency import actions, queries
from chibo.accounts.emergency.forms import EmergencyForm, EmergencyRuleForm
from chibo.accounts.reach import must_reach_whole
from chibo.accounts.views.fresh import fresh_to_write
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door()
@fresh_to_write
def emergency(request: HttpRequest) -> HttpResponse:
    """Ask whose closed parts and why; a POST opens them."""
    actor, today = actor_of(request), clock.today()
    where = queries.allowed(actor, today)
    if not where:
        raise NotAllowedError("mở khẩn cấp phần riêng của hồ sơ")
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_emergency(actor=actor, on=today, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
            request.chibo_refused("mở khẩn cấp")  # type: ignore[attr-defined]
        else:
            return redirect("emergency_open", uid=opened.uid)
    context = {"form": form, "minutes": min(each.minutes for each in where)}
    return page(request, "accounts/emergency/ask.html", context, status=422 if form.errors else 200)


@require_GET
@door()
def opened(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what is open, while it is; each look is written down."""
    actor = actor_of(request)
    found = queries.open_for(actor, uid, clock.today())
    actions.look(actor=actor, on=clock.today(), opened=found)
    context = {"opened": found, "person": found.person, "background": queries.background_of(found.person)}
    response = page(request, "accounts/emergency/open.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@door()
def known(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down that whoever it concerns has heard of it."""
    actor = actor_of(request)
    actions.acknowledge(actor=actor, on=clock.today(), opened=queries.notice_for(actor, uid))
    messages.success(request, "Đã ghi là đồng chí đã biết.")
    return redirect("start")


@require_http_methods(["GET", "POST"])
@door(Permission.CHANGE_SETTINGS)
@fresh_to_write
def rule(request: HttpRequest) -> HttpResponse:
    """Say which roles may open in an emergency, and for how long."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    for right in (Permission.CHANGE_SETTINGS, Permission.VIEW_SENSITIVE):
        must_reach_whole(actor, right, organisation, "đặt ai được mở khẩn cấp")
    now = queries.rule_of(organisation)
    form = EmergencyRuleForm(
        request.POST or None, initial={"roles": now.roles, "minutes": now.minutes_open or None} if now else {}
    )
    if request.method == "POST" and form.is_valid():
        actions.set_rule(actor=actor, on=today, organisation=organisation, **form.cleaned_data)
        messages.success(request, "Đã lưu.")
        return redirect("settings")
    context = {"form": form, "organisation": organisation}
    return page(request, "accounts/emergency/rule.html", context, status=422 if form.errors else 200)
