"""What came back: the slips of a case, and how often each reason was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BigIntegerField, CharField, Count, DateField, F, Q, TextField, Value
from django.db.models.functions import Cast

from chibo.base.access import Permission, within
from chibo.development.check_words import REASONS
from chibo.development.models import FindingWaiver, ReturnReason
from chibo.development.queries.cases import one

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

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


class _Row(NamedTuple):
    """A reason of a slip or a waiver, as one query gives both; what only the other has is empty."""

    order: int
    uid: UUID
    code: str
    day: date | None  # repaired on; let pass on
    note: str | None
    by: str  # who sent it back; who let it pass
    slip_id: int | None
    returned_on: date | None
    paper: str
    reason: str


def slips_and_waivers(case: DevelopmentCase) -> tuple[tuple[Slip, ...], tuple[FindingWaiver, ...]]:
    """Give the slips of a case, the latest first, and its waivers; one query, or none for a case without."""
    wanted: list[QuerySet[Any, Any]] = []
    if getattr(case, "has_slips", True):
        wanted.append(_reasons(case))
    if getattr(case, "has_waivers", True):
        wanted.append(_waivers(case))
    rows = [_Row(*row) for row in wanted[0].union(*wanted[1:], all=True)] if wanted else []
    found: dict[int, list[_Row]] = {}
    for row in sorted(rows, key=lambda row: row.order):
        if row.slip_id is not None:
            found.setdefault(row.slip_id, []).append(row)
    slips = sorted((_slip(reasons) for reasons in found.values()), key=lambda slip: slip.returned_on)
    waivers = tuple(
        FindingWaiver(case=case, uid=row.uid, code=row.code, paper=row.paper, reason=row.reason, by=row.by, on=row.day)  # type: ignore[misc]  # a waiver has its day
        for row in rows
        if row.slip_id is None
    )
    return tuple(reversed(slips)), waivers


def _reasons(case: DevelopmentCase) -> QuerySet[ReturnReason, Any]:
    told = {"paper": Cast(Value(""), CharField()), "reason": Cast(Value(""), CharField())}
    names = ("id", "uid", "code", "resolved_on", "note", "slip__returned_by", "slip_id", "slip__returned_on")
    return ReturnReason.objects.filter(slip__case=case).annotate(**told).values_list(*names, "paper", "reason")


def _waivers(case: DevelopmentCase) -> QuerySet[FindingWaiver, Any]:
    told = {
        "note": Cast(Value(None), TextField()),
        "slip_id": Cast(Value(None), BigIntegerField()),
        "returned_on": Cast(Value(None), DateField()),
    }
    names = ("id", "uid", "code", "on", "note", "by", "slip_id", "returned_on", "paper", "reason")
    return FindingWaiver.objects.filter(case=case).annotate(**told).values_list(*names)


def _slip(rows: list[_Row]) -> Slip:
    reasons = tuple(
        Reason(
            uid=row.uid,
            code=row.code,
            title=REASONS.get(row.code, row.code),
            note=row.note or "",
            resolved_on=row.day,
        )
        for row in rows
    )
    assert rows[0].returned_on is not None
    return Slip(returned_on=rows[0].returned_on, returned_by=rows[0].by, reasons=reasons)


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
