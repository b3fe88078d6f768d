"""Names of one person: what is none, or two, waits; what somebody noted behind a name is no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.phones import is_phone
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.lists.standing import Standing
from chibo.register.models import Membership, Person
from tests.exchange.looking import bring, look, make_cell, upload

if TYPE_CHECKING:
    from chibo.exchange.lists.preview import Line
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

Rows = list[tuple[object, ...]]


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def of(cell: Organisation, *names: str, decisions: Decisions | None = None) -> list[Line]:
    rows: Rows = [("TT", "Họ và tên", "Ngày sinh", "Quê quán")]
    rows += [(place, name, f"{place}-1-1980", "xã Mẫu") for place, name in enumerate((*names, "Vì Mẫu Sau"), 1)]
    return list(look(upload(cell, rows, decisions)).lines[:-1])


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Đỗ Mẫu Nga / Đỗ Mẫu Ngân", ""),
        ("Đỗ Mẫu Nga\nTạ Mẫu Ngân", "Đỗ Mẫu Nga Tạ Mẫu Ngân"),
        ("Tạ Mẫu Năm và Tạ Mẫu Sáu", ""),
        ("Tạ Mẫu Năm, Lò Mẫu Sáu", ""),
        ("Lò Mẫu Nga / Ngân", "Lò Mẫu Nga"),
        ("Lò Mẫu An - Kế toán", "Lò Mẫu An"),
        ("Lò Mẫu An 2", "Lò Mẫu An"),
        ("Chưa rõ tên", ""),
        ("Chi bộ bản Mẫu", ""),
        ("???", ""),
    ],
)
def test_two_people_or_nobody_wait_for_an_answer(cell: Organisation, written: str, suggestion: str) -> None:
    (line,) = of(cell, written)
    assert line.stopped
    assert [(each.column, each.suggestion) for each in line.cells] == [(Column.FULL_NAME, suggestion)]
    posted = Decisions(edits={2: {Column.FULL_NAME: line.cells[0].typed}})
    assert of(cell, written, decisions=posted)[0].stopped, "the box sent as it stood is no answer"
    (mended,) = of(cell, written, decisions=Decisions(edits={2: {Column.FULL_NAME: "Đỗ Mẫu Nga"}}))
    assert (mended.row.name, mended.stopped) == ("Đỗ Mẫu Nga", False)


@pytest.mark.parametrize("written", ["Đ/c Lò Mẫu An", "1. Ông Lò Mẫu An", "đ/c: Lò Mẫu An", "Bà Lò Thị Mẫu (Bí thư)"])
def test_what_stands_before_a_name_is_no_other_person(cell: Organisation, written: str) -> None:
    (line,) = of(cell, written)
    assert (line.faults, line.goes_in) == ([], True)


@pytest.mark.parametrize("written", ["Lò Văn\nAn", "Nguyễn Thị\nThu Hà", "Sùng A Và", "H'Hen Niê", "SÙNG VÀ DƠ"])
def test_a_name_over_two_lines_and_names_with_such_words_are_one_person(cell: Organisation, written: str) -> None:
    (line,) = of(cell, written)
    assert not line.stopped
    assert line.row.name.casefold() == " ".join(written.split()).casefold()


def test_a_remark_in_brackets_is_no_part_of_the_name(cell: Organisation) -> None:
    retired, post, known = of(
        cell, "Lò Mẫu An (nghỉ hưu 01/11/2026)", "Lò Mẫu Bạn (Bí thư)", "Lò Mẫu Chi (bí danh Sơn)"
    )
    assert [line.row.name for line in (retired, post, known)] == ["Lò Mẫu An", "Lò Mẫu Bạn", "Lò Mẫu Chi"]
    assert [fault.what for fault in retired.faults] == ["sau họ tên ghi “nghỉ hưu 01/11/2026”"]
    assert retired.goes_in
    assert known.row.said(Column.OTHER_NAMES) == "Sơn"


def test_a_note_of_leaving_behind_a_name_or_in_the_notes_is_asked_about(cell: Organisation) -> None:
    rows: Rows = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Ghi chú")]
    rows += [(1, "Lò Mẫu An (mất 5/3/2015)", "1-1-1950", "3/2/1980", "3/2/1981", "")]
    rows += [(2, "Lò Mẫu Bạn", "2-1-1950", "3/2/1980", "3/2/1981", "SHTT đến 30/6/2018")]
    rows += [(3, "Lò Mẫu Chi", "3-1-1950", "3/2/1980", "3/2/1981", "SHTT đến 1/7/2018")]
    rows += [(4, "Lò Mẫu Dế", "4-1-1950", "3/2/1980", "3/2/1981", "tổ 1")]
    died, guests = look(upload(cell, rows)).groups
    assert [(one.group.standing, one.rows) for one in (died, guests)] == [(Standing.LEFT, 1), (Standing.GUEST, 2)]
    bring(cell, rows, Decisions(groups={died.group.mark: "died", guests.group.mark: "out"}))
    assert set(Membership.objects.values_list("person__full_name", "left_by")) == {
        ("Lò Mẫu An", "death"),
        ("Lò Mẫu Dế", ""),
    }
    assert str(Membership.objects.get(left_by="death").ends_on) == "2015-03-05"


def test_a_telephone_number_is_nobodys_identity(cell: Organisation) -> None:
    rows: Rows = [("TT", "Họ và tên", "Ngày sinh", "Số CCCD")]
    rows += [(1, "Lò Mẫu An", "1-1-1950", "0912345678"), (2, "Lò Mẫu Bạn", "1-1-1951", "0111 6000 0456")]
    rows += [(3, "Lò Mẫu Chi", "1-1-1952", "11160000457")]
    phone, whole, lost = look(upload(cell, rows)).lines
    assert "là số điện thoại" in phone.faults[0].what
    assert phone.goes_in
    assert not whole.faults
    assert lost.cells[0].suggestion == "011160000457"
    bring(cell, rows)
    assert Person.objects.get(full_name="Lò Mẫu An").identity_number == ""
    assert is_phone("+84 912 345 678")
    assert not is_phone("0123456789")
