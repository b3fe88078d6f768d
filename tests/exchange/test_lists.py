"""Whole lists: the two messy ones under ``lists/``, and files that cannot be read."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from chibo.base.refusal import FaultyError
from chibo.exchange.lists import packed, texts, workbooks
from chibo.exchange.lists.columns import best_sheet, find_header, guess, propose
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.headers import column_of_header
from chibo.exchange.lists.kinds import PEOPLE
from chibo.exchange.lists.numbers import card_digits
from chibo.exchange.lists.preview import Decisions, Pair, Preview, Take
from chibo.exchange.lists.sheets import BIGGEST, read_sheets
from chibo.exchange.lists.years import kind_code_of
from chibo.exchange.queries.checking import Read, first_look, preview_of
from chibo.register import actions as register
from tests.exchange.lists.make_lists import OLD, make_csv, make_xlsx
from tests.exchange.lists.make_lists import PEOPLE as TOLD
from tests.factories import OrganisationFactory, actor

LISTS = Path(__file__).with_name("lists")
ON = date(2018, 5, 21)


pytestmark = pytest.mark.django_db


def look(name: str, content: bytes, decisions: Decisions | None = None, known: tuple[str, ...] = ()) -> Preview:
    cell = OrganisationFactory.create()
    for one in known:
        register.add_person(actor=actor(), on=ON, organisation=cell, full_name=one)
    sheet, header = best_sheet(read_sheets(name, content))
    how = Read(
        organisation=cell,
        sheet=sheet,
        header=header,
        columns=propose(sheet, header, ON),
        kind=PEOPLE,
        decisions=decisions or Decisions(),
    )
    return preview_of(how, ON)


@pytest.fixture
def messy() -> Preview:
    return look("can-bo-2018.xlsx", (LISTS / "can-bo-2018.xlsx").read_bytes())


def table(rows: list[list[object]]) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet("Bảng")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return kept.getvalue()


# ---------------------------------------------------------------------- the list of 2018


def test_the_header_is_found_under_titles_and_merged_cells() -> None:
    sheet, header = best_sheet(read_sheets("can-bo-2018.xlsx", (LISTS / "can-bo-2018.xlsx").read_bytes()))
    assert (sheet.name, header.row, header.height) == ("Danh sách", 6, 2)
    assert list(propose(sheet, header, ON)) == [
        Column.IGNORE,
        Column.FULL_NAME,
        Column.BIRTH_MALE,
        Column.BIRTH_FEMALE,
        Column.ETHNICITY,
        Column.NATIVE_PLACE,
        Column.POSITION,
        Column.SCHOOLING,
        Column.THEORY_LEVEL,
        Column.CEREMONY_ON,
        Column.OFFICIAL_ON,
        Column.HIRED_ON,
        Column.IGNORE,
        Column.IGNORE,
    ]


def test_everybody_is_there_with_sex_and_birth(messy: Preview) -> None:
    assert len(messy.lines) == len(TOLD) == 25
    assert Counter(line.row.sex for line in messy.lines) == Counter(
        "female" if entry[1] == "nữ" else "male" for entry in TOLD
    )
    births = {line.row.name: str(line.row.birth) for line in messy.lines[:16]}
    assert births == {
        "Lù Mẫu Páo": "1967-04-02",
        "Nguyễn Mẫu Thanh": "1972-08-15",
        "Quàng Mẫu Tiên": "1975-11-20",
        "Trần Mẫu Việt": "1977-01-04",
        "Lò Mẫu Ánh": "1985-07",
        "Đỗ Mẫu Bằng": "1985",
        "Cà Mẫu Chính": "None",
        "Vừ Mẫu Dua": "1988-05-12",
        "Bùi Mẫu Em": "1991-02-05",
        "Hoàng Mẫu Giáp": "1979-10-09",
        "Điêu Mẫu Hằng": "1985-07",
        "Phạm Mẫu Ích": "1983-03-11",
        "Lê Mẫu Quyên": "1987-11-27",
        "Giàng Mẫu Kỷ": "1986-03-03",
        "Lường Mẫu Lan": "1985-05-08",
        "Tòng Mẫu Mạnh": "1981-08-11",
    }


def test_faults_are_named_by_row_in_kind_words(messy: Preview) -> None:
    must = {line.row.number: [fault.what for fault in line.must] for line in messy.lines if line.must}
    assert must == {
        17: ["ngày vào Đảng (lễ kết nạp): Chưa đọc được ngày “x”."],
        18: ["ngày sinh (nam): “32-1-1990”: tháng 1 chỉ có 31 ngày."],
        25: ["ngày chính thức (20-8-2014) chưa đủ 12 tháng kể từ lễ kết nạp (20-9-2013)"],
    }
    quyen = next(line for line in messy.lines if line.row.number == 25)
    assert quyen.must[0].next == "Sửa ô này hoặc để trống, bổ sung sau."
    assert quyen.take is Take.BLANK
    phenh = next(line for line in messy.lines if line.row.name == "Mùa Mẫu Phềnh")
    assert [fault.what for fault in phenh.faults] == [
        "ngày vào Đảng chỉ biết tháng 11-2011",
        "ngày chính thức chỉ biết tháng 11-2012",
    ]
    assert phenh.take is Take.TAKE


def test_what_is_no_person_is_shown_and_left_out(messy: Preview) -> None:
    texts = [left.text for left in messy.leftovers]
    assert texts == [
        "1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · 10 · 11 · 12 · 13 · 14",
        "I. LÃNH ĐẠO BAN",
        "II. VĂN PHÒNG",
        "III. CÁC PHÒNG CHUYÊN MÔN",
        "Tổng cộng: 25 đồng chí",
        "Trong đó: nữ · 13",
        "NGƯỜI LẬP BIỂU · TRƯỞNG BAN",
        "Đặng Mẫu Yên · Lù Mẫu Páo",
    ]


def test_members_and_others(messy: Preview) -> None:
    assert (messy.people, messy.members, messy.others, messy.skipped) == (25, 18, 7, 0)
    (twins,) = messy.twins
    assert (twins.first.row.number, twins.second.row.number, twins.pair) == (16, 37, Pair.UNDECIDED)


def test_a_merged_pair_is_one_person_with_what_both_rows_say() -> None:
    content = (LISTS / "can-bo-2018.xlsx").read_bytes()
    merged = look("can-bo-2018.xlsx", content, Decisions(pairs={"16-37": Pair.MERGE}))
    assert (merged.people, merged.undecided) == (24, ())
    assert merged.lines[-1].merged_into == 16
    assert str(merged.lines[4].row.birth) == "1985-07"
    assert look("can-bo-2018.xlsx", content, Decisions(pairs={"16-37": Pair.APART})).people == 25


def test_a_repaired_cell_and_a_row_left_out() -> None:
    content = (LISTS / "can-bo-2018.xlsx").read_bytes()
    decided = Decisions(
        edits={25: {Column.OFFICIAL_ON: "20/9/2014"}, 18: {Column.BIRTH_MALE: "31-1-1990"}}, rows={17: Take.SKIP}
    )
    assert Decisions.read(decided.write()) == decided
    after = look("can-bo-2018.xlsx", content, decided)
    assert [line.row.number for line in after.lines if line.must and line.goes_in] == []
    chinh = next(line for line in after.lines if line.row.number == 18)
    assert (str(chinh.row.birth), chinh.row.sex) == ("1990-01-31", "male")
    assert (after.people, after.skipped) == (24, 1)


def test_who_may_be_known_already_is_asked_about() -> None:
    content = (LISTS / "can-bo-2018.xlsx").read_bytes()
    found = look("can-bo-2018.xlsx", content, known=("Lê Mẫu Quyên", "Vừ Mẫu Dua"))
    assert [line.row.name for line in found.open_lines] == ["Vừ Mẫu Dua", "Lê Mẫu Quyên"]
    assert {line.match.why for line in found.open_lines} == {"cùng họ tên"}
    left_out = look("can-bo-2018.xlsx", content, Decisions(rows={19: Take.SKIP}), ("Vừ Mẫu Dua",))
    assert (left_out.people, left_out.open_lines) == (24, ())


# ---------------------------------------------------------------------- the old list


def test_the_old_list_is_read_in_its_own_letters() -> None:
    found = look("ds-can-bo-abc.csv", (LISTS / "ds-can-bo-abc.csv").read_bytes())
    assert found.letters == "TCVN3"
    assert [line.row.name for line in found.lines] == [f"{entry[0]} {entry[1]}" for entry in OLD]
    assert (found.people, found.members, found.others) == (25, 21, 4)
    assert {line.row.texts[Column.ETHNICITY] for line in found.lines} >= {"Mông", "Hà Nhì", "Mường", "Tày"}
    assert [str(line.row.birth) for line in found.lines if line.row.birth and not line.row.birth.is_full] == [
        "1977-11",
        "1975",
    ]
    assert [left.text for left in found.leftovers] == ["Cộng · 25", "Người lập"]


def test_the_lists_are_what_their_script_makes(tmp_path: Path) -> None:
    make_csv(tmp_path / "old.csv")
    assert (tmp_path / "old.csv").read_bytes() == (LISTS / "ds-can-bo-abc.csv").read_bytes()
    make_xlsx(tmp_path / "new.xlsx")
    made, kept = (
        read_sheets("x.xlsx", path.read_bytes()) for path in (tmp_path / "new.xlsx", LISTS / "can-bo-2018.xlsx")
    )
    assert made == kept


def test_an_xls_of_excel_97(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    rows: list[list[object]] = [["Danh sách"], ["STT", "Họ tên", "Năm sinh", "Đảng viên"]]
    rows += [[1, "Lò Mẫu An", 1966, "x"], [2, "Vì Mẫu Bạn", 1990, ""]]
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(place, column, value)
    book.save(str(tmp_path / "cu.xls"))
    found = look("cu.xls", (tmp_path / "cu.xls").read_bytes())
    assert [(line.row.name, str(line.row.birth), line.row.is_member) for line in found.lines] == [
        ("Lò Mẫu An", "1966", True),
        ("Vì Mẫu Bạn", "1990", False),
    ]
    an = found.lines[0]
    assert [fault.what for fault in an.faults] == ["là đảng viên nhưng chưa có ngày vào Đảng"]


# ---------------------------------------------------------------------- headers and shapes


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("STT", Column.IGNORE),
        ("Họ và tên", Column.FULL_NAME),
        ("HỌ VÀ TÊN KHAI SINH", Column.FULL_NAME),
        ("Họ, chữ đệm và tên", Column.FULL_NAME),
        ("Họ tên đảng viên", Column.FULL_NAME),
        ("Họ và tên (cán bộ, công chức)", Column.FULL_NAME),
        ("Họ tên đảng viên được phân công giúp đỡ", Column.IS_MEMBER),
        ("Dự kiến kết nạp", Column.IGNORE),
        ("Họ đệm", Column.SURNAME),
        ("Tên", Column.GIVEN_NAME),
        ("Ngày tháng năm sinh", Column.BIRTH),
        ("Năm sinh", Column.BIRTH),
        ("Năm sinh Nam", Column.BIRTH_MALE),
        ("Năm sinh Nữ", Column.BIRTH_FEMALE),
        ("Nơi sinh", Column.BIRTH_PLACE),
        ("Giới tính", Column.SEX),
        ("Nam/Nữ", Column.SEX),
        ("Nữ", Column.FEMALE),
        ("Dân tộc", Column.ETHNICITY),
        ("Quê quán", Column.NATIVE_PLACE),
        ("Nơi ở hiện nay", Column.RESIDENCE),
        ("Chức vụ, đơn vị công tác", Column.POSITION),
        ("Trình độ chuyên môn", Column.SCHOOLING),
        ("Trình độ LLCT", Column.THEORY_LEVEL),
        ("Ngày vào Đảng", Column.CEREMONY_ON),
        ("Ngày vào Đảng chính thức", Column.OFFICIAL_ON),
        ("Ngày kết nạp", Column.CEREMONY_ON),
        ("Ngày QĐ kết nạp", Column.DECIDED_ON),
        ("Ngày chính thức", Column.OFFICIAL_ON),
        ("Là đảng viên", Column.IS_MEMBER),
        ("Số thẻ đảng viên", Column.CARD_NUMBER),
        ("Số CCCD", Column.IDENTITY_NUMBER),
        ("Ngày vào cơ quan", Column.HIRED_ON),
        ("Ngày về cơ quan", Column.HIRED_ON),
        ("Ngày về công tác", Column.HIRED_ON),
        ("Ngày vào ngành/cơ quan", Column.HIRED_ON),
        ("Năm về đơn vị", Column.HIRED_ON),
        ("Thời gian công tác", Column.HIRED_ON),
        ("Số TĐV", Column.CARD_NUMBER),
        ("Đối tượng", Column.IS_MEMBER),
        ("Dân tộc/Tôn giáo", Column.FOLK_AND_FAITH),
        ("Tôn giáo, dân tộc", Column.FOLK_AND_FAITH),
        ("Ghi chú", Column.IGNORE),
        ("Điện thoại", Column.IGNORE),
        ("Kết quả", None),
    ],
)
def test_what_headers_say(header: str, column: Column | None) -> None:
    assert column_of_header(header) is column


def test_columns_without_telling_headers_are_known_by_their_content() -> None:
    rows: list[list[object]] = [["Họ và tên", "Cột 2", "Cột 3", "Ngày sinh"]]
    rows += [["Lò Mẫu An", "Nam", "Thái", "12/3/1966"], ["Vì Mẫu Bạn", "Nữ", "Kinh", "1990"]]
    sheet, header = best_sheet(read_sheets("a.xlsx", table(rows)))
    assert list(propose(sheet, header, ON)) == [Column.FULL_NAME, Column.SEX, Column.ETHNICITY, Column.BIRTH]


def test_a_header_that_lies_is_not_believed() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Dân tộc"]]
    rows += [["Lò Mẫu An", "Mường Mẫu", "Thái"], ["Vì Mẫu Bạn", "Tủa Mẫu", "Mông"]]
    sheet, header = best_sheet(read_sheets("a.xlsx", table(rows)))
    assert propose(sheet, header, ON)[1] is Column.IGNORE


def test_two_days_in_one_cell_are_the_ceremony_and_the_official_day() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Ngày vào ĐCSVN\n(chính thức)"]]
    rows += [["Lò Mẫu An", "5.2.85", "3.2.2010 (3.2.2011)"], ["Vì Mẫu Bạn", "1990", "19/5/15 - 19/5/16"]]
    rows += [["Cà Mẫu Chi", "1991", "20/11/2025"]]
    an, ban, chi = (line.row.days for line in look("a.xlsx", table(rows)).lines)
    assert (str(an[Column.CEREMONY_ON]), str(an[Column.OFFICIAL_ON])) == ("2010-02-03", "2011-02-03")
    assert (str(ban[Column.CEREMONY_ON]), str(ban[Column.OFFICIAL_ON])) == ("2015-05-19", "2016-05-19")
    assert Column.OFFICIAL_ON not in chi


def test_who_is_a_member_may_be_said_with_the_stage_behind() -> None:
    told = ("Đảng viên", "ĐV dự bị", "Đảng viên chính thức", "Quần chúng", "Đối tượng Đảng", "Đảng viên: không", "")
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Đối tượng"]]
    rows += [
        [f"Lò Mẫu {name}", str(1980 + at), said] for at, (name, said) in enumerate(zip("ABCDEFG", told, strict=True))
    ]
    assert [line.row.is_member for line in look("a.xlsx", table(rows)).lines] == [True] * 3 + [False] * 4


def test_a_clean_up_sheet_may_hold_more_than_its_form() -> None:
    title: list[object] = ["BẢNG RÀ SOÁT DỮ LIỆU ĐẢNG VIÊN NĂM 2025"]
    heads = (
        "Họ và tên",
        "Họ và tên khai sinh",
        "Ngày sinh",
        "Số thẻ đảng viên",
        "Nghề nghiệp hiện nay",
        "Nơi thường trú",
    )
    row: list[object] = ["LÒ MẪU NGÂN", "Lò Thị Mẫu Ngân", "20/11/1991", "013012345678", "Giáo viên", "Phường Mẫu"]
    preview = first_look(OrganisationFactory.create(), "a.xlsx", table([title, list(heads), row]), ON)
    assert preview.kind.code == "cleanup"
    (line,) = preview.lines
    said = (Column.BIRTH_NAME, Column.POSITION, Column.PERMANENT_RESIDENCE)
    assert [line.row.texts[column] for column in said] == ["Lò Thị Mẫu Ngân", "Giáo viên", "Phường Mẫu"]


def proposed(name: str, rows: list[list[object]]) -> tuple[str, list[Column]]:
    sheet, header = best_sheet(read_sheets(name, table(rows)))
    kind, columns = guess(sheet, header, ON)
    return kind.code, list(columns)


def test_a_groups_title_without_merged_cells_stands_over_all_of_them() -> None:
    rows: list[list[object]] = [
        ["Họ và tên", "Năm sinh", None, "Trình độ", None, "Ngày đưa vào nguồn"],
        [None, "Nam", "Nữ", "VH", "LLCT", None],
        ["Lò Mẫu Nhung", None, 1996, "12/12", "SC", "1/2025"],
        ["Vừ Mẫu Pó", "10/10/1998", None, "12/12", None, "3/2025"],
    ]
    kind, columns = proposed("a.xlsx", rows)
    assert kind == "sources"
    born = [Column.BIRTH_MALE, Column.BIRTH_FEMALE]
    assert columns == [Column.FULL_NAME, *born, Column.SCHOOLING, Column.THEORY_LEVEL, Column.SOURCE_ON]


def test_a_column_of_women_holds_ticks_or_days_and_nobody_becomes_a_man_by_mistake() -> None:
    rows: list[list[object]] = [["Họ và tên", "Nam", "Nữ"], ["Lò Mẫu Nhung", None, 1996], ["Vì Mẫu Bạn", None, "1990"]]
    assert Column.BIRTH_FEMALE in proposed("a.xlsx", rows)[1]
    rows = [["Họ và tên", "Nữ", "Quê quán"], ["Lò Mẫu Nhung", "nữ", "xã Mẫu"], ["Vì Mẫu Bạn", "", "xã Mẫu"]]
    rows += [["Cà Mẫu Chi", "Nam", "xã Mẫu"], ["Vừ Mẫu Dế", "1996?", "xã Mẫu"]]
    *sure, last = (line.row for line in look("a.xlsx", table(rows)).lines)
    assert [row.sex for row in sure] == ["female", "male", "male"]
    assert last.sex == ""
    assert [fault.column for fault in last.faults if fault.must] == [Column.SEX]


def test_a_column_headed_by_a_year_holds_grades_and_what_one_says_of_oneself_does_not_count() -> None:
    rows: list[list[object]] = [["Họ và tên", "2021", 2022, "Năm 2023", 2024], ["Lò Mẫu An", "XS", "Tốt", "HT", ""]]
    assert proposed("a.xlsx", rows) == ("reviews", [Column.FULL_NAME, *[Column.GRADE] * 4])
    preview = first_look(OrganisationFactory.create(), "a.xlsx", table(rows), ON)
    assert [line.row.grades for line in preview.lines] == [{2021: "excellent", 2022: "good", 2023: "fulfilled"}]
    rows = [["Họ và tên", "2021", "2022"], ["Lò Mẫu An", "1500000", "1600000"]]
    assert proposed("a.xlsx", rows)[0] == "people", "money is no grade"
    rows = [["Họ và tên", "Chi bộ xếp loại", "Tự xếp loại"], ["Lò Mẫu An", "HTTNV", "HTXSNV"]]
    assert proposed("a.xlsx", rows)[1] == [Column.FULL_NAME, Column.GRADE, Column.IGNORE]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Chi bộ trực thuộc đảng ủy cơ sở", "subordinate_cell"),
        ("CB trực thuộc ĐU cơ sở", "subordinate_cell"),
        ("Chi bộ trực thuộc đảng ủy bộ phận", "section_cell"),
        ("CB cơ sở", "grassroots_cell"),
        ("ĐB bộ phận", "section_chapter"),
        ("ĐBCS", "grassroots_chapter"),
        ("ĐU xã Mẫu", "grassroots_chapter"),
        ("Sở Du lịch tỉnh", ""),
        ("Câu lạc bộ", ""),
    ],
)
def test_kinds_of_organisations_in_full_and_short(said: str, code: str) -> None:
    assert kind_code_of(said) == code


def test_the_same_as_above_is_said_in_many_ways_but_never_of_names_and_numbers() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày vào Đảng", "Quê quán", "Số CCCD"]]
    rows += [["Lò Mẫu An", "3/2/2010", "xã Mẫu, tỉnh Mẫu", "011066000001"], ["Vì Mẫu Bạn", "nt", "Như trên", "nt"]]
    rows += [["Cà Mẫu Chi", "-nt-", '"', ""], ["Vừ Mẫu Dế", "", "xã Khác", ""], ["Lò Mẫu E", "", "n/t", ""]]
    lines = [line.row for line in look("a.xlsx", table(rows)).lines]
    assert [str(row.days.get(Column.CEREMONY_ON, "")) for row in lines] == ["2010-02-03"] * 3 + ["", ""]
    assert [row.texts[Column.NATIVE_PLACE] for row in lines] == ["xã Mẫu, tỉnh Mẫu"] * 3 + ["xã Khác"] * 2
    assert [row.said(Column.IDENTITY_NUMBER) for row in lines][:2] == ["011066000001", "nt"]


def test_a_table_that_writes_months_before_days_is_read_so_in_every_column() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh nam", "Ngày sinh nữ", "Ngày vào Đảng"]]
    rows += [["Lò Mẫu An", "12/25/1980", "", "02/03/2010"], ["Vì Mẫu Bạn", "", "01/31/1985", "3/2/2011"]]
    lines = [line.row for line in look("a.xlsx", table(rows)).lines]
    assert [str(row.birth) for row in lines] == ["1980-12-25", "1985-01-31"]
    assert [str(row.days[Column.CEREMONY_ON]) for row in lines] == ["2010-02-03", "2011-03-02"]


@pytest.mark.parametrize("odd", ["25/12/1980", "12/5/1980"])
def test_one_such_date_or_any_of_the_usual_order_leaves_all_as_they_are(odd: str) -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh"], ["Lò Mẫu An", odd], ["Vì Mẫu Bạn", "01/31/1985"]]
    rows += [["Cà Mẫu Chi", "02/03/1990"]]
    if odd == "25/12/1980":
        rows += [["Vừ Mẫu Dế", "02/28/1990"]]
    births = [str(line.row.birth) for line in look("a.xlsx", table(rows)).lines]
    assert births[2] == "1990-03-02"
    assert births[1] == "None"


@pytest.mark.parametrize(
    ("header", "column"),
    [("Mã đảng viên", Column.IGNORE), ("Mã số", Column.IGNORE), ("Ngày vào Đảng CT", Column.OFFICIAL_ON)],
)
def test_codes_say_nothing_and_ct_is_official(header: str, column: Column) -> None:
    assert column_of_header(header) is column


def test_the_title_of_the_first_group_is_no_part_of_the_header() -> None:
    rows: list[list[object]] = [
        ["TT", "Họ và tên", "Ngày sinh", "Quê quán"],
        ["I. Chi bộ bản Nà Mẫu", None, None, None],
    ]
    rows += [[1, "Lò Mẫu An", "1988.", "xã Mẫu"], [2, "Vì Mẫu Bạn", "11-11-'79", "xã Mẫu"]]
    _, header = best_sheet(read_sheets("a.xlsx", table(rows)))
    assert (header.row, header.height) == (0, 1)
    preview = look("a.xlsx", table(rows))
    assert [str(line.row.birth) for line in preview.lines] == ["1988", "1979-11-11"]
    assert [one.text for one in preview.leftovers] == ["I. Chi bộ bản Nà Mẫu"]


def test_a_list_without_any_header_begins_at_its_first_row() -> None:
    sheet, header = best_sheet(read_sheets("a.xlsx", table([["Lò Mẫu An", "1966"], ["Vì Mẫu Bạn", "1990"]])))
    assert find_header(sheet) is None
    assert (header.row, header.height) == (0, 1)


def test_members_too_young_and_numbers_too_short_are_asked_about() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Số CCCD"]]
    rows += [["Lò Mẫu An", "12/3/1997", "3/2/2015", "11066000001"], ["An", "1990", "", "011066000001"]]
    first, second = look("a.xlsx", table(rows)).lines
    assert [(fault.what, fault.must) for fault in first.faults] == [
        ("vào Đảng khi chưa đủ 18 tuổi", True),
        ("số định danh cá nhân “11066000001” không đủ 9 hoặc 12 chữ số", False),
        ("vào Đảng 3-2-2015 mà chưa có ngày chính thức", False),
    ]
    assert [fault.what for fault in second.faults] == ["họ tên “An” chưa giống họ tên đầy đủ"]


def test_too_young_before_the_law_that_is_known_is_asked_about_but_stops_nothing() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Ngày vào Đảng"], ["Lò Mẫu An", "12/3/1950", "3/2/1967"]]
    (line,) = look("a.xlsx", table(rows)).lines
    assert not line.must
    assert "chưa có căn cứ về tuổi vào Đảng của ngày ấy" in " ".join(fault.said for fault in line.faults)


def test_a_card_has_as_many_digits_as_any_law_until_then_asked_for() -> None:
    assert (card_digits(ON), card_digits(date(2025, 1, 1)), card_digits()) == ((8,), (8, 12), (8, 12))
    assert card_digits(date(2000, 1, 1)) == ()
    rows: list[list[object]] = [["Họ và tên", "Ngày vào Đảng", "Số thẻ"], ["Lò Mẫu An", "3/2/2015", "12.345.67"]]
    (line,) = look("a.xlsx", table(rows)).lines
    assert any("không đủ 8 chữ số" in fault.what for fault in line.faults)


def test_a_date_ahead_is_a_fault() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh", "Ngày vào Đảng"], ["Lò Mẫu An", "1966", "1/6/2018"]]
    (line,) = look("a.xlsx", table(rows)).lines
    assert [fault.what for fault in line.must] == ["ngày vào Đảng (lễ kết nạp) (1/6/2018) ở sau hôm nay (21-5-2018)"]


# ---------------------------------------------------------------------- files that cannot be read


def refused(name: str, content: bytes) -> str:
    with pytest.raises(FaultyError) as error:
        read_sheets(name, content)
    (fault,) = error.value.faults
    assert fault.next
    assert fault.field == "file"
    return fault.what


def locked() -> bytes:
    kept = io.BytesIO()
    OOXMLFile(io.BytesIO(table([["Họ và tên"], ["Lò Mẫu An"]]))).encrypt("bí mật", kept)
    assert msoffcrypto.OfficeFile(kept).is_encrypted()
    return kept.getvalue()


def test_files_that_are_no_lists() -> None:
    assert refused("ds.xlsx", b"") == "Tệp trống."
    assert refused("ds.csv", b" \r\n") == "Tệp trống."
    assert refused("ds.xlsx", b"%PDF-1.7 ...") == "Tệp “ds.xlsx” là tệp PDF, không phải bảng tính."
    assert refused("ds.xlsx", b"PK\x03\x04 broken") == "Không đọc được tệp."
    assert refused("ds.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken") == "Không đọc được tệp."
    assert refused("ds.csv", b"a\x00b\x01\x02") == "Tệp không phải bảng tính và cũng không phải văn bản."
    said = refused("ds.xls", b"<html><table>")
    assert said == "Tệp “ds.xls” là trang web được lưu với đuôi bảng tính, không phải bảng tính."
    assert refused("ds.xlsx", locked()) == "Tệp có mật khẩu nên không đọc được."
    assert refused("ds.csv", b"x" * (BIGGEST + 1)) == "Tệp nặng hơn 20 MB."
    assert refused("ds.xlsx", table([[]])) == "Tệp không có dòng nào."


def test_a_file_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "UNPACKED", 1000)
    assert refused("ds.xlsx", table([["Họ và tên"]] * 50)) == "Tệp mở ra nặng hơn 0 MB."


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (packed, texts, workbooks):
        monkeypatch.setattr(module, "MOST_ROWS", 3000)
    text = "Họ và tên;Năm sinh\n" + "Lò Mẫu An;1966\n" * 3001
    assert refused("ds.csv", text.encode()) == "Trang “Danh sách” có hơn 3.000 dòng."
    assert refused("ds.xlsx", table([["Lò Mẫu An", 1966]] * 3001)) == "Trang “Bảng” có hơn 3.000 dòng."


def test_a_list_marked_secret_is_refused_with_the_reason() -> None:
    with pytest.raises(FaultyError) as error:
        read_sheets("ds.xlsx", table([["ĐẢNG BỘ MẪU", "TỐI MẬT"], ["Họ và tên"], ["Lò Mẫu An"]]))
    (fault,) = error.value.faults
    assert fault.what == "Tệp có dấu “TỐI MẬT”: không được đưa vào chương trình."
    assert "độ mật" in fault.why
