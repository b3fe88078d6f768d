"""Đại hội, nhiệm kỳ: every term with its shifts; a congress is entered; a planned day is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, RefusedError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.desk.congress.actions import Congress, begin_term
from chibo.desk.congress.forms import CongressForm, ShiftForm
from chibo.desk.congress.queries import congress_rules, electable, next_number, term_page
from chibo.register import actions as register
from chibo.register.queries import home, members_on, term_for

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_PEOPLE)
def terms(request: HttpRequest) -> HttpResponse:
    """Show every term of the organisation."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    may_edit = actor.may(Permission.EDIT_REGISTER, organisation.scope_key)
    context = {"menu": "cai-dat", "found": term_page(organisation, today), "may_edit": may_edit}
    return page(request, "desk/terms.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def congress(request: HttpRequest) -> HttpResponse:
    """Enter a congress that was held."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    initial = {"congress_number": next_number(organisation)}
    people = members_on(organisation, today) if request.method == "POST" else electable(organisation, today)
    form = CongressForm(request.POST or None, initial=initial, people=people)
    rules = {"rules": congress_rules(organisation, today)}
    if request.method == "POST" and form.is_valid():
        try:
            begin_term(actor=actor, on=today, organisation=organisation, held=Congress(**form.cleaned_data))
        except FaultyError as error:
            form.add_faults(error)
        except RefusedError as error:
            return _congress(request, form, {**rules, **refusal_context(error)}, status=422)
        else:
            messages.info(request, "Đã ghi đại hội và nhiệm kỳ mới.")
            return redirect("terms")
    return _congress(request, form, rules, status=422 if form.errors else 200)


def _congress(request: HttpRequest, form: CongressForm, more: dict[str, Any], *, status: int) -> HttpResponse:
    return page(request, "desk/congress.html", {"menu": "cai-dat", "form": form, **more}, status=status)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def shift(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Move the planned end of a term, with its ground."""
    actor, today = actor_of(request), clock.today()
    term = term_for(actor, uid)
    form = ShiftForm(request.POST or None, planned=term.ends_on)
    if request.method == "POST" and form.is_valid():
        try:
            register.shift_term(actor=actor, on=today, term=term, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi việc dời đại hội.")
            return redirect("terms")
    context = {"menu": "cai-dat", "form": form, "term": term}
    return page(request, "desk/term_shift.html", context, status=422 if form.errors else 200)
