"""The list of bodies that may give certificates: one of an address, and what the law says of them today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission, within
from chibo.development.models import TrainingBody
from chibo.development.queries.cases import one
from chibo.law.reading import rulebook

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.timeline import Reading


def body_for(actor: Actor, uid: UUID | str) -> TrainingBody:
    """Give the body of an address to who records steps where it was written; raises ``NotYoursError``."""
    reach = within(actor, Permission.RECORD_STEPS, field="organisation__scope_key")
    rows: QuerySet[TrainingBody] = TrainingBody.objects.filter(reach).select_related("organisation")
    return one(rows, uid)


def issuers_by_law(on: date) -> Reading | None:
    """What the Centre says on a day of who gives the awareness class's certificate; nothing where nothing was found."""
    return rulebook().find("awareness_certificate.issuers", on)
