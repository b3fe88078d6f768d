"""Lists that go out: what they hold, who may take them, what the log says, and that no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from chibo.accounts.models import User
from chibo.base.logfile import harmless
from chibo.base.models import AuditEntry
from chibo.desk.lists import LIST_PAPERS, LISTS, list_paper, national
from chibo.desk.lists.members import COLUMNS, member_rows
from chibo.desk.lists.rooms import ROOMS
from chibo.desk.lists.sheets import persons_to_card
from chibo.documents import sheets
from chibo.meetings.models import Meeting
from chibo.register.models import Background, Membership, Person
from chibo.reviews.models import CommitmentRound, PartyBadge, YearReview
from tests.documents.reading import lines, opened, text
from tests.factories import MONDAY, OrganisationFactory, PersonFactory, actor, cell, member
from tools.docx_list_wordings import COLUMNS_7_HSDV

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

Rows = list[list[str]]


def sign_in(client: Client, username: str) -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def rows_of(content: bytes) -> Rows:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def taken(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer


FOR_WORD = [kind for kind in LISTS if kind not in ROOMS]


@pytest.mark.parametrize("kind", FOR_WORD)
def test_every_list_has_one_heading_row_and_says_all_as_text(secretary: Client, kind: str) -> None:
    rows = rows_of(taken(secretary, f"/danh-sach/{kind}.xlsx").content)
    assert rows[0][:2] == ["TT", "Họ và tên"]
    assert len(set(rows[0])) == len(rows[0]), "Word merges by the names of columns"
    assert all(len(row) == len(rows[0]) for row in rows)
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, len(rows))]
    (entry,) = AuditEntry.objects.filter(action="desk.export_list")
    assert entry.changes["list"] == kind


def csv_of(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_table_of_a_page_goes_out_as_workbook_and_as_csv(secretary: Client) -> None:
    offered = taken(secretary, "/danh-sach/").content.decode()
    kinds = [kind for kind in ROOMS if f'href="/danh-sach/{kind}.xlsx"' in offered]
    assert set(ROOMS) - set(kinds) <= {"cam-ket", "xep-loai"}, "only rounds may not be there yet"
    for kind in kinds:
        rows = rows_of(taken(secretary, f"/danh-sach/{kind}.xlsx").content)
        plain = csv_of(taken(secretary, f"/danh-sach/{kind}.csv").content)
        assert rows[0][0] == "TT"
        assert plain[0] == rows[0]
        assert [row[0] for row in plain] == [row[0].removesuffix(".0") for row in rows], kind
        assert len(set(rows[0])) == len(rows[0])
    assert AuditEntry.objects.filter(action="desk.export_list").count() == 2 * len(kinds)


def test_a_table_says_what_its_page_says(secretary: Client, sample: Organisation) -> None:
    held = csv_of(taken(secretary, "/danh-sach/cuoc-hop.csv").content)
    assert len(held) - 1 == Meeting.objects.filter(organisation=sample).count()
    work = csv_of(taken(secretary, "/danh-sach/viec-can-lam.csv").content)
    mine = csv_of(taken(secretary, "/danh-sach/viec-can-lam.csv?ai=toi&la=gi").content)
    assert 1 < len(mine) < len(work)
    entry = AuditEntry.objects.filter(action="desk.export_list").latest("pk")
    assert (entry.changes["list"], entry.changes["ai"], entry.changes["rows"]) == ("viec-can-lam", "toi", len(mine) - 1)
    assert "la" not in entry.changes
    assert "?ai=toi" in taken(secretary, "/viec-can-lam/?ai=toi").content.decode()


def test_a_round_is_named_and_only_seen_rounds_go_out(secretary: Client, sample: Organisation) -> None:
    here = CommitmentRound.objects.create(organisation=sample, year=2018, name="Cam kết mẫu", opened_on=MONDAY)
    there = CommitmentRound.objects.create(
        organisation=OrganisationFactory.create(scope_key="zz07"), year=2018, name="Đợt khác", opened_on=MONDAY
    )
    rows = csv_of(taken(secretary, f"/danh-sach/cam-ket.csv?dot={here.uid}").content)
    assert {row[2] for row in rows[1:]} == {"chưa nộp"}
    assert secretary.get(f"/danh-sach/cam-ket.csv?dot={there.uid}").status_code == 404
    assert secretary.get("/danh-sach/cam-ket.csv?dot=khong").status_code == 404
    assert f"dot={here.uid}" in taken(secretary, f"/cam-ket/{here.uid}/").content.decode()


def test_no_cell_of_csv_starts_a_formula(secretary: Client, sample: Organisation) -> None:
    person = Person.objects.get(full_name="Lò Mẫu Xuân")
    person.native_place = "=1+1"
    person.save()
    rows = csv_of(taken(secretary, "/danh-sach/nguoi-tat-ca.csv").content)
    (xuan,) = [row for row in rows if row[1] == "Lò Mẫu Xuân"]
    assert "'=1+1" in xuan
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@"}]
    assert csv_of(taken(secretary, "/nguoi/tai/?loc=dang-vien&dang=csv").content)[0][1] == "Họ và tên"


def test_the_clean_up_shape_keeps_zeros_and_says_what_is_not_kept(secretary: Client, sample: Organisation) -> None:
    person = Membership.objects.filter(organisation=sample, ends_on=None).first()
    assert person is not None
    person.person.card_number, person.person.identity_number = "000000000012", "001080000001"
    person.person.save()
    Background.objects.create(person=person.person, other_names="Mẫu Khác", religion="Không")
    rows = csv_of(taken(secretary, "/danh-sach/ra-soat-2025.csv").content)
    assert tuple(rows[0]) == national.COLUMNS
    one = dict(zip(rows[0], next(row for row in rows if row[1] == person.person.full_name), strict=True))
    assert (one["Số thẻ đảng viên (12 số)"], one["Số định danh cá nhân"]) == ("000000000012", "001080000001")
    assert (one["Tên gọi khác"], one["Tôn giáo"], one["Trạng thái hoạt động"]) == (
        "Mẫu Khác",
        "Không",
        "Đang sinh hoạt",
    )
    assert len(rows) - 1 == Membership.objects.filter(organisation=sample).values("person").distinct().count()
    assert all(word in taken(secretary, "/danh-sach/").content.decode() for word in national.NOT_KEPT)


def test_the_register_tells_what_the_life_history_knows(sample: Organisation) -> None:
    spell = Membership.objects.filter(organisation=sample, ends_on=None).select_related("person").first()
    assert spell is not None
    Background.objects.create(
        person=spell.person,
        birth_name="Tên Mẫu Khai Sinh",
        religion="Không",
        languages="Tiếng Anh",
        file_number="1234 AB",
    )
    PartyBadge.objects.create(
        person=spell.person, organisation=sample, years=30, basis="earlier", given_on=date(2017, 2, 3)
    )
    row = next(row for row in member_rows(sample, MONDAY) if row[1].startswith(spell.person.full_name))
    assert row[1].splitlines()[-1] == "Tên Mẫu Khai Sinh"
    assert row[2].splitlines()[-1] == "Không"
    assert row[4].splitlines()[-1] == "Tiếng Anh"
    assert row[7].splitlines()[-2:] == ["1234 AB", "Huy hiệu 30 năm tuổi Đảng"]


def test_days_are_text_in_their_own_order(secretary: Client) -> None:
    rows = rows_of(taken(secretary, "/danh-sach/nguoi-du-bi.xlsx").content)
    vu = dict(zip(rows[0], next(row for row in rows if row[1] == "Sùng Mẫu Vừ"), strict=True))
    assert (vu["Tên gọi"], vu["Diện"], vu["Ngày vào Đảng"]) == ("Vừ", "Đảng viên dự bị", "19-5-2017")
    assert vu["Ngày chính thức"] == ""


def test_the_lists_agree_with_the_sample(secretary: Client) -> None:
    def names(kind: str) -> list[str]:
        return [row[1] for row in rows_of(taken(secretary, f"/danh-sach/{kind}.xlsx").content)[1:]]

    assert len(names("nguoi-dang-vien")) == 23
    assert names("lop-dang-vien-moi") == ["Phan Mẫu Yến"]
    assert "Lò Mẫu Xuân" in names("ho-so")
    assert "Đặng Mẫu Ý" not in names("phat-trien")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_csv_starts_a_formula(start: str) -> None:
    typed = f"{start}SUM(1)"
    rows = ((typed, (1,)),)
    table = sheets.Table(
        title="Biểu", notes=(), corner=typed, columns=(typed,), rows=rows, sums=(1,), has_sum_column=False
    )
    for content in (sheets.listed([typed], [[typed]]), sheets.csv(table)):
        read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert {cell for row in read for cell in row if "SUM" in cell} == {f"'{typed}"}
    assert harmless(typed) == f"'{typed}"


DANGEROUS = ('=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(1)", "\tx", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("typed", DANGEROUS)
def test_what_looks_like_a_formula_stays_text(secretary: Client, sample: Organisation, typed: str) -> None:
    PersonFactory.create(organisation=sample, full_name=f"Người Mẫu {typed}", native_place=typed, residence=typed)
    content = taken(secretary, "/danh-sach/nguoi-tat-ca.xlsx").content
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    assert typed in [cell.value for cell in cells]


def test_the_member_register_has_the_fourteen_columns_of_the_form(secretary: Client) -> None:
    rows = rows_of(taken(secretary, "/danh-sach/7-hsdv.xlsx").content)
    assert rows[0][0] == "SỔ DANH SÁCH ĐẢNG VIÊN (mẫu 7-HSĐV)"
    head = rows.index(list(COLUMNS))
    assert COLUMNS == COLUMNS_7_HSDV, "the workbook and the paper have the same columns"
    assert [float(cell) for cell in rows[head + 1]] == list(range(1, 15))
    body = rows[head + 2 :]
    assert len(body) == Membership.objects.count()
    vu = next(row for row in body if row[1] == "Sùng Mẫu Vừ")
    assert vu[6] == "19-5-2017"
    assert vu[9:] == ["", "", "", "", ""]
    (sheet,) = load_workbook(io.BytesIO(secretary.get("/danh-sach/7-hsdv.xlsx").content)).worksheets
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_those_who_left_stand_below_in_the_column_of_how_they_left(sample: Organisation) -> None:
    moved, struck = member(sample, "Vi Mẫu Đi"), member(sample, "Vi Mẫu Rời")
    for person, way, where in ((moved, "transfer_out", "Chi bộ Mẫu Hai"), (struck, "removal", "")):
        Membership.objects.filter(person=person).update(ends_on=date(2018, 3, 5), left_by=way, left_to=where)
    rows = {row[1]: row for row in member_rows(sample, MONDAY)}
    assert rows["Vi Mẫu Đi"][9] == "5-3-2018\nChi bộ Mẫu Hai"
    assert rows["Vi Mẫu Rời"][12] == "5-3-2018\nxóa tên"
    assert rows["Vi Mẫu Rời"][9] == ""
    before = {row[1]: row for row in member_rows(sample, date(2018, 3, 4))}
    assert before["Vi Mẫu Đi"][9] == ""


def test_the_register_as_docx_lies_on_its_side_and_keeps_every_line(sample: Organisation) -> None:
    made = list_paper(actor(), sample, MONDAY, "7-hsdv")
    document = opened(made.content)
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    assert lines(made.content)[0] == "Mẫu 7-HSĐV"
    table = document.tables[1]
    assert len(table.columns) == 14
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS)
    assert len(table.rows) == 2 + Membership.objects.count()
    assert "Cộng: 23 đảng viên đang sinh hoạt; trong đó chính thức 21, dự bị 2." in text(made.content)


def test_the_letter_to_a_class_and_its_list(sample: Organisation) -> None:
    made = list_paper(actor(), sample, MONDAY, "cong-van-lop-dang-vien-moi")
    said = lines(made.content)
    assert made.gaps == ("số", "kính_gửi", "thời_gian_địa_điểm", "nơi_mở_lớp")
    assert "Số ……-CV/CB" in said
    assert "V/v cử đảng viên dự bị học lớp bồi dưỡng đảng viên mới" in said
    assert any(line.startswith("1. Phan Mẫu Yến, sinh 23-2-1992") for line in said)
    listed = lines(list_paper(actor(), sample, MONDAY, "lop-dang-vien-moi").content)
    assert listed[listed.index("TT") + 8 :][:4] == ["1.", "Phan Mẫu Yến", "23-2-1992", "nữ"]
    assert "Cộng: 1 người." in listed


def test_card_requests_name_official_members_without_a_card(sample: Organisation) -> None:
    official = Person.objects.get(full_name="Lò Mẫu Tuyết")
    for one in Person.objects.exclude(pk=official.pk):
        one.card_number = "000000000001"
        one.save()
    said = lines(list_paper(actor(), sample, MONDAY, "1-tdv").content)
    assert said[0] == "Mẫu 1-TĐV"
    assert "Lò Mẫu Tuyết" in said
    assert "Cộng: 1 đảng viên." in said
    assert said[-3:-1] == ["T/M CHI BỘ", "BÍ THƯ"]
    above = lines(list_paper(actor(), sample, MONDAY, "1a-tdv").content)
    assert "BAN TỔ CHỨC" in above
    assert "Mẫu 1A-TĐV" in above


@pytest.mark.django_db
def test_no_card_is_requested_for_who_was_official_before_the_book() -> None:
    house = cell()
    long_ago, made_here = house.bich, house.cuong
    made_here.memberships.update(starts_on=date(2012, 11, 19))
    listed = [one.pk for one in persons_to_card(house.organisation, MONDAY)]
    assert made_here.pk in listed
    assert long_ago.pk in listed
    long_ago.memberships.update(starts_on=date(2018, 3, 15))  # a list brought them in this spring
    assert long_ago.pk not in [one.pk for one in persons_to_card(house.organisation, MONDAY)]
    kind = LISTS["chua-ghi-so-the"]
    assert kind.gather(actor(), house.organisation, MONDAY, {}).people == (long_ago.pk,)


@pytest.mark.parametrize("kind", LIST_PAPERS)
def test_every_list_paper_can_be_made_in_every_form(secretary: Client, sample: Organisation, kind: str) -> None:
    answer = secretary.get(f"/danh-sach/{kind}.docx")
    assert answer.status_code in {200, 422}
    if answer.status_code == 422:
        assert "Hôm nay không có ai" in answer.content.decode()
        return
    for day in (MONDAY, date(2017, 6, 5), date(2026, 6, 5)):
        if kind == "7-hsdv":
            said = text(list_paper(actor(), sample, day, kind).content)
            assert "None" not in said
            assert "{{" not in said


def test_the_page_offers_what_somebody_may_take(secretary: Client, client: Client) -> None:
    page = taken(secretary, "/danh-sach/").content.decode()
    for path in ("/danh-sach/7-hsdv.xlsx", "/danh-sach/cong-van-lop-dang-vien-moi.docx", "/danh-sach/phat-trien.xlsx"):
        assert path in page
    assert taken(secretary, "/nguoi/").content.decode().count('href="/danh-sach/"') == 1
    with CaptureQueriesContext(connection) as asked:
        taken(secretary, "/danh-sach/")
    assert len(asked) <= 12


def test_who_may_not_is_refused(sample: Organisation, client: Client) -> None:
    sign_in(client, "nguoi-giup-do")
    for path in ("/danh-sach/7-hsdv.xlsx", "/danh-sach/7-hsdv.docx", "/danh-sach/phat-the.xlsx"):
        assert client.get(path).status_code == 403
    sign_in(client, "bi-thu")
    assert client.get("/danh-sach/khong-co.xlsx").status_code == 404
    assert client.get("/danh-sach/khong-co.docx").status_code == 404


def test_the_list_of_a_meeting_names_who_is_called(secretary: Client) -> None:
    secretary.post("/hop/soan/")
    meeting = Meeting.objects.get(state=Meeting.State.PLANNED)
    answer = taken(secretary, f"/hop/{meeting.uid}/danh-sach-moi.xlsx")
    assert "Mời họp 5-6-2018.xlsx" in unquote(answer["Content-Disposition"])
    rows = rows_of(answer.content)
    assert rows[0] == ["TT", "Họ và tên", "Tên gọi", "Diện", "Cuộc họp", "Ngày", "Giờ", "Nơi họp", "Lý do vắng"]
    assert len(rows) == 24
    assert rows[1][5] == "5-6-2018"


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_asks_no_more_with_more_people(secretary: Client, sample: Organisation, kind: str) -> None:
    YearReview.objects.filter(organisation=sample).update(opened_on=MONDAY, planned_on=MONDAY)

    def asked() -> int:
        taken(secretary, f"/danh-sach/{kind}.xlsx")
        with CaptureQueriesContext(connection) as questions:
            taken(secretary, f"/danh-sach/{kind}.xlsx")
        return len(questions)

    few = asked()
    for number in range(6):
        member(sample, f"Người Mẫu Thêm {number}")
    assert asked() == few
