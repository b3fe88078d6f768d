"""Lists out as XLSX: one sheet, a bold heading row that stays, dates as dates, numbers that are codes as text."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | bool | date | None
_WIDEST = 50
_SHEET_NAME = 31


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one list. Rows are written as they come, so a long list needs no more memory.

    Text stays text: no formula, no address is made of it, and leading zeros stay. Raises ``ValueError`` for a row of
    another length than the columns, ``TypeError`` for a cell of another kind.
    """
    out = io.BytesIO()
    options = {"constant_memory": True, "in_memory": True, "remove_timezone": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "d-m-yyyy", "align": "left"})
        for place, name in enumerate(columns):
            sheet.set_column(place, place, min(_WIDEST, max(10, len(name) + 2)))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, head)
        for number, row in enumerate(rows, start=1):
            if len(row) != len(columns):
                message = f"row {number} has {len(row)} cells for {len(columns)} columns"
                raise ValueError(message)
            for place, value in enumerate(row):
                _write(sheet, number, place, value, day)
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, day: object) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_string(row, column, "có" if value else "không")
        case int() | float():
            sheet.write_number(row, column, value)
        case datetime() | date():
            sheet.write_datetime(row, column, value, day)
        case str():
            sheet.write_string(row, column, value)
        case _:
            message = f"a sheet takes no {type(value).__name__}"
            raise TypeError(message)


def _sheet_name(title: str) -> str:
    kept = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return " ".join(kept.split())[:_SHEET_NAME] or "Danh sách"
