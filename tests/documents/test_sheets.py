"""Lists out: text stays text, dates are dates, and a wrong row is an error, not a shifted column."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from chibo.documents.sheets import Cell, workbook


def read(content: bytes) -> list[list[object]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [list(row) for row in rows]


def test_what_is_written_is_read_again() -> None:
    made = workbook(
        "Đảng viên: ngày 6/2 [2018]",
        ["Họ và tên", "Ngày vào Đảng", "Số thẻ", "Tuổi", "Chính thức"],
        [["Lò Mẫu An", date(1990, 12, 19), "00123456", 51, True], ["Đặng Mẫu Ý", None, "", 22, False]],
    )
    rows = read(made)
    assert rows[1] == ["Lò Mẫu An", date(1990, 12, 19), "00123456", 51.0, "có"]
    assert rows[2] == ["Đặng Mẫu Ý", "", "", 22.0, "không"]
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Đảng viên ngày 6 2 2018"]
    assert book.active is not None
    assert book.active.freeze_panes == "A2"


def test_a_cell_never_becomes_a_formula_or_an_address() -> None:
    tricky = ["=1+1", "http://example.org", "{=SUM(A1)}", "+84 912", "@SUM"]
    book = openpyxl.load_workbook(io.BytesIO(workbook("x", ["a"], [[text] for text in tricky])))
    sheet = book.active
    assert sheet is not None
    cells = [sheet.cell(row=2 + index, column=1) for index in range(len(tricky))]
    assert [cell.value for cell in cells] == tricky
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_a_long_list_comes_as_it_is_read() -> None:
    made = workbook("Dài", ["Số", "Tên"], ([number, f"Người Mẫu {number}"] for number in range(3000)))
    rows = read(made)
    assert len(rows) == 3001
    assert rows[3000] == [2999.0, "Người Mẫu 2999"]


def test_a_row_of_another_length_or_an_odd_value_is_an_error() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells for 2 columns"):
        workbook("x", ["a", "b"], [["1", "2"], ["3"]])
    odd: list[list[Cell]] = [[object()]]  # type: ignore[list-item]
    with pytest.raises(TypeError, match="no object"):
        workbook("x", ["a"], odd)


def test_the_name_of_a_sheet_is_cut_between_words() -> None:
    long = workbook("Danh sách người được cử đi học lớp", ["a"], [])
    assert openpyxl.load_workbook(io.BytesIO(long)).sheetnames == ["Danh sách người được cử đi học"]
    one = workbook("x" * 40, ["a"], [])
    assert openpyxl.load_workbook(io.BytesIO(one)).sheetnames == ["x" * 31]
