"""Doors of the reports: the quick report, the list behind each figure, the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import read_date, say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.register.queries import home
from chibo.reports import charts
from chibo.reports.forms import SuppositionForm
from chibo.reports.queries import Supposition, age_pyramid, figure_list, forecast, movement_lines, narrative, suppose

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from chibo.reports.queries import Forecast, Supposed


@require_GET
@door(Permission.VIEW_REPORTS)
def quick_report(request: HttpRequest) -> HttpResponse:
    """Show the narrative of a day, the ledger that checks it and the ages of the members."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    refused: dict[str, object] = {}
    try:
        on = _asked_day(request, today)
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
        "pyramid": charts.age_chart(bands, f"Tuổi của {sum(band.total for band in bands)} đảng viên"),
        **refused,
    }
    return page(request, "reports/quick_report.html", context, status=422 if refused else 200)


@require_GET
@door(Permission.VIEW_REPORTS)
def list_behind(request: HttpRequest, what: str) -> HttpResponse:
    """Show exactly the people or records that a figure counted."""
    actor, today = actor_of(request), clock.today()
    on = _asked_day(request, today)
    year = request.GET.get("nam", "")
    found = figure_list(actor, home(actor), what, on, year=int(year) if year.isdecimal() else None)
    return page(request, "reports/list.html", {"menu": "bao-cao", "found": found, "on": on})


@require_GET
@door(Permission.VIEW_REPORTS)
def forecast_page(request: HttpRequest) -> HttpResponse:
    """Show the forecast of the member share with its picture, its sentence, its table and its method."""
    actor, today = actor_of(request), clock.today()
    facts = forecast(actor, home(actor), today)
    form = SuppositionForm(request.GET if "gia-dinh" in request.GET else None)
    context = {
        "menu": "bao-cao",
        "facts": facts,
        "form": form,
        "supposed": _supposed(facts, form, today),
        "chart": charts.share_chart(facts),
        "small_chart": charts.share_chart(facts, is_small=True),
    }
    return page(request, "reports/forecast.html", context, status=422 if form.errors else 200)


def _supposed(facts: Forecast, form: SuppositionForm, today: date) -> Supposed | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        return suppose(facts, Supposition(**{**given, "from_on": given["from_on"] or today}))
    except FaultyError as error:
        form.add_faults(error)
        return None


def _asked_day(request: HttpRequest, today: date) -> date:
    """The day in the address, or today; a day that has not come is refused."""
    asked = request.GET.get("ngay", "")
    on = read_date(asked, field="ngay") if asked else today
    if on > today:
        what = f"Ngày {say_date(on)} chưa đến nên chưa có số liệu."
        raise FaultyError([Fault(what=what, next=f"Chọn ngày đến {say_date(today)}.", field="ngay")])
    return on
