"""What an import would do: each row with its faults and the decision about it, pairs that may be one person, totals."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum, unique
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from chibo.base.vietnamese import fold, given_name
from chibo.exchange.lists.cells import say_partial
from chibo.exchange.lists.columns import Column
from chibo.exchange.lists.rows import LABELS, RowFault, edited, read_rows
from chibo.register.actions import admission_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from chibo.exchange.lists.columns import Header
    from chibo.exchange.lists.rows import Leftover, Row
    from chibo.exchange.lists.sheets import Sheet
    from chibo.law.calendar import PartialDate

_BIRTHS = (Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE)
_ALIKE = 92  # of 100: names so alike may be one person's, typed twice


@unique
class Take(StrEnum):
    """What is to become of a row."""

    TAKE = "take"
    BLANK = "blank"  # import it, leaving its faulty cells empty
    SKIP = "skip"


@unique
class Pair(StrEnum):
    """What two rows that may be one person are."""

    UNDECIDED = ""
    MERGE = "merge"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What somebody decided on the page: repaired cells by row, what becomes of rows, what pairs are."""

    edits: Mapping[int, Mapping[Column, str]] = field(default_factory=dict)
    rows: Mapping[int, Take] = field(default_factory=dict)
    pairs: Mapping[str, Pair] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Decisions:
        """Read them back from where an import keeps them."""
        kept = json.loads(text) if text else {}
        return cls(
            edits={
                int(row): {Column(column): said for column, said in cells.items()}
                for row, cells in kept.get("edits", {}).items()
            },
            rows={int(row): Take(take) for row, take in kept.get("rows", {}).items()},
            pairs={key: Pair(pair) for key, pair in kept.get("pairs", {}).items()},
        )

    def write(self) -> str:
        """Write them as the text an import keeps (encrypted)."""
        return json.dumps({"edits": self.edits, "rows": self.rows, "pairs": self.pairs}, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody the register holds already."""

    name: str
    name_key: str
    birth: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A faulty cell as the page offers it for repair."""

    column: Column
    typed: str

    @property
    def label(self) -> str:
        """What the column is called on the page."""
        return LABELS[self.column]


@dataclass(slots=True, kw_only=True)
class Line:
    """One row of the page "Kiểm tra"."""

    row: Row
    take: Take
    is_known: bool = False
    merged_into: int = 0

    @property
    def faults(self) -> list[RowFault]:
        """Everything about the row, what must be repaired first."""
        return sorted(self.row.faults, key=lambda fault: not fault.must)

    @property
    def must(self) -> list[RowFault]:
        """What must be repaired, left empty, or left out with the row."""
        return [fault for fault in self.row.faults if fault.must]

    @property
    def cells(self) -> list[Cell]:
        """The faulty cells that can be repaired on the page, each once."""
        columns = dict.fromkeys(fault.column for fault in self.faults if edited(fault.column))
        return [Cell(column=column, typed=self.row.raw.get(column, "")) for column in columns]

    @property
    def goes_in(self) -> bool:
        """Whether the row becomes a person."""
        return self.take is not Take.SKIP and not self.merged_into

    @property
    def birth_said(self) -> str:
        """The birth date as far as it is known."""
        return say_partial(self.row.birth) if self.row.birth else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two rows that may be one person."""

    first: Line
    second: Line
    pair: Pair

    @property
    def key(self) -> str:
        """Its name on the page."""
        return pair_key(self.first.row, self.second.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The whole page: lines in the order of the list, pairs, rows that are no people."""

    lines: tuple[Line, ...]
    twins: tuple[Twins, ...]
    leftovers: tuple[Leftover, ...]
    letters: str

    @property
    def people(self) -> int:
        """How many people an import makes."""
        return sum(line.goes_in for line in self.lines)

    @property
    def members(self) -> int:
        """How many of them are members."""
        return sum(line.goes_in and line.row.is_member for line in self.lines)

    @property
    def others(self) -> int:
        """How many of them are not."""
        return self.people - self.members

    @property
    def skipped(self) -> int:
        """How many rows of people stay out."""
        return len(self.lines) - self.people

    @property
    def to_look_at(self) -> tuple[Line, ...]:
        """The rows about which there is something to say, those that must be repaired first."""
        told = [line for line in self.lines if line.row.faults or line.is_known]
        return tuple(sorted(told, key=lambda line: not (line.must or line.is_known)))

    @property
    def ready(self) -> int:
        """How many rows have nothing to say about."""
        return len(self.lines) - len(self.to_look_at)

    @property
    def undecided(self) -> tuple[Twins, ...]:
        """The pairs nobody decided about: they hold the import up."""
        return tuple(twins for twins in self.twins if twins.pair is Pair.UNDECIDED)


def preview_of(
    *,
    sheet: Sheet,
    header: Header,
    columns: Sequence[Column],
    decisions: Decisions,
    known: Iterable[Known],
    on: date,
) -> Preview:
    """Work out what an import would do on a day, by the decisions taken so far."""
    rows, leftovers = read_rows(sheet, header, columns, on, decisions.edits)
    for row in rows:
        row.faults.extend(_order(row, on))
        row.faults.extend(_partly(row))
    held = list(known)
    lines = [_line(row, decisions, held) for row in rows]
    twins = tuple(_twins(lines, decisions))
    for pair in twins:
        if pair.pair is Pair.MERGE:
            _merge(pair.first, pair.second)
    return Preview(lines=tuple(lines), twins=twins, leftovers=tuple(leftovers), letters=sheet.letters)


def _order(row: Row, on: date) -> Iterator[RowFault]:
    """Faults among the dates of joining, in the register's own words."""
    ceremony, official = row.day(Column.CEREMONY_ON), row.day(Column.OFFICIAL_ON)
    if ceremony is None:
        return
    decided = row.day(Column.DECIDED_ON)
    for fault in admission_faults(
        decided_on=decided, ceremony_on=ceremony, official_on=official, recognised_on=None, on=on
    ):
        what = fault.what[:1].lower() + fault.what[1:].rstrip(".")
        yield RowFault(column=Column(fault.field), what=what, next=fault.next)


def _partly(row: Row) -> Iterator[RowFault]:
    """Dates known in part: kept as far as they are known, to be completed later."""
    for column, name in ((Column.CEREMONY_ON, "ngày vào Đảng"), (Column.HIRED_ON, "ngày vào cơ quan")):
        known = row.partial(column)
        if known is not None:
            what = f"{name} chỉ biết {say_partial(known)}"
            yield RowFault(column=column, what=what, next="Giữ như vậy, bổ sung ngày sau.", must=False)
    if row.is_member and Column.CEREMONY_ON not in row.days:
        what = "là đảng viên nhưng chưa có ngày vào Đảng"
        yield RowFault(
            column=Column.CEREMONY_ON,
            what=what,
            next="Bổ sung ở ô bên; để trống thì tạm tính là chính thức.",
            must=False,
        )


def _line(row: Row, decisions: Decisions, known: Sequence[Known]) -> Line:
    is_known = any(_may_be(row, one) for one in known)
    if not is_known:
        row.faults.extend(_namesakes(row, known))
    must = any(fault.must for fault in row.faults)
    usual = Take.SKIP if is_known else Take.BLANK if must else Take.TAKE
    take = decisions.rows.get(row.number, usual)
    if take is Take.TAKE and must:
        take = Take.BLANK
    return Line(row=row, take=take, is_known=is_known)


def _may_be(row: Row, one: Known) -> bool:
    return fold(row.name) == one.name_key and _may_agree(row.birth, one.birth)


def _namesakes(row: Row, known: Sequence[Known]) -> Iterator[RowFault]:
    """Somebody of the register has this name and another birth date: one of the two may be mistyped."""
    typed = next((column for column in _BIRTHS if row.raw.get(column)), Column.BIRTH)
    for one in known:
        if one.birth is not None and row.birth is not None and fold(row.name) == one.name_key:
            born = f"năm {one.birth.year}" if one.birth.year != row.birth.year else say_partial(one.birth)
            what = f"đã có {one.name} cùng tên, sinh {born}: người khác?"
            then = "Người khác thì cứ nhập; cùng một người thì chọn Bỏ qua."
            yield RowFault(column=typed, what=what, next=then, must=False)


def _may_agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two birth dates can be one: as far as both are known they say the same."""
    if one is None or other is None:
        return True
    pairs = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
    return all(left == right for left, right in pairs if left and right)


def pair_key(first: Row, second: Row) -> str:
    """Name a pair of rows."""
    return f"{first.number}-{second.number}"


def _twins(lines: Sequence[Line], decisions: Decisions) -> Iterator[Twins]:
    """Find rows that may be one person: one given name, names almost alike, birth dates that may agree."""
    by_given: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_given[fold(given_name(line.row.name))].append(line)
    for group in by_given.values():
        for first, second in combinations(group, 2):
            alike = fuzz.ratio(fold(first.row.name), fold(second.row.name)) >= _ALIKE
            if alike and _may_agree(first.row.birth, second.row.birth):
                decided = decisions.pairs.get(pair_key(first.row, second.row), Pair.UNDECIDED)
                yield Twins(first=first, second=second, pair=decided)


def _merge(first: Line, second: Line) -> None:
    """Fill what the first row does not say from the second, which then stays out."""
    one, other = first.row, second.row
    one.sex = one.sex or other.sex
    if one.birth is None or (other.birth is not None and str(other.birth).startswith(str(one.birth))):
        one.birth = other.birth or one.birth
    one.days = {**other.days, **one.days}
    one.texts = {**other.texts, **{column: said for column, said in one.texts.items() if said}}
    one.is_member = one.is_member or other.is_member
    second.merged_into = one.number
