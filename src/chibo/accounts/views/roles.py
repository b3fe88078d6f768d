"""Vai trò: what waits for a second person, confirming and declining it, taking a role back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.accounts import actions, queries
from chibo.accounts.forms import ClosingForm
from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.accounts.models import RoleRequest


@require_GET
@door(Permission.MANAGE_ACCOUNTS)
def role_request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was asked for, by whom, and what the role may do."""
    return _page(request, queries.request_for(actor_of(request), uid), ClosingForm())


@require_POST
@door(Permission.MANAGE_ACCOUNTS)
@fresh
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm it as the second person."""
    actor, on = actor_of(request), clock.today()
    row = queries.request_for(actor, uid)
    actions.confirm_role(actor=actor, on=on, request=row)
    messages.success(request, f"Đã xác nhận vai trò {row.get_role_display()} của {row.user.display_name}.")
    return redirect("accounts")


@require_POST
@door(Permission.MANAGE_ACCOUNTS)
def decline(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Decline it, or take the own request back, with the reason."""
    actor, on = actor_of(request), clock.today()
    row, form = queries.request_for(actor, uid), ClosingForm(request.POST)
    if form.is_valid():
        try:
            actions.decline_role(actor=actor, on=on, request=row, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã ghi. Vai trò không được giao.")
            return redirect("accounts")
    return _page(request, row, form)


@require_POST
@door(Permission.MANAGE_ACCOUNTS)
@fresh
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a role back from today on."""
    actor = actor_of(request)
    grant = actions.revoke_role(actor=actor, on=clock.today(), grant=queries.grant_for(actor, uid))
    messages.success(request, f"Đã thôi vai trò {grant.get_role_display()} của {grant.user.display_name}.")
    return redirect("account_page", uid=grant.user.uid)


def _page(request: HttpRequest, row: RoleRequest, form: ClosingForm) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "one": row,
        "form": form,
        "is_own": actor.uid == row.asked_by_uid,
        "may_confirm": not queries.is_party_to(actor, row),
        "is_waiting": row.state == row.State.ASKED,
    }
    return page(request, "accounts/role_request.html", context, status=422 if form.errors else 200)
