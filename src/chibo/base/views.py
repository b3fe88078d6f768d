"""Pages that belong to no kind of work: help, large letters, and what was typed when a session ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from chibo.base.dates import read_date, say_long
from chibo.base.refusal import FaultyError
from chibo.base.web import KEPT_POST, door, page

if TYPE_CHECKING:
    from django.http import HttpRequest

LARGE = "chibo_chu"
_YEAR = 365 * 24 * 60 * 60


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the short help, with a link to each screen."""
    return page(request, "base/help.html")


@require_GET
def read_day(request: HttpRequest) -> HttpResponse:
    """Say in words what day was typed, or what is wrong with it; htmx shows the answer below the field."""
    typed = next(iter(request.GET.values()), "")
    try:
        said = say_long(read_date(str(typed)))
    except FaultyError as error:
        fault = error.faults[0]
        said = f"{fault.what} {fault.next}" if typed else ""
    return HttpResponse(escape(said))


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
