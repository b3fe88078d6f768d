"""Who left or died does not come in as if still there: without the whole day the row waits, and says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.exchange.lists.composite import status_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.headers import column_of_header
from chibo.exchange.lists.preview import Decisions
from chibo.register.models import Membership, Organisation, Person
from chibo.register.queries import head_count
from tests.exchange.looking import bring, look, make_cell, said_of, upload
from tests.factories import MONDAY

if TYPE_CHECKING:
    from chibo.exchange.lists.rows import RowFault

pytestmark = pytest.mark.django_db

BOOK = [
    ("SỔ DANH SÁCH ĐẢNG VIÊN (mẫu 7-HSĐV)",),
    (
        "TT",
        "Họ và tên",
        "Ngày sinh; nam, nữ; dân tộc; tôn giáo",
        "Ngày vào Đảng; ngày chính thức",
        "Số thẻ đảng viên; số lý lịch; số Huy hiệu Đảng",
        "Chuyển đi: ngày, nơi đến",
        "Từ trần: ngày, lý do",
        "Ra khỏi Đảng: ngày, hình thức",
    ),
]
SHEET = [
    ("BẢNG RÀ SOÁT DỮ LIỆU ĐẢNG VIÊN 2025",),
    (
        "TT",
        "Họ và tên",
        "Ngày sinh",
        "Ngày vào Đảng",
        "Ngày chính thức",
        "Trạng thái hoạt động",
        "Ngày ra khỏi Đảng, từ trần, miễn sinh hoạt",
    ),
]
NAMES = ("Ánh", "Bạn", "Chi", "Dế", "Én")


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def of_the_book(place: int, moved: str = "", died: str = "", ended: str = "") -> tuple[object, ...]:
    born, joined = f"{place + 1}-1-1950; nam; Thái; không", "3-2-1980; 3-2-1981"
    return (place, f"Lò Mẫu {NAMES[place]}", born, joined, "", moved, died, ended)


def of_the_sheet(place: int, status: str, day: str = "") -> tuple[object, ...]:
    return (place, f"Lò Mẫu {NAMES[place]}", f"{place + 1}-1-1950", "3/2/1980", "3/2/1981", status, day)


def test_the_book_of_members_stops_who_left_on_an_unknown_day(cell: Organisation) -> None:
    rows = [
        of_the_book(0, died="Mất năm 2015"),
        of_the_book(1, moved="Tháng 3-2016, Đảng bộ xã Mẫu"),
        of_the_book(2, moved="Chuyển về chi bộ bản Mẫu"),
        of_the_book(3, ended="Xóa tên 2014"),
        of_the_book(4, moved="5/3/2016, Đảng bộ xã Mẫu"),
    ]
    found = look(upload(cell, [*BOOK, *rows]))
    assert found.kind.code == "members"
    then = "Ghi đủ ngày vào ô bên; chưa rõ thì dòng này chưa nhập."
    assert said_of(found) == {
        "Lò Mẫu Ánh": [f"Ghi là đã từ trần nhưng chỉ biết năm 2015. {then}"],
        "Lò Mẫu Bạn": [f"Ghi là đã chuyển đi nhưng chỉ biết tháng 3-2016. {then}"],
        "Lò Mẫu Chi": [f"Ghi là đã chuyển đi nhưng chưa có ngày. {then}"],
        "Lò Mẫu Dế": [f"Ghi là đã ra khỏi Đảng nhưng chỉ biết năm 2014. {then}"],
        "Lò Mẫu Én": [],
    }
    assert (found.people, found.skipped) == (1, 4)
    assert [(cell.column, cell.typed) for line in found.lines for cell in line.cells] == [
        (Column.DIED_ON, "2015"),
        (Column.MOVED_OUT_ON, "Tháng 3-2016"),
        (Column.MOVED_OUT_ON, ""),
        (Column.ENDED_ON, "2014"),
    ]
    edits = {3: {Column.DIED_ON: "5/3/2015"}, 5: {Column.MOVED_OUT_ON: "1/9/2016"}}
    bring(cell, [*BOOK, *rows], Decisions(edits=edits))
    left = Membership.objects.order_by("person__sort_key").values_list("person__full_name", "ends_on", "left_by")
    assert set(left) == {
        ("Lò Mẫu Ánh", date(2015, 3, 5), "death"),
        ("Lò Mẫu Chi", date(2016, 9, 1), "transfer_out"),
        ("Lò Mẫu Én", date(2016, 3, 5), "transfer_out"),
    }
    assert head_count(cell, MONDAY).members == 0


def test_a_day_of_leaving_that_cannot_be_read_stops_the_row_too(cell: Organisation) -> None:
    rows = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Ngày từ trần")]
    rows.append(("1", "Lò Mẫu Ánh", "1-1-1950", "3/2/1980", "3/2/1981", "đầu xuân"))
    rows.append(("2", "Lò Mẫu Bạn", "2-1-1950", "3/2/1980", "3/2/1981", "5/3/2015"))
    found = look(upload(cell, rows))
    assert [(line.goes_in, [fault.stops for fault in line.faults]) for line in found.lines] == [
        (False, [True]),
        (True, []),
    ]


def test_a_status_of_leaving_without_its_day_stops_the_row(cell: Organisation) -> None:
    rows = [
        of_the_sheet(0, "Đã từ trần"),
        of_the_sheet(1, "Đã chuyển sinh hoạt"),
        of_the_sheet(2, "Từ trần", "2016"),
        of_the_sheet(3, "Xóa tên", "không nhớ"),
        of_the_sheet(4, "Đang sinh hoạt"),
    ]
    found = look(upload(cell, [*SHEET, *rows]))
    assert (found.kind.code, found.people, found.skipped) == ("cleanup", 1, 4)
    stopped: list[list[RowFault]] = [line.must for line in found.lines]
    assert [[fault.column for fault in faults] for faults in stopped] == [
        [Column.DIED_ON],
        [Column.MOVED_OUT_ON],
        [Column.DIED_ON],
        [Column.ENDED_ON],
        [],
    ]
    bring(cell, [*SHEET, *rows], Decisions(edits={3: {Column.DIED_ON: "1-2-2016"}, 5: {Column.DIED_ON: "1-6-2016"}}))
    assert set(Membership.objects.values_list("person__full_name", "ends_on")) == {
        ("Lò Mẫu Ánh", date(2016, 2, 1)),
        ("Lò Mẫu Chi", date(2016, 6, 1)),
        ("Lò Mẫu Én", None),
    }


def test_who_is_exempt_or_moved_here_is_still_there_and_that_is_said(cell: Organisation) -> None:
    rows = [of_the_sheet(0, "Miễn sinh hoạt", "1/5/2016"), of_the_sheet(1, "Chuyển sinh hoạt đến", "1/5/2016")]
    rows.append(of_the_sheet(2, "Đang hoạt động"))
    found = said_of(look(upload(cell, [*SHEET, *rows])))
    assert [said[0].partition(".")[0] if said else "" for said in found.values()] == [
        "Trạng thái “Miễn sinh hoạt” và ngày của nó không được nhập",
        "Trạng thái “Chuyển sinh hoạt đến” và ngày của nó không được nhập",
        "",
    ]
    bring(cell, [*SHEET, *rows])
    assert head_count(cell, MONDAY).members == 3


@pytest.mark.parametrize(
    ("status", "column"),
    [
        ("Chuyển đến từ Đảng bộ xã Mẫu", None),
        ("Chuyển sinh hoạt đến Đảng bộ xã Mẫu", Column.MOVED_OUT_ON),
        ("Đã mất", Column.DIED_ON),
        ("Mất thẻ", None),
        ("Khai trừ", Column.ENDED_ON),
        ("Chuyên viên", None),
        ("Chuyên môn", None),
    ],
)
def test_what_a_status_says(status: str, column: Column | None) -> None:
    assert status_of(status) is column


def test_a_list_that_still_names_who_left_says_what_the_register_knows(cell: Organisation) -> None:
    bring(cell, [*BOOK, of_the_book(0, moved="5/3/2016, Đảng bộ xã Mẫu")])
    again = look(upload(cell, [*BOOK, of_the_book(0)]))
    assert (again.same, again.changed) == (1, 0)
    then = "Sổ giữ nguyên; đã về lại thì ghi chuyển đến ở trang của người đó."
    assert said_of(again) == {"Lò Mẫu Ánh": [f"Sổ ghi người này đã rời chi bộ từ 5-3-2016 (chuyển đi). {then}"]}
    vague = look(upload(cell, [*BOOK, of_the_book(0, moved="2016")]))
    assert said_of(vague) == {"Lò Mẫu Ánh": []}, "the register knows the day already"
    assert Person.objects.count() == 1


GONE = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Lý do giảm", "Thời gian", "Nơi chuyển đến")]


def test_a_column_of_reasons_and_the_day_beside_it_tell_who_left(cell: Organisation) -> None:
    told = [
        ("Từ trần", "5/3/2015", ""),
        ("Chuyển sinh hoạt", "1/5/2016", "Đảng bộ xã Mẫu"),
        ("Khai trừ", "1/2/2014", ""),
        ("Mất 6/3/2015", "", ""),
    ]
    rows = [
        (place, f"Lò Mẫu {NAMES[place]}", f"{place + 1}-1-1950", "3/2/1980", *one) for place, one in enumerate(told)
    ]
    bring(cell, [*GONE, *rows])
    left = Membership.objects.values_list("person__full_name", "ends_on", "left_by", "left_to")
    assert set(left) == {
        ("Lò Mẫu Ánh", date(2015, 3, 5), "death", ""),
        ("Lò Mẫu Bạn", date(2016, 5, 1), "transfer_out", "Đảng bộ xã Mẫu"),
        ("Lò Mẫu Chi", date(2014, 2, 1), "expulsion", ""),
        ("Lò Mẫu Dế", date(2015, 3, 6), "death", ""),
    }
    assert head_count(cell, MONDAY).members == 0


def test_a_reason_that_is_unclear_or_a_day_without_one_makes_nobody_present(cell: Organisation) -> None:
    rows = [
        (1, "Lò Mẫu Ánh", "1-1-1950", "3/2/1980", "Nghỉ chế độ", "5/3/2015", ""),
        (2, "Lò Mẫu Bạn", "2-1-1950", "3/2/1980", "", "5/3/2015", ""),
        (3, "Lò Mẫu Chi", "3-1-1950", "3/2/1980", "Xóa tên", "2014", ""),
    ]
    found = look(upload(cell, [*GONE, *rows]))
    assert [[fault.column for fault in line.must] for line in found.lines] == [
        [Column.LEFT_WHY],
        [Column.LEFT_WHY],
        [Column.ENDED_ON],
    ]
    assert found.people == 0
    bring(cell, [*GONE, *rows], Decisions(edits={2: {Column.LEFT_WHY: "chuyển đi"}}))
    assert list(Membership.objects.values_list("ends_on", "left_by")) == [(date(2015, 3, 5), "transfer_out")]


@pytest.mark.parametrize(
    "header",
    ["Lý do giảm", "Lý do rời", "Lý do ra khỏi Đảng", "Hình thức giảm", "Nguyên nhân giảm", "Lý do rời chi bộ"],
)
def test_headers_that_tell_why_somebody_left(header: str) -> None:
    assert column_of_header(header) is Column.LEFT_WHY
    assert column_of_header("Ngày giảm") is Column.LEFT_ON
    assert column_of_header("Ngày giám sát") is not Column.LEFT_ON


def test_a_reason_under_a_header_that_does_not_tell_is_known_by_its_cells(cell: Organisation) -> None:
    rows: list[tuple[object, ...]] = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Hình thức", "Ngày QĐ")]
    rows += [(1, "Lò Mẫu Ánh", "1-1-1950", "3/2/1980", "Từ trần", "5/3/2015")]
    rows += [(2, "Lò Mẫu Bạn", "2-1-1950", "3/2/1980", "Xóa tên", "6/3/2015")]
    assert upload(cell, rows).columns[4:] == [Column.LEFT_WHY, Column.LEFT_ON]


def test_a_status_is_read_in_every_list_of_members_and_contracts_are_none(cell: Organisation) -> None:
    rows: list[tuple[object, ...]] = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Tình trạng")]
    rows += [(1, "Lò Mẫu Ánh", "1-1-1950", "3/2/1980", "Đang sinh hoạt")]
    rows += [(2, "Lò Mẫu Bạn", "2-1-1950", "3/2/1980", "Đã từ trần")]
    here, gone = look(upload(cell, rows)).lines
    assert (here.goes_in, gone.goes_in) == (True, False)
    rows = [(*row[:4], "Biên chế" if row[0] != "TT" else row[4]) for row in rows]
    assert upload(cell, rows).columns[4] == Column.IGNORE
