"""How every page is answered: who asks, whole page or htmx part, and what is said when the answer is no."""

from __future__ import annotations

import functools
import logging
import re
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib import messages
from django.db.utils import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from chibo.base import secrecy, words
from chibo.base.refusal import ChangedMeanwhileError, Fault, FaultyError, NotAllowedError, NotYoursError, RefusedError
from chibo.base.vault import DiskFull

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest

    from chibo.base.access import Actor, Permission

    View = Callable[..., HttpResponse]

_log = logging.getLogger("chibo.web")

KEPT_POST: Final = "kept_post"  # what was being typed when the session ended
ENDED_FOR: Final = "ended_for"  # whose session it was that ended here
_NEVER_KEPT: Final = re.compile("csrf|phrase|password")  # nor what opens an account
_KEPT_BYTES = 64 * 1024
# The words of the file vault, of SQLite and of PostgreSQL.
_NOT_WRITTEN: Final = (  # what the error says, the status, what happened, what next
    (
        re.compile("đã đầy|disk is full|No space left|could not extend"),
        507,
        "Ổ đĩa của máy giữ dữ liệu đã đầy nên chưa lưu được gì; những gì đã lưu trước đó còn nguyên.",
        "Giải phóng chỗ trống, bấm nút Quay lại của trình duyệt rồi lưu lần nữa.",
    ),
    (
        re.compile("database is locked"),
        503,
        "Máy đang ghi một việc dài, ví dụ nhập một danh sách lớn, nên chưa lưu được việc này; không có gì mất.",
        "Chờ khoảng một phút, bấm nút Quay lại của trình duyệt rồi làm lại.",
    ),
)


class NotSignedInError(PermissionError):
    """Nobody is signed in; the door sends to the sign-in page."""


SAYING_NO: Final = (
    NotSignedInError,
    NotYoursError,
    NotAllowedError,
    ChangedMeanwhileError,
    RefusedError,
    FaultyError,
    DiskFull,
    OperationalError,
)


def actor_of(request: HttpRequest) -> Actor:
    """Give who asks, made once a request by the arrival of the room ``accounts``; raises ``NotSignedInError``."""
    maker: Callable[[], Actor] | None = getattr(request, "chibo_actor", None)
    if maker is None or not is_signed_in(request):
        raise NotSignedInError
    return maker()


def is_signed_in(request: HttpRequest) -> bool:
    """Whether the session belongs to an account."""
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


def wants_large_text(request: HttpRequest) -> bool:
    """Whether this browser asked for large letters before."""
    return request.COOKIES.get(settings.CHIBO_LARGE_COOKIE) == "to"


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asked for the main part only (not a boosted page, not the history)."""
    headers = request.headers
    return "HX-Request" in headers and "HX-Boosted" not in headers and "HX-History-Restore-Request" not in headers


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a whole page, or with the title and the main part of it where htmx asked.

    The template extends ``base/page.html``; the same template serves both.
    """
    response = render(request, template, {**(context or {}), "as_part": wants_part(request)}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def refusal_context(error: RefusedError | FaultyError) -> dict[str, Any]:
    """Give the context that makes ``base/page.html`` show every reason in one box above the page's content."""
    if isinstance(error, RefusedError):
        return {"findings": error.verdict.findings}
    return {"faults": error.faults}


def _alone(error: RefusedError | FaultyError) -> dict[str, Any]:
    """The same for a page without the form: no fault links to a field that is not there."""
    if isinstance(error, FaultyError):
        return {"faults": [replace(fault, field="") for fault in error.faults]}
    return refusal_context(error)


def door(permission: Permission | None = None) -> Callable[[View], View]:
    """Guard a view: signed in, holding ``permission`` somewhere; and answer what the house refuses with its page.

    Not yours → 404, not allowed → 403, refused or faulty → 422 with every reason, changed meanwhile → 409.
    A view that shows a form catches ``RefusedError`` and ``FaultyError`` itself to show its form again.
    """

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with secrecy.noting() as noted:
                try:
                    actor = actor_of(request)
                    if permission is not None and not actor.holds(permission):
                        _note(request, "chưa được giao quyền")
                        return no_right(request, words.PERMISSIONS[permission])
                    answer = view(request, *args, **kwargs)
                except SAYING_NO as error:
                    return say_no(request, error)
            if noted.is_recorded:
                messages.warning(request, secrecy.warned(noted))
            return answer

        guarded.asks_for = permission  # type: ignore[attr-defined] # what the matrix of tests/gate reads
        return guarded

    return guard


def say_no(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer with the page that belongs to a refusal."""
    match error:
        case NotSignedInError():
            return _sign_in_first(request)
        case NotYoursError():
            _note(request, "ngoài phạm vi hoặc không có")
            return missing(request)
        case NotAllowedError():
            _note(request, "chưa được giao quyền")
            return no_right(request, error.what)
        case ChangedMeanwhileError():
            return page(request, "base/errors/conflict.html", {"who": error.who, "when": error.when}, status=409)
        case RefusedError() | FaultyError():
            return page(request, "base/errors/refused.html", _alone(error), status=422)
        case DiskFull() | OperationalError():
            return not_written(request, error)
    raise error


def _note(request: HttpRequest, what: str) -> None:
    """Have the arrival of the room ``accounts`` put a refusal down."""
    put_down: Callable[[str], None] | None = getattr(request, "chibo_refused", None)
    if put_down is not None:
        put_down(what)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page and back; what was posted is kept in the session and offered again (product.md 2.0)."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/tiep-tuc/"
    whose = request.session.get(ENDED_FOR, "")  # of whom nobody knows, nothing is kept: the next may be somebody else
    if (
        whose
        and request.method == "POST"
        and not request.FILES
        and int(request.META.get("CONTENT_LENGTH") or 0) <= _KEPT_BYTES
    ):
        fields = [[name, value] for name, values in request.POST.lists() for value in values]
        kept = [field for field in fields if not _NEVER_KEPT.search(field[0])]
        request.session[KEPT_POST] = {
            "path": request.get_full_path(),
            "fields": kept,
            "whose": whose,
        }
    address = f"{resolve_url('account_login')}?{urlencode({'next': back})}"
    response: HttpResponse = HttpResponseRedirect(address)
    if "HX-Request" in request.headers:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
    return response


def not_written(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer why nothing was written: 507 without room, 503 while a long act has the one writer; else raises."""
    for told, status, what, then in _NOT_WRITTEN:
        if told.search(str(error)):
            _log.error(what)
            context = refusal_context(FaultyError([Fault(what=what, next=then)]))
            return page(request, "base/errors/refused.html", context, status=status)
    raise error


def no_right(request: HttpRequest, what: str = "") -> HttpResponse:
    """Answer 403: what the right is called, and who can give it."""
    return page(request, "base/errors/no_right.html", {"what": what}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, hinting at nothing (Django's ``handler404``)."""
    del exception
    return page(request, "base/errors/missing.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 (Django's ``handler403``)."""
    del exception
    return no_right(request)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 for a request that no browser of ours sends (Django's ``handler400``)."""
    del request, exception
    return HttpResponse(render_to_string("base/errors/unreadable.html"), status=400)


def server_fault(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a short code that also stands in the log (Django's ``handler500``); asks no database."""
    del request
    code = secrets.token_hex(2).upper()
    _log.error("mã sự cố " + code)  # the log keeps no arguments, they may hold names
    try:
        text = render_to_string("base/errors/server.html", {"code": code})
    except Exception:  # noqa: BLE001 - such as style sheets that are gone: the last page comes whatever is broken
        text = render_to_string("base/errors/unstyled.html", {"code": code})
    return HttpResponse(text, status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit: sent from an old page, or from another site."""
    del reason
    _note(request, "biểu mẫu giả mạo hoặc từ trang quá cũ")
    return page(request, "base/errors/forged.html", status=403)
