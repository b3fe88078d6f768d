"""Headers that every answer carries: nothing from outside, nothing inline, nothing kept by the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponseNotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_METHODS = frozenset({"GET", "HEAD", "POST"})  # no other is asked by any page of ours
_SHARED_NAMES = {"localhost", "127.0.0.1"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def _asked_name(request: HttpRequest) -> str:
    """By which name the browser called; empty for a name that is not answered to."""
    try:
        return request.get_host().partition(":")[0]
    except DisallowedHost:
        return ""


def strict_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the content policy on every answer; pages about people are not kept on the disk of the PC."""
    service = settings.CHIBO_OIDC  # a form may lead to the outside sign-in service, where there is one
    policy = (
        POLICY.replace("form-action 'self'", " ".join(["form-action 'self'", *service.origins])) if service else POLICY
    )

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request) if request.method in _METHODS else HttpResponseNotAllowed(sorted(_METHODS))
        if request.is_secure() and _asked_name(request) in _SHARED_NAMES:
            # The browser would ask every other program on this machine by HTTPS for a year.
            response.headers["Strict-Transport-Security"] = "max-age=0"
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cache-Control", "no-store")  # static files have set theirs
        return response

    return answer
