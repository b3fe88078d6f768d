"""What is told beside the rows of an import."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.exchange.lists.columns import Header
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.sheets import read_book
from chibo.exchange.lists.telling import told_of
from tests.exchange.awkward import book

COLUMNS = (Column.IGNORE, Column.FULL_NAME, Column.ETHNICITY, Column.RESIDENCE)
ROWS: list[list[Any]] = [
    ["STT", "Họ và tên", "Dân tộc", "Nơi ở"],
    [1, "Lò Mẫu An", "Thái", "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên"],
    [2, "Vì Mẫu Bạn", "Cao Lan", "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên"],
    [3, "Cà Mẫu Chính", "Cao Lan", "phường Mường Thanh, tỉnh Điện Biên"],
]


def test_old_places_and_other_names_are_told_once_with_their_rows() -> None:
    read = read_book("ds.xlsx", book(ROWS))
    (sheet,) = read.tables
    header = Header(row=0, height=1, texts=tuple(map(str, ROWS[0])))
    told = told_of(book=read, sheet=sheet, header=header, columns=COLUMNS, on=date(2026, 1, 15))
    assert [(one.what, one.rows) for one in told.places] == [
        ("xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên từ 1-7-2025 thuộc xã Thanh Nưa, tỉnh Điện Biên", 2)
    ]
    (word,) = told.words
    assert word.what.startswith("“Cao Lan” trong danh mục là Sán Chay")
    assert word.rows == 2
    assert not told.is_nothing
    before = told_of(book=read, sheet=sheet, header=header, columns=COLUMNS[:2], on=date(2018, 5, 21))
    assert before.is_nothing
