"""Biến động: start + in − out = end, for each unit directly under one and for the sum, over a period."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chibo.base.refusal import Fault, FaultyError
from chibo.register.models import Membership
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.statistics.dimensions import LABEL, names_below
from chibo.reports.queries.statistics.hiding import Veil
from chibo.reports.queries.statistics.standing import census_then

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics.census import Census

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
READMITTED, OTHER_OUT = "readmission", "other"
WAYS_IN: Mapping[str, str] = {
    JoinedBy.ADMISSION: "Kết nạp",
    READMITTED: "Kết nạp lại",
    JoinedBy.TRANSFER_IN: "Chuyển đến",
    JoinedBy.OPENING: "Có khi mở sổ",
    JoinedBy.REORGANISED: "Về do sắp xếp tổ chức",
}
WAYS_OUT: Mapping[str, str] = {
    LeftBy.TRANSFER_OUT: "Chuyển đi",
    LeftBy.DEATH: "Từ trần",
    LeftBy.EXPULSION: "Khai trừ",
    LeftBy.REMOVAL: "Xóa tên",
    LeftBy.RESIGNATION: "Xin ra",
    LeftBy.REORGANISED: "Đi do sắp xếp tổ chức",
    OTHER_OUT: "Giảm chưa ghi lý do",
}
WAYS = (*WAYS_IN, *WAYS_OUT)
_SUM = "*"
_HALVES = {1: (6, 30), 7: (12, 31)}  # first month of a half-year → its last month and day
_UNIT, _WAY = 0, 1  # the axes of the movements of a half-year

_Moves = Counter[tuple[str, ...]]  # key of the unit, way, half-year → how many


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTurnover:
    """One unit's period: the stock before the first day, who came and left by each way, the stock on the last day.

    ``listed`` is counted from the list of the last day, by another road than the reckoning. ``hidden`` are the ways
    whose count may not be seen; ``is_few`` says that the stocks may not.
    """

    name: str
    opening: int
    came: Mapping[str, int]
    left: Mapping[str, int]
    listed: int
    hidden: frozenset[str] = frozenset()
    is_few: bool = False

    @property
    def closing(self) -> int:
        """The opening stock with who came and without who left."""
        return self.opening + sum(self.came.values()) - sum(self.left.values())

    @property
    def agrees(self) -> bool:
        """Whether the reckoning and the list of the last day say the same."""
        return self.closing == self.listed

    @property
    def told(self) -> tuple[int | None, ...]:
        """Who came and who left by every way there is, in the order of ``WAYS``; nothing where it is hidden."""
        return tuple(self.by(way) for way in WAYS)

    def by(self, way: str) -> int | None:
        """Who came or left in one way."""
        return None if way in self.hidden else self.came.get(way, 0) + self.left.get(way, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """The period of a unit: a line for each unit directly under it with members, and the sum over all of them."""

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
    def is_hidden(self) -> bool:
        """Whether anything is hidden."""
        return any(line.hidden or line.is_few for line in self.shown)

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that somebody took in the period; all of them where counts are hidden, for one not told tells."""
        return tuple(way for way in WAYS if self.is_hidden or self.total.by(way))

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the ways, with their sign."""
        return tuple(f"+ {WAYS_IN[way]}" if way in WAYS_IN else f"− {WAYS_OUT[way]}" for way in self.ways)

    @property
    def rows(self) -> tuple[tuple[UnitTurnover, tuple[int | None, ...]], ...]:
        """Each line shown, with its counts in the order of the headings."""
        return tuple((line, tuple(line.by(way) for way in self.ways)) for line in self.shown)


def turnover(actor: Actor, unit: Organisation, starts_on: date, last_day: date) -> Turnover:
    """Reckon a period, both days inside. Six queries, however many units.

    A transfer between two units under this one leaves the one and joins the other, so both lines and the sum hold.
    Above the cell a period is a half-year or a year, up to its last day or to today, and counts of one and two are
    hidden with what would betray them. Raises :class:`NotYoursError`, and ``FaultyError`` for another period there.
    """
    ensure_readable(actor, unit)
    unit, census = census_then(unit, last_day)
    moved = _moves(census, unit, starts_on, last_day)
    openings, listed = _stock(census, unit, starts_on - timedelta(days=1)), _stock(census, unit, last_day)
    came, left = _by_unit(moved, WAYS_IN), _by_unit(moved, WAYS_OUT)
    keys = {*openings, *listed, *(key for key, *_ in moved)}
    hidden = {} if unit.kind.is_cell else _hidden(moved)
    few = set() if unit.kind.is_cell else _few(openings, listed)
    lines = tuple(
        UnitTurnover(
            name=name,
            opening=openings[key],
            came=dict(came[key]),
            left=dict(left[key]),
            listed=listed[key],
            hidden=hidden.get(key, frozenset()),
            is_few=key in few,
        )
        for key, name in names_below(unit, keys).items()
    )
    total = _sum(unit.name, lines, hidden.get(_SUM, frozenset()), is_few=_SUM in few)
    return Turnover(unit=unit, starts_on=starts_on, last_day=last_day, lines=lines, total=total)


def ensure_period(unit: Organisation, starts_on: date, last_day: date, today: date) -> None:
    """Raise ``FaultyError`` for a period that would tell of one or two people when two tables are subtracted."""
    if unit.kind.is_cell or _is_told_period(starts_on, last_day, today):
        return
    raise FaultyError(
        [
            Fault(
                what="Ở cấp trên chi bộ, kỳ biến động là sáu tháng hoặc cả năm.",
                why="Trừ hai kỳ lệch nhau vài ngày sẽ lộ số tăng, giảm của từng người.",
                next="Chọn từ 1-1 hoặc 1-7, đến 30-6, 31-12 hoặc hôm nay.",
                field="den",
            )
        ]
    )


def _is_told_period(starts_on: date, last_day: date, today: date) -> bool:
    if starts_on.day != 1 or starts_on.month not in _HALVES or starts_on.year != last_day.year:
        return False
    ends = [date(starts_on.year, *end) for month, end in _HALVES.items() if month >= starts_on.month]
    return last_day in ends or (last_day == today and today <= ends[-1])


def _hidden(moved: _Moves) -> dict[str, frozenset[str]]:
    """Which ways of which units may not be seen, ``*`` for the sum.

    Each half-year is judged alone and stays so; a year hides what one of its halves hides, so it tells nothing new.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for half in sorted({half for *_, half in moved}):
        keys = sorted({key for key, _, at in moved if at == half})
        veil = Veil({(key, way): moved[key, way, half] for key in keys for way in WAYS}, told=_WAY)
        for way in WAYS:
            for key in keys:
                if not veil.shows({_UNIT: key, _WAY: way}):
                    found[key].add(way)
            if not veil.shows({_WAY: way}):
                found[_SUM].add(way)
    return {key: frozenset(ways) for key, ways in found.items()}


def _few(*stocks: Counter[str]) -> set[str]:
    """The units whose stocks may not be seen, ``*`` for the sum: where one of the two is hidden, both are."""
    few: set[str] = set()
    for stock in stocks:
        veil = Veil({(key,): many for key, many in stock.items()})
        few |= {key for key in stock if not veil.shows({0: key})} | (set() if veil.shows({}) else {_SUM})
    return few


def _moves(census: Census, unit: Organisation, starts_on: date, last_day: date) -> _Moves:
    """Every coming and leaving of a period, by the unit directly under this one, the way and the half-year.

    Who leaves is gone from the first day that the spell does not cover.
    """
    first, last, length = starts_on.isoformat(), last_day.isoformat(), len(unit.scope_key) + LABEL
    moved: _Moves = Counter()
    for row in census.under(unit):
        if first <= row.starts <= last:
            moved[row.key[:length], READMITTED if row.is_readmission else row.joined_by, _half(row.starts)] += 1
        if first <= row.ends <= last:
            moved[row.key[:length], row.left_by or OTHER_OUT, _half(row.ends)] += 1
    return moved


def _half(day: str) -> str:
    return f"{day[:4]}-{1 if day[5:7] <= '06' else 2}"


def _stock(census: Census, unit: Organisation, day: date) -> Counter[str]:
    """How many spells cover a day, by the unit directly under this one."""
    length, on = len(unit.scope_key) + LABEL, day.isoformat()
    return Counter(row.key[:length] for row in census.under(unit) if row.starts <= on < row.ends)


def _by_unit(moved: _Moves, ways: Mapping[str, str]) -> defaultdict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (key, way, _), many in moved.items():
        if way in ways:
            found[key][way] += many
    return found


def _sum(name: str, lines: Iterable[UnitTurnover], hidden: frozenset[str], *, is_few: bool) -> UnitTurnover:
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
        hidden=hidden,
        is_few=is_few,
    )
