"""What came back: the slips of a case, and how often each reason was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from chibo.base.access import Permission, within
from chibo.development.check_words import REASONS
from chibo.development.models import ReturnReason
from chibo.development.queries.cases import one

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason of a slip as the page shows it."""

    uid: UUID
    code: str
    title: str
    note: str
    resolved_on: date | None


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One return: its day, who sent it back, its reasons."""

    returned_on: date
    returned_by: str
    reasons: tuple[Reason, ...]

    @property
    def done(self) -> int:
        """How many reasons were repaired."""
        return sum(reason.resolved_on is not None for reason in self.reasons)

    @property
    def is_open(self) -> bool:
        """Whether something of it is left to repair."""
        return self.done < len(self.reasons)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often one reason was given, and how often it was repaired since."""

    code: str
    title: str
    count: int
    resolved: int


def slips_of(case: DevelopmentCase) -> tuple[Slip, ...]:
    """Give the slips of a case, the latest first; one query, none where a case that came ``ready`` has none."""
    if not getattr(case, "has_slips", True):
        return ()
    rows = ReturnReason.objects.filter(slip__case=case).select_related("slip")
    found: dict[int, list[ReturnReason]] = {}
    for row in rows.order_by("-slip__returned_on", "-slip_id", "id"):
        found.setdefault(row.slip_id, []).append(row)
    return tuple(_slip(reasons) for reasons in found.values())


def _slip(rows: list[ReturnReason]) -> Slip:
    slip = rows[0].slip
    reasons = tuple(
        Reason(
            uid=row.uid,
            code=row.code,
            title=REASONS.get(row.code, row.code),
            note=row.note,
            resolved_on=row.resolved_on,
        )
        for row in rows
    )
    return Slip(returned_on=slip.returned_on, returned_by=slip.returned_by, reasons=reasons)


def return_reason_for(case: DevelopmentCase, uid: UUID | str) -> ReturnReason:
    """Give one reason of a case already guarded; raises ``NotYoursError``."""
    return one(ReturnReason.objects.filter(slip__case=case).select_related("slip__case__organisation"), uid)


def reasons_counted(actor: Actor) -> tuple[Counted, ...]:
    """Count the reasons of every return the actor may see, the most frequent first; no names, only numbers."""
    rows = (
        ReturnReason.objects.filter(within(actor, Permission.VIEW_CASES, field="slip__case__scope_key"))
        .values("code")
        .annotate(count=Count("id"), resolved=Count("id", filter=Q(resolved_on__isnull=False)))
        .order_by(F("count").desc(), "code")
    )
    return tuple(
        Counted(
            code=row["code"], title=REASONS.get(row["code"], row["code"]), count=row["count"], resolved=row["resolved"]
        )
        for row in rows
    )
