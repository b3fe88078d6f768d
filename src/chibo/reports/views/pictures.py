"""Báo cáo bằng hình: five pictures of one day, each with its sentence and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.reports import charts
from chibo.reports.queries import forecast, pictures
from chibo.reports.views.common import asked_day, asked_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_REPORTS)
def picture_page(request: HttpRequest) -> HttpResponse:
    """Draw the steps, the ages, the share with its forecast, the admissions and the pace, wide and for a telephone."""
    actor, today = actor_of(request), clock.today()
    unit = asked_unit(request, actor)
    refused: dict[str, object] = {}
    try:
        on = asked_day(request, today)
    except FaultyError as error:
        on, refused = today, refusal_context(error)
    told = pictures(actor, unit, on)
    facts = forecast(actor, unit, on) if unit.kind.is_cell else None
    context = {
        "menu": "bao-cao",
        "unit": unit,
        "on": on,
        "today": today,
        "told": told,
        "facts": facts,
        "drawn": charts.both(told, facts),
        **refused,
    }
    return page(request, "reports/pictures.html", context, status=422 if refused else 200)
