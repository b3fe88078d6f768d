"""Kiểm điểm, đánh giá, xếp loại: the results of the years, each figure with its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home
from chibo.reviews.queries import cap_readings, results

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_REPORTS)
def years(request: HttpRequest) -> HttpResponse:
    """Show the yearly results known today, the latest first."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    found = results(organisation, today)
    latest = found[0] if found else None
    context = {
        "menu": "danh-gia",
        "found": found,
        "latest": latest,
        "caps": cap_readings(organisation, latest) if latest and latest.rated else (),
        "organisation": organisation,
    }
    return page(request, "reviews/results.html", context)
