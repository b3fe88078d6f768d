"""What the reader of an import should know beside its rows: what was left out, old names of places, unlisted words.

Nothing here hinders an import and nothing is changed by it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold
from chibo.exchange.lists.book import column_letters
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.composite import PARTS_OF, SAID_IN, parts_of, places_of
from chibo.exchange.lists.content import filled
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.habits import is_month_first
from chibo.exchange.lists.official import ethnic_groups, religions
from chibo.exchange.lists.places import place_note, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from chibo.exchange.lists.book import Book, Header, Note, Sheet
    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.places import Source

_PLACES: Final = frozenset({Column.NATIVE_PLACE, Column.RESIDENCE, Column.BIRTH_PLACE, Column.PERMANENT_RESIDENCE})
_GROUPS: Final = frozenset({Column.ETHNICITY})
_FAITHS: Final = frozenset({Column.RELIGION})
_ORDINAL: Final = re.compile(r"\W*(stt|tt|so tt|so thu tu|thu tu|no)\b")
MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something said about one and the same word in so many rows."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All there is to tell beside the rows."""

    notes: tuple[Note, ...] = ()
    places: tuple[Remark, ...] = ()  # places under the name they had before 1-7-2025
    unread: tuple[str, ...] = ()  # columns that say something and do not come in
    has_turned_dates: bool = False  # written with the month before the day, and read so
    words: tuple[Remark, ...] = ()  # ethnic groups and religions under another name than the official list's

    @property
    def source(self) -> Source:
        """Where the names of places come from."""
        return source()

    @property
    def instruments(self) -> tuple[str, ...]:
        """The official lists that words were compared with."""
        return tuple(f"{one.title}: {one.instrument}" for one in (ethnic_groups(), religions()))


def notes_of(book: Book, sheet: Sheet) -> tuple[Note, ...]:
    """What was left out of a file, and of the table chosen."""
    return (*book.notes, *sheet.notes)


def told_of(*, book: Book, sheet: Sheet, header: Header, columns: Sequence[Column], on: date) -> Told:
    """Work out what to tell about a table whose columns are matched. ``on`` decides whether a place's name is old."""
    return Told(
        notes=notes_of(book, sheet),
        unread=tuple(_unread(sheet, header, columns)),
        has_turned_dates=is_month_first(sheet, header.first_data_row, columns),
        places=_remarks(_said(sheet, header, columns, _PLACES), lambda text: place_note(text, on)),
        words=(
            *_remarks(_said(sheet, header, columns, _GROUPS), ethnic_groups().note_of),
            *_remarks(_said(sheet, header, columns, _FAITHS), religions().note_of),
        ),
    )


def _unread(sheet: Sheet, header: Header, columns: Sequence[Column]) -> Iterator[str]:
    """The headers of filled columns that do not come in; those that number the rows say nothing."""
    for place, text in enumerate(header.texts):
        is_left_out = place >= len(columns) or columns[place] is Column.IGNORE
        if is_left_out and not _ORDINAL.match(fold(text)) and any(filled(sheet, header, place)):
            yield text or f"cột {column_letters(place)}"
        elif columns[place : place + 1] == (Column.PARTY_POST,):
            yield f"{text} (chỉ để biết ai là đảng viên)"


def _said(sheet: Sheet, header: Header, columns: Sequence[Column], which: frozenset[Column]) -> Iterator[str]:
    """What the rows say of some columns: in cells of their own, in parts, or among other things in one cell."""
    ways = which | {way for column in which for way in (*SAID_IN.get(column, ()), *PARTS_OF.get(column, ()))}
    used = [(place, column) for place, column in enumerate(columns) if column in ways]
    for row in sheet.rows[header.first_data_row :] if used else ():
        cells = {column: row[place] for place, column in used if place < len(row)}
        yield from (text for column, text in _told(cells).items() if column in which)


def _told(cells: dict[Column, Value]) -> dict[Column, str]:
    """What one row says, each thing under its own column; a cell of its own goes before (as in ``lists.rows``)."""
    said = {column: text for column, value in cells.items() if (text := text_of(value))}
    found = {**dict(places_of(said)), **said}
    for column, text in said.items():
        written = cells[column]  # with the breaks of its lines
        for part, told in parts_of(column, written if isinstance(written, str) else text).items():
            found.setdefault(part, told)
    return found


def _remarks(texts: Iterable[str], note_of: Callable[[str], str]) -> tuple[Remark, ...]:
    """What is said about each different word, the most frequent first."""
    counted: Counter[str] = Counter()
    for text, rows in Counter(texts).items():
        if note := note_of(text):
            counted[note] += rows
    return tuple(Remark(what=what, rows=rows) for what, rows in counted.most_common(MOST_SHOWN))
