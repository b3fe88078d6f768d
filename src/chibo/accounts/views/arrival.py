"""The arrival: every request learns who asks, once, when somebody wants to know."""

from __future__ import annotations

from contextlib import nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from chibo.accounts import queries
from chibo.base import clock, installation, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor


_READING = frozenset({"GET", "HEAD"})


def with_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.chibo_actor()`` makes the actor at the first call and remembers it for the request."""

    def answer(request: HttpRequest) -> HttpResponse:
        at = clock.now()

        @lru_cache(maxsize=1)
        def chibo_actor() -> Actor:
            return queries.actor_for_user(request.user, at=at, on=clock.today())  # type: ignore[arg-type]

        request.chibo_actor = chibo_actor  # type: ignore[attr-defined]
        with installation.remembered(), once.reading() if request.method in _READING else nullcontext():
            return get_response(request)

    return answer
