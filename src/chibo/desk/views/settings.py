"""Cài đặt: the organisation, its terms and targets, its own rules, the calendar, and where the rest is set."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.accounts.emergency import queries as emergency
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.desk import addresses
from chibo.desk.forms import LeaveForm, LeaveOfficeForm, OfficeForm
from chibo.desk.people.forms import TakeBackForm
from chibo.desk.queries import settings_of
from chibo.desk.queries.settings import COMMITTEE, committee_of
from chibo.desk.safekeeping.queries import keeps, reminder
from chibo.exchange.archive.queries import may_export
from chibo.register import actions as register
from chibo.register.queries import employed_on, former_holders, home, members_on, office_holding_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_FORMER_SHOWN: Final = 20


@require_GET
@door()
def settings(request: HttpRequest) -> HttpResponse:
    """Show how the organisation is set up and by which rules it reads the law."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    context = {
        "menu": "cai-dat",
        "found": settings_of(actor, organisation, today),
        "today": today,
        "may_edit": actor.may(Permission.EDIT_REGISTER, organisation.scope_key),
        "may_accounts": actor.may(Permission.MANAGE_ACCOUNTS, organisation.scope_key),
        "may_settings": actor.may(Permission.CHANGE_SETTINGS, organisation.scope_key),
        "may_sensitive": actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key),
        "may_break": bool(emergency.allowed(actor, today)),
        "emergencies": emergency.notices(actor),
        "may_audit": actor.holds(Permission.VIEW_AUDIT),
        "may_export": may_export(actor, organisation),
        "reminder": reminder(actor),
        "keeps": keeps(actor),
        "may_keys": keeps(actor, Permission.MANAGE_ACCOUNTS),
        "may_import": actor.may(Permission.IMPORT, organisation.scope_key),
        "may_privacy": actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key),
        "may_see_numbers": actor.may(Permission.VIEW_MEETINGS, organisation.scope_key),
    }
    return page(request, "desk/settings.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def offices(request: HttpRequest) -> HttpResponse:
    """Enter who sits on the committee and who leaves it."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    held = committee_of(organisation, today)
    said = request.POST if request.method == "POST" else None
    leaves = said is not None and said.get("viec") == "thoi"
    hold_form = OfficeForm(None if leaves else said, offices=COMMITTEE, members=members_on(organisation, today))
    leave_form = LeaveOfficeForm(said if leaves else None, holdings=held)
    leave = partial(register.leave_office, actor=actor, on=today)
    hold = partial(register.hold_office, actor=actor, on=today, organisation=organisation)
    if said is not None and (leave_form.is_taken_by(leave) if leaves else hold_form.is_taken_by(hold)):
        messages.info(request, "Đã ghi thôi chức vụ." if leaves else "Đã ghi chức vụ.")
        return redirect(addresses.OFFICES)
    context = {
        "menu": "cai-dat",
        "held": held,
        "former": former_holders(organisation, today)[:_FORMER_SHOWN],
        "hold_form": hold_form,
        "leave_form": leave_form,
        "leaves": leaves,
    }
    return page(request, "desk/offices.html", context, status=200 if said is None else 422)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def take_back_office(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back an office that was entered by mistake."""
    actor, today = actor_of(request), clock.today()
    held = office_holding_for(actor, uid)
    form = TakeBackForm(request.POST or None)
    take_back = partial(register.take_back_office, actor=actor, on=today, holding=held)
    if request.method == "POST" and form.is_taken_by(take_back):
        messages.info(request, "Đã rút lại; nhật ký giữ việc đã ghi và lý do.")
        return redirect(addresses.OFFICES)
    context = {"menu": "cai-dat", "held": held, "form": form}
    return page(request, "desk/take_back_office.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def leaves(request: HttpRequest) -> HttpResponse:
    """Enter who will leave the staff on a day that is known beforehand: the forecast reckons with it."""
    actor, today = actor_of(request), clock.today()
    staff = list(employed_on(home(actor), today))
    form = LeaveForm(request.POST or None, staff=staff)
    if request.method == "POST" and form.is_taken_by(partial(register.plan_leave, actor=actor, on=today)):
        messages.info(request, "Đã ghi ngày dự kiến.")
        return redirect(addresses.LEAVES)
    context = {"menu": "cai-dat", "form": form, "planned": [one for one in staff if one.ends_on]}
    return page(request, "desk/leaves.html", context, status=422 if form.errors else 200)
