"""Sổ số văn bản: the book, taking a number, going on after numbers used elsewhere, explaining and spoiling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.forms.numbers import ExplainForm, SkipForm, SpoilForm, TakeNumberForm
from chibo.desk.queries.numbers import book_to_write, number_book, types_to_give
from chibo.documents import actions as documents
from chibo.documents.queries import given_number_for
from chibo.register.queries import home

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm
    from chibo.desk.queries.numbers import NumberBook

MENU = "hop"


@require_GET
@door(Permission.VIEW_MEETINGS)
def book(request: HttpRequest) -> HttpResponse:
    """Show the book of a term."""
    actor = actor_of(request)
    found = number_book(actor, home(actor), clock.today(), request.GET.get("nhiem-ky", ""))
    return page(request, "desk/numbers.html", {"menu": MENU, "book": found})


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_MEETINGS)
def take(request: HttpRequest) -> HttpResponse:
    """Take the next number for a paper written outside the program."""
    actor, today = actor_of(request), clock.today()
    found = book_to_write(actor, home(actor), today)
    is_cell = found.organisation.kind.is_cell
    form = TakeNumberForm(request.POST or None, types=types_to_give(today, is_cell=is_cell), initial={"dated": today})

    def save(said: dict[str, Any]) -> str:
        number = documents.give_number(actor=actor, on=today, is_cell=is_cell, **_place(found), **said)
        return f"Đã lấy số {number:02d}-{said['paper_type']}/CB."

    return _answer(request, found, form, save, "Lấy số cho văn bản", "Lấy số")


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_MEETINGS)
def skip(request: HttpRequest) -> HttpResponse:
    """Go on after numbers that were used elsewhere."""
    actor, today = actor_of(request), clock.today()
    found = book_to_write(actor, home(actor), today)
    form = SkipForm(request.POST or None, types=types_to_give(today, is_cell=False), initial=_asked(request))

    def save(said: dict[str, Any]) -> str:
        skipped = documents.skip_numbers(actor=actor, on=today, **_place(found), **said)
        return f"Đã ghi các số từ {skipped.first:02d} đến {skipped.last:02d}: {skipped.reason}."

    return _answer(request, found, form, save, "Bỏ qua số", "Bỏ qua các số này")


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_MEETINGS)
def explain(request: HttpRequest) -> HttpResponse:
    """Say why numbers that lie behind stand on no paper here; the address names the term and the gap."""
    actor, today = actor_of(request), clock.today()
    found = book_to_write(actor, home(actor), today, request.GET.get("nhiem-ky", ""))
    form = ExplainForm(request.POST or None, types=types_to_give(today, is_cell=False), initial=_asked(request))

    def save(said: dict[str, Any]) -> str:
        skipped = documents.explain_numbers(actor=actor, on=today, **_place(found), **said)
        return f"Đã giải thích các số từ {skipped.first:02d} đến {skipped.last:02d}."

    return _answer(request, found, form, save, "Giải thích số thiếu", "Ghi lý do")


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_MEETINGS)
def spoil(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say that the paper of a number was not issued."""
    actor, today = actor_of(request), clock.today()
    found = book_to_write(actor, home(actor), today)
    given = given_number_for(actor, uid, organisation_uid=found.organisation.uid)
    form = SpoilForm(request.POST or None)

    def save(said: dict[str, Any]) -> str:
        documents.spoil_number(actor=actor, on=today, given=given, **said)
        return f"Đã hủy số {given.number:02d}-{given.counter.paper_type}; số này không dùng lại."

    return _answer(request, found, form, save, f"Hủy số {given.number:02d}-{given.counter.paper_type}", "Hủy số này")


class _Place(TypedDict):
    organisation_uid: UUID
    term_uid: UUID


def _place(found: NumberBook) -> _Place:
    """Where a number is taken: the organisation and the term."""
    assert found.term is not None, "the page offers nothing without a term"
    return {"organisation_uid": found.organisation.uid, "term_uid": found.term.uid}


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address already names: the type and the gap."""
    names = {"loai": "paper_type", "tu": "first", "den": "last"}
    return {field: request.GET[name] for name, field in names.items() if name in request.GET}


def _answer(
    request: HttpRequest,
    found: NumberBook,
    form: HouseForm,
    save: Callable[[dict[str, Any]], str],
    heading: str,
    button: str,
) -> HttpResponse:
    """Save and go back to the book; refused → the same form with every reason."""
    if request.method == "POST" and found.term is not None and form.is_valid():
        try:
            said = save(form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, said)
            return redirect("number_book")
    context = {"menu": MENU, "book": found, "form": form, "heading": heading, "button": button}
    return page(request, "desk/number_form.html", context, status=422 if form.errors else 200)
