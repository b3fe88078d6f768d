"""The frame around every page: which organisation, term and user stand above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject

from chibo.accounts import queries
from chibo.base import clock
from chibo.base.web import NotSignedInError, actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def layout(request: HttpRequest) -> dict[str, object]:
    """Context processor: ``layout``, read only where a page shows it; most of it came along with the actor."""
    return {"layout": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> queries.Frame:
    try:
        actor = actor_of(request)
    except NotSignedInError:
        actor = None
    return queries.frame(actor, today=clock.today())
