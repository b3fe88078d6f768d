"""The bytes of a file → its tables, or one clear sentence why not.

``read_book`` gives every table of a file with what was left out; ``read_sheets`` gives the tables alone. What is read
and how much stands in :mod:`limits`; the shapes are :class:`Book`, :class:`Sheet` and :class:`Note`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from chibo.exchange.lists.book import Book, Note, Sheet, cell_name, column_letters
from chibo.exchange.lists.cells import INVISIBLE, text_of
from chibo.exchange.lists.letters import column_reading, reading_of
from chibo.exchange.lists.limits import BIGGEST, LONGEST_CELL, MOST_NOTES, MOST_ROWS
from chibo.exchange.lists.refusing import refused
from chibo.exchange.lists.sniffing import Kind, kind_of
from chibo.exchange.lists.tables import split
from chibo.exchange.lists.texts import read_text
from chibo.exchange.lists.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.letters import Reading

__all__ = [
    "BIGGEST",
    "MOST_ROWS",
    "Book",
    "Note",
    "Sheet",
    "cell_name",
    "column_letters",
    "read_book",
    "read_sheets",
]

_SECRET = re.compile(r"(?:TUYỆT |TỐI )?MẬT")
_TOP_ROWS = 12
_TELLING = 8  # letters: an example as long as a name


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read every table that holds something, hidden ones last. Raises ``FaultyError`` as :func:`read_book` does."""
    return read_book(name, content).tables


def read_book(name: str, content: bytes) -> Book:
    """Read a file: what it is, is told by its bytes, not by its name.

    Raises ``FaultyError`` with what is wrong, why, and what to do.
    """
    kind = kind_of(name, content)
    raw = read_text(content) if kind is Kind.TEXT else read_workbook(kind, content)
    if not raw.tables:
        raise refused("Tệp không có dòng nào.", "Kiểm tra lại đã chọn đúng tệp chưa.")
    for sheet in raw.tables:
        _not_secret(sheet)
    tables: list[Sheet] = []
    notes = [*raw.notes]
    for sheet in raw.tables:
        found = split(_cleaned(sheet))
        tables.extend(found)
        if len(found) > 1:
            what = f"Trang “{sheet.name}” có {len(found)} bảng, mỗi bảng nhập riêng."
            notes.append(Note(what=what, next="Chọn bảng ở ô “Trang”, hoặc thêm ở mục “Tệp còn bảng khác”."))
    return Book(tables=tuple(tables), notes=tuple(notes))


def _cleaned(sheet: Sheet) -> Sheet:
    """Turn old letters into Unicode, drop what cannot be seen, cut cells that are whole texts; each is told."""
    reading = reading_of(value for row in sheet.rows for value in row if isinstance(value, str))
    columns = zip(*sheet.rows, strict=False) if sheet.rows else ()
    readings = [column_reading((value for value in cells if isinstance(value, str)), reading) for cells in columns]
    cleaning, quietly = _Cleaning(readings), _Cleaning(readings)
    rows = tuple(cleaning.row(cells, place) for place, cells in enumerate(sheet.rows))
    top = tuple(quietly.row(cells, place) for place, cells in enumerate(sheet.top))
    return replace(sheet, rows=rows, top=top, letters=reading.letters, notes=(*sheet.notes, *cleaning.notes()))


class _Cleaning:
    """Cleans the texts of a sheet and counts what it did."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings  # by column
        self.turned: dict[str, list[tuple[str, str]]] = {}  # by old letters: how a cell was, how it is
        self.joined = self.unseen = 0
        self.long: list[str] = []
        self.known: dict[tuple[str, str], tuple[str, str]] = {}  # turned before: lists say the same things often

    def row(self, cells: tuple[Value, ...], place: int) -> tuple[Value, ...]:
        """Clean a row; one without texts is given as it is."""
        if not any(isinstance(value, str) for value in cells):
            return cells
        return tuple(
            self._cell(value, place, column) if isinstance(value, str) else value for column, value in enumerate(cells)
        )

    def _cell(self, value: str, row: int, column: int) -> Value:
        if value.isascii() and value.isprintable() and len(value) <= LONGEST_CELL:
            return value
        reading = self.readings[column]
        key = (reading.letters, value)
        letters, text = self.known.get(key) or self.known.setdefault(key, reading.turn(value))
        if letters:
            self.turned.setdefault(letters, []).append((value, text))
        elif text != value:
            self.joined += 1
        seen = text.translate(INVISIBLE)
        self.unseen += seen != text
        if len(seen) > LONGEST_CELL:
            self.long.append(cell_name(row, column))
            seen = seen[:LONGEST_CELL]
        return seen or None

    def notes(self) -> Iterator[Note]:
        """What was done, each kind once."""
        for letters, cells in self.turned.items():
            old, new = min(cells, key=lambda cell: (len(cell[0]) < _TELLING, len(cell[0])))
            told = f"{len(cells)} ô gõ bằng bảng mã {letters} đã chuyển sang Unicode, ví dụ “{old}” thành “{new}”."
            yield Note(what=told, next="Xem lại vài tên; nếu sai, sửa trong tệp rồi tải lại.")
        if self.joined:
            yield Note(what=f"{self.joined} ô gõ dấu rời khỏi chữ đã ghép lại thành chữ có dấu.")
        if self.unseen:
            yield Note(what=f"{self.unseen} ô có ký tự ẩn (ký tự điều khiển, dấu hướng chữ) đã bỏ.")
        for cell in self.long[:MOST_NOTES]:
            yield Note(cell=cell, what=f"chữ dài hơn {LONGEST_CELL:,} ký tự, chỉ đọc phần đầu.".replace(",", ".", 1))
        if len(self.long) > MOST_NOTES:
            yield Note(what=f"Còn {len(self.long) - MOST_NOTES} ô khác quá dài.")


def _not_secret(sheet: Sheet) -> None:
    for row in sheet.rows[:_TOP_ROWS]:
        for value in row:
            if _SECRET.fullmatch(text_of(value)):
                raise refused(
                    f"Tệp có dấu “{text_of(value)}”: không được đưa vào chương trình.",
                    "Giữ tài liệu mật theo chế độ bảo mật; chỉ nhập danh sách không đóng dấu mật.",
                    "Chương trình không được phép chứa tài liệu có độ mật.",
                )
