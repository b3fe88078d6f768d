"""A table of members: rows by one dimension, columns by another, filters by any, on any day up to today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from chibo.base.vietnamese import text_key
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.naming import People, named
from chibo.reports.queries.statistics.dimensions import UNKNOWN, eye
from chibo.reports.queries.statistics.hiding import Veil
from chibo.reports.queries.statistics.question import ALL
from chibo.reports.queries.statistics.standing import census_then

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics.census import Seen
    from chibo.reports.queries.statistics.dimensions import Dimension, Eye
    from chibo.reports.queries.statistics.question import Question

UNSAID = "chưa ghi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One count, and the values it stands for; a count that is not shown is nothing."""

    count: int | None
    row: str
    column: str

    @property
    def query(self) -> str:
        """The cell as the part of an address."""
        return urlencode({"o-hang": self.row, "o-cot": self.column})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The counts from left to right."""
        return tuple(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The table. The last column of each line and the last line are the sums."""

    question: Question
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    sums: Line
    total: int
    people: int
    is_hidden: bool
    filters: tuple[str, ...]

    @property
    def shown_total(self) -> int | None:
        """The sum of all, or nothing where so few may not be shown: a filter may leave one or two people."""
        return self.sums.counts[-1]

    @property
    def twice(self) -> int:
        """How many spells too many: people who are members of two units on the same day, an error of the register."""
        return self.total - self.people


def grid(actor: Actor, question: Question) -> Grid:
    """Count the members. Raises :class:`NotYoursError`. At most ten queries, however many people and units.

    Above the cell, counts of one and two are hidden, with what would betray them (statistics of a few name them).
    """
    ensure_readable(actor, question.unit)
    told = counted(question)
    veil = Veil(told.joint(question.axes))
    is_veiled = not question.unit.kind.is_cell
    unit = told.unit
    rows = _names(unit, question.rows, _met(veil, question, question.rows))
    columns = _names(unit, question.columns, _met(veil, question, question.columns)) if question.columns else {}
    places = (*columns, ALL) if question.columns else (ALL,)

    def line(name: str, row: str) -> Line:
        cells = (Cell(count=_seen(veil, question, row, column, is_veiled), row=row, column=column) for column in places)
        return Line(name=name, cells=tuple(cells))

    lines = tuple(line(name, row) for row, name in rows.items())
    sums = line("Cộng", ALL)
    return Grid(
        question=question,
        columns=tuple(columns.values()),
        lines=lines,
        sums=sums,
        total=_seen(veil, question, ALL, ALL, is_veiled=False) or 0,
        people=len(set(told.people(question, ALL, ALL))),
        is_hidden=any(None in one.counts for one in (*lines, sums)),
        filters=_filter_names(unit, question),
    )


class Counted:
    """The members of a unit on a day, marked by any dimension; each value of a column is looked at once."""

    def __init__(self, seen: Seen, seen_from: Eye, known: dict[str, dict[Any, str]]) -> None:
        """Keep who is seen and from where; ``known`` are the marks of values that were looked at before."""
        self._seen, self._eye, self._known = seen, seen_from, known
        self._marked: dict[str, list[str]] = {}

    @property
    def unit(self) -> Organisation:
        """The unit as it stood on the day."""
        return self._eye.unit

    def joint(self, axes: Iterable[Dimension]) -> Counter[tuple[str, ...]]:
        """How many have each combination of values."""
        return Counter(zip(*(self._marks(axis) for axis in axes), strict=True))

    def _marks(self, axis: Dimension) -> list[str]:
        if axis.key not in self._marked:
            told = list(self._seen.column(axis.column))
            known, mark = self._known.setdefault(axis.key, {}), axis.mark(self._eye)
            known.update({value: mark(value) for value in set(told) - known.keys()})
            self._marked[axis.key] = list(map(known.__getitem__, told))
        return self._marked[axis.key]

    def people(self, question: Question, row: str, column: str) -> Iterator[int]:
        """The numbers of those in one cell, each as often as spells cover the day."""
        at, numbers = question.at(row, column), self._seen.column("person")
        if not at:
            return iter(()) if at is None else numbers
        marks = zip(*(self._marks(question.axes[axis]) for axis in at), strict=True)
        wanted = tuple(at.values())
        return compress(numbers, (one == wanted for one in marks))


def counted(question: Question) -> Counted:
    """Look at the members a question is about. At most seven queries, however many people and units."""
    unit, census = census_then(question.unit, question.on)
    seen_from = eye(unit, question.on)
    known = census.known((unit.scope_key, seen_from.day, seen_from.official_first))
    return Counted(census.on(unit, seen_from.day), seen_from, known)


def _met(veil: Veil, question: Question, axis: Dimension) -> set[str]:
    """The values of a dimension that occur among those asked for."""
    place = question.axes.index(axis)
    if question.at(ALL, ALL) is None:
        return set()
    fixed = {question.axes.index(one): value for one, value in question.filters}
    return {
        value
        for value in veil.values(place)
        if fixed.get(place, value) == value and veil.count({**fixed, place: value})
    }


def _seen(veil: Veil, question: Question, row: str, column: str, is_veiled: bool) -> int | None:  # noqa: FBT001
    """One count, or nothing where it may not be seen; nobody has two values of one dimension."""
    at = question.at(row, column)
    if at is None:
        return 0
    return veil.count(at) if not is_veiled or veil.shows(at) else None


def people_of(actor: Actor, question: Question, row: str, column: str) -> People:
    """The people behind one count, in the order of names; nobody where the count is not shown.

    Listed are those who were members that day where the actor may see people; the others are counted only. ``*``
    stands for every value. Too many are not listed: the table is divided further first. Raises
    :class:`NotYoursError`.
    """
    ensure_readable(actor, question.unit)
    told = counted(question)
    if not question.unit.kind.is_cell:
        veil = Veil(told.joint(question.axes))
        if _seen(veil, question, row, column, is_veiled=True) is None:
            return People(count=0, shown=())
    return named(actor, set(told.people(question, row, column)), question.on)


def _names(unit: Organisation, dimension: Dimension, values: set[str]) -> Mapping[str, str]:
    """The values that occur, in the order of the dimension; what nobody recorded comes last."""
    names = dimension.names(unit, values - {UNKNOWN})
    known = {value: name for value, name in names.items() if value in values}
    strange = {value: value for value in sorted(values - set(known) - {UNKNOWN}, key=text_key)}
    return {**known, **strange, **({UNKNOWN: UNSAID} if UNKNOWN in values else {})}


def _filter_names(unit: Organisation, question: Question) -> tuple[str, ...]:
    return tuple(f"{one.name}: {_names(unit, one, {value})[value]}" for one, value in question.filters)
