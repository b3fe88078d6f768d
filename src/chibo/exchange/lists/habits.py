"""Habits of who typed a list: "như trên" under a cell that says it already, months before days, days as months."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.fields import DATES, NAMES, Column

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.sheets import Sheet

_DITTOS: Final = frozenset({"nt", "n/t", "như trên", "nhu tren", "〃", '"', "”", "“", "''"})
_OWN: Final = NAMES | {Column.IDENTITY_NUMBER, Column.CARD_NUMBER, Column.FILE_NUMBER}  # nobody has another's
_LONGEST: Final = 12  # letters of a ditto with its dashes: most cells need no further look
_THREE_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})([-/.]\d{2}(?:\d{2})?)")
_MONTHS: Final = 12
_ENOUGH: Final = 3  # cells of each sort that show how a program turned the days of a column
_SURE: Final = 2  # cells that can be read with the month before the day only


def as_above(cells: Sequence[Value], above: Sequence[Value], columns: Sequence[Column]) -> list[Value]:
    """Put into cells that say "nt", "như trên" or a ditto mark what the row above says, but for names and numbers."""
    found = list(cells)
    for place, column in enumerate(columns[: len(above)]):
        if is_ditto(cells[place]) and column not in _OWN and above[place] is not None:
            found[place] = above[place]
    return found


def is_ditto(value: Value) -> bool:
    """Whether a cell says that it says the same as the one above."""
    return isinstance(value, str) and len(value) <= _LONGEST and value.strip(" .-–()").lower() in _DITTOS


def is_month_first(sheet: Sheet, first_row: int, columns: Sequence[Column]) -> bool:
    """Whether the dates of a table can only be read with the month before the day (12/25/1980).

    ``first_row`` is the place of the first row under the header. At least two cells show it, in whichever columns of
    dates, for a program writes all of them in one way; and none shows the other order. A single one may be a slip.
    """
    places = [place for place, column in enumerate(columns) if column in DATES]
    texts = (text_of(row[place]) for row in sheet.rows[first_row:] for place in places if isinstance(row[place], str))
    found = [(int(said[1]), int(said[3])) for text in texts if (said := _THREE_NUMBERS.fullmatch(text))]
    sure = sum(first <= _MONTHS < second for first, second in found)
    return sure >= _SURE and not any(second <= _MONTHS < first for first, second in found)


def day_first(value: Value) -> Value:
    """Write a date that has its month first the other way round; anything else stays."""
    said = _THREE_NUMBERS.fullmatch(text_of(value)) if isinstance(value, str) else None
    return f"{said[3]}{said[2]}{said[1]}{said[4]}" if said else value


def exchanged_columns(sheet: Sheet, first_row: int, columns: Sequence[Column]) -> dict[int, int]:
    """Find the columns of dates in which a program that reads months first took days for months.

    Such a program makes 6 May of a typed 5/6, and leaves 25/12 as the text it was: so all texts of the column begin
    with a number above 12, and no date of it has a day above 12. Gives each such column with how many cells would be
    other days (``first_row``: the place of the first row under the header).
    """
    places = [place for place, column in enumerate(columns) if column in DATES]
    found = {place: _exchanged([row[place] for row in sheet.rows[first_row:]]) for place in places}
    return {place: count for place, count in found.items() if count}


def _exchanged(cells: Sequence[Value]) -> int:
    texts = [said for cell in cells if isinstance(cell, str) and (said := _THREE_NUMBERS.fullmatch(text_of(cell)))]
    days = [cell for cell in cells if isinstance(cell, date)]
    if min(len(texts), len(days)) < _ENOUGH or any(int(said[1]) <= _MONTHS for said in texts):
        return 0
    return 0 if any(day.day > _MONTHS for day in days) else sum(day.day != day.month for day in days)


def with_exchanged(cells: Sequence[Value], places: Collection[int]) -> Sequence[Value]:
    """Put day and month of the dates in some columns the other way round."""
    if not places:
        return cells
    return [
        cell.replace(day=cell.month, month=cell.day)
        if place in places and isinstance(cell, date) and cell.day <= _MONTHS
        else cell
        for place, cell in enumerate(cells)
    ]
