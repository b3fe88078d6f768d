"""A table of members: rows by one dimension, columns by another, filters by any, on any day up to today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Value
from django.db.models.functions import Coalesce

from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.register.facts import covering
from chibo.register.models import Membership, Person
from chibo.register.queries import below
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.statistics.dimensions import DIMENSIONS, UNKNOWN, Dimension
from chibo.reports.queries.statistics.hiding import SMALLEST_SHOWN, hide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

    _Counts = dict[tuple[str, str], int]

UNSAID = "chưa ghi"
_ALL = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a unit with everything under it, a day, the dimensions, and values that members must have."""

    unit: Organisation
    on: date
    rows: Dimension
    columns: Dimension | None = None
    filters: tuple[tuple[Dimension, str], ...] = ()

    @property
    def query(self) -> str:
        """The question as the part of an address after the question mark."""
        return urlencode([*self._told, *(("loc", value) for value in self.filter_values)])

    @property
    def unfiltered(self) -> str:
        """The same question of everybody."""
        return urlencode(self._told)

    @property
    def filter_values(self) -> tuple[str, ...]:
        """The filters as an address names them."""
        return tuple(f"{one.key}:{value}" for one, value in self.filters)

    @property
    def _told(self) -> list[tuple[str, str]]:
        told = [("don_vi", str(self.unit.uid)), ("ngay", say_date(self.on)), ("hang", self.rows.key)]
        return [*told, ("cot", self.columns.key)] if self.columns else told


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


def asked(unit: Organisation, on: date, *, rows: str, columns: str = "", filters: tuple[str, ...] = ()) -> Question:
    """Read the question of an address; raises ``FaultyError`` for a dimension that does not exist or is named twice."""
    faults: list[Fault] = []
    if rows not in DIMENSIONS or (columns and columns not in DIMENSIONS):
        faults.append(Fault(what="Không có cách chia này.", next="Chọn lại trong danh sách.", field="hang"))
    if columns and columns == rows:
        what = "Hàng và cột đang chia theo cùng một tiêu chí."
        faults.append(Fault(what=what, next="Chọn cột khác, hoặc để trống cột.", field="cot"))
    told = [tuple(one.partition(":")[::2]) for one in filters]
    if any(key not in DIMENSIONS for key, _ in told):
        faults.append(Fault(what="Không lọc được theo tiêu chí này.", next="Bỏ phần lọc rồi chọn lại.", field="loc"))
    if faults:
        raise FaultyError(faults)
    return Question(
        unit=unit,
        on=on,
        rows=DIMENSIONS[rows],
        columns=DIMENSIONS[columns] if columns else None,
        filters=tuple((DIMENSIONS[key], value) for key, value in told),
    )


def grid(actor: Actor, question: Question) -> Grid:
    """Count the members. Raises :class:`NotYoursError`. At most six queries, however many people and units.

    Above the cell, counts of one and two are hidden, with what would betray them (statistics of a few name them).
    """
    ensure_readable(actor, question.unit)
    counts = _counts(question)
    rows = _names(question.unit, question.rows, {row for row, _ in counts})
    columns = _names(question.unit, question.columns, {column for _, column in counts}) if question.columns else {}
    table = [[counts.get((row, column), 0) for column in columns] for row in rows]
    full = [
        [*line, sum(counts.get((row, one), 0) for one in columns or (_ALL,))]
        for row, line in zip(rows, table, strict=True)
    ]
    full.append([sum(line[place] for line in full) for place in range(len(columns) + 1)])
    is_hidden = not question.unit.kind.is_cell
    shown = hide(full) if is_hidden else tuple(map(tuple, full))
    places = (*columns, _ALL) if question.columns else (_ALL,)
    lines = tuple(_line(name, row, places, shown[at]) for at, (row, name) in enumerate(rows.items()))
    return Grid(
        question=question,
        columns=tuple(columns.values()),
        lines=lines,
        sums=_line("Cộng", _ALL, places, shown[-1]),
        total=full[-1][-1],
        people=_spells(question).values("person").distinct().count(),
        is_hidden=is_hidden and any(None in line for line in shown),
        filters=_filter_names(question),
    )


def _line(name: str, row: str, places: Iterable[str], counts: Iterable[int | None]) -> Line:
    cells = (Cell(count=count, row=row, column=column) for column, count in zip(places, counts, strict=True))
    return Line(name=name, cells=tuple(cells))


def _added_up(table: list[list[int]], *, has_columns: bool) -> list[list[int]]:
    """The table with the sum of each row at its end and the sums of the columns below."""
    rows = [[*row, sum(row)] for row in table] if has_columns else table
    width = max(map(len, rows), default=1)
    return [*rows, [sum(row[place] for row in rows) for place in range(width)]]


def people_of(actor: Actor, question: Question, row: str, column: str) -> tuple[Person, ...]:
    """The people behind one count, in the order of names; nobody where the count is not shown.

    ``*`` stands for every value. Raises :class:`NotYoursError`.
    """
    ensure_readable(actor, question.unit)
    spells = _marked(question)
    wanted = {"row": row, **({"column": column} if question.columns else {})}
    spells = spells.filter(**{name: value for name, value in wanted.items() if value != _ALL})
    people = Person.objects.filter(pk__in=spells.values("person")).order_by("sort_key", "pk")
    if not question.unit.kind.is_cell and people.count() < SMALLEST_SHOWN:
        return ()
    return tuple(people)


def _spells(question: Question) -> QuerySet[Membership]:
    spells = Membership.objects.filter(covering(question.on), below(question.unit))
    for place, (dimension, value) in enumerate(question.filters):
        name = f"only_{place}"
        spells = spells.annotate(**{name: _column(question, dimension)}).filter(**{name: value})
    return spells


def _marked(question: Question) -> QuerySet[Membership]:
    marks = {"row": _column(question, question.rows)}
    if question.columns:
        marks["column"] = _column(question, question.columns)
    return _spells(question).annotate(**marks)


def _column(question: Question, dimension: Dimension) -> Coalesce:
    return Coalesce(dimension.column(question.unit, question.on), Value(UNKNOWN))


def _counts(question: Question) -> _Counts:
    by = ("row", "column") if question.columns else ("row",)
    found = _marked(question).order_by().values_list(*by).annotate(many=Count("pk"))
    return {(key[0], key[1] if question.columns else _ALL): many for *key, many in found}


def _names(unit: Organisation, dimension: Dimension, values: set[str]) -> Mapping[str, str]:
    """The values that occur, in the order of the dimension; what nobody recorded comes last."""
    names = dimension.names(unit, values - {UNKNOWN})
    known = {value: name for value, name in names.items() if value in values}
    strange = {value: value for value in sorted(values - set(known) - {UNKNOWN})}
    return {**known, **strange, **({UNKNOWN: UNSAID} if UNKNOWN in values else {})}


def _filter_names(question: Question) -> tuple[str, ...]:
    return tuple(f"{one.name}: {_names(question.unit, one, {value})[value]}" for one, value in question.filters)
