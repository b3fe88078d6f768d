"""The quarter's report in the browser: read in at most three acts (product.md 5.1, job 9), then written, locked, sent.

An act is a click or a field filled in, counted from the home page; what is read is the same text as the golden file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import plain, read_docx
from tests.journeys.test_sitting import Counting

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program

GOLDEN = yaml.safe_load((Path(__file__).parents[1] / "reports" / "prose.yaml").read_text(encoding="utf-8"))
WAYS = {"scripts": (True, 1280), "no-scripts": (False, 1280), "telephone": (False, 360)}


@pytest.mark.parametrize("way", WAYS)
def test_the_report_of_the_quarter(browser: Browser, program: Program, way: str) -> None:
    scripts, width = WAYS[way]
    with opened_page(browser, program, scripts=scripts, width=width) as page:
        s = Counting(page=page, program=program)
        s.signs_in("bi-thu")
        it_is_read_and_taken_in_three_acts(s, is_wide=width > 700)
        if way != "telephone":
            it_is_written_locked_and_sent(s)
        the_pictures_fit(s)


def it_is_read_and_taken_in_three_acts(s: Counting, *, is_wide: bool) -> None:
    with s.at_most(3):
        if is_wide:
            s.follows("Báo cáo")
            s.follows("Báo cáo bằng lời")
        else:
            s.opens("/bao-cao/bang-loi/")
            s.acts += 2
        said = s.sees
        s.acts += 1
        paper = read_docx(s.downloads("Tải DOCX")).replace("\N{NON-BREAKING HYPHEN}", "-")
    for text in GOLDEN["Quý I năm 2018"].values():
        assert plain(text) in said
        assert plain(text) in paper
    ledger = s.box("Đối chiếu trong kỳ")
    assert "Đầu kỳ (31-12-2017) 20" in ledger
    assert "Cuối kỳ (31-3-2018) 23" in ledger
    assert s.fits()


def it_is_written_locked_and_sent(s: Counting) -> None:
    s.presses("Sửa câu chữ")
    strength = s.page.locator("textarea[name='lines:dang-vien/so-luong']")
    strength.fill("Hết quý, chi bộ có «số_dảng_viên» đồng chí.")
    s.presses("Lưu câu chữ")
    assert "Có thể muốn viết «số_đảng_viên»." in s.refusal
    strength.fill("Hết quý, chi bộ có «số_đảng_viên» đồng chí.")
    s.page.locator("textarea[name='own:phuong-huong']").fill("Đề nghị mở lớp đảng viên mới.")
    s.presses("Lưu câu chữ")
    assert "Hết quý, chi bộ có 23 đồng chí." in s.sees
    s.follows("Khóa số liệu")
    s.ticks("Lấy số tiếp theo của loại Báo cáo trong Sổ số văn bản")
    s.presses("Khóa số liệu")
    assert "Nội dung đúng như lúc khóa." in s.box("Mã kiểm tra")
    paper = read_docx(s.downloads("Tải DOCX")).replace("\N{NON-BREAKING HYPHEN}", "-")
    for text in ("Số 01-BC/CB", "Hết quý, chi bộ có 23 đồng chí.", "Đề nghị mở lớp đảng viên mới."):
        assert text in paper
    s.writes("Gửi ai", "Đảng ủy Khối các cơ quan tỉnh")
    s.presses("Ghi nơi gửi")
    assert "21-5-2018: Đảng ủy Khối các cơ quan tỉnh" in s.box("Đã gửi")


def the_pictures_fit(s: Counting) -> None:
    s.opens("/bao-cao/hinh/")
    assert "4 người được kết nạp" in s.box("Các bước đã qua")
    assert s.page.locator("svg.chart:visible").count() == 5
    assert s.fits()
