"""Cài đặt › Sao lưu: the last backup, one more, a trial, where they go and when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.safekeeping import actions, queries
from chibo.desk.safekeeping.forms import SafekeepingForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.CHANGE_SETTINGS)
def safekeeping(request: HttpRequest) -> HttpResponse:
    """Show what backups there are; a POST says where they go, how often and how many are kept."""
    actor = actor_of(request)
    queries.ask_right(actor)
    plan = queries.plan()
    form = SafekeepingForm(request.POST or None, initial={name: getattr(plan, name) for name in _FIELDS})
    if form.is_valid():
        try:
            actions.set_up_backups(actor=actor, on=clock.today(), **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã lưu nơi và lịch sao lưu.")
            return redirect("safekeeping")
    there = bool(plan.folder) and Path(plan.folder).is_dir()
    last = queries.last()
    known = {"lines": queries.lines(), "last": last, "is_made_anyway": queries.is_made_anyway(plan, last)}
    context = {"menu": "cai-dat", "plan": plan, "form": form, "is_there": there, **known}
    return page(request, "desk/safekeeping/backups.html", context, status=422 if form.errors else 200)


_FIELDS = tuple(SafekeepingForm.base_fields)


@require_POST
@door(Permission.CHANGE_SETTINGS)
def make(request: HttpRequest) -> HttpResponse:
    """Make one now, in the background."""
    job = actions.ask_for_backup(actor=actor_of(request), on=clock.today())
    return redirect("job", uid=job.uid)


@require_POST
@door(Permission.CHANGE_SETTINGS)
def tried(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Restore one into a scratch copy and count, in the background."""
    actor = actor_of(request)
    job = actions.ask_for_trial(actor=actor, on=clock.today(), made=queries.backup_for(actor, uid))
    return redirect("job", uid=job.uid)


@require_GET
@door(Permission.CHANGE_SETTINGS)
@fresh
def fetch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over the encrypted file, piece by piece."""
    actor = actor_of(request)
    path = actions.fetch_backup(actor=actor, on=clock.today(), made=queries.backup_for(actor, uid))
    response = FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
    response["Content-Type"] = "application/octet-stream"
    response["Content-Encoding"] = "identity"  # sealed: nothing to press out
    response["Cache-Control"] = "no-store"
    return cast("HttpResponse", response)
