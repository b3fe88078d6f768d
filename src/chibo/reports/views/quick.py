"""The quick report and the list behind each of its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import read_date
from chibo.base.numbers import whole_number
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.register.queries import home
from chibo.reports import charts
from chibo.reports.queries import age_pyramid, concerns_of_the_year, figure_list, movement_lines, narrative
from chibo.reports.views.common import asked_day, asked_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """Lead to the first report."""
    del request
    return redirect("quick_report")


@require_GET
@door(Permission.VIEW_REPORTS)
def quick_report(request: HttpRequest) -> HttpResponse:
    """Show the narrative of a day, the ledger that checks it and the ages of the members."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    refused: dict[str, object] = {}
    try:
        on = asked_day(request, today)
    except FaultyError as error:
        on, refused = today, refusal_context(error)
    bands, unknown = age_pyramid(organisation, on)
    context = {
        "menu": "bao-cao",
        "on": on,
        "today": today,
        "told": narrative(actor, organisation, on),
        "lines": movement_lines(organisation, on),
        "bands": bands,
        "unknown": unknown,
        "concerns": concerns_of_the_year(organisation, on),
        "has_units": not organisation.kind.is_cell,
        "pyramid": charts.age_chart(bands, f"Tuổi của {sum(band.total for band in bands)} đảng viên"),
        **refused,
    }
    return page(request, "reports/quick_report.html", context, status=422 if refused else 200)


@require_GET
@door(Permission.VIEW_REPORTS)
def list_behind(request: HttpRequest, what: str) -> HttpResponse:
    """Show exactly the people or records that a figure counted."""
    actor, today = actor_of(request), clock.today()
    on = asked_day(request, today)
    year, since = whole_number(request.GET.get("nam", "")), request.GET.get("tu", "")
    found = figure_list(
        actor,
        asked_unit(request, actor),
        what,
        on,
        year=year,
        since=read_date(since, field="tu") if since else None,
    )
    return page(request, "reports/list.html", {"menu": "bao-cao", "found": found, "on": on})
