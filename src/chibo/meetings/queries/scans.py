"""Where the scans of signed minutes and resolutions belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.documents.queries.scans import Shelf

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting, Resolution
    from chibo.register.models import Organisation


def shelf_of(subject: Meeting | Resolution, organisation: Organisation) -> Shelf:
    """The shelf of a meeting's minutes, or of a resolution, already guarded."""
    return Shelf(
        subject=subject,
        organisation_uid=organisation.uid,
        scope_key=organisation.scope_key,
        seen_with=Permission.VIEW_MEETINGS,
        kept_with=Permission.RUN_MEETINGS,
    )
