"""What is told beside the rows of an import."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.exchange.lists.columns import Header
from chibo.exchange.lists.composite import parts_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.headers import column_of_header
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
    before = told_of(book=read, sheet=sheet, header=header, columns=COLUMNS[:2], on=date(2018, 5, 21))
    assert (before.notes, before.has_turned_dates, before.places, before.words) == ((), False, (), ())


def test_places_in_parts_and_among_other_things_are_told_too() -> None:
    old = "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên"
    rows: list[list[Any]] = [
        ["Họ và tên", "Sinh; dân tộc", "Quê quán, nơi ở hiện nay", "Thường trú: chi tiết", "Thường trú: tỉnh", "Nơi ở"],
        ["Lò Mẫu An", "5-3-1980; nam; Cao Lan", f"Quê quán: {old}; nơi ở: tỉnh Hòa Bình", "", "", ""],
        ["Vì Mẫu Bạn", "1981, nữ, Thái", f"tỉnh Điện Biên\n{old}", "xã Thanh Nưa, huyện Điện Biên", "Điện Biên", ""],
        ["Cà Mẫu Chính", "1982", "Quê: tỉnh Điện Biên. Nơi ở: tỉnh Hòa Bình", "", "", "tỉnh Điện Biên"],
    ]
    columns = (
        Column.FULL_NAME,
        Column.BORN,
        Column.LIVED,
        Column.HOME_DETAIL,
        Column.HOME_PROVINCE,
        Column.RESIDENCE,
    )
    read = read_book("ds.xlsx", book(rows))
    (sheet,) = read.tables
    header = Header(row=0, height=1, texts=tuple(map(str, rows[0])))
    assert column_of_header("Quê quán, nơi ở hiện nay") is Column.LIVED
    told = told_of(book=read, sheet=sheet, header=header, columns=columns, on=date(2026, 1, 15))
    assert {one.what: one.rows for one in told.places} == {
        f"{old} từ 1-7-2025 thuộc xã Thanh Nưa, tỉnh Điện Biên": 3,
        "tỉnh Hòa Bình từ 1-7-2025 thuộc tỉnh Phú Thọ": 1,  # the cell of its own goes before in the third row
    }
    assert [one.rows for one in told.words] == [1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("xã A, tỉnh B", ("xã A, tỉnh B", "", "")),
        ("xã A; xã B", ("xã A", "", "xã B")),
        ("xã A; xã B; xã C", ("xã A", "xã B", "xã C")),
        ("Nơi ở hiện nay: xã C, tỉnh D; quê quán: xã A", ("xã A", "", "xã C, tỉnh D")),
        ("Quê quán: xã A. Nơi thường trú: xã B. Chỗ ở: xã C.", ("xã A", "xã B", "xã C")),
        ("HKTT; Hộ khẩu: xã B", ("HKTT", "xã B", "")),
        ("Quê quán:", ("", "", "")),
    ],
)
def test_a_cell_of_several_places(typed: str, said: tuple[str, str, str]) -> None:
    found = parts_of(Column.LIVED, typed)
    places = (Column.NATIVE_PLACE, Column.PERMANENT_RESIDENCE, Column.RESIDENCE)
    assert tuple(found.get(column, "") for column in places) == said


@pytest.mark.parametrize(
    "typed", ["7/8/1982 - nữ - Thái - không", "nữ; 7/8/1982; Thái; không", "7 - 8 - 1982, Thái, nữ, không"]
)
def test_a_cell_about_birth_is_read_however_its_parts_are_set_apart(typed: str) -> None:
    found = parts_of(Column.BORN, typed)
    assert found.pop(Column.BIRTH).replace(" ", "").replace("-", "/") == "7/8/1982"
    assert found == {Column.SEX: "nữ", Column.ETHNICITY: "Thái", Column.RELIGION: "không"}


def test_where_somebody_came_from_is_the_place_alone() -> None:
    assert parts_of(Column.MOVED_IN, "1/9/2010 từ Chi bộ Mẫu")[Column.MOVED_FROM] == "Chi bộ Mẫu"


@pytest.mark.parametrize(
    ("typed", "ethnicity", "religion"),
    [
        ("Kinh/Không", "Kinh", "Không"),
        ("Thái; Phật giáo", "Thái", "Phật giáo"),
        ("Không, Mông", "Mông", "Không"),
        ("Tin lành", "", "Tin lành"),
        ("Khơ Mú", "Khơ Mú", ""),
    ],
)
def test_a_cell_of_folk_and_faith(typed: str, ethnicity: str, religion: str) -> None:
    found = parts_of(Column.FOLK_AND_FAITH, typed)
    assert (found.get(Column.ETHNICITY, ""), found.get(Column.RELIGION, "")) == (ethnicity, religion)
