"""The doors outside the sign-in: a code is typed, one thing is done, nothing else is seen (ADR 0051).

No view here has the door of the house before it: the guard is :func:`with_visitor`, which lets in only whom a code that
still holds leads to, and sends everybody else to the page that asks for a code, in one way.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from allauth.core import ratelimit
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.accounts.views.bounded import is_worth_a_line
from chibo.base import clock
from chibo.base.dates import say_date
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.base.web import SAYING_NO, actor_of, is_signed_in, say_no
from chibo.base.web import door as house_door
from chibo.development import actions, queries
from chibo.development.forms import DoorForm, NoteForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from chibo.development.models import DoorCode
    from chibo.development.queries import Visitor

    Inside = Callable[..., HttpResponse]

HELD: Final = "door"  # in the session: which code was typed, for what, and when it was last used
IDLE: Final = 60 * 60  # seconds: a shared telephone is laid aside
_TRIES: Final = {"action": "door_code", "key": "every door"}
_FIRST: Final = {
    "note": "development:door_note",
    "steps": "development:door_steps",
    "declaration": "development:declaration",
}
WRONG: Final = "Mã chưa đúng. Xem lại từng chữ trên phiếu; nếu vẫn không được, xin mã mới từ chi ủy."
CLOSED: Final = "Mã này không còn dùng được. Xin mã mới từ chi ủy."
TOO_OFTEN: Final = "Đã thử sai nhiều lần liền. Chờ 5 phút rồi thử lại."


def draw(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Answer with a small page: its own light style, one weight of the letter, no script."""
    return render(request, f"development/phone/{template}.html", context or {}, status=status)


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one opens its one page."""
    form = DoorForm(request.POST or None)
    if request.method != "POST":
        return draw(request, "door", {"form": form})
    if not ratelimit.consume(request, dry_run=True, **_TRIES):
        form.add_error(None, TOO_OFTEN)
        return draw(request, "door", {"form": form}, status=429)
    if form.is_valid():
        code = queries.code_of_text(form.cleaned_data["code"])
        why = _why_not(code)
        if code is not None and not why:
            return _enter(request, code)
        form.add_error("code", why)
    ratelimit.consume(request, **_TRIES)
    return draw(request, "door", {"form": form}, status=422)


def _why_not(code: DoorCode | None) -> str:
    """Say why a code opens nothing, without saying whose it was; a wrong one is always answered alike."""
    if code is None:
        return WRONG
    on = clock.today()
    state = queries.state_of(code, on)
    if state is queries.CodeState.LIVE:
        return ""
    if is_worth_a_line(state, str(code.uid)):
        actor = queries.visitor_by_code(code, at=clock.now()).actor
        actions.refuse_code(actor=actor, on=on, code=code, why=state)
    if state is queries.CodeState.EXPIRED:
        return f"Mã này đã hết hạn ngày {say_date(code.valid_until)}. Xin mã mới từ chi ủy."
    return CLOSED


def _enter(request: HttpRequest, code: DoorCode) -> HttpResponse:
    visitor = queries.visitor_by_code(code, at=clock.now())
    actions.enter_by_code(actor=visitor.actor, on=clock.today(), code=code)
    request.session.cycle_key()
    request.session[HELD] = {"code": str(code.uid), "kind": code.kind, "at": _now()}
    return HttpResponseRedirect(reverse(_FIRST[code.kind]))


def _now() -> int:
    return int(clock.now().timestamp())


def with_visitor(kind: str, *, or_account: bool = False) -> Callable[[Inside], Inside]:
    """Guard a view: the code typed in this browser is for ``kind``, still holds, and was used within the hour.

    ``or_account``: the person's own account serves too, where no such code was typed.
    """

    def guard(view: Inside) -> Inside:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            visitor = _by_code(request, kind) or (_by_account(request, kind) if or_account else None)
            if visitor is None:
                return HttpResponseRedirect(reverse("development:door"))
            try:
                return view(request, visitor, *args, **kwargs)
            except (NotYoursError, NotAllowedError):
                return HttpResponseRedirect(reverse("development:door"))
            except SAYING_NO as error:
                return say_no(request, error)

        return guarded

    return guard


def _by_code(request: HttpRequest, kind: str) -> Visitor | None:
    held = request.session.get(HELD)
    if not held or held["kind"] != kind or _now() - held["at"] > IDLE:
        return None
    try:
        visitor = queries.let_in(held["code"], kind, on=clock.today(), at=clock.now())
    except NotYoursError:
        request.session.pop(HELD)
        return None
    request.session[HELD] = {**held, "at": _now()}
    return visitor


def _by_account(request: HttpRequest, kind: str) -> Visitor | None:
    if not is_signed_in(request):
        return None
    try:
        return queries.own_visitor(actor_of(request), kind)
    except NotYoursError:
        return None


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the door behind: whoever takes this telephone next has to type a code."""
    request.session.pop(HELD, None)
    return HttpResponseRedirect(reverse("development:door"))


# --- the note of the month (product 2.16, mock-up 04) ---


@require_http_methods(["GET", "POST"])
@with_visitor("note")
def note(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Take the three answers of one month."""
    mentorship, on = visitor.mentorship, clock.today()
    assert mentorship is not None
    slip = queries.note_slip(mentorship, on, request.GET.get("thang", ""), way="code")
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(
                actor=visitor.actor,
                on=on,
                mentorship=mentorship,
                month=slip.month,
                times_met=int(form.cleaned_data["times_met"]),
                task_result=form.cleaned_data["task_result"],
                note=form.cleaned_data["note"],
                way="code",
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            return HttpResponseRedirect(reverse("development:door_received"))
    context = {"visitor": visitor, "mentorship": mentorship, "slip": slip, "form": form}
    return draw(request, "note", context, status=422 if form.errors else 200)


@require_GET
@with_visitor("note")
def received(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Thank the helper; nothing of what was sent is shown again on a telephone that others use too."""
    assert visitor.mentorship is not None
    slip = queries.note_slip(visitor.mentorship, clock.today(), "", way="code")
    return draw(request, "received", {"visitor": visitor, "slip": slip})


# --- the own steps (product 2.17) ---


@require_GET
@with_visitor("steps")
def steps(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show the own road to who came in by a code."""
    return _steps(request, visitor)


@require_GET
@house_door()
def own_steps(request: HttpRequest) -> HttpResponse:
    """Show the own road to somebody with an account."""
    return _steps(request, queries.own_visitor(actor_of(request)))


def _steps(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    on = clock.today()
    own = queries.own_steps(visitor.case, on)
    actions.open_own_notes(actor=visitor.actor, on=on, case=visitor.case, are_told=own.are_notes_told)
    return draw(request, "steps", {"visitor": visitor, "own": own})
