"""Đánh giá: one card for each topic of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home
from chibo.reviews import queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_REPORTS)
def hub(request: HttpRequest) -> HttpResponse:
    """Show the topics, where each stands today, and the pages of each."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    context = {"menu": "danh-gia", "organisation": organisation, "cards": queries.cards(actor, organisation, today)}
    return page(request, "reviews/hub.html", context)
