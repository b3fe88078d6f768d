"""What to tell beside the rows of a waiting import: what was left out, old names of places, unlisted words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.telling import notes_of, told_of
from chibo.exchange.queries.arriving import book_of, header_of, sheet_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.exchange.lists.book import Note
    from chibo.exchange.lists.telling import Told
    from chibo.exchange.models import ListImport


def notes(record: ListImport) -> tuple[Note, ...]:
    """What was left out of the file of a waiting import, and of the table chosen."""
    book = book_of(record)
    return notes_of(book, sheet_of(book.tables, record.sheet))


def told(record: ListImport, on: date) -> Told:
    """Everything to tell about a waiting import as its columns are matched."""
    book = book_of(record)
    sheet = sheet_of(book.tables, record.sheet)
    columns = tuple(Column(column) for column in record.columns)
    return told_of(book=book, sheet=sheet, header=header_of(record, sheet), columns=columns, on=on)
