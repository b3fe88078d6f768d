"""Cài đặt → Bản chụp: whether the organisation keeps scans at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.documents import actions
from chibo.documents.forms import ScanSwitchForm
from chibo.documents.queries.scans import scans_are_kept, switch_of
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.CHANGE_SETTINGS)
def scan_switch(request: HttpRequest) -> HttpResponse:
    """Keep scans, or be content with "present" and where the paper lies."""
    actor = actor_of(request)
    organisation = home(actor)
    is_sent = request.method == "POST"
    are_kept = scans_are_kept(organisation.scope_key)
    form = ScanSwitchForm(request.POST if is_sent else None, initial={"is_on": "co" if are_kept else "khong"})
    if is_sent and form.is_valid():
        actions.switch_scans(
            actor=actor,
            on=clock.today(),
            organisation_uid=organisation.uid,
            scope_key=organisation.scope_key,
            **form.cleaned_data,
        )
        messages.info(request, "Đã ghi cách giữ bản chụp.")
        return redirect("scan_switch")
    last = switch_of(organisation.scope_key)
    context = {"menu": "cai-dat", "organisation": organisation, "form": form, "are_kept": are_kept, "last": last}
    return page(request, "desk/scan_switch.html", context, status=422 if form.errors else 200)
