"""Cây tổ chức: the tree of a day, one organisation, and the changes of both, each looked at before it is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import read_date, say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.tree import actions, foreseeing
from chibo.desk.tree.forms import ChangeForm, FoundForm, MergeForm, MoveForm, RenameForm, SplitForm
from chibo.desk.tree.queries import (
    Offer,
    below,
    called,
    changeable,
    organisation_page,
    possible_parents,
    siblings,
    tree_page,
)
from chibo.register import actions as register
from chibo.register.kinds import kinds_on
from chibo.register.queries import people

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.register.models import Organisation

_MENU = {"menu": "cai-dat"}


def asked_day(request: HttpRequest, today: date) -> date:
    """The day in the address, or today; raises ``FaultyError`` for one that has not come."""
    asked = request.GET.get("ngay", "")
    on = read_date(asked, field="ngay") if asked else today
    if on > today:
        what = f"Ngày {say_date(on)} chưa đến nên cây tổ chức của ngày đó chưa có."
        raise FaultyError([Fault(what=what, next=f"Chọn ngày đến {say_date(today)}.", field="ngay")])
    return on


@require_GET
@door(Permission.VIEW_PEOPLE)
def tree(request: HttpRequest) -> HttpResponse:
    """Show the units under one, as they stood on a day; with ``?tim=`` who once had a name."""
    actor, today = actor_of(request), clock.today()
    text = request.GET.get("tim", "")
    found = tree_page(
        actor, asked_day(request, today), uid=request.GET.get("trong", ""), after=request.GET.get("sau", "")
    )
    context = {**_MENU, "found": found, "today": today, "text": text, "called": called(actor, text) if text else ()}
    return page(request, "desk/tree/tree.html", context)


@require_GET
@door(Permission.VIEW_PEOPLE)
def organisation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one organisation as it stood on a day, and every decision about it."""
    actor, today = actor_of(request), clock.today()
    found = organisation_page(actor, uid, asked_day(request, today))
    return page(request, "desk/tree/organisation.html", {**_MENU, "found": found, "today": today})


def _changing(
    request: HttpRequest,
    subject: Organisation,
    form: ChangeForm,
    act: Callable[[], Any] | None,
    sources: Sequence[Organisation],
    words: tuple[str, str],
) -> HttpResponse:
    """Show the form of a change; looked at, tell what it would do; written, go to the organisation's page."""
    title, done = words
    context: dict[str, Any] = {**_MENU, "form": form, "one": subject, "title": title}
    if act is not None:
        try:
            if request.POST.get("viec") == "ghi":
                act()
                messages.info(request, done)
                return redirect("organisation", uid=subject.uid)
            context["consequences"] = foreseeing.foresee(act, sources)
            context |= {"is_foreseen": True, "understood": getattr(form, "understood", ())}
        except FaultyError as error:
            form.add_faults(error)
    return page(request, "desk/tree/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def found(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Found an organisation under another."""
    actor, today = actor_of(request), clock.today()
    parent = changeable(actor, uid)
    form = FoundForm(request.POST or None, kinds=kinds_on(today))
    act = None
    if form.is_valid():
        act = partial(actions.found, actor=actor, on=today, parent=parent, new=form.new(), **form.decision())
    words = (f"Lập tổ chức trực thuộc {parent.name}", "Đã lập tổ chức.")
    return _changing(request, parent, form, act, [], words)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def rename(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give an organisation another name or kind from a day on."""
    actor, today = actor_of(request), clock.today()
    one = changeable(actor, uid)
    before = {name: getattr(one, name) for name in ("name", "short_name", "superior_name")}
    form = RenameForm(request.POST or None, kinds=kinds_on(today), initial={**before, "kind": one.kind_id})
    act = None
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in (*before, "kind")}
        act = partial(register.rename_organisation, actor=actor, on=today, organisation=one, **said, **form.decision())
    return _changing(request, one, form, act, [], (f"Đổi tên, đổi loại: {one.name}", "Đã ghi tên mới."))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put an organisation under another parent."""
    actor, today = actor_of(request), clock.today()
    one = changeable(actor, uid)
    form = MoveForm(request.POST or None, parents=possible_parents(actor, one, today))
    act = None
    if form.is_valid():
        parent = form.cleaned_data["parent"]
        act = partial(actions.move, actor=actor, on=today, organisation=one, parent=parent, **form.decision())
    return _changing(request, one, form, act, [], (f"Chuyển cấp trên: {one.name}", "Đã chuyển cấp trên."))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def merge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Merge organisations under a common parent."""
    actor, today = actor_of(request), clock.today()
    parent = changeable(actor, uid)
    form = MergeForm(request.POST or None, offered=Offer(below(actor, parent, today)), kinds=kinds_on(today))
    act, units = None, []
    if form.is_valid():
        units = form.joining()
        into = form.into_what()
        act = partial(actions.merge, actor=actor, on=today, units=units, into=into, **form.decision())
    words = (f"Sáp nhập, hợp nhất tổ chức trực thuộc {parent.name}", "Đã ghi việc sáp nhập.")
    return _changing(request, parent, form, act, units, words)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def split(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Divide an organisation's people, and the organisations below it, among others."""
    actor, today = actor_of(request), clock.today()
    one = changeable(actor, uid)
    form = SplitForm(
        request.POST or None,
        people=people(actor, one, today),
        units=below(actor, one, today),
        offered=siblings(actor, one, today),
        kinds=kinds_on(today),
    )
    act, ends = None, False
    if form.is_valid() and not form.is_search:
        ends = form.cleaned_data["goes_on"] == "thoi"
        act = partial(
            actions.split,
            actor=actor,
            on=today,
            organisation=one,
            shares=form.shares(),
            goes_on=not ends,
            **form.decision(),
        )
    return _changing(
        request, one, form, act, [one] if ends else [], (f"Chia, tách: {one.name}", "Đã ghi việc chia, tách.")
    )


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def dissolve(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End an organisation in which nobody and nothing stands any more."""
    actor, today = actor_of(request), clock.today()
    one = changeable(actor, uid)
    form = ChangeForm(request.POST or None)
    act = None
    if form.is_valid():
        act = partial(register.dissolve_organisation, actor=actor, on=today, organisation=one, **form.decision())
    return _changing(request, one, form, act, [one], (f"Giải thể: {one.name}", "Đã ghi giải thể."))
