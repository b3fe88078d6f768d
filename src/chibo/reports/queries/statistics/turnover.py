"""Biến động: start + in − out = end, for each unit under one and for the sum, over any period."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from chibo.register.facts import covering
from chibo.register.models import Admission, Membership, Organisation
from chibo.register.queries import below
from chibo.reports.queries.figures import ensure_readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
READMITTED, OTHER_OUT = "readmission", "other"
WAYS_IN: Mapping[str, str] = {
    JoinedBy.ADMISSION: "Kết nạp",
    READMITTED: "Kết nạp lại",
    JoinedBy.TRANSFER_IN: "Chuyển đến",
    JoinedBy.OPENING: "Có khi mở sổ",
}
WAYS_OUT: Mapping[str, str] = {
    LeftBy.TRANSFER_OUT: "Chuyển đi",
    LeftBy.DEATH: "Từ trần",
    LeftBy.EXPULSION: "Khai trừ",
    LeftBy.REMOVAL: "Xóa tên",
    LeftBy.RESIGNATION: "Xin ra",
    OTHER_OUT: "Giảm chưa ghi lý do",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTurnover:
    """One unit's period: the stock before the first day, who came and left by each way, the stock on the last day.

    ``listed`` is counted from the list of the last day, by another road than the reckoning.
    """

    name: str
    opening: int
    came: Mapping[str, int]
    left: Mapping[str, int]
    listed: int

    @property
    def closing(self) -> int:
        """The opening stock with who came and without who left."""
        return self.opening + sum(self.came.values()) - sum(self.left.values())

    @property
    def agrees(self) -> bool:
        """Whether the reckoning and the list of the last day say the same."""
        return self.closing == self.listed

    @property
    def told(self) -> tuple[int, ...]:
        """Who came and who left by every way there is, in the order of ``WAYS_IN`` and ``WAYS_OUT``."""
        return (*(self.came.get(way, 0) for way in WAYS_IN), *(self.left.get(way, 0) for way in WAYS_OUT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """The period of a unit: a line for each unit with members under it, and the sum over all of them."""

    unit: Organisation
    starts_on: date
    last_day: date
    lines: tuple[UnitTurnover, ...]
    total: UnitTurnover

    @property
    def shown(self) -> tuple[UnitTurnover, ...]:
        """The lines, and the sum where there are several."""
        return (*self.lines, self.total) if len(self.lines) > 1 else self.lines

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the ways that somebody took in the period, with their sign."""
        came = (f"+ {name}" for way, name in WAYS_IN.items() if self.total.came.get(way))
        left = (f"− {name}" for way, name in WAYS_OUT.items() if self.total.left.get(way))
        return (*came, *left)

    @property
    def rows(self) -> tuple[tuple[UnitTurnover, tuple[int, ...]], ...]:
        """Each line shown, with its counts in the order of the headings."""
        came = [way for way in WAYS_IN if self.total.came.get(way)]
        left = [way for way in WAYS_OUT if self.total.left.get(way)]
        return tuple(
            (line, (*(line.came.get(way, 0) for way in came), *(line.left.get(way, 0) for way in left)))
            for line in self.shown
        )


def turnover(actor: Actor, unit: Organisation, starts_on: date, last_day: date) -> Turnover:
    """Reckon a period, both days inside. Raises :class:`NotYoursError`. Four queries, however many units.

    A transfer between two units under this one leaves the one and joins the other, so both lines and the sum hold.
    """
    ensure_readable(actor, unit)
    openings, listed = _stock(unit, starts_on - timedelta(days=1)), _stock(unit, last_day)
    came, left = _came(unit, starts_on, last_day), _left(unit, starts_on, last_day)
    keys = {*openings, *listed, *came, *left}
    names = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
    order = Organisation.objects.filter(pk__in=keys).order_by("scope_key").values_list("pk", flat=True)
    lines = tuple(
        UnitTurnover(
            name=names[key], opening=openings[key], came=dict(came[key]), left=dict(left[key]), listed=listed[key]
        )
        for key in order
    )
    return Turnover(unit=unit, starts_on=starts_on, last_day=last_day, lines=lines, total=_sum(unit.name, lines))


def _stock(unit: Organisation, day: date) -> Counter[int]:
    """How many spells cover a day, by unit."""
    return Counter(Membership.objects.filter(below(unit), covering(day)).values_list("organisation_id", flat=True))


def _came(unit: Organisation, starts_on: date, last_day: date) -> defaultdict[int, Counter[str]]:
    again = Admission.objects.filter(
        person=OuterRef("person_id"), ceremony_on=OuterRef("starts_on"), is_readmission=True
    )
    spells = Membership.objects.filter(below(unit), starts_on__gte=starts_on, starts_on__lte=last_day)
    rows = spells.annotate(is_again=Exists(again)).values_list("organisation_id", "joined_by", "is_again")
    return _by_unit((key, READMITTED if is_again and way == JoinedBy.ADMISSION else way) for key, way, is_again in rows)


def _left(unit: Organisation, starts_on: date, last_day: date) -> defaultdict[int, Counter[str]]:
    """Who is gone from a day inside the period: ``ends_on`` is the first day that the spell does not cover."""
    gone = Q(ends_on__gte=starts_on, ends_on__lte=last_day) & Q(ends_on__gt=F("starts_on"))
    rows = Membership.objects.filter(below(unit), gone).values_list("organisation_id", "left_by")
    return _by_unit((key, way or OTHER_OUT) for key, way in rows)


def _by_unit(rows: Iterable[tuple[int, str]]) -> defaultdict[int, Counter[str]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for key, way in rows:
        found[key][way] += 1
    return found


def _sum(name: str, lines: Iterable[UnitTurnover]) -> UnitTurnover:
    every = tuple(lines)
    came, left = Counter[str](), Counter[str]()
    for line in every:
        came.update(line.came)
        left.update(line.left)
    return UnitTurnover(
        name=name,
        opening=sum(line.opening for line in every),
        came=dict(came),
        left=dict(left),
        listed=sum(line.listed for line in every),
    )
