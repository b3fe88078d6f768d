"""Cài đặt: the organisation, its terms and targets, its own rules, the calendar, and where the rest is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk import addresses
from chibo.desk.forms import TargetForm
from chibo.desk.queries import settings_of
from chibo.register.queries import home, term_on
from chibo.reviews import actions as reviews

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door()
def settings(request: HttpRequest) -> HttpResponse:
    """Show how the organisation is set up and by which rules it reads the law."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    context = {
        "menu": "cai-dat",
        "found": settings_of(organisation, today),
        "today": today,
        "may_edit": actor.may(Permission.EDIT_REGISTER, organisation.scope_key),
        "may_accounts": actor.may(Permission.MANAGE_ACCOUNTS, organisation.scope_key),
        "may_import": actor.may(Permission.IMPORT, organisation.scope_key),
    }
    return page(request, "desk/settings.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def target(request: HttpRequest) -> HttpResponse:
    """Set a target of the term of today."""
    actor, today = actor_of(request), clock.today()
    term = term_on(home(actor), today)
    form = TargetForm(request.POST or None)
    if request.method == "POST" and term is not None and form.is_valid():
        try:
            reviews.set_target(actor=actor, on=today, term=term, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi chỉ tiêu.")
            return redirect(addresses.SETTINGS)
    context = {"menu": "cai-dat", "form": form, "term": term}
    return page(request, "desk/target.html", context, status=422 if form.errors else 200)
