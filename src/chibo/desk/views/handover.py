"""Bàn giao vai trò: what is open in hand, who takes over, and from which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chibo.accounts import actions, queries
from chibo.accounts.forms import HandOverForm
from chibo.accounts.views.fresh import fresh_to_write
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.queries import open_in_hand

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.MANAGE_ACCOUNTS)
@fresh_to_write
def hand_over(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand a role over in one act: the old holder ends and the new one begins on the same day."""
    actor, on = actor_of(request), clock.today()
    grant = queries.grant_for(actor, uid)
    said = request.POST if request.method == "POST" else None
    form = HandOverForm(said, users=queries.who_may_take_over(actor, grant, on), initial={"starts_on": on})
    if form.is_valid():
        try:
            made = actions.hand_over(actor=actor, on=on, grant=grant, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            waits = hasattr(made, "state")
            messages.success(request, "Đã ghi, chờ người thứ hai xác nhận." if waits else "Đã bàn giao vai trò.")
            return redirect("account_page", uid=form.cleaned_data["user"].uid)
    context = {"menu": "cai-dat", "grant": grant, "form": form, "work": open_in_hand(actor, grant, on)}
    return page(request, "desk/hand_over.html", context, status=422 if form.errors else 200)
