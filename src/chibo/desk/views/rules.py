"""Quy tắc riêng và cách hiểu: what the organisation sets for itself, each with its ground and its first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.forms import RuleForm
from chibo.desk.queries import rules
from chibo.register import actions as register
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.CHANGE_SETTINGS)
def own_rules(request: HttpRequest) -> HttpResponse:
    """List the readings and the rules that the organisation may set, as they stand today."""
    organisation, today = home(actor_of(request)), clock.today()
    context = {
        "menu": "cai-dat",
        "organisation": organisation,
        "readings": rules.readings(organisation, today),
        "local": rules.local_rules(organisation, today),
    }
    return page(request, "desk/own_rules.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.CHANGE_SETTINGS)
def own_rule(request: HttpRequest, key: str) -> HttpResponse:
    """Set one rule or reading from a day on."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    one = rules.rule_for(organisation, key, today)
    form = RuleForm(request.POST or None, field=rules.rule_field(key), initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        value = rules.rule_value(key, given.pop("value"))
        try:
            register.set_rule(
                actor=actor, on=today, organisation=organisation, sort=rules.sort_of(key), key=key, value=value, **given
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Đã ghi: {one.name}.")
            return redirect("own_rules")
    context = {"menu": "cai-dat", "one": one, "form": form}
    return page(request, "desk/own_rule.html", context, status=422 if form.errors else 200)
