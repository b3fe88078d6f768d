"""Scans of the signed minutes and resolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.web import actor_of, door
from chibo.documents.views.scans import scan_page
from chibo.meetings import queries
from chibo.meetings.queries.scans import shelf_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.VIEW_MEETINGS)
def minutes_scans(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The scans of a meeting's signed minutes, attendance sheet, count sheet."""
    meeting = queries.meeting_for(actor_of(request), uid)
    context = {
        "menu": "hop",
        "paper_name": f"Biên bản họp ngày {say_date(meeting.on)}",
        "about": "Biên bản đã ký, danh sách điểm danh, biên bản kiểm phiếu",
        "back": reverse("meetings:minutes", args=[uid]),
        "back_name": "Biên bản",
    }
    return scan_page(request, shelf_of(meeting, meeting.organisation), context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.VIEW_MEETINGS)
def resolution_scans(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The scans of a signed resolution."""
    resolution = queries.resolution_for(actor_of(request), uid)
    number = f" số {resolution.number:02d}-{resolution.symbol}" if resolution.number else ""
    above = resolution.meeting
    context = {
        "menu": "hop",
        "paper_name": f"Nghị quyết{number} ngày {say_date(resolution.on)}",
        "about": resolution.title,
        "back": reverse("meetings:minutes", args=[above.uid]) if above else reverse("meetings:list"),
        "back_name": "Biên bản" if above else "Họp",
    }
    return scan_page(request, shelf_of(resolution, resolution.organisation), context)
