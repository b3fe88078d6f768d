"""An account out of use and back, its sessions ended by who looks after it, and how long sessions may lie idle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from chibo.accounts import actions, queries
from chibo.accounts.forms import ClosingForm, SessionRuleForm
from chibo.accounts.reach import must_set_rules
from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.MANAGE_ACCOUNTS)
@fresh
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take an account out of use, or let it be used again; either with a reason."""
    actor, on = actor_of(request), clock.today()
    user = queries.user_for(actor, uid, on)
    verb = actions.close_account if user.is_active else actions.reopen_account
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verb(actor=actor, on=on, user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            said = "được dùng lại. Giao lại vai trò nếu cần" if user.is_active else "đã ngừng dùng"
            messages.success(request, f"Tài khoản {user.username} {said}.")
            return redirect("account_page", uid=user.uid)
    context = {"account": user, "form": form, "grants": queries.grants_not_over(user, on)}
    return page(request, "accounts/close.html", context, status=422 if form.errors else 200)


@require_POST
@door(Permission.MANAGE_ACCOUNTS)
def sign_out_everywhere(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sign another's account out wherever it is open."""
    actor, on = actor_of(request), clock.today()
    user = queries.user_for(actor, uid, on)
    places = actions.end_all_sessions(actor=actor, on=on, user=user)
    messages.success(request, f"Đã đăng xuất {user.display_name} ở {places} nơi.")
    return redirect("account_page", uid=user.uid)


@require_http_methods(["GET", "POST"])
@door(Permission.MANAGE_ACCOUNTS)
@fresh
def session_rule(request: HttpRequest) -> HttpResponse:
    """Set how long a session may lie idle, and whether the one machine of the office is trusted."""
    actor, on = actor_of(request), clock.today()
    organisation = queries.managed(actor)[0]
    must_set_rules(actor, organisation)
    rule = queries.session_rule(organisation)
    given = {"idle_minutes": rule.idle_minutes, "trusts_office": rule.trusts_office, "reason": rule.reason}
    form = SessionRuleForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        try:
            actions.set_session_rule(actor=actor, on=on, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã lưu. Áp dụng từ lần đăng nhập sau của từng người.")
            return redirect("accounts")
    context = {"form": form, "organisation": organisation}
    return page(request, "accounts/session_rule.html", context, status=422 if form.errors else 200)
