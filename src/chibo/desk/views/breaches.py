"""Sổ sự cố dữ liệu: the register, one breach, telling the authority, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.privacy import access_seen
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.privacy import actions, queries
from chibo.desk.privacy.forms import BreachForm, CloseBreachForm, NotifyForm
from chibo.documents.download import handed
from chibo.register import actions as register
from chibo.register.queries import breach_for, home

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.register.models import DataBreach

_MENU = {"menu": "cai-dat"}


@require_GET
@door(Permission.VIEW_SENSITIVE)
def breaches(request: HttpRequest) -> HttpResponse:
    """Show every breach, the latest first."""
    actor = actor_of(request)
    context = {**_MENU, "rows": queries.breaches_of(actor), "now": actor.at}
    return page(request, "desk/privacy/breaches.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def new_breach(request: HttpRequest) -> HttpResponse:
    """Put a breach down."""
    actor, today = actor_of(request), clock.today()
    form = BreachForm(request.POST or None, is_new=True, initial={"found_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            row = register.record_breach(
                actor=actor, on=today, organisation=home(actor), found_at=form.found_at(), **form.said()
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi sự cố.")
            return redirect("breach", row.uid)
    context = {**_MENU, "form": form, "title": "Ghi sự cố dữ liệu", "is_breach": True}
    return page(request, "desk/privacy/form.html", context, status=422 if form.errors else 200)


@require_GET
@door(Permission.VIEW_SENSITIVE)
def breach(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one breach with its clock."""
    actor = actor_of(request)
    row = breach_for(actor, uid)
    _seen(actor, row)
    may_keep = actor.may(Permission.EDIT_REGISTER, row.organisation.scope_key)
    context = {**_MENU, "row": row, "now": actor.at, "may_keep": may_keep, "term": queries.breach_term(row)}
    return page(request, "desk/privacy/breach.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def amend(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down more of what is known; the form shows what is closed, so whoever opens it stands in the log."""
    actor = actor_of(request)
    row = breach_for(actor, uid)
    _seen(actor, row)
    known = {name: getattr(row, name) for name in ("happened", "what", "whose", "people", "consequences", "measures")}
    form = BreachForm(request.POST or None, is_new=False, initial=known)
    return _step(request, row, form, register.amend_breach, form.said, "Sửa mô tả sự cố")


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def notify(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down when and whom one told."""
    row = breach_for(actor_of(request), uid)
    form = NotifyForm(request.POST or None, initial={"notified_on": clock.today()})
    return _step(request, row, form, register.notify_breach, form.said, "Ghi đã báo cơ quan có thẩm quyền")


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close a breach."""
    row = breach_for(actor_of(request), uid)
    form = CloseBreachForm(request.POST or None)
    return _step(request, row, form, register.close_breach, lambda: form.cleaned_data, "Ghi xử lý xong")


@require_GET
@door(Permission.VIEW_SENSITIVE)
def breach_paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over the draft of the notice."""
    actor, today = actor_of(request), clock.today()
    return handed(request, actions.make_breach_paper(actor=actor, on=today, breach=breach_for(actor, uid)))


def _seen(actor: Actor, row: DataBreach) -> None:
    access_seen(actor=actor, on=clock.today(), subject=row, block="breach", chain=str(row.organisation.uid))


def _step(
    request: HttpRequest,
    row: Any,
    form: HouseForm,
    verb: Callable[..., object],
    said: Callable[[], dict[str, Any]],
    title: str,
) -> HttpResponse:
    """One form about a breach: send it to its verb, or show it again with every fault."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(actor=actor_of(request), on=clock.today(), breach=row, **said())
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi.")
            return redirect("breach", row.uid)
    context = {**_MENU, "form": form, "title": title, "row": row, "is_breach": True}
    return page(request, "desk/privacy/form.html", context, status=422 if form.errors else 200)
