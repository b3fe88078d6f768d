"""Cài đặt › Xuất toàn bộ dữ liệu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.exchange.archive import actions, queries
from chibo.exchange.archive.forms import ArchiveForm
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.CHANGE_SETTINGS)
@fresh
def archive(request: HttpRequest) -> HttpResponse:
    """Ask for everything of the organisation; the job makes it."""
    actor = actor_of(request)
    organisation = home(actor)
    queries.must_export(actor, organisation)
    may_open = actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key)
    form = ArchiveForm(request.POST or None, may_open=may_open)
    if form.is_valid():
        try:
            job = actions.ask_for_archive(actor=actor, on=clock.today(), organisation=organisation, **form.said())
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("job", uid=job.uid)
    context = {"menu": "cai-dat", "organisation": organisation, "form": form}
    return page(request, "exchange/archive.html", context, status=422 if form.errors else 200)
