"""The pages of the statistics, and the files they give."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from chibo.base.models import AuditEntry
from chibo.documents import sheets
from tests.desk.test_pages import sign_in

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
AGES = "/bao-cao/thong-ke/?hang=tuoi-doi&cot=gioi-tinh"


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_table_and_the_people_behind_a_count(secretary: Client) -> None:
    page = text(secretary, AGES)
    assert "23 đảng viên, chia theo tuổi đời và giới tính" in page
    opened = text(secretary, "/bao-cao/thong-ke/danh-sach/?hang=dien&o-hang=probationary")
    assert "2 người" in opened
    assert "Sùng Mẫu Vừ" in opened
    women = text(secretary, f"{AGES}&loc=gioi-tinh:female")
    assert "Chỉ tính: Giới tính: nữ." in women
    assert "13 đảng viên" in women


@pytest.mark.parametrize("address", ["/bao-cao/thong-ke/", "/bao-cao/bien-dong/", "/bao-cao/chat-luong/"])
def test_a_cell_is_not_said_to_have_units_below_it(secretary: Client, address: str) -> None:
    assert "các đơn vị trực thuộc" not in secretary.get(address).content.decode()


def test_wrong_questions_are_answered_kindly(secretary: Client) -> None:
    assert "Không có cách chia này." in text(secretary, "/bao-cao/thong-ke/?hang=diem-so", 422)
    assert "chưa đến nên chưa có số liệu" in text(secretary, "/bao-cao/thong-ke/?ngay=22-5-2018", 422)
    wrong = text(secretary, "/bao-cao/bien-dong/?tu=5-2-2018&den=1-1-2018", 422)
    assert "Ngày đầu kỳ sau ngày cuối kỳ." in wrong
    assert "chưa đến" in text(secretary, "/bao-cao/bien-dong/?tu=5-2-2018&den=1-1-2019", 422)


def test_the_turnover_of_this_year_and_of_the_term(secretary: Client) -> None:
    page = text(secretary, "/bao-cao/bien-dong/")
    assert "từ <time" in page
    assert page.count("Khớp") == 1
    assert "Lệch" not in page
    assert "Lệch" not in text(secretary, "/bao-cao/bien-dong/?tu=22-5-2015&den=21-5-2018")


@pytest.mark.parametrize(
    "path",
    [
        "/bao-cao/thong-ke/tai/?hang=tuoi-doi&cot=gioi-tinh",
        "/bao-cao/thong-ke/tai/?hang=dien",
        "/bao-cao/bien-dong/tai/?tu=22-5-2015&den=21-5-2018",
    ],
)
def test_the_formulas_of_a_workbook_give_the_sums_it_shows(secretary: Client, path: str) -> None:
    content = secretary.get(path).getvalue()
    formulas = openpyxl.load_workbook(io.BytesIO(content)).active
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    sums = [cell for row in formulas.iter_rows() for cell in row if str(cell.value).startswith("=SUM(")]
    assert sums
    for cell in sums:
        left, top, right, bottom = range_boundaries(str(cell.value).removeprefix("=SUM(").removesuffix(")"))
        parts = values.iter_rows(min_col=left, max_col=right, min_row=top, max_row=bottom, values_only=True)
        assert sum(sum(row) for row in parts) == values[cell.coordinate].value


def test_a_file_that_leaves_is_in_the_log(secretary: Client, sample: Organisation) -> None:
    rows = list(
        csv.reader(
            io.StringIO(secretary.get(f"{AGES.replace('ke/?', 'ke/tai/?')}&dang=csv").content.decode("utf-8-sig"))
        )
    )
    assert rows[0] == ["Tuổi đời", "nữ", "nam", "Cộng"]
    assert rows[-1] == ["Cộng", "13", "10", "23"]
    entry = AuditEntry.objects.filter(action="reports.export").latest("pk")
    assert (entry.chain, entry.changes["members"]) == (str(sample.uid), [None, 23])


def test_no_cell_of_a_file_starts_a_formula_of_somebody_elses() -> None:
    table = sheets.Table(
        title="Thử",
        notes=("Ghi chú",),
        corner="Dân tộc",
        columns=("=1+1", "Cộng"),
        rows=(("=HYPERLINK(1)", ("ẩn", 5)), ("@x", ("ẩn", 4))),
        sums=("ẩn", 9),
        has_sum_column=True,
    )
    assert all(
        not part.startswith(("=", "@"))
        for row in csv.reader(io.StringIO(sheets.csv(table).decode("utf-8-sig")))
        for part in row
    )
    book = openpyxl.load_workbook(io.BytesIO(sheets.crossed(table))).active
    kinds = {str(cell.value): cell.data_type for row in book.iter_rows() for cell in row if cell.value is not None}
    assert (kinds["=1+1"], kinds["=HYPERLINK(1)"], kinds["ẩn"]) == ("s", "s", "s")
    assert [value for value, kind in kinds.items() if kind == "f"] == ["=SUM(C5:C6)"]


def test_a_table_as_a_paper(secretary: Client) -> None:
    """The heading of the day's form, the table where the template says, its sums, the notes below."""
    for path, columns in (
        (AGES.replace("ke/?", "ke/tai/?"), 4),
        ("/bao-cao/bien-dong/tai/?tu=1-1-2018&den=21-5-2018", 16),
    ):
        answer = secretary.get(f"{path}&dang=docx")
        document = docx.Document(io.BytesIO(answer.getvalue()))
        table = next(one for one in document.tables if len(one.columns) == columns)
        assert table.rows[-1].cells[0].text == "Cộng"
        assert table.rows[-1].cells[-1].text == "23"
        assert not any("bảng số liệu" in paragraph.text for paragraph in document.paragraphs)
        assert "BIỂU THỐNG KÊ" in [paragraph.text for paragraph in document.paragraphs]
        section: Any = document.sections[0]
        assert (section.page_width > section.page_height) == (columns > 7)
