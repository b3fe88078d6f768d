"""Rows of one list that may be one person, by name, birth, place and numbers; and numbers that stand twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from chibo.base.vietnamese import fold
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.matching import (
    ALIKE,
    RATHER_ALIKE,
    are_near,
    may_agree,
    may_be_misspelt,
    name_mark,
)
from chibo.exchange.lists.numbers import digits
from chibo.exchange.lists.preview import Pair, Take, Twins, Whole, pair_key
from chibo.exchange.lists.rows import RowFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chibo.exchange.lists.preview import Decisions, Line

_BLOCK: Final = 60  # rows of one given name and birth that are compared with each other
_FEW: Final = 5  # rows of one name in one organisation: among more of them mistyped births tell nothing
_NUMBERS: Final = (Column.IDENTITY_NUMBER, Column.CARD_NUMBER)
_Found = dict[str, tuple["Line", "Line"]]


def twins_of(lines: Sequence[Line], decisions: Decisions) -> Iterator[Twins]:
    """Find rows that may be one person, in the order of the list.

    In one organisation: names almost alike whose births may agree, one birth with names that may be misspelt, one name
    with births that may be mistyped. Anywhere: one name and one birth, or one number with names rather alike. Two rows
    that the register knows as two people, or as one, are no question any more.
    """
    found: _Found = {}
    asked = [line for line in lines if not (line.take is Take.SKIP and line.stopped)]
    for pairs in (_alike(asked), _born_together(asked), _mistyped(asked), _elsewhere(asked), _numbered(asked)):
        for one, other in pairs:
            first, second = (one, other) if one.row.number < other.row.number else (other, one)
            found.setdefault(pair_key(first.row, second.row), (first, second))
    for first, second in sorted(found.values(), key=lambda pair: (pair[0].row.number, pair[1].row.number)):
        yield Twins(first=first, second=second, pair=_pair(first, second, decisions))


def note_numbers(lines: Sequence[Line], twins: Iterable[Twins]) -> None:
    """Note the numbers that stand on two rows, unless it is still asked whether the two are one person."""
    asked = {pair.key for pair in twins if pair.pair is Pair.UNDECIDED}
    for column in _NUMBERS:
        blocks = _by_number([line for line in lines if line.goes_in], column)
        for number, group in blocks.items():
            for line in group if len(group) > 1 else ():
                other = next(one for one in group if one is not line)
                first, second = sorted((line.row, other.row), key=lambda row: row.number)
                if pair_key(first, second) not in asked:
                    what = f"{LABELS[column].lower()} {number} có cả ở dòng {other.row.number} ({other.row.name})"
                    then = "Sửa số ở dòng ghi nhầm, hoặc để trống ô này."
                    line.row.faults.append(RowFault(column=column, what=what, next=then))


# ---------------------------------------------------------------------- rows side by side


def _alike(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Rows of one given name, names almost alike, births that may agree."""
    blocks: dict[tuple[str, int, int], list[Line]] = defaultdict(list)
    for line in lines:
        year = line.row.birth.year if line.row.birth else 0
        blocks[_mark(line).rpartition(" ")[2], _where(line), year].append(line)
    for (given, where, year), group in blocks.items():
        undated = blocks.get((given, where, 0), []) if year else []
        pairs = [*combinations(group[:_BLOCK], 2), *((one, other) for one in group[:_BLOCK] for other in undated)]
        for one, other in pairs:
            if not may_agree(one.row.birth, other.row.birth) or _are_two(one, other):
                continue
            if fuzz.ratio(_mark(one), _mark(other)) >= ALIKE:
                yield one, other


def _born_together(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Rows of one day of birth whose names may be one, misspelt."""
    blocks: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.row.birth is not None and line.row.birth.is_full:
            blocks[_where(line), str(line.row.birth)].append(line)
    for group in blocks.values():
        for one, other in combinations(group[:_BLOCK], 2):
            is_native = _native(one) == _native(other) != ""
            if not _are_two(one, other) and may_be_misspelt(_mark(one), _mark(other), is_native=is_native):
                yield one, other


def _mistyped(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Rows of one name whose births may be one, mistyped."""
    blocks: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        blocks[_where(line), _mark(line)].append(line)
    for group in blocks.values():
        for one, other in combinations(group, 2) if len(group) <= _FEW else ():
            if are_near(one.row.birth, other.row.birth) and not _are_two(one, other):
                yield one, other


def _elsewhere(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Rows of one name and one day of birth in two organisations, unless their native places differ."""
    blocks: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.row.birth is not None and line.row.birth.is_full:
            blocks[_mark(line), str(line.row.birth)].append(line)
    for group in blocks.values():
        for one, other in combinations(group[:_BLOCK], 2):
            is_apart = _native(one) and _native(other) and _native(one) != _native(other)
            if _where(one) != _where(other) and not is_apart and not _are_two(one, other):
                yield one, other


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Rows of one number, with names rather alike."""
    for column in _NUMBERS:
        for group in _by_number(lines, column).values():
            for one, other in combinations(group[:_BLOCK], 2):
                if fuzz.ratio(_mark(one), _mark(other)) >= RATHER_ALIKE:
                    yield one, other


def _by_number(lines: Iterable[Line], column: Column) -> dict[str, list[Line]]:
    blocks: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        number = digits(line.row.said(column))
        if number.isdigit():
            blocks[number].append(line)
    return blocks


def _are_two(one: Line, other: Line) -> bool:
    """Whether both have a number of one kind, and not the same."""
    numbers = ((digits(one.row.said(column)), digits(other.row.said(column))) for column in _NUMBERS)
    return any(left and right and left != right for left, right in numbers)


def _mark(line: Line) -> str:
    return name_mark(line.row.name_key)


def _native(line: Line) -> str:
    return fold(line.row.said(Column.NATIVE_PLACE))


def _where(line: Line) -> int:
    return line.place.organisation.pk if line.place else 0


def _pair(first: Line, second: Line, decisions: Decisions) -> Pair:
    decided = decisions.pairs.get(pair_key(first.row, second.row))
    if decided is not None:
        return decided
    if first.known is not None and second.known is not None:
        return Pair.MERGE if first.known.pk == second.known.pk else Pair.APART
    return Pair.APART if decisions.says(Whole.APART) else Pair.UNDECIDED
