"""Results of years under one title over several columns; whom a list of results may add."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from chibo.base.refusal import FaultyError
from chibo.exchange import actions
from chibo.exchange.models import ListImport
from tests.exchange.looking import bring, look, make_cell, sign_in, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

MEMBERS = [
    ("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"),
    (1, "Lò Mẫu An", "1-1-1980", "3/2/2010", "3/2/2011"),
]
LIKE = [("TT", "Họ và tên", "Ngày sinh", "Xếp loại năm 2016"), (1, "Lò Mẫu An", "1-2-1980", "HTT")]


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


@pytest.mark.parametrize("title", ["Kết quả xếp loại các năm", "Xếp loại", "Các năm", "Kết quả"])
@pytest.mark.parametrize("merged", ["D2:G2", "D2:G2 A2:A3 B2:B3 C2:C3", ""])
def test_years_as_numbers_under_one_title_are_a_column_each(cell: Organisation, title: str, merged: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [["KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG ĐẢNG VIÊN"], ["TT", "Họ và tên", "Ngày sinh", title]]
    rows += [[None, None, None, 2014, 2015, 2016, 2017], [1, "Lò Mẫu An", "1-1-1980", "HTT", "HTXS", "HT", "HTT"]]
    for cells in rows:
        sheet.append(cells)
    for part in merged.split():
        sheet.merge_cells(part)
    file = io.BytesIO()
    book.save(file)
    record = actions.upload_list(actor=actor(), on=MONDAY, organisation=cell, name="xl.xlsx", content=file.getvalue())
    assert (record.kind, record.header_row, record.header_height) == ("reviews", 1, 2)
    (line,) = look(record).lines
    assert line.row.grades == {2014: "good", 2015: "excellent", 2016: "fulfilled", 2017: "good"}


def test_a_list_of_results_offers_nobody_new(cell: Organisation, client: Client) -> None:
    bring(cell, MEMBERS)
    record = upload(cell, LIKE)
    assert look(record).open_lines
    sign_in(client, cell)
    page = client.get(f"/nhap-danh-sach/{record.uid}/kiem-tra/").content.decode()
    assert "Có thể đã có trong sổ" in page
    assert "thêm người mới" not in page
    with pytest.raises(FaultyError) as error:
        actions.run_import(actor=actor(), on=MONDAY, record=ListImport.objects.get(pk=record.pk))
    assert error.value.faults[0].next == "Chọn đúng người, hoặc Bỏ qua dòng này."
