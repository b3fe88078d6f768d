"""Pages that belong to no kind of work: help, large letters, what was typed when a session ended, long work."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from chibo.base import clock, jobs
from chibo.base.dates import read_date, say_long
from chibo.base.refusal import FaultyError
from chibo.base.web import KEPT_POST, actor_of, door, page, wants_large_text

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

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
    if wants_large_text(request):
        response.delete_cookie(settings.CHIBO_LARGE_COOKIE, samesite="Lax")
    else:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(
            settings.CHIBO_LARGE_COOKIE, "to", max_age=_YEAR, httponly=True, samesite="Lax", secure=secure
        )
    return response


@require_GET
@door()
def resume(request: HttpRequest) -> HttpResponse:
    """Offer again, once, what was posted after the session had ended; to nobody but the one who had typed it."""
    kept = request.session.pop(KEPT_POST, None)
    if kept and kept.get("whose") != actor_of(request).uid:
        kept = None
    return page(request, "base/resume.html", kept) if kept else redirect("/")


# --- long work ---


@require_GET
@door()
def job_list(request: HttpRequest) -> HttpResponse:
    """Show the last long works of whoever asks."""
    return page(request, "base/jobs.html", {"jobs": jobs.jobs_of(actor_of(request))})


@require_GET
@door()
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show how far one is; the page comes again by itself while it runs."""
    actor = actor_of(request)
    found = jobs.job_for(actor, uid)
    is_open = found.state in jobs.OPEN
    is_lost = is_open and jobs.seconds_silent(found, actor) > jobs.SILENT
    shown_at, shown_said = settings.CHIBO_JOB_PAGES.get(found.kind, ("", ""))
    context = {"job": found, "is_open": is_open and not is_lost, "is_lost": is_lost, "shown_at": shown_at}
    context |= {"far": jobs.how_far(found), "shown_said": shown_said}
    return page(request, "base/job.html", context)


@require_POST
@door()
def job_act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop one, do it again, or throw away what it made."""
    actor, on = actor_of(request), clock.today()
    found = jobs.job_for(actor, uid)
    match request.POST.get("viec"):
        case "dung":
            jobs.stop(actor=actor, on=on, job=found)
        case "lam-lai":
            found = jobs.again(actor=actor, on=on, job=found)
        case "xoa-tep":
            jobs.discard(actor=actor, on=on, job=found)
    return redirect("job", uid=found.uid)


@require_GET
@door()
def job_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over what one made, piece by piece."""
    actor = actor_of(request)
    found = jobs.job_for(actor, uid)
    pieces = jobs.fetch(actor=actor, on=clock.today(), job=found)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    response["Content-Length"] = str(found.size)
    response["Content-Encoding"] = "identity"  # packed already
    response["Cache-Control"] = "no-store"
    return cast("HttpResponse", response)  # what a door asks of an answer, a streaming one has too
