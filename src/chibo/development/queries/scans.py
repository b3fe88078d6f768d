"""Where the scans of a dossier's paper belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.documents.queries.scans import Shelf

if TYPE_CHECKING:
    from chibo.development.models import Paper


def shelf_of(paper: Paper) -> Shelf:
    """The shelf of a paper of a case already guarded: a scan tells what is closed when it is typed from the paper."""
    case = paper.case
    return Shelf(
        subject=paper,
        organisation_uid=case.organisation.uid,
        scope_key=case.scope_key,
        seen_with=Permission.VIEW_SENSITIVE,
        kept_with=Permission.RECORD_STEPS,
    )
