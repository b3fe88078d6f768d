"""Đăng nhập bằng dịch vụ của cơ quan: off, and not found, unless the operator named one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.accounts import actions, queries
from chibo.accounts.forms import OutsideForm
from chibo.accounts.views.fresh import fresh
from chibo.accounts.views.sign import note_sign_in
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, missing, page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

WAY = "dịch vụ của cơ quan"


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the service."""
    if settings.CHIBO_OIDC is None:
        return missing(request)
    from chibo.accounts.outside import led_there  # noqa: PLC0415 - only where it is on

    return led_there(request, provider_id)


@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the service says, and put down who was let in."""
    if settings.CHIBO_OIDC is None:
        return missing(request)
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView  # noqa: PLC0415

    from chibo.accounts.outside import VOUCHED, StrictDoor  # noqa: PLC0415

    was_in = request.user.is_authenticated
    answer: HttpResponse = OAuth2CallbackView.adapter_view(StrictDoor(request, provider_id))(request)
    if request.user.is_authenticated and not was_in:
        vouched = bool(getattr(request, VOUCHED, False))
        note_sign_in(request, request.user, f"{WAY}, hai bước" if vouched else WAY, is_whole=vouched)
    return answer


@door(Permission.MANAGE_ACCOUNTS)
@fresh
def identity(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say by which name the service knows who uses an account."""
    actor, on = actor_of(request), clock.today()
    if settings.CHIBO_OIDC is None:
        return missing(request)
    user = queries.user_for(actor, uid, on)
    form = OutsideForm(request.POST or None, initial={"name": queries.outside_name(user)})
    if form.is_valid():
        try:
            actions.name_outside(actor=actor, on=on, user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("account_page", uid=user.uid)
    context = {"account": user, "form": form, "service": settings.CHIBO_OIDC}
    return page(request, "accounts/outside.html", context, status=422 if form.errors else 200)
