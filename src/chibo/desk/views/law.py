"""Sổ quy định: the book, one figure, the instruments; and the values that two people add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page
from chibo.desk import actions as desk
from chibo.desk.forms import AmendmentForm, ReasonForm
from chibo.desk.queries import law as found
from chibo.desk.safekeeping.queries import ask_right
from chibo.register import actions as register
from chibo.register.queries import may_amend

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor

_MENU = {"menu": "cai-dat"}


def _day(request: HttpRequest) -> tuple[date, dict[str, Any]]:
    """The day asked for, today where none or an unreadable one was typed; and what the page says of it."""
    typed, today = request.GET.get("ngay", "").strip(), clock.today()
    try:
        day = read_date(typed) if typed else today
    except FaultyError as error:
        return today, {"on": today, "typed": typed, "faults": error.faults}
    return day, {"on": day, "typed": typed, "is_today": day == today}


@require_GET
@door()
def law_book(request: HttpRequest) -> HttpResponse:
    """Show the rules of a day by subject, or those that speak of the words searched for."""
    actor, asked = actor_of(request), request.GET.get("q", "").strip()
    day, said = _day(request)
    context = {
        "asked": asked,
        "subjects": found.law_book(actor, day, asked=asked),
        "waiting": found.waiting(actor),
        "clashing": [one for one in found.additions(actor) if one.clashes],
    }
    return page(request, "desk/law_book.html", {**_MENU, **said, **context})


@require_GET
@door()
def law_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show one figure: what it says, its values by date, readings, examples, where it is used."""
    day, said = _day(request)
    return page(
        request, "desk/law_figure.html", {**_MENU, **said, "found": found.figure_view(actor_of(request), key, day)}
    )


@require_GET
@door()
def law_instruments(request: HttpRequest) -> HttpResponse:
    """Show every instrument with its days and what it replaces."""
    return page(request, "desk/law_instruments.html", {**_MENU, "lines": found.instruments(), "on": clock.today()})


@require_GET
@door()
def law_additions(request: HttpRequest) -> HttpResponse:
    """Show every value people added."""
    actor = actor_of(request)
    return page(request, "desk/law_additions.html", {**_MENU, "added": found.additions(actor)})


@require_http_methods(["GET", "POST"])
@door(Permission.CHANGE_SETTINGS)
def law_propose(request: HttpRequest, key: str) -> HttpResponse:
    """Propose a newer value of a figure."""
    actor, today = actor_of(request), clock.today()
    if not may_amend(actor):
        what = "bổ sung quy định"
        raise NotAllowedError(what)
    field = found.value_field(key, today)
    said = request.POST if request.method == "POST" else None
    form = AmendmentForm(said, field=field, initial={"value": field.initial})
    if request.method == "POST":
        row = _proposed(actor, today, key, form, field)
        if row is not None:
            messages.info(request, "Đã ghi đề nghị. Giá trị chỉ áp dụng khi người thứ hai xác nhận.")
            return redirect("law_addition", row.uid)
    view = found.figure_view(actor, key, today)
    status = 422 if form.errors else 200
    return page(request, "desk/law_propose.html", {**_MENU, "form": form, "found": view, "field": field}, status=status)


def _proposed(actor: Actor, today: date, key: str, form: AmendmentForm, field: Any) -> Any:
    """The proposal written, or nothing when anything is wrong: the form then says everything at once."""
    is_complete = form.is_valid()
    said = {name: value for name, value in form.cleaned_data.items() if not name.startswith("value")}
    said |= {"key": key, "value": found.plain_value(key, field, form.given())}
    try:
        if is_complete:
            return register.propose_amendment(actor=actor, on=today, **said)
        form.add_faults(FaultyError(register.amendment_faults(on=today, **said)))
    except FaultyError as error:
        form.add_faults(error)
    return None


@require_GET
@door()
def law_addition(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one added value: what, by which text, who; and to whom it is given, the buttons."""
    return _addition(request, uid)


def _addition(
    request: HttpRequest, uid: UUID, *, form: ReasonForm | None = None, error: FaultyError | None = None
) -> HttpResponse:
    actor, one = actor_of(request), found.amendment_for(actor_of(request), uid)
    context = {
        **_MENU,
        "one": one,
        "touched": found.touched(actor, one.row, clock.today()),
        "form": form or ReasonForm(),
        "may_amend": may_amend(actor),
        "sees_names": one.is_own or may_amend(actor),  # who looks after the whole may be of a branch out of scope
        "faults": error.faults if error else (),
    }
    return page(request, "desk/law_addition.html", context, status=422 if error or (form and form.errors) else 200)


@require_POST
@door(Permission.CHANGE_SETTINGS)
@fresh
def law_confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm a proposed value as the second person."""
    done = "Đã xác nhận. Từ nay các kết quả tính theo giá trị này và ghi rõ là đơn vị bổ sung."
    return _confirmed(request, uid, desk.confirm_value, done)


@require_POST
@door(Permission.CHANGE_SETTINGS)
@fresh
def law_confirm_withdrawal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Withdraw a value in use as the second person."""
    return _confirmed(request, uid, desk.confirm_withdrawal, "Đã rút. Từ nay các kết quả tính theo bản phát hành.")


def _confirmed(request: HttpRequest, uid: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    actor = actor_of(request)
    ask_right(actor)
    try:
        act(actor=actor, on=clock.today(), amendment=found.amendment_for(actor, uid).row)
    except FaultyError as error:
        return _addition(request, uid, error=error)
    messages.info(request, done)
    return redirect("law_addition", uid)


_CLOSING = {
    "reject": (register.reject_amendment, "Đã ghi, kèm lý do. Sổ quy định theo bản phát hành."),
    "withdraw": (register.withdraw_amendment, "Đã rút đề nghị, kèm lý do. Sổ quy định theo bản phát hành."),
    "ask_withdrawal": (
        register.ask_withdrawal,
        "Đã ghi đề nghị rút. Giá trị áp dụng tới khi có người thứ hai xác nhận.",
    ),
    "keep": (register.keep_amendment, "Đã ghi, kèm lý do. Giá trị này vẫn áp dụng."),
}
"""What is said with a reason only, and what the page says afterwards."""


@require_POST
@door(Permission.CHANGE_SETTINGS)
@fresh
def law_close(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """Decline or withdraw a proposed value, ask to withdraw one in use, or keep it after all; with the reason."""
    actor, form = actor_of(request), ReasonForm(request.POST)
    ask_right(actor)
    if not form.is_valid():
        return _addition(request, uid, form=form)
    act, done = _CLOSING[verb]
    row = found.amendment_for(actor, uid).row
    try:
        act(actor=actor, on=clock.today(), amendment=row, reason=form.cleaned_data["reason"])
    except FaultyError as error:
        return _addition(request, uid, error=error)
    messages.info(request, done)
    return redirect("law_addition", uid)
