"""Cơ quan, đơn vị: how many staff by names and by a source, and its mass organisations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.desk.tree.workplace_forms import BodyForm, CloseBodyForm, CorrectCountForm, CountForm, ReasonForm
from chibo.desk.tree.workplaces import workplace_page
from chibo.desk.views.tree import asked_day
from chibo.register import actions
from chibo.register.queries import mass_body_for, staff_count_for, workplace_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


_MENU = {"menu": "cai-dat"}
_BODY = "doan-the"
_OUT = "bo"


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_PEOPLE)
def workplace(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a workplace as of a day; enter so many staff by a source, or a mass organisation."""
    actor, today = actor_of(request), clock.today()
    one = workplace_for(actor, uid)
    said = request.POST if request.method == "POST" else None
    is_body = said is not None and said.get("viec") == _BODY
    count_form = CountForm(None if is_body else said)
    body_form = BodyForm(said if is_body else None)
    count = partial(actions.count_staff, actor=actor, on=today, workplace=one)
    opened = partial(actions.open_mass_body, actor=actor, on=today, workplace=one)
    if said is not None and (body_form.is_taken_by(opened) if is_body else count_form.is_taken_by(count)):
        messages.info(request, "Đã ghi tổ chức đoàn thể." if is_body else "Đã ghi số cán bộ.")
        return redirect("workplace", one.uid)
    found = workplace_page(actor, one, asked_day(request, today))
    context = {**_MENU, "found": found, "today": today, "count_form": count_form, "body_form": body_form}
    return page(request, "desk/tree/workplace.html", context, status=200 if said is None else 422)


@require_POST
@door(Permission.EDIT_REGISTER)
def deny_mass(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter that a workplace has no such organisation."""
    actor, today = actor_of(request), clock.today()
    one = workplace_for(actor, uid)
    actions.deny_mass_body(actor=actor, on=today, workplace=one, sort=request.POST.get("to-chuc", ""))
    messages.info(request, "Đã ghi là không có.")
    return redirect("workplace", one.uid)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def staff_count(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set a count right, or take it out."""
    actor, today = actor_of(request), clock.today()
    one = staff_count_for(actor, uid)
    said = request.POST if request.method == "POST" else None
    is_out = said is not None and said.get("viec") == _OUT
    before = {"day": one.on, "staff": one.staff, "members": one.members, "source": one.source}
    form, out_form = CorrectCountForm(None if is_out else said, initial=before), ReasonForm(said if is_out else None)
    correct = partial(actions.correct_staff_count, actor=actor, on=today, count=one)
    out = partial(actions.take_back_staff_count, actor=actor, on=today, count=one)
    if said is not None and (out_form.is_taken_by(out) if is_out else form.is_taken_by(correct)):
        messages.info(request, "Đã bỏ số này." if is_out else "Đã sửa số.")
        return redirect("workplace", one.workplace.uid)
    context = {**_MENU, "one": one, "workplace": one.workplace, "form": form, "out_form": out_form}
    return page(request, "desk/tree/staff_count.html", context, status=200 if said is None else 422)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def mass_body(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter since when a workplace no longer has a mass organisation, or take out one that it never had."""
    actor, today = actor_of(request), clock.today()
    one = mass_body_for(actor, uid)
    said = request.POST if request.method == "POST" else None
    is_out = said is not None and said.get("viec") == _OUT
    form, out_form = CloseBodyForm(None if is_out else said), ReasonForm(said if is_out else None)
    close = partial(actions.close_mass_body, actor=actor, on=today, body=one)
    out = partial(actions.take_back_mass_body, actor=actor, on=today, body=one)
    if said is not None and (out_form.is_taken_by(out) if is_out else form.is_taken_by(close)):
        messages.info(request, "Đã bỏ dòng này." if is_out else "Đã ghi ngày thôi hoạt động.")
        return redirect("workplace", one.workplace.uid)
    context = {**_MENU, "one": one, "workplace": one.workplace, "form": form, "out_form": out_form}
    return page(request, "desk/tree/mass_body.html", context, status=200 if said is None else 422)
