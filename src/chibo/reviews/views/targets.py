"""Chỉ tiêu: entering one from a resolution, amending it, taking it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home, term_on, units_below
from chibo.reviews import actions
from chibo.reviews.forms.targets import AmendForm, TargetForm, WithdrawForm
from chibo.reviews.queries import target_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


TARGETS = "/bao-cao/chi-tieu/"


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def target(request: HttpRequest) -> HttpResponse:
    """Set a target of the term of today."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    term = term_on(organisation, today)
    if term is None:
        return page(request, "reviews/target.html", {"menu": "bao-cao", "term": None})
    form = TargetForm(request.POST or None, term=term, units=units_below(organisation, today))
    if request.method == "POST" and form.is_taken_by(lambda **_: actions.set_target(
        actor=actor, on=today, term=term, **form.promise
    )):  # fmt: skip
        messages.info(request, "Đã ghi chỉ tiêu.")
        return redirect(TARGETS)
    context = {"menu": "bao-cao", "form": form, "term": term}
    return page(request, "reviews/target.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def target_change(request: HttpRequest, uid: str) -> HttpResponse:
    """Show a target with its amendments; amend it, or take it back."""
    actor, today = actor_of(request), clock.today()
    found = target_for(actor, uid, Permission.EDIT_REGISTER)
    said = request.POST if request.method == "POST" else None
    withdraws = said is not None and said.get("viec") == "rut"
    amend_form = AmendForm(None if withdraws else said)
    withdraw_form = WithdrawForm(said if withdraws else None)
    form, verb = (withdraw_form, actions.withdraw_target) if withdraws else (amend_form, actions.amend_target)
    if said is not None and form.is_taken_by(partial(verb, actor=actor, on=today, target=found)):
        messages.info(request, "Đã rút chỉ tiêu." if withdraws else "Đã điều chỉnh chỉ tiêu.")
        return redirect(TARGETS)
    context = {"menu": "bao-cao", "found": found, "amend_form": amend_form, "withdraw_form": withdraw_form}
    return page(request, "reviews/target_change.html", context, status=422 if form.errors else 200)
