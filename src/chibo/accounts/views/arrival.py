"""The arrival: every request learns who asks, once, when somebody wants to know."""

from __future__ import annotations

from contextlib import nullcontext
from functools import lru_cache
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect

from chibo.accounts import queries
from chibo.base import clock, installation, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor


_READING = frozenset({"GET", "HEAD"})
SECOND_STEP_DUE = "second_step_due"  # set in the session when somebody signs in
_OPEN_BEFORE = ("/tai-khoan/", "/dang-xuat/", "/dang-nhap/", "/tinh/", "/tro-giup/", "/chu-to/")


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


def second_step_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whose roles ask for a second step and who has none yet sets one up before anything else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_OPEN_BEFORE) or not request.session.get(SECOND_STEP_DUE):
            return get_response(request)
        messages.warning(request, "Vai trò của đồng chí phải đăng nhập hai bước. Bật bước thứ hai rồi làm việc tiếp.")
        return redirect("mfa_index")

    return answer
