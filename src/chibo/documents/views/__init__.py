"""The doors of the room: a kept file, a scan and its small picture go out to somebody who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.documents import actions, queries
from chibo.documents.download import attachment
from chibo.documents.queries.scans import picture_of, scan_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@require_GET
@door(Permission.VIEW_CASES)
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over a kept file; who took it is written to the log."""
    actor = actor_of(request)
    kept = queries.file_for(actor, uid)
    content = actions.open_file(actor=actor, on=clock.today(), file=kept)
    return attachment(kept.name, content, kept.media_type)


@require_GET
@door()
def scan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over a scan; who took it is written to the log."""
    actor = actor_of(request)
    found = scan_for(actor, uid)
    content = actions.open_scan(actor=actor, on=clock.today(), scan=found)
    return attachment(found.name, content, found.file.media_type if found.file else "")


@require_GET
@door()
def scan_picture(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The small picture of a scan, for the page that is already in the log."""
    response = HttpResponse(picture_of(scan_for(actor_of(request), uid)), content_type="image/jpeg")
    response["Cache-Control"] = "no-store"
    return response
