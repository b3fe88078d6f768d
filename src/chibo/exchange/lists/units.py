"""Which organisation a list speaks of: in a cell, in the title of a group of rows, or over the whole list."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.fields import NAMES, Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.sheets import Sheet

_ORDINAL: Final = re.compile(r"(?:[IVXLC]+|\d{1,3}|[A-Z])\s*[.)/:-]?")
_BEFORE: Final = re.compile(r"^(?:[IVXLC]+|\d{1,3}|[A-Z])\s*[.)/:-]\s*")
_COUNTED: Final = re.compile(  # "(12 đ/c)", ": 12 đảng viên", "- 12 đv"; the 1 of Chi bộ 1 is part of the name
    r"\s*(?:[:(]\D{0,15}\d+[^)]{0,20}\)?|[-–—]?\s*\d+\s*(?:đ/c|đồng chí|đảng viên|đv|người))\s*$", re.IGNORECASE
)
_ORGANISATION: Final = re.compile(r"(?:chi bo|cb|dang bo|db)\b\W*\w")
_CELL_AT_END: Final = re.compile(r"\bchi bộ\s+\S.*$", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[^\w]+")
_SHORT: Final = re.compile(r"^(cb|db)\b")
_LONG: Final = {"cb": "chi bo", "db": "dang bo"}


def unit_titled(texts: Iterable[str]) -> str:
    """Give the organisation that the title of a group names ("II. Chi bộ Thôn Đông: 12 đ/c"); empty for any other."""
    said = [text for text in dict.fromkeys(texts) if text and not _ORDINAL.fullmatch(text)]
    if len(said) != 1:
        return ""
    name = _COUNTED.sub("", _BEFORE.sub("", said[0])).strip(" .:;-–")
    return name if names_unit(name) and len(name.split()) > 1 else ""


def names_unit(text: str) -> bool:
    """Whether a text begins as the name of a Party organisation does, and not as that of an office or a group."""
    return _ORGANISATION.match(fold(text)) is not None


def unit_before(sheet: Sheet, header: Header) -> str:
    """Give the organisation of the first group, where the header stands under its numbered title."""
    above = [text_of(value) for value in (sheet.top or sheet.rows)[header.row - 1]] if header.row else []
    return unit_titled(above) if _BEFORE.match(next(filter(None, above), "")) else ""


def are_units_in_blocks(sheet: Sheet, header: Header, columns: Sequence[Column]) -> bool:
    """Whether the column of organisations is filled in the first row of each block only, the cells below left empty.

    So it is where most cells are empty, the first is not, and no two rows one under the other say the same.
    """
    if Column.ORGANISATION not in columns or not NAMES & set(columns):
        return False
    unit = columns.index(Column.ORGANISATION)
    name = next(place for place, column in enumerate(columns) if column in NAMES)
    said = [text_of(row[unit]) for row in sheet.rows[header.first_data_row :] if row[name] is not None]
    filled = sum(map(bool, said))
    return bool(said and said[0]) and filled * 2 < len(said) and all(a != b or not a for a, b in pairwise(said))


def units_over(sheet: Sheet, header: Header) -> tuple[str, ...]:
    """Give the cells that the titles over a header name, the nearest first: "Danh sách đảng viên chi bộ Thôn Đông"."""
    return tuple(dict.fromkeys(_over(sheet, header)))


def _over(sheet: Sheet, header: Header) -> Iterator[str]:
    for row in reversed((sheet.top or sheet.rows)[: header.row]):
        for text in dict.fromkeys(map(text_of, row)):
            if found := _CELL_AT_END.search(text):
                yield _COUNTED.sub("", found[0]).strip(" .:;-–")


def unit_keys(name: str) -> frozenset[str]:
    """Give the ways to write an organisation's name that mean the same: with and without "Chi bộ", CB for it."""
    whole = unit_mark(name)
    return frozenset({whole, whole.removeprefix("chi bo ")}) - {""}


def unit_mark(name: str) -> str:
    """Give one mark for all ways to write a name: no marks, signs or capitals; CB and ĐB in full."""
    said = _SIGNS.sub(" ", fold(name)).strip()
    return _SHORT.sub(lambda found: _LONG[found[0]], said)
