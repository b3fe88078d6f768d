"""``papers``: what is due, as text, as JSON and as files; wrong use is one clear line."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from chibo.development.models import DevelopmentCase
from tests.documents.reading import text
from tests.factories import PersonFactory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.papers.conftest import Desk


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("papers", "--on", "6-6-2018", *arguments, stdout=out)
    return out.getvalue()


def read(*arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("--json", *arguments))
    return told


@pytest.mark.parametrize("name", ["Sùng Mẫu Vừ", "sung  mau vu", "uid"])
def test_one_person_by_name_or_uid(desk: Desk, name: str) -> None:
    told = read("--person", str(desk.house.vu.uid) if name == "uid" else name)
    assert told["on"] == "2018-06-06"
    assert [(each["form"], each["person"]) for each in told["papers"]] == [
        (form, "Sùng Mẫu Vừ") for form in ("5B", "5C", "10-KNĐ", "11-KNĐ", "12-KNĐ", "13-KNĐ", "1-HSĐV", "2-HSĐV")
    ]
    assert {each["dated_from"] for each in told["papers"] if "KNĐ" in each["form"]} == {"2018-05-19"}
    assert {each["file"] for each in told["papers"]} == {None}
    assert all(each["citation"] for each in told["papers"])


def test_everybody_in_words(desk: Desk) -> None:
    told = run()
    assert told.startswith("Giấy tờ cần soạn ngày 6-6-2018\n")
    assert "- Lò Mẫu Xuân: 3-KNĐ Giấy giới thiệu người vào Đảng, người viết: Quàng Mẫu Dung\n" in told
    assert "- Sùng Mẫu Vừ: 13-KNĐ Nghị quyết đề nghị công nhận đảng viên chính thức, ghi ngày từ 19-5-2018\n" in told


def test_files_may_be_pdf(desk: Desk, tmp_path: Path) -> None:
    told = read("--person", "Sùng Mẫu Vừ", "--out", str(tmp_path), "--pdf")
    read("--person", "Sùng Mẫu Vừ", "--out", str(tmp_path), "--pdf")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:2] == ["1-HSĐV Sùng Mẫu Vừ (2).pdf", "1-HSĐV Sùng Mẫu Vừ.pdf"]
    assert names[2:4] == ["10-KNĐ Sùng Mẫu Vừ (2).pdf", "10-KNĐ Sùng Mẫu Vừ.pdf"]
    assert len(names) == 2 * len(told["papers"])
    assert all(path.read_bytes().startswith(b"%PDF-1.7") for path in tmp_path.iterdir())
    with pytest.raises(CommandError, match="--pdf cần --out"):
        run("--pdf")


def test_files_are_written_and_never_over_another(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "giấy tờ"
    told = read("--person", "Sùng Mẫu Vừ", "--out", str(folder))
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "1-HSĐV Sùng Mẫu Vừ.docx",
        "10-KNĐ Sùng Mẫu Vừ.docx",
        "11-KNĐ Sùng Mẫu Vừ.docx",
        "12-KNĐ Sùng Mẫu Vừ.docx",
        "13-KNĐ Sùng Mẫu Vừ.docx",
        "2-HSĐV Sùng Mẫu Vừ.docx",
        "5B Sùng Mẫu Vừ.docx",
        "5C Sùng Mẫu Vừ.docx",
    ]
    assert sorted(each["file"] for each in told["papers"]) == [str(folder / name) for name in names]
    resolution = next(each for each in told["papers"] if each["form"] == "13-KNĐ")
    assert "ưu_điểm" in resolution["gaps"]
    worked_on = folder / "13-KNĐ Sùng Mẫu Vừ.docx"
    worked_on.write_bytes(b"worked on")
    said = run("--person", "Sùng Mẫu Vừ", "--out", str(folder))
    assert worked_on.read_bytes() == b"worked on"
    assert "Sùng Mẫu Vừ" in text((folder / "13-KNĐ Sùng Mẫu Vừ (2).docx").read_bytes())
    assert f"Đã ghi: {folder / '13-KNĐ Sùng Mẫu Vừ (2).docx'}" in said
    assert "Còn trống: " in said


def test_a_paper_the_record_forbids_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.voted("admission", approve=2, against=1)
    told = run("--person", "Lò Mẫu Xuân", "--out", str(tmp_path))
    assert "Chưa soạn được: Chưa soạn nghị quyết về Lò Mẫu Xuân: biểu quyết đạt 2/4, cần 3." in told
    assert not list(tmp_path.glob("6-KNĐ*"))


@pytest.mark.parametrize("asked", ["vu", "Vừ", "Sùng", "SÙNG  MẪU", "sung mau vu"])
def test_a_person_is_found_by_a_part_of_the_name(desk: Desk, asked: str) -> None:
    told = run("--person", asked)
    assert "- Sùng Mẫu Vừ: " in told
    assert "Lò Mẫu Xuân: " not in told


def test_a_name_that_fits_several_lists_them(desk: Desk) -> None:
    with pytest.raises(CommandError) as refused:
        run("--person", "Mẫu")
    said = str(refused.value)
    assert said.startswith("Có 2 người có tên khớp với “Mẫu”, hãy ghi đủ họ tên hoặc mã: ")
    assert all(name in said for name in ("Sùng Mẫu Vừ (", "Lò Mẫu Xuân ("))
    assert "\n" not in said


def test_wrong_use_is_one_line(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không có hồ sơ đang mở của “Người Khác”"):
        run("--person", "Người Khác")
    with pytest.raises(CommandError, match="Chưa đọc được ngày"):
        call_command("papers", "--on", "hôm qua")
    (tmp_path / "tệp").write_text("x")
    with pytest.raises(CommandError, match="Không ghi được vào"):
        run("--out", str(tmp_path / "tệp"))
    cell = desk.house.organisation
    twin = PersonFactory.create(organisation=cell, full_name="Lò Mẫu Xuân")
    DevelopmentCase.objects.create(
        person=twin, organisation=cell, scope_key=cell.scope_key, opened_on=desk.xuan.opened_on
    )
    with pytest.raises(CommandError, match="Có 2 người có tên khớp với “Lò Mẫu Xuân”, hãy ghi đủ họ tên hoặc mã"):
        run("--person", "Lò Mẫu Xuân")


@pytest.mark.django_db
def test_an_empty_installation_says_so() -> None:
    with pytest.raises(CommandError, match="Chưa có tổ chức nào trong sổ"):
        run()
