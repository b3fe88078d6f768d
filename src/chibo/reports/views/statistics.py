"""Biểu thống kê and biến động: the tables, the people behind a count, and the same as files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.documents.download import attachment
from chibo.register.queries import home, organisation_for, organisations
from chibo.reports import actions
from chibo.reports.collection import ask_for_every_grid
from chibo.reports.forms import GridForm, PeriodForm
from chibo.reports.queries.quality import people_with, quality
from chibo.reports.queries.rollup import ORDERS, rollup
from chibo.reports.queries.statistics import DIMENSIONS, Question, asked, grid, people_of, turnover
from chibo.reports.views.common import UNITS_OFFERED, asked_day, asked_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor


@require_GET
@door(Permission.VIEW_REPORTS)
def statistics(request: HttpRequest) -> HttpResponse:
    """Show a table of the members of a day; a question that cannot be answered is said beside the first table."""
    actor = actor_of(request)
    refused: dict[str, object] = {}
    try:
        question = _question(request, actor)
    except FaultyError as error:
        refused = refusal_context(error)
        question = asked(home(actor), clock.today(), rows="dien")
    found = grid(actor, question)
    told = {"hang": question.rows.key, "cot": question.columns.key if question.columns else "", "ngay": question.on}
    context = {
        "menu": "bao-cao",
        "found": found,
        "form": GridForm(initial=told | {"don_vi": str(question.unit.uid)}, units=_units(actor)),
        "may_open": actor.may(Permission.VIEW_PEOPLE, question.unit.scope_key),
        **refused,
    }
    return page(request, "reports/statistics.html", context, status=422 if refused else 200)


@require_GET
@door(Permission.VIEW_PEOPLE)
def statistics_people(request: HttpRequest) -> HttpResponse:
    """Show the people behind one count."""
    actor = actor_of(request)
    question = _question(request, actor)
    row, column = request.GET.get("o-hang", "*"), request.GET.get("o-cot", "*")
    further = Question(
        unit=question.unit,
        on=question.on,
        rows=DIMENSIONS["don-vi"],
        filters=question.cell_filters(row, column),
    )
    context = {
        "menu": "bao-cao",
        "question": question,
        "found": people_of(actor, question, row, column),
        "further": further,
    }
    return page(request, "reports/statistics_people.html", context)


@require_GET
@door(Permission.VIEW_REPORTS)
def statistics_file(request: HttpRequest) -> HttpResponse:
    """Give the table as XLSX, or with ``?dang=`` as CSV or DOCX; the log says who took it."""
    actor = actor_of(request)
    taken = actions.export_grid(
        actor=actor, on=clock.today(), question=_question(request, actor), form=request.GET.get("dang", "")
    )
    return attachment(taken.name, taken.content)


@require_POST
@door(Permission.VIEW_REPORTS)
def every_grid(request: HttpRequest) -> HttpResponse:
    """Ask for every table of the day in one workbook; the answer is the page that tells how far it is."""
    actor, today = actor_of(request), clock.today()
    unit = organisation_for(actor, request.POST.get("don_vi", ""))
    day = read_date(request.POST.get("ngay", ""), field="ngay")
    asked_for = ask_for_every_grid(actor=actor, on=today, unit=unit, day=min(day, today))
    return redirect("job", uid=asked_for.uid)


@require_GET
@door(Permission.VIEW_REPORTS)
def rollup_page(request: HttpRequest) -> HttpResponse:
    """Show the units under a committee, in one of a few orders, a page at a time."""
    actor = actor_of(request)
    order, after = request.GET.get("xep", "ten"), request.GET.get("sau", "")
    found = rollup(actor, asked_unit(request, actor), clock.today(), order=order, after=after)
    orders = [(key, name) for key, (name, _) in ORDERS.items()]
    return page(request, "reports/rollup.html", {"menu": "bao-cao", "found": found, "orders": orders})


@require_GET
@door(Permission.VIEW_PEOPLE)
def quality_page(request: HttpRequest) -> HttpResponse:
    """Show what is missing or contradicts itself; with ``?muc=`` the people it was found at, each with its repair."""
    actor, today = actor_of(request), clock.today()
    unit = asked_unit(request, actor)
    found = quality(actor, unit, today)
    context: dict[str, object] = {"menu": "bao-cao", "found": found}
    if "muc" in request.GET:
        fault, people = people_with(actor, unit, today, request.GET["muc"])
        rows = [(person, fault.repair(person)) for person in people.shown]
        context |= {"fault": fault, "rows": rows, "people": people}
    return page(request, "reports/quality.html", context)


@require_GET
@door(Permission.VIEW_REPORTS)
def turnover_page(request: HttpRequest) -> HttpResponse:
    """Show start, in, out and end of a period: this year up to today unless another is asked."""
    actor, today = actor_of(request), clock.today()
    form = PeriodForm(request.GET if "tu" in request.GET else None, units=_units(actor), today=today)
    first, last, unit = date(today.year, 1, 1), today, asked_unit(request, actor)
    if form.is_valid() and form.fits(unit):
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
    if not form.is_bound:
        form = PeriodForm(initial={"tu": first, "den": last, "don_vi": str(unit.uid)}, units=_units(actor), today=today)
    context = {"menu": "bao-cao", "form": form, "found": turnover(actor, unit, first, last)}
    return page(request, "reports/turnover.html", context, status=422 if form.errors else 200)


@require_GET
@door(Permission.VIEW_REPORTS)
def turnover_file(request: HttpRequest) -> HttpResponse:
    """Give a period as XLSX, or with ``?dang=`` as CSV or DOCX; the log says who took it."""
    actor, today = actor_of(request), clock.today()
    taken = actions.export_turnover(
        actor=actor,
        on=today,
        unit=asked_unit(request, actor),
        starts_on=read_date(request.GET.get("tu", ""), field="tu"),
        last_day=read_date(request.GET.get("den", ""), field="den"),
        form=request.GET.get("dang", ""),
    )
    return attachment(taken.name, taken.content)


def _question(request: HttpRequest, actor: Actor) -> Question:
    return asked(
        asked_unit(request, actor),
        asked_day(request, clock.today()),
        rows=request.GET.get("hang", "dien"),
        columns=request.GET.get("cot", ""),
        filters=tuple(request.GET.getlist("loc")),
    )


def _units(actor: Actor) -> list[tuple[str, str]]:
    return [(str(one.uid), one.name) for one in organisations(actor)[:UNITS_OFFERED]]
