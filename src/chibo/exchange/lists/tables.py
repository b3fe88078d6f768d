"""One sheet, several tables: below each other or side by side, each with a header of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chibo.exchange.lists.book import Sheet
    from chibo.exchange.lists.cells import Value

HEADER_ROWS = 30  # no header begins below
_MOST_TABLES = 20
_LEAST_COLUMNS = 3
_LONGEST_TITLE = 60  # letters: what is longer is a sentence
_ANCHOR = re.compile(
    r"^(stt|tt|so tt|so thu tu|ma( so)?|ho (va )?ten.*|ho,? (va )?(chu )?(dem|lot).*|ten( .*)?"
    r"|don vi|chi bo|to chuc.*)$"
)
_NUMBERED = re.compile(r"[\d\s.,/()\-]+")


def split(sheet: Sheet) -> tuple[Sheet, ...]:
    """Give the tables of a sheet; a sheet with one table is given as it is."""
    found = [table for part in _beside(sheet) for table in _below(part)]
    if not 1 < len(found) <= _MOST_TABLES:
        return (sheet,)
    return tuple(
        replace(table, name=f"{sheet.name} (bảng {place}, từ dòng {table.first_row + 1})")
        for place, table in enumerate(found, start=1)
    )


def is_header(cells: Sequence[Value]) -> bool:
    """Whether a row looks like a header: short texts, none twice, one of them such as STT or họ tên; no data."""
    said = [value for value in cells if value is not None]
    if len(said) < _LEAST_COLUMNS or not all(isinstance(value, str) for value in said):
        return False
    if any(len(value) > _LONGEST_TITLE or _NUMBERED.fullmatch(value) for value in said if isinstance(value, str)):
        return False
    texts = [text for value in said if (text := fold(text_of(value)))]
    if len(texts) < _LEAST_COLUMNS or len(set(texts)) < len(texts):
        return False
    return any(_ANCHOR.fullmatch(text.strip(" .:*")) for text in texts)


def _said(cells: Sequence[Value]) -> tuple[str, ...]:
    return tuple(fold(text_of(value)) for value in cells)


def _below(sheet: Sheet) -> tuple[Sheet, ...]:
    """Cut where a header other than the one before stands under an empty row, titles between them allowed.

    A header that says the same again (a list printed by pages, or by units) continues its table.
    """
    starts: list[int] = []
    said: tuple[str, ...] = ()
    for row, cells in enumerate(sheet.rows):
        if not is_header(cells):
            continue
        begun = _begun(sheet.rows, row, starts[-1] if starts else 0)
        if said and (_said(cells) == said or begun is None):
            continue
        starts.append(row if begun is None else begun)
        said = _said(cells)
    if len(starts) < 2:  # noqa: PLR2004 - one table
        return (sheet,)
    starts[0] = 0
    return tuple(_rows_of(sheet, first, last) for first, last in pairwise([*starts, len(sheet.rows)]))


def _begun(rows: Sequence[Sequence[Value]], header: int, floor: int) -> int | None:
    """The first title above a header, up to the empty row before it; nothing when data stands right above."""
    row = header - 1
    while row > floor and sum(value is not None for value in rows[row]) in {1, 2}:
        row -= 1
    return row + 1 if row > floor and not any(value is not None for value in rows[row]) else None


def _rows_of(sheet: Sheet, first: int, last: int) -> Sheet:
    blank = (None,) * len(sheet.rows[0])
    rows = (*[blank] * first, *sheet.rows[first:last])
    while len(rows) > first + 1 and not any(value is not None for value in rows[-1]):
        rows = rows[:-1]
    top = (*[blank] * first, *(sheet.top if first == 0 else sheet.rows)[first : min(first + HEADER_ROWS, len(rows))])
    return replace(sheet, rows=rows, top=top, first_row=first)


def _beside(sheet: Sheet) -> tuple[Sheet, ...]:
    """Cut at empty columns where each side has a header of its own in one and the same row."""
    width = len(sheet.rows[0]) if sheet.rows else 0
    filled = [False] * width
    for cells in sheet.rows:
        for column, value in enumerate(cells):
            if value is not None:
                filled[column] = True
    cuts = [column for column in range(1, width - 1) if not filled[column]]
    for cells in sheet.rows[:HEADER_ROWS]:
        parts = _parts(cells, cuts)
        if len(parts) > 1 and all(is_header(cells[first:last]) for first, last in parts):
            return tuple(_columns_of(sheet, first, last) for first, last in parts)
    return (sheet,)


def _parts(cells: Sequence[Value], cuts: Sequence[int]) -> list[tuple[int, int]]:
    bounds = [-1, *cuts, len(cells)]
    return [
        (first + 1, last)
        for first, last in pairwise(bounds)
        if any(value is not None for value in cells[first + 1 : last])
    ]


def _columns_of(sheet: Sheet, first: int, last: int) -> Sheet:
    def only(rows: Sequence[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
        return tuple(
            tuple(value if first <= column < last else None for column, value in enumerate(cells)) for cells in rows
        )

    return replace(sheet, rows=only(sheet.rows), top=only(sheet.top))
