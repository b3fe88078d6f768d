"""What offices write in headers and cells, and what a machine that knows less would make of it without a word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.exchange.lists.cells import date_of, is_in_probation, is_member, is_no_member, sexes_of
from chibo.exchange.lists.composite import parts_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.headers import column_of_header
from chibo.exchange.lists.kinds import KINDS
from chibo.exchange.lists.letters import old_letters
from chibo.exchange.lists.official import ethnic_groups
from chibo.exchange.lists.years import ResultError, grade_of, result_of
from chibo.exchange.queries.checking import first_look
from tests.exchange.test_lists import table
from tests.factories import OrganisationFactory

if TYPE_CHECKING:
    from chibo.exchange.lists.preview import Preview
    from chibo.exchange.lists.rows import Row

ON = date(2018, 5, 21)

Rows = list[list[object]]


def look(rows: Rows) -> Preview:
    return first_look(OrganisationFactory.create(), "a.xlsx", table(rows), ON)


def read(rows: Rows) -> list[Row]:
    return [line.row for line in look(rows).lines]


# ---------------------------------------------------------------------- headers


@pytest.mark.parametrize("header", ["Sinh năm", "Sinh ngày, tháng, năm", "SINH NGÀY THÁNG NĂM", "Ngày sinh Năm"])
def test_a_year_is_no_man(header: str) -> None:
    """Without its marks *năm* is *nam*: every woman of such a list became a man."""
    assert column_of_header(header) is Column.BIRTH
    assert column_of_header("Năm sinh Nam") is Column.BIRTH_MALE
    assert column_of_header("Năm") is None


@pytest.mark.parametrize(
    "header",
    [
        "Ngày kết nạp Đoàn",
        "Ngày vào Đoàn TNCS",
        "Ngày dự kiến kết nạp",
        "Ngày viết đơn xin vào Đảng",
        "Ngày cấp GCN lớp bồi dưỡng kết nạp Đảng",
        "Ngày cấp thẻ đảng viên",
        "Nơi cấp CCCD",
        "Ngày mất thẻ",
        "Người giới thiệu vào Đảng",
        "Họ và tên vợ (chồng)",
    ],
)
def test_what_sounds_like_a_member_and_is_none_is_left_out(header: str) -> None:
    assert column_of_header(header) is Column.IGNORE


def test_a_day_that_is_no_promise_makes_no_list_of_commitments() -> None:
    for header in ("Ngày ký hợp đồng", "Ngày viết đơn", "Ngày nộp đơn"):
        assert column_of_header(header, KINDS["commitments"]) is not Column.HANDED_ON
    for header in ("Ngày nộp", "Ngày ký cam kết", "Ngày nộp bản cam kết"):
        assert column_of_header(header, KINDS["commitments"]) is Column.HANDED_ON


@pytest.mark.django_db
def test_a_birth_in_three_columns_is_one_date() -> None:
    rows: Rows = [["STT", "Họ và tên", "Ngày sinh", None, None, "Quê quán"], [None, None, "Ngày", "Tháng", "Năm", None]]
    rows += [[1, "Lò Mẫu Nhung", 5, 2, 1980, "xã Mẫu"], [2, "Vừ Mẫu Pó", None, 11, 1981, "xã Mẫu"]]
    rows += [[3, "Cà Mẫu Chi", None, None, 1982, "xã Mẫu"], [4, "Vì Mẫu Bạn", 31, 2, 1983, "xã Mẫu"]]
    *sure, wrong = read(rows)
    assert [(str(row.birth), row.sex) for row in sure] == [("1980-02-05", ""), ("1981-11", ""), ("1982", "")]
    assert [fault.column for fault in wrong.faults if fault.must] == [Column.BIRTH]


@pytest.mark.django_db
def test_two_columns_of_ticks_tell_women_and_men() -> None:
    rows: Rows = [["STT", "Họ và tên", "Giới tính", None, "Ngày sinh"], [None, None, "Nam", "Nữ", None]]
    rows += [[1, "Lò Mẫu Nhung", None, "x", "1-1-1980"], [2, "Vừ Mẫu Pó", "x", None, "1-1-1981"]]
    rows += [[3, "Cà Mẫu Chi", None, None, "1-1-1982"], [4, "Vì Mẫu Bạn", "x", "x", "1-1-1983"]]
    found = read(rows)
    assert [row.sex for row in found] == ["female", "male", "", ""]
    assert [len([fault for fault in row.faults if fault.must]) for row in found] == [0, 0, 0, 1]


@pytest.mark.django_db
def test_a_column_of_women_in_which_nobody_is_ticked_makes_no_men() -> None:
    rows: Rows = [["STT", "Họ và tên", "Nữ", "Ngày sinh"], [1, "Lò Mẫu Nhung", None, "1980"], [2, "Vừ Mẫu", "", "1981"]]
    assert [row.sex for row in read(rows)] == ["", ""]


# ---------------------------------------------------------------------- sex, members


def test_digits_mean_a_sex_where_the_header_says_which() -> None:
    assert sexes_of("Giới tính (1: nữ, 0: nam)") == {"1": "female", "0": "male"}
    assert sexes_of("Giới tính (Nữ=1)") == {"1": "female", "0": "male"}
    assert sexes_of("Phái") == {}


@pytest.mark.django_db
def test_digits_without_a_word_are_asked_about() -> None:
    rows: Rows = [["Họ và tên", "Giới tính", "Ngày sinh"], ["Lò Mẫu Nhung", "1", "1980"], ["Vừ Mẫu Pó", 2, "1981"]]
    assert [(row.sex, [fault.column for fault in row.faults]) for row in read(rows)] == [("", [Column.SEX])] * 2


@pytest.mark.parametrize("said", ["x", "CT", "Chính thức", "Dự bị", "ĐVDB", "Đảng viên dự bị", "Đã kết nạp", "1"])
def test_a_member_is_told_in_many_words(said: str) -> None:
    assert is_member(said)
    assert is_in_probation(said) is ("DB" in said or "ự bị" in said)


@pytest.mark.parametrize("said", ["", "không", "Quần chúng", "Đoàn viên", "chưa", "Ngoài Đảng"])
def test_who_is_none_too(said: str) -> None:
    assert is_no_member(said)
    assert not is_member(said)


@pytest.mark.django_db
def test_the_column_of_members_may_hold_days_and_never_makes_a_member_a_stranger() -> None:
    rows: Rows = [["Họ và tên", "Ngày sinh", "Đảng viên"], ["Lò Mẫu An", "1-1-1950", "3/2/1980"]]
    rows += [["Vì Mẫu Bạn", "1-1-1951", "3/2/1981"], ["Cà Mẫu Chi", "1-1-1952", None]]
    found = read(rows)
    assert [(row.is_member, row.day(Column.CEREMONY_ON)) for row in found] == [
        (True, date(1980, 2, 3)),
        (True, date(1981, 2, 3)),
        (False, None),
    ]
    rows = [["Họ và tên", "Ngày sinh", "Đảng viên"], ["Lò Mẫu An", "1-1-1950", "x"], ["Vì Mẫu Bạn", "1951", "3/2/1981"]]
    rows += [["Cà Mẫu Chi", "1-1-1952", "sắp tới"], ["Vừ Mẫu Dế", "1-1-1990", "DB"]]
    ticked, dated, unclear, probation = look(rows).lines
    assert ticked.row.is_member
    assert dated.row.day(Column.CEREMONY_ON) == date(1981, 2, 3)
    assert unclear.stopped
    assert "chưa rõ là đảng viên hay quần chúng" in unclear.faults[0].what
    assert "tạm tính là dự bị" in probation.faults[0].next
    assert not probation.values.get("membership.was_official")


# ---------------------------------------------------------------------- what one says of no religion, a people


def test_a_peoples_name_is_spelled_as_in_the_list_and_another_name_stays() -> None:
    spelled = ethnic_groups().spelled
    assert [spelled(said) for said in ("KINH", "kinh", "DT Thái", "dân tộc Tày", "H'Mông", "Người Mẫu")] == [
        "Kinh",
        "Kinh",
        "Thái",
        "Tày",
        "HMông",
        "Người Mẫu",
    ]


@pytest.mark.django_db
def test_of_no_religion_is_an_answer() -> None:
    rows: Rows = [["Họ và tên", "Ngày sinh", "Tôn giáo"], ["Lò Mẫu An", "1-1-1950", "Không"], ["Vì Mẫu", "1951", "-"]]
    assert [row.texts.get(Column.RELIGION) for row in read(rows)] == ["Không", None]


# ---------------------------------------------------------------------- names


@pytest.mark.django_db
def test_families_whose_names_sound_like_totals_come_in() -> None:
    rows: Rows = [["STT", "Họ và tên", "Ngày sinh", "Quê quán"]]
    rows += [[1, "Tòng Công Định", "1-1-1950", "xã Mẫu"], [2, "An Đình Quân", "1-1-1951", "xã Mẫu"]]
    rows += [
        [None, "Tổng cộng", "2 người", "x"],
        [None, "TONG CONG: 2", None, None],
        [None, "Người lập", None, "Bí thư"],
    ]
    assert [row.name for row in read(rows)] == ["Tòng Công Định", "An Đình Quân"]
    rows = [
        ["Chức vụ", "Họ và tên", "Ngày sinh"],
        ["Bí thư", "Lò Mẫu An", "1-1-1950"],
        ["Phó bí thư", "Vì Mẫu", "1951"],
    ]
    assert len(read(rows)) == 2


def test_a_name_in_old_letters_is_seen_and_another_peoples_is_left_alone() -> None:
    assert old_letters("TrÇn Thanh An") == ("TCVN3", "Trần Thanh An")
    assert old_letters("Hïng") == ("TCVN3", "Hùng")
    for name in ("Trần Thanh An", "Lo Mau An", "H'Hen Niê", "Krông Ana Y Bhŏk", "Hà Đức"):
        assert old_letters(name) is None


@pytest.mark.django_db
def test_a_column_of_old_letters_in_a_list_of_unicode_is_turned_and_a_single_name_is_asked_about() -> None:
    home = "xã Thanh Nưa, huyện Điện Biên"
    names = ["TrÇn Mẫu", "TrÇn Thanh An", "NguyÔn Thanh Lan", "Hoµng Linh", "Lß V¨n Chung"]
    rows: Rows = [["STT", "Họ và tên", "Quê quán", "Chức vụ"]]
    rows += [[place, name, home, "Trưởng phòng Nội vụ"] for place, name in enumerate(names[1:], 1)]
    assert [row.name for row in read(rows)] == ["Trần Thanh An", "Nguyễn Thanh Lan", "Hoàng Linh", "Lò Văn Chung"]
    rows[2:] = [[2, "Lò Mẫu Bảo", home, "Trưởng phòng"], [3, "Vì Mẫu Bền", home, "Trưởng phòng"]]
    asked, *_ = look(rows).lines
    assert asked.stopped
    assert asked.cells[0].suggestion == "Trần Thanh An"


# ---------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("00/00/1953", "1953"),
        ("??/5/1953", "1953-05"),
        ("0/12/1953", "1953-12"),
        ("19850205", "1985-02-05"),
        (19850205, "1985-02-05"),
        ("05021985", "1985-02-05"),
        ("ngày 3 tháng 2 năm 1966", "1966-02-03"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(written: str | int, read_as: str) -> None:
    assert str(date_of(written, ON)) == read_as


# ---------------------------------------------------------------------- cells that say several things


def test_cells_of_the_members_ledger_lose_nothing() -> None:
    both = {Column.CARD_NUMBER: "012345678902", Column.FILE_NUMBER: "012346ĐB"}
    assert parts_of(Column.NUMBERS, "012345678902 012346ĐB") == both
    assert parts_of(Column.NUMBERS, "012345678902; 012346ĐB") == both
    assert parts_of(Column.NUMBERS, "012345678903 cấp năm 2005") == {Column.CARD_NUMBER: "012345678903"}
    born = parts_of(Column.BORN, "ngày 3 tháng 2 năm 1966; nam; Kinh; không")
    assert born == {
        Column.BIRTH: "ngày 3 tháng 2 năm 1966",
        Column.SEX: "nam",
        Column.ETHNICITY: "Kinh",
        Column.RELIGION: "không",
    }
    spaced = {Column.BIRTH: "1-1-1952", Column.SEX: "nam", Column.ETHNICITY: "Kinh", Column.RELIGION: "Không"}
    assert parts_of(Column.BORN, "1-1-1952 Nam Kinh Không") == spaced
    assert parts_of(Column.DIED, "Từ trần ngày 5 tháng 3 năm 2016") == {Column.DIED_ON: "ngày 5 tháng 3 năm 2016"}


# ---------------------------------------------------------------------- grades, results


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("Chưa hoàn thành nhiệm vụ", "unfulfilled"),
        ("Chưa HTNV", "unfulfilled"),
        ("Không HTNV", "unfulfilled"),
        ("Hoàn thành tốt, không vi phạm", "good"),
        ("Chưa xếp loại", ""),
    ],
)
def test_a_grade_is_never_read_as_its_opposite(said: str, grade: str) -> None:
    assert grade_of(said) == grade
    with pytest.raises(ResultError):
        grade_of("Không đạt xuất sắc")


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("Thực hiện tốt, không vi phạm", "met"),
        ("Đã hoàn thành, không có hạn chế", "met"),
        ("Chưa đạt", "not_met"),
        ("Không thực hiện", "not_met"),
        ("Đạt một phần", "partly"),
    ],
)
def test_a_result_is_never_read_as_its_opposite(said: str, result: str) -> None:
    assert result_of(said) == result
    with pytest.raises(ResultError):
        result_of("Không vi phạm")


# ---------------------------------------------------------------------- offices of the Party, places of work


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Chức vụ Đảng", Column.PARTY_POST),
        ("Chức vụ trong Đảng", Column.PARTY_POST),
        ("Chức vụ chi bộ", Column.PARTY_POST),
        ("Cấp ủy", Column.PARTY_POST),
        ("Chức vụ đang giữ", Column.POSITION),
        ("Chức vụ Đảng, chính quyền", Column.POSITION),
        ("Chức vụ chính quyền", Column.POSITION),
        ("Đơn vị công tác", Column.IGNORE),
        ("Nơi công tác", Column.IGNORE),
        ("Cơ quan, đơn vị công tác", Column.IGNORE),
        ("Nơi làm việc", Column.IGNORE),
        ("Nghề nghiệp, nơi công tác", Column.POSITION),
        ("Ngày vào cơ quan", Column.HIRED_ON),
    ],
)
def test_an_office_of_the_party_and_a_place_of_work_are_no_post(header: str, column: Column) -> None:
    assert column_of_header(header) is column


@pytest.mark.parametrize(
    "said", ["Bí thư", "Phó Bí thư", "Chi ủy viên", "BT", "PBT", "CUV", "Bí thư chi bộ", "Đảng ủy viên"]
)
def test_who_has_an_office_of_the_party_is_a_member(said: str) -> None:
    assert is_member(said)
    assert not is_member("Bí thư Đoàn")
    assert not is_member("BT chi đoàn")


@pytest.mark.django_db
def test_an_office_of_the_party_shows_a_member_and_is_no_post() -> None:
    rows: Rows = [["Họ và tên", "Ngày sinh", "Chức vụ Đảng", "Chức vụ", "Đơn vị công tác"]]
    rows += [
        ["Lò Mẫu An", "1-1-1950", "PBT", "Kế toán", "Phòng Mẫu"],
        ["Vì Mẫu Bạn", "1951", "", "Kế toán", "Phòng Mẫu"],
    ]
    member, other = read(rows)
    assert (member.is_member, other.is_member) == (True, False)
    assert (member.said(Column.POSITION), other.said(Column.POSITION)) == ("Kế toán", "Kế toán")


@pytest.mark.django_db
def test_who_has_a_day_of_admission_is_not_asked_whether_a_member() -> None:
    rows: Rows = [["Họ và tên", "Ngày sinh", "Đảng viên", "Ngày vào Đảng"]]
    rows += [["Lò Mẫu An", "1-1-1950", "tổ 1", "3/2/1980"], ["Vì Mẫu Bạn", "1951", "tổ 1", ""]]
    known, unclear = read(rows)
    assert (known.is_member, [fault.column for fault in known.faults if fault.must]) == (True, [])
    assert [fault.column for fault in unclear.faults if fault.stops] == [Column.IS_MEMBER]
