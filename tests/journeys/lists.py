"""The list an office keeps in Excel: titles above the header, merged cells, a total below, dates of several kinds."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from chibo.exchange.sample import sample_cell

if TYPE_CHECKING:
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

HEADER = (
    "TT",
    "Họ và tên",
    "Giới tính",
    "Ngày, tháng, năm sinh",
    "Dân tộc",
    "Chức vụ",
    "Trình độ",
    "Ngày về cơ quan",
    "Ngày vào Đảng",
    "Ngày chính thức",
)
NEWCOMER = (
    "Lê Mẫu Bình",
    "Nữ",
    "14/7/1992",
    "Kinh",
    "Chuyên viên",
    "Đại học",
    "01/03/2017",
    None,
    None,
)


def office_list() -> bytes:
    """The 25 people of the sample cell and one new colleague, as somebody typed them in over the years."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS 2018"
    _titles(sheet)
    sheet.append(HEADER)
    people = sample_cell().people
    for number, person in enumerate(people, start=1):
        member = person.membership
        sheet.append(
            (
                number,
                person.name if number % 5 else person.name.upper(),
                "Nữ" if person.sex == "female" else "Nam",
                _cell(person.birth, number),
                person.ethnicity,
                person.position,
                person.schooling,
                _cell(person.hired_on, number + 1),
                _cell(member.ceremony_on, number) if member else None,
                _cell(member.official_on, number) if member and member.official_on else None,
            )
        )
    sheet.append((len(people) + 1, *NEWCOMER))
    sheet.append(())
    sheet.append((None, f"Tổng số: {len(people) + 1} người"))
    sheet.append((None, None, None, None, None, None, "NGƯỜI LẬP BIỂU"))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _titles(sheet: Worksheet) -> None:
    sheet["A1"] = "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH (MẪU)"
    sheet["A2"] = "CHI BỘ BAN TUYÊN GIÁO"
    sheet["A4"] = "DANH SÁCH CÁN BỘ, CÔNG CHỨC, NGƯỜI LAO ĐỘNG"
    sheet["A5"] = "(Tính đến ngày 21/5/2018)"
    for rows in ("A1:E1", "A2:E2", "A4:J4", "A5:J5"):
        sheet.merge_cells(rows)
    sheet.append(())


def _cell(day: date, number: int) -> object:
    """A date as one typist or another entered it: a real date, or text in one of two habits."""
    if number % 3 == 0:
        return datetime.combine(day, time())
    return f"{day:%d/%m/%Y}" if number % 3 == 1 else f"{day.day}-{day.month}-{day.year}"
