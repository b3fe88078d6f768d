"""Lists of several cells: whoever stands under a cell's name comes into that cell, and nobody comes into a guess."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from chibo.accounts.actions import create_user, grant_role
from chibo.base.access import Permission
from chibo.base.models import Installation
from chibo.base.refusal import NotAllowedError
from chibo.exchange import actions, queries
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.lists.units import unit_titled
from chibo.exchange.models import ListImport
from chibo.register.actions import add_person
from chibo.register.models import Organisation, Person
from tests.factories import MONDAY, OrganisationFactory, TermFactory, WorkplaceFactory, actor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.test import Client

    from chibo.exchange.lists.preview import Preview

pytestmark = pytest.mark.django_db

HEAD: list[object] = ["TT", "Họ và tên", "Ngày sinh", "Quê quán"]
PEOPLE: list[list[object]] = [
    [1, "Lò Mẫu An", "1-2-1980", "xã Mẫu"],
    [2, "Vì Mẫu Bạn", "3-4-1981", "xã Mẫu"],
    [3, "Cà Mẫu Chi", "5-6-1982", "xã Mẫu"],
    [4, "Vừ Mẫu Dế", "7-8-1983", "xã Mẫu"],
]


@pytest.fixture
def commune() -> Organisation:
    """A committee with three cells; one has a short name and a code."""
    above = OrganisationFactory.create(name="Đảng ủy xã Mẫu", scope_key="d01")
    for place, name in enumerate(("Chi bộ Thôn Đông", "Chi bộ Thôn Đoài", "Chi bộ Trường Mầm non Hoa Mẫu"), 1):
        short, code = ("CB Mầm non", "M03") if place == 3 else ("", "")
        cell = OrganisationFactory.create(
            name=name, short_name=short, code=code, parent=above, scope_key=f"d01000{place}"
        )
        WorkplaceFactory.create(organisation=cell)
        TermFactory.create(organisation=cell)
    return above


def table(rows: Sequence[Sequence[object]]) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet("Bảng")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return kept.getvalue()


def upload(organisation: Organisation, rows: Sequence[Sequence[object]]) -> ListImport:
    return actions.upload_list(actor=actor(), on=MONDAY, organisation=organisation, name="ds.xlsx", content=table(rows))


def looked_at(organisation: Organisation, rows: Sequence[Sequence[object]], **said: str) -> Preview:
    """Look at a list; ``said``: what was chosen for names, by their marks (``_`` for a space)."""
    record = upload(organisation, rows)
    units = {mark.replace("_", " ").strip(): name for mark, name in said.items()}
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=Decisions(units=units))
    return queries.preview(ListImport.objects.get(pk=record.pk), actor(), MONDAY)


def where(preview: Preview) -> dict[str, str]:
    """Who comes into which cell; nothing for who stays out."""
    return {line.row.name: line.place.organisation.name if line.place else "" for line in preview.lines}


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("II. Chi bộ Thôn Đông: 12 đ/c", "Chi bộ Thôn Đông"),
        ("CHI BỘ TRƯỜNG MẦM NON (12 đảng viên)", "CHI BỘ TRƯỜNG MẦM NON"),
        ("Chi bộ thôn 3 - 15 đv", "Chi bộ thôn 3"),
        ("1/ CB Công an - Quân sự", "CB Công an - Quân sự"),
        ("Chi bộ 1", "Chi bộ 1"),
        ("A. Đảng bộ bộ phận Khối trường học", "Đảng bộ bộ phận Khối trường học"),
        ("Chi bộ", ""),
        ("I. Đảng viên chính thức", ""),
        ("Tổng số: 12", ""),
        ("Đinh Mẫu Bộ", ""),
    ],
)
def test_a_groups_title_names_an_organisation_or_nothing(title: str, unit: str) -> None:
    assert unit_titled([title]) == unit


def test_the_number_of_a_group_and_its_count_may_stand_in_cells_of_their_own() -> None:
    assert unit_titled(["II", "Chi bộ Thôn Đông", "12"]) == "Chi bộ Thôn Đông"
    assert unit_titled(["Chi bộ Thôn Đông", "Chi bộ Thôn Đoài"]) == ""


def test_rows_under_a_cells_title_come_into_that_cell(commune: Organisation) -> None:
    rows: list[list[object]] = [HEAD, ["I. Chi bộ Thôn Đông: 2 đ/c"], *PEOPLE[:2], ["II", "CB thôn Đoài"], PEOPLE[2]]
    rows += [["Đảng viên dự bị"], PEOPLE[3]]
    found = looked_at(commune, rows)
    assert list(where(found).values()) == ["Chi bộ Thôn Đông"] * 2 + ["Chi bộ Thôn Đoài"] * 2
    assert not found.strange_units
    assert [(unit.written, unit.rows) for unit in found.known_units] == [("CB thôn Đoài", 2), ("Chi bộ Thôn Đông", 2)]


def test_a_header_printed_anew_under_each_title(commune: Organisation) -> None:
    rows: list[list[object]] = [
        ["I. Chi bộ Thôn Đông"],
        HEAD,
        *PEOPLE[:2],
        [],
        ["II. Chi bộ Thôn Đoài"],
        HEAD,
        *PEOPLE[2:],
    ]
    assert list(where(looked_at(commune, rows)).values()) == ["Chi bộ Thôn Đông"] * 2 + ["Chi bộ Thôn Đoài"] * 2


def test_a_column_filled_in_the_first_row_of_each_block(commune: Organisation) -> None:
    cells: list[object] = ["Chi bộ Thôn Đông", None, None, "M03"]
    rows = [[*HEAD, "Chi bộ"], *([*row, cell] for row, cell in zip(PEOPLE, cells, strict=True))]
    rows.append([5, "Giàng Mẫu Ế", "1-1-1984", "xã Mẫu", None])
    assert (
        list(where(looked_at(commune, rows)).values())
        == ["Chi bộ Thôn Đông"] * 3 + ["Chi bộ Trường Mầm non Hoa Mẫu"] * 2
    )
    rows[2][4] = rows[3][4] = "Chi bộ Thôn Đông"  # filled in every row: the last one was forgotten
    assert where(looked_at(commune, rows))["Giàng Mẫu Ế"] == ""


def test_rows_that_name_no_cell_beside_others_that_do_are_asked_about_once(commune: Organisation) -> None:
    rows = [[*HEAD, "Chi bộ"], *([*row, cell] for row, cell in zip(PEOPLE, ["M03", "", "M03", ""], strict=True))]
    found = looked_at(commune, rows)
    assert found.people == 2
    assert [(unit.written, unit.rows, unit.hint) for unit in found.strange_units] == [("", 2, "Đảng ủy xã Mẫu")]
    assert found.lines[1].faults[0].what == "dòng này không ghi chi bộ"
    decided = Decisions(units={"": "Đảng ủy xã Mẫu"})
    record = upload(commune, rows)
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=decided)
    assert queries.preview(record, actor(), MONDAY).people == 4
    titled: list[list[object]] = [["CHI BỘ THÔN ĐOÀI"], *rows]
    assert where(looked_at(commune, titled))["Vì Mẫu Bạn"] == "Chi bộ Thôn Đoài", "the title over the list says it"
    unnamed: list[list[object]] = [HEAD, *PEOPLE]
    assert set(where(looked_at(commune, unnamed)).values()) == {"Đảng ủy xã Mẫu"}, "no row names a cell"


@pytest.mark.parametrize("written", ["Thôn Đông", "cb thôn đông", "CHI BỘ: THÔN ĐÔNG", "Chi bộ Thôn Đông"])
def test_a_name_is_known_however_it_is_written(commune: Organisation, written: str) -> None:
    rows = [[*HEAD, "Chi bộ"], [*PEOPLE[0], written], [*PEOPLE[1], "M03"]]
    assert list(where(looked_at(commune, rows)).values()) == ["Chi bộ Thôn Đông", "Chi bộ Trường Mầm non Hoa Mẫu"]


def test_a_name_nobody_knows_keeps_its_rows_out_until_somebody_says_what_it_means(commune: Organisation) -> None:
    rows = [[*HEAD, "Chi bộ"], *([*row, "CB Trường MN Hoa Mẫu"] for row in PEOPLE[:3]), [*PEOPLE[3], "Xóm Mới"]]
    found = looked_at(commune, rows)
    assert found.people == 0
    assert [(unit.written, unit.hint) for unit in found.strange_units] == [
        ("CB Trường MN Hoa Mẫu", "Chi bộ Trường Mầm non Hoa Mẫu"),
        ("Xóm Mới", ""),
    ]
    found = looked_at(commune, rows, chi_bo_truong_mn_hoa_mau="CB Mầm non", xom_moi="Chi bộ Xóm Mới")
    assert list(where(found).values()) == ["Chi bộ Trường Mầm non Hoa Mẫu"] * 3 + [""]
    assert [(unit.written, unit.chosen) for unit in found.strange_units] == [("Xóm Mới", "Chi bộ Xóm Mới")]


def test_what_a_name_means_is_remembered_for_the_next_list(commune: Organisation) -> None:
    rows = [[*HEAD, "Chi bộ"], [*PEOPLE[0], "Xóm Mới"], [*PEOPLE[1], ""]]
    record = upload(commune, rows)
    units = {"xom moi": "Chi bộ Thôn Đoài", "": "Chi bộ Thôn Đông"}
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=Decisions(units=units))
    actions.run_import(actor=actor(), on=MONDAY, record=record)
    people = dict(Person.objects.values_list("full_name", "organisation__name"))
    assert people == {"Lò Mẫu An": "Chi bộ Thôn Đoài", "Vì Mẫu Bạn": "Chi bộ Thôn Đông"}
    again = looked_at(commune, [[*HEAD, "Chi bộ"], [*PEOPLE[2], "Xóm mới"], [*PEOPLE[3], ""]])
    assert where(again) == {"Cà Mẫu Chi": "Chi bộ Thôn Đoài", "Vừ Mẫu Dế": ""}, (
        "where rows without a name belong may differ next time"
    )


def test_a_title_over_the_list_names_the_cell_of_everybody(commune: Organisation) -> None:
    rows: list[list[object]] = [["ĐẢNG BỘ XÃ MẪU"], ["CHI BỘ THÔN ĐOÀI"], ["DANH SÁCH ĐẢNG VIÊN"], HEAD, *PEOPLE]
    assert set(where(looked_at(commune, rows)).values()) == {"Chi bộ Thôn Đoài"}
    rows[1:3] = [["DANH SÁCH ĐẢNG VIÊN CHI BỘ THÔN ĐÔNG"]]
    assert set(where(looked_at(commune, rows)).values()) == {"Chi bộ Thôn Đông"}
    rows[1] = ["DANH SÁCH ĐẢNG VIÊN CÁC CHI BỘ TRỰC THUỘC"]
    assert set(where(looked_at(commune, rows)).values()) == {"Đảng ủy xã Mẫu"}


def test_a_list_of_several_cells_does_not_come_into_one_of_them(commune: Organisation) -> None:
    cell = Organisation.objects.get(name="Chi bộ Thôn Đông")
    rows: list[list[object]] = [HEAD, ["I. Chi bộ Thôn Đông"], *PEOPLE[:2], ["II. Chi bộ Thôn Đoài"], *PEOPLE[2:]]
    found = looked_at(cell, rows)
    assert found.people == 2
    assert [unit.written for unit in found.strange_units] == ["Chi bộ Thôn Đoài"]
    assert looked_at(cell, rows, chi_bo_thon_doai="Chi bộ Thôn Đông").people == 4, "somebody says so"
    nickname: list[list[object]] = [HEAD, ["Chi bộ xóm Đông"], *PEOPLE]
    nicknamed = looked_at(cell, nickname)
    assert nicknamed.people == 4
    assert nicknamed.units == ()
    offices = looked_at(cell, [[*HEAD, "Nơi sinh hoạt"], *([*row, f"Tổ {row[0]}"] for row in PEOPLE)])
    assert offices.people == 4


def test_who_may_import_here_only_sees_and_reaches_nobody_below(commune: Organisation) -> None:
    cell = Organisation.objects.get(name="Chi bộ Thôn Đông")
    add_person(actor=actor(), on=MONDAY, organisation=cell, full_name="Lò Mẫu An", birth="1980")
    rows = [[*HEAD, "Chi bộ"], [*PEOPLE[0], "Chi bộ Thôn Đông"], [*PEOPLE[1], "Chi bộ Thôn Đòai"]]
    here = actor(Permission.IMPORT, Permission.EDIT_REGISTER, scope_key=commune.scope_key, below=False)
    record = upload(commune, rows)
    found = queries.preview(record, here, MONDAY)
    assert where(found) == {"Lò Mẫu An": "", "Vì Mẫu Bạn": ""}
    assert found.unit_names == ("Đảng ủy xã Mẫu",)
    assert {unit.hint for unit in found.strange_units} == {""}
    assert not any(line.match.perhaps or line.known for line in found.lines)
    assert queries.preview(record, actor(), MONDAY).lines[0].known is not None, "who reaches the cell finds her"


def test_the_page_asks_what_strange_names_mean_and_takes_the_answer(commune: Organisation, client: Client) -> None:
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(
        actor=actor(),
        on=MONDAY,
        user=user,
        organisation=commune,
        role="secretary",
        reach="below",
        starts_on=MONDAY,
    )
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    client.force_login(user)
    lines = "".join(f"{row[1]}\t{row[2]}\tMN Hoa Mẫu\n" for row in PEOPLE[:3]) + "Vừ Mẫu Dế\t7-8-1983\tThôn Đông\n"
    client.post("/nhap-danh-sach/", {"viec": "dan", "pasted": "Họ và tên\tNgày sinh\tChi bộ\n" + lines})
    address = f"/nhap-danh-sach/{ListImport.objects.get().uid}/kiem-tra/"
    said = client.get(address).content.decode()
    assert "“MN Hoa Mẫu” (3 dòng) là" in said
    assert "“Thôn Đông” (1 dòng) vào" in said
    assert '<button class="btn sec" type="submit" name="la" value="0:Chi bộ Trường Mầm non Hoa Mẫu">' in said
    assert "Nhập 1 người" in said
    shown = {"ten-0": "mn hoa mau", "noi-0": "", "ten-100": "thon dong", "cu-100": "Chi bộ Thôn Đông"}
    shown["noi-100"] = "Chi bộ Thôn Đông"
    client.post(address, {**shown, "la": "0:Chi bộ Trường Mầm non Hoa Mẫu"})
    said = client.get(address).content.decode()
    assert "Nhập 4 người" in said
    assert "2 tên đã khớp" in said
    client.post(address, {**shown, "ten-0": "thon dong", "noi-0": "Không có", "viec": "kiem-tra"})
    assert "Sổ không có đúng một tổ chức tên “Không có”." in client.get(address).content.decode()


def test_a_list_of_organisations_changes_none_that_its_reader_does_not_reach(commune: Organisation) -> None:
    here = actor(Permission.IMPORT, Permission.EDIT_REGISTER, scope_key=commune.scope_key, below=False)
    rows = [["Tên tổ chức", "Loại tổ chức", "Tên gọn"], ["Chi bộ Thôn Đông", "Chi bộ trực thuộc", "CB Đông"]]
    record = actions.match_columns(actor=here, on=MONDAY, record=upload(commune, rows), kind="tree")
    with pytest.raises(NotAllowedError):
        actions.run_import(actor=here, on=MONDAY, record=record)
    actions.run_import(actor=actor(), on=MONDAY, record=record)
    assert Organisation.objects.get(name="Chi bộ Thôn Đông").short_name == "CB Đông"
