"""An office's own workbook: every fault told at once, the figures in their cells, the rest left as it was."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from chibo.base.refusal import FaultyError, NotYoursError
from chibo.documents.actions import keep_workbook, use_workbook
from chibo.documents.models import OfficeTemplate
from chibo.documents.office.workbooks import checked, filled
from chibo.register.models import Membership
from chibo.reports.queries.figure_names import explained, faults_of, figures
from chibo.reports.queries.own_forms import own_form_for, own_forms
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, OrganisationFactory, PersonFactory, actor
from tests.reports.test_statistics import FIRST, branch

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

NAMES = {"dv": "B2", "dv_nu": "B3", "DV_NU_va_tuoi_18_30": "B4", "tang_ket_nap": "B5", "den_ngay": "B6"}


def workbook(names: dict[str, str], **more: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet["A1"], sheet["A1"].font = "BIỂU CỦA CƠ QUAN", Font(bold=True)
    sheet["C2"] = "=B2-B3"
    for cell, value in more.items():
        sheet[cell] = value
    for name, cell in names.items():
        column, row = cell[0], cell[1:]
        book.defined_names[name] = DefinedName(name, attr_text=f"'Biểu 1'!${column}${row}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faults(content: bytes) -> str:
    with pytest.raises(FaultyError) as told:
        checked(content)
    return " ".join(fault.what for fault in told.value.faults)


def changed(content: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def test_values_go_into_their_cells_and_nothing_else_changes() -> None:
    content = workbook(NAMES, C3="=SUM(B2:B3)")
    made = filled(content, {"dv": 23, "dv_nu": None, "dv_nu_va_tuoi_18_30": 0, "tang_ket_nap": 1, "den_ngay": "21-5"})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Biểu 1"]
    assert [sheet[cell].value for cell in NAMES.values()] == [23, "#N/A", 0, 1, "21-5"]
    assert (sheet["A1"].value, sheet["A1"].font.b, sheet["C2"].value) == ("BIỂU CỦA CƠ QUAN", True, "=B2-B3")
    assert b"fullCalcOnLoad" in zipfile.ZipFile(io.BytesIO(made)).read("xl/workbook.xml")


def test_everything_wrong_with_a_workbook_is_told_at_once() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"dv": "B2", "dv_nu": "B2", "dv_nam": "C2", "du_bi": "E6"})))
    book.active.merge_cells("D5:E6")
    book.defined_names["vung"] = DefinedName("vung", attr_text="'Biểu 1'!$A$1:$B$2")
    out = io.BytesIO()
    book.save(out)
    told = faults(out.getvalue())
    for said in ("Ô B2 mang hai tên", "đang có công thức", "nằm giữa một ô gộp", "“vung” không chỉ đúng một ô"):
        assert said in told
    assert "chưa có ô nào" in faults(workbook({}))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/externalLinks/externalLink1.xml", "nơi khác"),
        ("xl/embeddings/a.docx", "nơi khác"),
        ("../x.xml", "Không đọc được"),
        ("xl/x.xml", "Không đọc được"),
    ],
)
def test_harmful_parts_are_refused(part: str, said: str) -> None:
    body = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>" if part == "xl/x.xml" else b"<x/>"
    assert said in faults(changed(workbook(NAMES), **{part: body}))


def test_a_bomb_and_a_broken_file_are_refused() -> None:
    assert "quá lớn" in faults(changed(workbook(NAMES), **{"xl/media/a.png": b"0" * (31 * 1024 * 1024)}))
    assert "Không đọc được" in faults(b"PK\x03\x04 broken")
    assert "Không đọc được" in faults(workbook(NAMES)[:-200])


def test_names_are_a_small_grammar() -> None:
    assert faults_of(name for name, _ in explained() if not name.endswith("…")) == []
    assert faults_of(["dv_dan_toc_thai_va_nu", "DV_Chinh_Thuc", "dv_vao_dang_2018"]) == []
    told = faults_of(["dv_nuu", "dv_nu_va_nam", "dv_nu_va_du_bi_va_doan_vien", "diem_so"])
    assert len(told) == 4
    assert "dv_nu" in told[0].next
    assert "ghép sai" in told[1].what


@pytest.mark.django_db
def test_figures_are_those_of_the_tables(sample: Organisation) -> None:
    names = [
        "dv",
        "DV_nu",
        "dv_nu_va_tuoi_18_30",
        "dv_dan_toc_khong_co",
        "dau_ky",
        "tang_ket_nap",
        "cuoi_ky",
        "tu_ngay",
    ]
    told = figures(actor(), sample, date(2018, 1, 1), MONDAY, names)
    assert told == {
        "dv": 23, "dv_nu": 13, "dv_nu_va_tuoi_18_30": 5, "dv_dan_toc_khong_co": 0, "dau_ky": 20, "tang_ket_nap": 1,
        "cuoi_ky": 23, "tu_ngay": "1-1-2018",
    }  # fmt: skip


@pytest.mark.django_db
def test_above_the_cell_a_small_figure_is_not_known() -> None:
    top, cells = branch()
    for sex, many in (("female", 5), ("male", 2)):
        for _ in range(many):
            person = PersonFactory.create(organisation=cells[0], sex=sex)
            Membership.objects.create(person=person, organisation=cells[0], starts_on=FIRST, joined_by="opening")
    assert figures(actor(), top, date(2018, 1, 1), MONDAY, ["dv", "dv_nam", "dv_nu"]) == {
        "dv": 7,
        "dv_nam": None,
        "dv_nu": None,
    }


@pytest.mark.django_db
def test_versions_are_inherited_from_above_and_nobody_elses(sample: Organisation) -> None:
    def keep(content: bytes) -> OfficeTemplate:
        return keep_workbook(
            actor=actor(), on=MONDAY, organisation_uid=sample.uid, scope_key=sample.scope_key, template="Biểu 2A",
            name="bieu.xlsx", content=content, judge=faults_of,
        )  # fmt: skip

    other = workbook(NAMES, D9="khác")
    first, second = keep(workbook(NAMES)), keep(other)
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(FaultyError, match="giống hệt"):
        keep(other)
    below = OrganisationFactory.create(parent=sample, scope_key=f"{sample.scope_key}0001")
    assert own_forms(below, MONDAY) == ()
    use_workbook(actor=actor(), on=MONDAY, version=second)
    assert own_forms(below, MONDAY) == (second,)
    assert own_form_for(below, second.uid) == second
    with pytest.raises(NotYoursError):
        own_form_for(OrganisationFactory.create(), second.uid)


@pytest.mark.django_db
@pytest.mark.usefixtures("sample")
def test_upload_preview_use_and_fill(client: Client) -> None:
    secretary = sign_in(client, "bi-thu")
    send = {"title": "Biểu 2A", "file": SimpleUploadedFile("bieu.xlsx", workbook({"dv_nuu": "B2"}))}
    refused = secretary.post("/bao-cao/mau-rieng/", send)
    assert refused.status_code == 422
    assert "dv_nuu" in refused.content.decode()
    send = {"title": "Biểu 2A", "file": SimpleUploadedFile("bieu.xlsx", workbook(NAMES))}
    preview = secretary.post("/bao-cao/mau-rieng/", send, follow=True)
    assert "Số sẽ điền" in preview.content.decode()
    version = OfficeTemplate.objects.get()
    assert secretary.post(f"/bao-cao/mau-rieng/{version.uid}/dung/").status_code == 302
    page = secretary.get("/bao-cao/mau-rieng/").content.decode()
    assert page.count(f"/bao-cao/mau-rieng/{version.uid}/") == 2
    taken = secretary.get(f"/bao-cao/mau-rieng/{version.uid}/tai/?tu=1-1-2018&den=21-5-2018")
    sheet = openpyxl.load_workbook(io.BytesIO(taken.getvalue()))["Biểu 1"]
    assert [sheet[cell].value for cell in NAMES.values()] == [23, 13, 5, 1, "21-5-2018"]
    assert "dv_chinh_thuc" in secretary.get("/bao-cao/mau-rieng/ten-o/").content.decode()
