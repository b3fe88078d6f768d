"""Tổng hợp: the units directly under a committee, each with everything below it, in a handful of counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from chibo.development.models import DevelopmentCase
from chibo.register.facts import covering
from chibo.register.models import Employment, Membership, Organisation
from chibo.register.queries import below
from chibo.register.staffing import ORGANISATION, unnamed_on
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.quality import is_thin
from chibo.reports.queries.statistics.dimensions import LABEL, eye
from chibo.reports.queries.statistics.standing import census_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.base.access import Actor

PAGE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit under the committee, with everything below it, on a day."""

    unit: Organisation
    members: int
    staff: int
    staff_members: int
    on_the_road: int
    overdue: int
    thin: int  # members of whom something is missing that tables ask for

    @property
    def complete(self) -> Fraction | None:
        """Members of whom nothing is missing, over the members; nothing where there are none."""
        return Fraction(self.members - self.thin, self.members) if self.members else None

    @property
    def share(self) -> Fraction | None:
        """Members among the staff, over the staff; nothing where no staff is recorded."""
        return Fraction(self.staff_members, self.staff) if self.staff else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """A page of the units in the order asked for; ``after`` continues it, empty on the last page."""

    unit: Organisation
    on: date
    order: str
    rows: tuple[UnitRow, ...]
    total: UnitRow
    units: int
    after: str


def _or_last(share: Fraction | None) -> Fraction:
    """A share for an order from low to high; who has none comes last."""
    return Fraction(2) if share is None else share


ORDERS: Final[dict[str, tuple[str, Callable[[UnitRow], Any]]]] = {
    "ten": ("Tên đơn vị", lambda row: row.unit.scope_key),
    "qua-han": ("Quá hạn nhiều trước", lambda row: (-row.overdue, row.unit.scope_key)),
    "dang-vien": ("Đông đảng viên trước", lambda row: (-row.members, row.unit.scope_key)),
    "ty-le": ("Tỷ lệ đảng viên thấp trước", lambda row: (_or_last(row.share), row.unit.scope_key)),
    "du-lieu": ("Dữ liệu thiếu nhiều trước", lambda row: (_or_last(row.complete), row.unit.scope_key)),
    "nguon": ("Đang phấn đấu nhiều trước", lambda row: (-row.on_the_road, row.unit.scope_key)),
}
"""Units are put in order, never people."""


def rollup(actor: Actor, unit: Organisation, on: date, *, order: str = "ten", after: str = "") -> Rollup:
    """Count every unit directly under one. Raises :class:`NotYoursError`. Nine queries, however many units.

    The day is always today (the page asks for no other), so today's tree is the right one.
    ``order`` is a key of ``ORDERS`` (an unknown one is by name); ``after`` is the uid of the last unit seen.
    """
    ensure_readable(actor, unit)
    order = order if order in ORDERS else "ten"
    rows = sorted(_rows(unit, on), key=ORDERS[order][1])
    start = next((at + 1 for at, row in enumerate(rows) if str(row.unit.uid) == after), 0)
    shown = tuple(rows[start : start + PAGE])
    is_last = start + PAGE >= len(rows)
    return Rollup(
        unit=unit,
        on=on,
        order=order,
        rows=shown,
        total=_sum(unit, rows),
        units=len(rows),
        after="" if is_last else str(shown[-1].unit.uid),
    )


def _rows(unit: Organisation, on: date) -> list[UnitRow]:
    counts = _counts(unit, on)
    units = Organisation.objects.filter(covering(on), parent=unit).select_related("kind").order_by("scope_key")
    return [UnitRow(unit=one, **{name: by_unit[one.scope_key] for name, by_unit in counts.items()}) for one in units]


def _counts(unit: Organisation, on: date) -> dict[str, Counter[str]]:
    """Each number by the unit directly under this one; members and thin records come from the census."""
    members = census_of(unit).on(unit, on.isoformat())
    length, look = len(unit.scope_key) + LABEL, eye(unit, on)
    here = {(row.key[:length], row.person): row for row in members.rows()}
    staff_key = "workplace__organisation__scope_key"
    jobs = Employment.objects.filter(covering(on), below(unit, field=staff_key))
    is_member = Exists(Membership.objects.filter(covering(on), below(unit), person=OuterRef("person_id")))
    roads = DevelopmentCase.objects.filter(below(unit, field="scope_key"), opened_on__lte=on).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    )
    staff, staff_members = _by_unit(jobs.annotate(is_member=is_member), unit, staff_key, Q(is_member=True))
    for told in unnamed_on(below(unit, field=f"{ORGANISATION}__scope_key"), on):
        staff[told.key[:length]] += told.staff
        staff_members[told.key[:length]] += told.members
    on_the_road, overdue = _by_unit(roads, unit, "scope_key", Q(next_due__lt=on))
    return {
        "members": Counter(key for key, _ in here),
        "thin": Counter(key for (key, _), row in here.items() if is_thin(row, look)),
        "staff": staff,
        "staff_members": staff_members,
        "on_the_road": on_the_road,
        "overdue": overdue,
    }


def _by_unit(rows: QuerySet[Any], unit: Organisation, key: str, some: Q) -> tuple[Counter[str], Counter[str]]:
    """How many people, and how many of some of them, by the unit directly under this one."""
    mine = rows.annotate(under=Substr(F(key), 1, len(unit.scope_key) + LABEL)).order_by().values_list("under")
    found = mine.annotate(every=Count("person", distinct=True), of_those=Count("person", distinct=True, filter=some))
    told = list(found)
    return Counter({under: every for under, every, _ in told}), Counter({under: many for under, _, many in told})


def _sum(unit: Organisation, rows: list[UnitRow]) -> UnitRow:
    return UnitRow(
        unit=unit,
        members=sum(row.members for row in rows),
        staff=sum(row.staff for row in rows),
        staff_members=sum(row.staff_members for row in rows),
        on_the_road=sum(row.on_the_road for row in rows),
        overdue=sum(row.overdue for row in rows),
        thin=sum(row.thin for row in rows),
    )
