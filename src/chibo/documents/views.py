"""The one door of the room: a kept file goes out to somebody who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.documents import actions, queries
from chibo.documents.download import attachment

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_CASES)
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over a kept file; who took it is written to the log."""
    actor = actor_of(request)
    kept = queries.file_for(actor, uid)
    content = actions.open_file(actor=actor, on=clock.today(), file=kept)
    return attachment(kept.name, content, kept.media_type)
