"""The committee's side of self-service: what is open, codes handed out and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page
from chibo.development import actions, queries
from chibo.development.forms import CodeForm, DoorRuleForm
from chibo.development.views.common import case_of, show
from chibo.register.queries import home

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.development.models import DevelopmentCase

_FIELDS = ("is_open", "takes_notes", "shows_steps", "takes_declarations", "contact", "draft_days")


@require_http_methods(["GET", "POST"])
@door(Permission.CHANGE_SETTINGS)
def rule(request: HttpRequest) -> HttpResponse:
    """Say which doors the organisation opens."""
    actor, organisation = actor_of(request), home(actor_of(request))
    if not actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        raise NotAllowedError("mở hoặc đóng phần tự phục vụ")
    now = queries.rule_of(organisation)
    form = DoorRuleForm(request.POST or None, initial={name: getattr(now, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        actions.set_door_rule(actor=actor, on=clock.today(), organisation=organisation, **form.cleaned_data)
        messages.success(request, "Đã lưu.")
        return redirect("settings")
    context = {"form": form, "organisation": organisation, "now": now, "menu": "cai-dat"}
    return page(request, "development/door_rule.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def codes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the codes of a case; a POST hands one out and shows it, this once, on the slip to print."""
    found, on = case_of(request, uid), clock.today()
    form = CodeForm(request.POST or None, offers=queries.offers_of(found, on), initial={"valid_until": _usual_end(on)})
    if request.method == "POST" and form.is_valid():
        try:
            return _slip(request, found, on, form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
    rule_now = queries.rule_of(found.organisation)
    context = {"case": found, "form": form, "lines": queries.codes_of(found, on), "rule": rule_now}
    context["last"] = queries.last_of(found)
    return show(request, "codes", context, status=422 if form.errors else 200)


def _usual_end(on: date) -> date:
    return on + timedelta(days=60)


def _slip(request: HttpRequest, case: DevelopmentCase, on: date, said: dict[str, Any]) -> HttpResponse:
    """Hand the code out and answer with the slip itself: a redirect would have to keep the code somewhere."""
    kind, _, mentorship_uid = said["what"].partition(":")
    mentorship = queries.mentorship_of(case, mentorship_uid) if mentorship_uid else None
    code, plain = actions.issue_code(
        actor=actor_of(request),
        on=on,
        case=case,
        kind=kind,
        valid_until=said["valid_until"],
        mentorship=mentorship,
    )
    context = {
        "case": case,
        "code": code,
        "plain": plain,
        "link": queries.link_for(request.build_absolute_uri(reverse("development:door")), request.get_host()),
        "slip": queries.note_slip(mentorship, on, "") if mentorship is not None else None,
        "rule": queries.rule_of(case.organisation),
        "back": reverse("development:codes", args=[case.uid]),
    }
    return page(request, "development/code_slip.html", context)


@require_POST
@door(Permission.RECORD_STEPS)
def withdraw(request: HttpRequest, uid: UUID, code_uid: UUID) -> HttpResponse:
    """Take a code back."""
    found = case_of(request, uid)
    actions.withdraw_code(actor=actor_of(request), on=clock.today(), code=queries.code_for(found, code_uid))
    messages.success(request, "Đã thu hồi mã. Từ giờ mã ấy không mở được gì.")
    return HttpResponseRedirect(reverse("development:codes", args=[uid]))
