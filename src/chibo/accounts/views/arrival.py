"""The arrival: every request learns who asks, once, when somebody wants to know."""

from __future__ import annotations

from contextlib import nullcontext
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect, render

from chibo.accounts import actions, known, queries
from chibo.accounts.views.bounded import count_up, is_worth_a_line, note_stranger
from chibo.base import clock, installation, once
from chibo.base.web import ENDED_FOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest, HttpResponse

    from chibo.accounts.models import User
    from chibo.base.access import Actor


_READING = frozenset({"GET", "HEAD"})
SECOND_STEP_DUE = "second_step_due"  # set in the session when somebody signs in
PHRASE_DUE = "phrase_due"  # the same, where somebody else has set the pass phrase
TOO_MUCH: Final = "quá nhiều lần trong một phút"
SINCE, SEEN, IDLE = "since", "seen", "idle"  # when it began, when it was last used, after how many seconds it ends
LONGEST: Final = 12 * 60 * 60
CLOCK_SLACK: Final = 5 * 60  # seconds: so far a clock may be corrected without more ado
NOTED_EVERY: Final = 60  # seconds: a page is no reason to write each time
_OPEN_ANYWAY = ("/dang-xuat/", "/dang-nhap/", "/tinh/", "/tro-giup/", "/chu-to/")
_OPEN_BEFORE = ("/tai-khoan/", *_OPEN_ANYWAY)  # the second step
_OPEN_FIRST = ("/tai-khoan/mat-khau/", "/tai-khoan/xac-nhan/", *_OPEN_ANYWAY)  # the phrase


def with_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ``request.chibo_actor()`` makes the actor at the first call and remembers it for the request."""

    def answer(request: HttpRequest) -> HttpResponse:
        at = clock.now()

        @lru_cache(maxsize=1)
        def chibo_actor() -> Actor:
            return queries.actor_for_user(request.user, at=at, on=clock.today())  # type: ignore[arg-type]

        request.chibo_actor = chibo_actor  # type: ignore[attr-defined]
        request.chibo_refused = partial(_put_down, request)  # type: ignore[attr-defined]
        with installation.remembered(), once.reading() if request.method in _READING else nullcontext():
            return get_response(request)

    return answer


def _put_down(request: HttpRequest, what: str) -> None:
    """Write that somebody was refused a right or a record: who, which address, which uid; a bounded number an hour."""
    if not request.user.is_authenticated:
        note_stranger(request, what)
        return
    actor: Actor = request.chibo_actor()  # type: ignore[attr-defined]
    if not is_worth_a_line(what, actor.uid):
        return
    found = request.resolver_match
    asked = next((str(value) for name, value in found.kwargs.items() if name.endswith("uid")), "") if found else ""
    route = found.route if found else ""
    user = queries.own_account(actor)
    actions.record_refused_look(actor=actor, on=clock.today(), user=user, what=what, route=route, asked=asked)


def not_too_fast(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answer 429 to an account that asks for more in a minute than a hand at the mouse can."""

    def answer(request: HttpRequest) -> HttpResponse:
        whose, most = request.session.get(SESSION_KEY), settings.CHIBO_MOST_A_MINUTE
        asked = count_up(f"asked:{whose}", 60) if whose and most else 0
        if asked > most:
            if asked == most + 1 and request.user.is_authenticated:
                actor = queries.actor_for_user(request.user, at=clock.now(), on=clock.today())
                actions.record_refused_look(
                    actor=actor, on=clock.today(), user=queries.own_account(actor), what=TOO_MUCH, route="", asked=""
                )
            return render(request, "accounts/too_fast.html", status=429)
        return get_response(request)

    return answer


def too_fast(request: HttpRequest) -> HttpResponse:
    """Answer what was tried too often, and put it down (``handler429``)."""
    _put_down(request, TOO_MUCH)
    return render(request, "429.html", status=429)


def know_machine(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: mark a machine from which an account came in, so that who guesses elsewhere cannot keep it out."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        username = getattr(request, "chibo_came_in", "")
        if username:
            known.remember(request, response, username)
        return response

    return answer


def end_idle(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: end a session that lay idle as long as its rule says, or that is twelve hours old (ADR 0036).

    One that was used "later than now" ends too: the machine's clock was set back, and it would not end for as long.

    A form that was being typed is not lost: what is posted after the end waits for the same account to sign in again.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        session, now = request.session, int(clock.now().timestamp())
        seen = session.get(SEEN)
        if seen is None:
            return get_response(request)
        if _is_over(session, now):
            whose = str(request.user.uid) if request.user.is_authenticated else ""
            logout(request)
            request.session[ENDED_FOR] = whose
            messages.info(request, "Đã hết phiên làm việc. Nội dung đang gõ được giữ lại; đăng nhập để tiếp tục.")
        elif now - seen >= NOTED_EVERY:
            session[SEEN] = now
        return get_response(request)

    return answer


def _is_over(session: SessionBase, now: int) -> bool:
    """Whether a session ends now; after the clock was set back nobody knows how long it lay idle."""
    seen, idle = session[SEEN], session.get(IDLE, 0)
    is_ahead = seen - now > CLOCK_SLACK
    return is_ahead or bool(idle and now - seen > idle) or now - session.get(SINCE, now) > LONGEST


def begin(request: HttpRequest, user: User, *, is_whole: bool = False, by_phrase: bool = False) -> None:
    """Note in a new session when it began, how long it may lie idle, and what is due first.

    ``by_phrase``: by a pass phrase; one that somebody else has set is changed before anything else.
    """
    if by_phrase and user.phrase_given_on is not None:
        request.session[PHRASE_DUE] = True
    on, now = clock.today(), int(clock.now().timestamp())
    rule = queries.session_rule_of(user, on)
    is_trusted = rule.trusts_office and is_on_this_machine(request)
    request.session[SINCE] = request.session[SEEN] = now
    request.session[IDLE] = 0 if is_trusted else rule.idle_minutes * 60
    is_done = is_trusted or is_whole or bool(queries.ways_of(user))
    if not is_done and queries.must_have_second_step(user, on):
        request.session[SECOND_STEP_DUE] = True


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on the machine that keeps the data: nothing in between, nothing over the network."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    passed_on = {"X-Forwarded-For", "Forwarded", "X-Forwarded-Host"} & set(request.headers)
    from_here = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    return from_here and host in {"127.0.0.1", "localhost", "[::1]"} and not passed_on and not request.is_secure()


def second_step_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a pass phrase set by somebody else is changed first, a second step that roles ask for is set up."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.session.get(PHRASE_DUE) and not request.path.startswith(_OPEN_FIRST):
            messages.warning(request, "Cụm mật khẩu này do người khác đặt. Đặt cụm của riêng mình rồi làm việc tiếp.")
            return redirect("own_phrase")
        if request.path.startswith(_OPEN_BEFORE) or not request.session.get(SECOND_STEP_DUE):
            return get_response(request)
        messages.warning(request, "Vai trò của đồng chí phải đăng nhập hai bước. Bật bước thứ hai rồi làm việc tiếp.")
        return redirect("mfa_index")

    return answer
