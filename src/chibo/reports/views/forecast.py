"""The forecast, and what becomes of it under a supposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home
from chibo.reports import charts
from chibo.reports.forms import SuppositionForm
from chibo.reports.queries import Supposition, forecast, suppose

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from chibo.reports.queries import Forecast, Supposed


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
