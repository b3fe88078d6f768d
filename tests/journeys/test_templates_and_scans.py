"""An office words its own form and uses it; a signed paper is scanned: in a browser, with and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.documents.scan_files import photograph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.secretary import Secretary

BOTH = pytest.mark.parametrize("secretary", [True, False], indirect=True, ids=["scripts", "no scripts"])
FORM = "11-KNĐ Bản nhận xét đảng viên dự bị"


def words_the_form(secretary: Secretary, target: Path) -> None:
    """Download ours, add a paragraph with a field gone wrong, upload it."""
    secretary.goes_by(secretary.page.locator("section", has_text="36-HD/VPTW").get_by_role("link", name=FORM).first)
    with secretary.page.expect_download() as download:
        secretary.page.get_by_role("link", name="Tải mẫu gốc (DOCX)").click()
    document = Document(str(download.value.path()))
    document.add_paragraph("Lời riêng của đơn vị: «họ_ten»")
    document.save(str(target))
    secretary.field("Tệp mẫu đã sửa").set_input_files(target)
    secretary.presses("Tải lên và thử")


def sees_the_pages(secretary: Secretary) -> None:
    """The picture of the pages is there."""
    last = secretary.page.locator(".pages img").last
    last.scroll_into_view_if_needed()
    last.evaluate("picture => picture.decode()")
    assert last.evaluate("picture => picture.naturalWidth") == 720


@BOTH
def test_an_office_words_a_form_tries_it_and_uses_it(secretary: Secretary, tmp_path: Path) -> None:
    secretary.opens("/cai-dat/")
    secretary.follows("Mẫu văn bản")
    words_the_form(secretary, tmp_path / "mẫu của tôi.docx")
    assert secretary.refusal.startswith("Có 1 trường chương trình không có")
    assert "Mẫu dùng «họ_ten», chương trình có «họ_tên»." in secretary.refusal
    secretary.presses("Sửa tên trường")
    assert secretary.heading == "Thử với hồ sơ mẫu: bản 2"
    assert "Lời riêng của đơn vị: Lò Mẫu Tuyết" in secretary.sees
    sees_the_pages(secretary)
    secretary.writes("Ngày bắt đầu dùng", "1-5-2018")
    secretary.presses("Đưa vào dùng")
    assert "bản 2" in secretary.sees
    secretary.opens_the_road("Sùng Mẫu Vừ")
    secretary.follows("Hồ sơ công nhận chính thức")
    with secretary.page.expect_download() as download:
        secretary.page.locator('a[href*="/giay/11-knd.docx"]').first.click()
    said = "\n".join(paragraph.text for paragraph in Document(str(download.value.path())).paragraphs)
    assert "Lời riêng của đơn vị: Sùng Mẫu Vừ" in said


@BOTH
def test_a_signed_paper_is_scanned_compared_and_taken_away(secretary: Secretary, tmp_path: Path) -> None:
    (tmp_path / "IMG_0001.jpg").write_bytes(photograph(900, 1200))
    secretary.opens_the_road("Sùng Mẫu Vừ")
    secretary.follows("Hồ sơ công nhận chính thức")
    secretary.follows("Bản chụp")
    assert secretary.heading.startswith("Bản chụp: ")
    secretary.field("Hoặc chụp bằng điện thoại").set_input_files(tmp_path / "IMG_0001.jpg")
    secretary.presses("Tải lên")
    assert "Chưa đối chiếu với bản chính" in secretary.sees
    small = secretary.page.locator("ul.scans img")
    small.evaluate("picture => picture.decode()")
    assert small.evaluate("picture => picture.naturalWidth") == 720
    secretary.presses("Ghi đối chiếu")
    assert "Đã đối chiếu với bản chính Lò Mẫu An, 21-5-2018" in secretary.sees
    with secretary.page.expect_download() as download:
        secretary.page.get_by_role("link", name="Tải IMG_0001.jpg").click()
    assert download.value.path().read_bytes() == (tmp_path / "IMG_0001.jpg").read_bytes()
    secretary.page.get_by_text("Gỡ bản chụp này").click()
    secretary.writes("Lý do gỡ", "ảnh mờ")
    secretary.presses("Gỡ bản chụp")
    assert "Đã gỡ (1)" in secretary.sees
