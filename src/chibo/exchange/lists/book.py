"""What a file of lists is once it is read: its tables, where they stand, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chibo.exchange.lists.cells import Value

_ALPHABET = 26


def column_letters(column: int) -> str:
    """Name a column (from 0) as spreadsheets do: A, B, … AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Name a cell (both from 0) as spreadsheets do: ``cell_name(4, 3)`` → ``"D5"``."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader should know that hinders nothing: what, and what next; ``cell`` where it is one cell."""

    what: str
    next: str = ""
    cell: str = ""

    @property
    def said(self) -> str:
        """The note as sentences."""
        where = f"Ô {self.cell}: " if self.cell else ""
        return f"{where}{self.what} {self.next}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a file: its cells row by row in Unicode; a cell merged down its column repeats its value.

    Cells keep their place in the spreadsheet: ``rows[4][3]`` is D5. Where a sheet holds several tables, what belongs to
    another table is empty in this one; ``first_row`` (from 0) is where this one begins, titles included.
    ``top`` are the rows up to the last in which a header may begin, with every merged cell repeating its value: headers
    are read there. ``letters`` names the old encoding the text was turned from, if any. ``hidden``: the sheet is hidden
    in the spreadsheet; nothing begins with it unless somebody chooses it. ``notes``: what was left out or turned.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    top: tuple[tuple[Value, ...], ...] = ()
    letters: str = ""
    first_row: int = 0
    hidden: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole file: its tables in their order, hidden ones last, and what concerns the file and no single table."""

    tables: tuple[Sheet, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a sheet: its first row, how many rows it takes, and the text over each column."""

    row: int
    height: int
    texts: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        """The row after the header."""
        return self.row + self.height
