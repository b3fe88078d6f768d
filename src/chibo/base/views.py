"""Pages that belong to no kind of work: help, large letters, and what was typed when a session ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from chibo.base.web import KEPT_POST, door, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LARGE = "chibo_chu"
_YEAR = 365 * 24 * 60 * 60


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the short help, with a link to each screen."""
    return page(request, "base/help.html")


@require_POST
def large_text(request: HttpRequest) -> HttpResponse:
    """Turn large letters on or off, remembered by a cookie, and go back to the page."""
    back = request.POST.get("ve", "/")
    response = HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")
    if request.COOKIES.get(LARGE) == "to":
        response.delete_cookie(LARGE, samesite="Lax")
    else:
        response.set_cookie(LARGE, "to", max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@require_GET
@door()
def resume(request: HttpRequest) -> HttpResponse:
    """Offer again, once, what was posted after the session had ended."""
    kept = request.session.pop(KEPT_POST, None)
    return page(request, "base/resume.html", kept) if kept else redirect("/")
