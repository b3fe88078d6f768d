"""What an import would do: each row with its faults, whom it means and what it changes; totals. Writes nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any

from chibo.exchange.lists.cells import say_partial
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.kinds import Makes
from chibo.exchange.lists.matching import Match
from chibo.exchange.lists.rows import RowFault, edited
from chibo.exchange.lists.saying import column_of, label_of, say_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from chibo.exchange.lists.groups import Asked
    from chibo.exchange.lists.kinds import Kind
    from chibo.exchange.lists.matching import Known
    from chibo.exchange.lists.rows import Leftover, Row
    from chibo.exchange.lists.saying import Place
    from chibo.register.models import Person

    Tell = Callable[[str, int, int], None]
    """Hears how far a long import is: what is being done, how many rows of how many."""


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


@unique
class Whole(StrEnum):
    """What one click says of a whole list."""

    APART = "apart"  # rows that may be one person are two people
    OFFICIAL = "official"  # members of long standing without an official date are official
    EXCHANGED = "exchanged"  # dates of which a program took the day for the month have it the other way round


NEW = "new"  # who a row means: nobody the register has


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What somebody decided on the page.

    Repaired cells by row; what names of organisations mean (their mark → a name); what those of a part of the list are
    (``lists.groups``: its mark → an answer); what becomes of rows; what pairs
    are; whom rows mean (``new`` or a uid); which differences stay as the register has them (by row, paths), and which
    are taken that would stay by themselves; what holds for the ``whole`` list where nothing else was said. ``seen``:
    with whom (a uid) each row was shown, field by field. ``again``: the rows of which an earlier import, of that day,
    had it so; ``repaired``: of an import that is done, the rows that keep repairs of their own (``lists.recalling``).
    """

    edits: Mapping[int, Mapping[Column, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, Take] = field(default_factory=dict)
    pairs: Mapping[str, Pair] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    fields: Mapping[int, Mapping[str, bool]] = field(default_factory=dict)
    whole: Mapping[Whole, bool] = field(default_factory=dict)
    seen: Mapping[int, str] = field(default_factory=dict)
    again: Mapping[int, str] = field(default_factory=dict)
    repaired: Sequence[int] = ()

    @classmethod
    def read(cls, text: str) -> Decisions:
        """Read them back from where an import keeps them."""
        kept = json.loads(text) if text else {}
        return cls(
            edits={
                int(row): {Column(column): said for column, said in cells.items()}
                for row, cells in kept.get("edits", {}).items()
            },
            units=dict(kept.get("units", {})),
            groups=dict(kept.get("groups", {})),
            rows={int(row): Take(take) for row, take in kept.get("rows", {}).items()},
            pairs={key: Pair(pair) for key, pair in kept.get("pairs", {}).items()},
            people={int(row): str(who) for row, who in kept.get("people", {}).items()},
            fields={int(row): dict(said) for row, said in kept.get("fields", {}).items()},
            whole={Whole(what): bool(said) for what, said in kept.get("whole", {}).items()},
            seen={int(row): str(who) for row, who in kept.get("seen", {}).items()},
            again={int(row): str(day) for row, day in kept.get("again", {}).items()},
            repaired=tuple(kept.get("repaired", ())),
        )

    def write(self) -> str:
        """Write them as the text an import keeps (encrypted); nothing where nothing was decided."""
        if self == Decisions():
            return ""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(kept, ensure_ascii=False)

    def joined(self, later: Decisions) -> Decisions:
        """Give these with what was decided later on top: a page that shows part of the rows decides about that part."""
        return Decisions(
            edits={**self.edits, **{row: {**self.edits.get(row, {}), **said} for row, said in later.edits.items()}},
            units={**self.units, **later.units},
            groups={**self.groups, **later.groups},
            rows={**self.rows, **later.rows},
            pairs={**self.pairs, **later.pairs},
            people={**self.people, **later.people},
            fields={**self.fields, **{row: {**self.fields.get(row, {}), **said} for row, said in later.fields.items()}},
            whole={**self.whole, **later.whole},
            seen={**self.seen, **later.seen},
            again={row: day for row, day in {**self.again, **later.again}.items() if not self._is_changed(row, later)},
            repaired=later.repaired or self.repaired,
        )

    def _is_changed(self, row: int, later: Decisions) -> bool:
        """Whether a later page says something else of a row."""
        edits, fields = self.edits.get(row, {}), self.fields.get(row, {})
        is_typed = any(edits.get(column, said) != said for column, said in later.edits.get(row, {}).items())
        is_chosen = any(fields.get(path, taken) != taken for path, taken in later.fields.get(row, {}).items())
        take = self.rows.get(row)
        return is_typed or is_chosen or (take is not None and later.rows.get(row, take) is not take)

    def without_values(self, repaired: Sequence[int]) -> Decisions:
        """What an import keeps of them once it is done: no value of anybody, only which rows and fields.

        Repairs lie with their rows (``repaired``); whom rows meant is known by the marks of the rows.
        """
        rows = {row: take for row, take in self.rows.items() if take is not Take.TAKE}
        return Decisions(rows=rows, pairs=self.pairs, fields=self.fields, whole=self.whole, repaired=tuple(repaired))

    def says(self, what: Whole) -> bool:
        """Whether somebody said so of the whole list."""
        return self.whole.get(what, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A faulty cell as the page offers it for repair; ``suggestion`` is put in by one click."""

    column: Column
    typed: str
    suggestion: str = ""

    @property
    def label(self) -> str:
        """What the column is called on the page."""
        return LABELS[self.column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A cell that an earlier import had repaired: what the file has, what is taken instead."""

    column: Column
    before: str
    now: str

    @property
    def label(self) -> str:
        """What the column is called on the page."""
        return LABELS[self.column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field in which the list says something else than the register."""

    path: str
    old: Any
    new: Any
    take: bool = True
    note: str = ""
    is_fixed: bool = False  # nobody can choose here
    is_chosen: bool = False  # somebody did; else ``take`` is what happens where nobody does

    @property
    def label(self) -> str:
        """What the field is called."""
        return label_of(self.path)

    @property
    def old_said(self) -> str:
        """What the register has, in words."""
        return say_value(self.path, self.old)

    @property
    def new_said(self) -> str:
        """What the list has, in words."""
        return say_value(self.path, self.new)

    @property
    def column(self) -> Column | None:
        """The column that tells it."""
        return column_of(self.path)


@dataclass(slots=True, kw_only=True)
class Line:
    """One row of the page "Kiểm tra"."""

    row: Row
    take: Take
    place: Place | None = None
    match: Match = field(default_factory=Match)
    who: str = ""  # decided: "new" or a uid
    is_decided: bool = False  # somebody left it out, or had its faulty cells left empty
    known: Known | None = None
    values: dict[str, Any] = field(default_factory=dict)  # what is to be written
    made: Person | None = None  # somebody new as the register made them of these values, without fault
    differences: tuple[Difference, ...] = ()
    key: str = ""
    merged_into: int = 0
    again: date | None = None  # the day of an earlier import that repaired it, or decided about it, as it is now
    repairs: tuple[Repair, ...] = ()  # of that import
    opens_case: bool = False  # somebody known whom nobody follows yet is followed from now on
    seen: str = ""  # with whom (a uid) somebody saw it, field by field
    is_late: bool = False  # comes in as on probation that should be over long ago, unless the whole list says otherwise

    @property
    def faults(self) -> list[RowFault]:
        """Everything about the row, what must be repaired first."""
        return sorted(self.row.faults, key=lambda fault: not fault.must)

    @property
    def must(self) -> list[RowFault]:
        """What must be repaired, left empty, or left out with the row."""
        return [fault for fault in self.row.faults if fault.must]

    @property
    def stopped(self) -> bool:
        """Whether no empty cell helps."""
        return any(fault.stops for fault in self.row.faults)

    @property
    def cells(self) -> list[Cell]:
        """The faulty cells that can be repaired on the page, each once."""
        found: dict[Column, str] = {}
        for fault in self.faults:
            if edited(fault.column):
                found[fault.column] = found.get(fault.column) or fault.suggestion
        found = {**{repair.column: "" for repair in self.repairs}, **found}
        return [Cell(column=one, typed=self.row.raw.get(one, ""), suggestion=hint) for one, hint in found.items()]

    @property
    def is_open(self) -> bool:
        """Whether somebody must say whom the row means before it can go in."""
        return bool(self.match.perhaps) and not self.who and self.take is not Take.SKIP and not self.merged_into

    @property
    def is_unseen(self) -> bool:
        """Whether somebody said whom the row means and did not see yet what it would change of them."""
        is_said = self.known is not None and self.known.uid == self.who
        return is_said and self.goes_in and bool(self.differences) and self.seen != self.who

    @property
    def waits(self) -> bool:
        """Whether something should be repaired and nobody said yet what becomes of the row."""
        return bool(self.must) and not self.stopped and not self.is_decided

    @property
    def is_known(self) -> bool:
        """Whether the register has this person."""
        return self.known is not None

    @property
    def goes_in(self) -> bool:
        """Whether the row is written."""
        return self.take is not Take.SKIP and not self.merged_into

    @property
    def is_new(self) -> bool:
        """Whether the row becomes somebody new."""
        return self.goes_in and self.known is None

    @property
    def is_changed(self) -> bool:
        """Whether the row changes somebody the register has."""
        return self.goes_in and self.known is not None and any(one.take for one in self.differences)

    @property
    def is_touched(self) -> bool:
        """Whether the row changes somebody the register has, or has them followed."""
        return self.is_changed or (self.goes_in and self.opens_case)

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
class Unit:
    """One name of an organisation in the list: in how many rows, what it means; where nothing, what it may mean.

    ``written`` is empty for the rows that name none; ``mark`` is the same however a name is written.
    """

    written: str
    mark: str
    rows: int
    meant: str = ""
    chosen: str = ""  # what somebody said it means, also where the register has no such name
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The whole page: lines in the order of the list, pairs, rows that are no people, organisations they name.

    ``unit_names`` are the organisations that may be meant; none where there are too many to choose from.
    """

    kind: Kind
    lines: tuple[Line, ...]
    twins: tuple[Twins, ...]
    leftovers: tuple[Leftover, ...]
    letters: str
    headers: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    unit_names: tuple[str, ...] = ()
    groups: tuple[Asked, ...] = ()  # parts whose titles say that nobody there is an ordinary member
    are_official: bool = False  # so somebody said of members of long standing without an official date
    exchanged: int = 0  # cells in which a program may have taken the day for the month
    are_exchanged: bool = False  # so somebody said of them

    @property
    def open_groups(self) -> tuple[Asked, ...]:
        """The parts of which nobody said what they are: they hold the import up."""
        return tuple(one for one in self.groups if not one.answer)

    @property
    def strange_units(self) -> tuple[Unit, ...]:
        """The names that mean nothing yet: their rows stay out."""
        return tuple(unit for unit in self.units if not unit.meant)

    @property
    def known_units(self) -> tuple[Unit, ...]:
        """The names that mean an organisation of the register."""
        return tuple(unit for unit in self.units if unit.meant)

    @property
    def again(self) -> tuple[date, int] | None:
        """When an earlier import had repaired or decided about rows as it is proposed now, and how many rows."""
        days = [line.again for line in self.lines if line.again]
        return (max(days), len(days)) if days else None

    @property
    def people(self) -> int:
        """How many rows become somebody (or something) new."""
        return sum(line.is_new for line in self.lines)

    @property
    def members(self) -> int:
        """How many of them are members."""
        return sum(line.is_new and line.row.is_member for line in self.lines)

    @property
    def others(self) -> int:
        """How many of them are not."""
        return self.people - self.members

    @property
    def late(self) -> int:
        """How many members of long standing have no official date."""
        return sum(line.goes_in and line.is_late for line in self.lines)

    @property
    def changed(self) -> int:
        """How many rows change what the register has."""
        return sum(line.is_touched for line in self.lines)

    @property
    def cases(self) -> int:
        """How many people the register has are followed from now on."""
        return sum(line.goes_in and line.opens_case for line in self.lines)

    @property
    def results(self) -> int:
        """How many results are written: a row of a list of reviews may bring one for each of several years."""
        if self.kind.makes is not Makes.GRADE:
            return self.people + self.changed
        return sum(each.take for line in self.lines if line.goes_in for each in line.differences)

    @property
    def same(self) -> int:
        """How many rows say what the register has already."""
        return sum(line.goes_in and line.is_known and not line.is_touched for line in self.lines)

    @property
    def skipped(self) -> int:
        """How many rows stay out."""
        return sum(not line.goes_in for line in self.lines)

    @property
    def to_look_at(self) -> tuple[Line, ...]:
        """The rows about which there is something to say: open questions first, then what nobody repaired yet."""
        told = [line for line in self.lines if line.row.faults or line.match.perhaps or line.differences or line.again]
        return tuple(
            sorted(told, key=lambda line: (not line.is_open, not line.is_unseen, not line.waits, not line.must))
        )

    @property
    def ready(self) -> int:
        """How many rows have nothing to say about."""
        return len(self.lines) - len(self.to_look_at)

    @property
    def undecided(self) -> tuple[Twins, ...]:
        """The pairs nobody decided about: they hold the import up."""
        return tuple(twins for twins in self.twins if twins.pair is Pair.UNDECIDED)

    @property
    def pairs(self) -> tuple[Twins, ...]:
        """All pairs, those nobody decided about first."""
        return tuple(sorted(self.twins, key=lambda twins: twins.pair is not Pair.UNDECIDED))

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """The rows of which nobody said whom they mean: they hold the import up."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def unseen_lines(self) -> tuple[Line, ...]:
        """The rows of which nobody saw yet what they change: they hold the import up."""
        return tuple(line for line in self.lines if line.is_unseen)


def taken(row: Row, decisions: Decisions) -> Take:
    """Tell what becomes of a row: as decided, else with its faulty cells empty, else as it is."""
    must = any(fault.must for fault in row.faults)
    stopped = any(fault.stops for fault in row.faults)
    take = decisions.rows.get(row.number, Take.SKIP if stopped else Take.BLANK if must else Take.TAKE)
    if stopped:
        return Take.SKIP
    return Take.BLANK if take is Take.TAKE and must else take


def without_faulty(row: Row) -> Row:
    """The row with its faulty cells left empty."""
    for fault in row.faults:
        if not fault.must:
            continue
        row.days.pop(fault.column, None)
        row.texts.pop(fault.column, None)
        if fault.column in {Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE}:
            row.birth = None
    return row


def pair_key(first: Row, second: Row) -> str:
    """Name a pair of rows."""
    return f"{first.number}-{second.number}"


def merge(first: Line, second: Line) -> None:
    """Fill what the first row does not say from the second, which then stays out."""
    one, other = first.row, second.row
    one.sex = one.sex or other.sex
    if one.birth is None or (other.birth is not None and str(other.birth).startswith(str(one.birth))):
        one.birth = other.birth or one.birth
    one.days = {**other.days, **one.days}
    one.texts = {**other.texts, **{column: said for column, said in one.texts.items() if said}}
    one.is_member = one.is_member or other.is_member
    second.merged_into = one.number
