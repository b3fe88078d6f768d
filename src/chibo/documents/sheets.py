"""Lists out as XLSX: one sheet, a bold heading row that stays, dates as dates, numbers that are codes as text."""

from __future__ import annotations

import csv as plain
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from chibo.base.dates import say_date
from chibo.base.logfile import harmless

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


def register(
    title: str, above: Sequence[str], columns: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]
) -> bytes:
    """Return a register of many columns as offices print it: on its side, columns numbered, lines around every cell.

    ``above`` are lines over the table; text stays text as in :func:`workbook`.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1})
        count = book.add_format({"italic": True, "align": "center", "border": 1})
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        over = book.add_format({"bold": True})
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line, over)
        first = len(above) + 1
        for place, name in enumerate(columns):
            sheet.write_string(first, place, name, head)
            sheet.write_number(first + 1, place, place + 1, count)
        for number, row in enumerate(rows, start=first + 2):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text, body)
        sheet.freeze_panes(first + 2, 2)
        sheet.repeat_rows(first, first + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
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
    words = " ".join(kept.split())
    if len(words) > _SHEET_NAME:  # cut between words; a single long one within
        words = words[: _SHEET_NAME + 1].rpartition(" ")[0] or words[:_SHEET_NAME]
    return words or "Danh sách"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with names on two sides and sums below; with ``has_sum_column`` its last column adds up each row.

    A count that may not be shown is a word; a line with such a word is written as it is, without a formula.
    """

    title: str
    notes: tuple[str, ...]
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | str, ...]], ...]
    sums: tuple[int | str, ...]
    has_sum_column: bool


def crossed(table: Table) -> bytes:
    """Return a workbook of the table whose sums are formulas, so that whoever gets it can check that it adds up."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": table.title})
        _lay(book, book.add_worksheet(_sheet_name(table.title)), table)
    return out.getvalue()


def collected(title: str, tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table, as :func:`crossed`, behind a sheet that lists them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title})
        index = book.add_worksheet("Mục lục")
        index.write_string(0, 0, title, book.add_format({"bold": True}))
        index.set_column(0, 0, 90)
        for number, table in enumerate(tables, start=1):
            name = f"Biểu {number:02d}"
            _lay(book, book.add_worksheet(name), table)
            index.write_url(number + 1, 0, f"internal:'{name}'!A1", string=f"{name}. {'; '.join(table.notes)}")
    return out.getvalue()


def _lay(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
    """Write a table on a sheet."""
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    sheet.write_string(0, 0, table.title, bold)
    for place, note in enumerate(table.notes, start=1):
        sheet.write_string(place, 0, note)
    top = len(table.notes) + 2
    for place, name in enumerate((table.corner, *table.columns)):
        sheet.write_string(top, place, name, head)
    for place, (name, counts) in enumerate((*table.rows, ("Cộng", table.sums)), start=top + 1):
        sheet.write_string(place, 0, name)
        for column, count in enumerate(counts, start=1):
            _count(sheet, place, column, count, _formula(table, place - top - 1, column - 1, top))
    sheet.set_column(0, 0, min(_WIDEST, max(12, *(len(name) for name, _ in table.rows), 0)))
    sheet.set_column(1, len(table.columns), 12)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _count(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, count: int | str, formula: str) -> None:
    if isinstance(count, str):
        sheet.write_string(row, column, count)
    elif formula:
        sheet.write_formula(row, column, formula, None, count)
    else:
        sheet.write_number(row, column, count)


def _formula(table: Table, row: int, column: int, top: int) -> str:
    """The sum that a cell is, where it is one and every part of it is shown; else nothing."""
    width = len(table.columns)
    if row == len(table.rows):
        parts = [counts[column] for _, counts in table.rows]
        cells = xl_range(top + 1, column + 1, top + len(table.rows), column + 1)
    elif table.has_sum_column and column == width - 1:
        parts = list(table.rows[row][1][:-1])
        cells = f"{xl_rowcol_to_cell(top + 1 + row, 1)}:{xl_rowcol_to_cell(top + 1 + row, width - 1)}"
    else:
        return ""
    return f"=SUM({cells})" if parts and not any(isinstance(part, str) for part in parts) else ""


def csv(table: Table) -> bytes:
    """Return the table as CSV that spreadsheets open with its letters right; no cell can start a formula."""
    out = io.StringIO()
    writer = plain.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in (table.corner, *table.columns)])
    for name, counts in (*table.rows, ("Cộng", table.sums)):
        writer.writerow([harmless(name), *counts])
    return out.getvalue().encode("utf-8-sig")


def listed(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a list as CSV in UTF-8 with a mark, as :func:`workbook` would hold it; no cell can start a formula.

    Days are written as people write them (5-2-2018). Raises ``ValueError`` for a row of another length.
    """
    out = io.StringIO()
    writer = plain.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in columns])
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            message = f"row {number} has {len(row)} cells for {len(columns)} columns"
            raise ValueError(message)
        writer.writerow([_said(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _said(value: Cell) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "có" if value else "không"
        case date():
            return say_date(value)
        case str():
            return harmless(value)
        case _:
            return value
