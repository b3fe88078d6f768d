"""Honours and discipline at a browser, wide and on a telephone: titles, a commendation, a badge, the closed part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary, read_docx

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program


@pytest.mark.parametrize("way", ["wide", "telephone"])
def test_titles_commendation_badge_and_discipline(browser: Browser, program: Program, way: str) -> None:
    width = 1280 if way == "wide" else 360
    with opened_page(browser, program, scripts=way == "telephone", width=width) as page:
        one = Secretary(page=page, program=program)
        one.signs_in("bi-thu")
        titles(one)
        commendation(one)
        badge(one)
        discipline(one)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def titles(one: Secretary) -> None:
    one.opens("/danh-gia/")
    one.follows("Danh hiệu các năm")
    assert "5 năm liền, từ năm 2013 đến năm 2017" in one.box("Số năm liên tục")
    one.follows("Ghi danh hiệu")
    one.picks("Danh hiệu khác")
    one.presses("Ghi vào sổ")
    assert "Chưa ghi tên danh hiệu." in one.refusal
    one.writes("Tên danh hiệu trong quyết định", "Cờ thi đua")
    one.presses("Ghi vào sổ")
    assert "Cờ thi đua" in one.box("Các năm")


def commendation(one: Secretary) -> None:
    one.opens("/danh-gia/khen-thuong/")
    one.follows("Đề nghị khen thưởng")
    one.chooses("Khen thưởng ai", "Phạm Mẫu Giang")
    one.picks("Giấy khen")
    one.picks("Thành tích trong năm")
    one.writes("Thành tích", "Tham mưu kịp thời")
    one.presses("Ghi vào sổ")
    assert "chưa có căn cứ" in one.refusal  # 2018: before the text that was found
    one.picks("Theo đợt hoặc đột xuất")
    one.presses("Ghi vào sổ")
    assert "Phạm Mẫu Giang" in one.box("Đang chờ quyết định")
    assert "Phạm Mẫu Giang" in read_docx(one.downloads("Danh sách đề nghị (Word)"))


def badge(one: Secretary) -> None:
    one.opens("/danh-gia/huy-hieu/")
    assert "không có đồng chí nào đủ năm" in one.sees
    one.opens_the_person("Lò Mẫu An")
    one.opens(one.page.url.removeprefix(one.program.address) + "danh-gia/")
    one.opens(page_of(one, "Huy hiệu Đảng"))
    assert "Tiếp theo: 30 năm, đủ ngày 7-12-2020" in one.sees
    one.follows("Lập đề nghị")
    one.writes("Loại huy hiệu (năm tuổi Đảng)", "30")
    one.presses("Ghi vào sổ")
    assert "Chưa đến lúc tặng Huy hiệu 30 năm." in one.refusal
    one.writes("Lý do", "Theo công văn của cấp trên (mẫu)")
    one.presses("Ghi vào sổ")
    one.opens("/danh-gia/huy-hieu/")
    assert "Lò Mẫu An" in read_docx(one.downloads("Danh sách đề nghị (Word)"))
    one.follows("Ghi quyết định")
    one.ticks("Lò Mẫu An, 30 năm tuổi Đảng")
    one.writes("Ngày quyết định", "21-5-2018")
    one.presses("Ghi vào sổ")
    assert "Lò Mẫu An" in one.box("Đã có quyết định, chưa trao")


def page_of(one: Secretary, link: str) -> str:
    """The address of a link of the page's main part."""
    found = one.page.locator("main").get_by_role("link", name=link, exact=True).first.get_attribute("href")
    assert found
    return found


def discipline(one: Secretary) -> None:
    one.opens_the_person("Quàng Mẫu Dung")
    one.opens(one.page.url.removeprefix(one.program.address) + "danh-gia/")
    one.follows("Ghi kỷ luật")
    one.picks("Khiển trách")
    one.picks("Chi bộ")
    one.writes("Ngày có hiệu lực", "7-5-2018")
    one.writes("Nội dung vi phạm", "Vi phạm quy chế làm việc (mẫu)")
    one.presses("Ghi vào sổ")
    assert "Quàng Mẫu Dung" not in one.sees
    one.writes("Mở để làm gì?", "kiểm tra việc ghi sổ")
    one.presses("Mở")
    assert "Vi phạm quy chế làm việc (mẫu)" in one.sees
    one.opens("/viec-can-lam/")
    assert "kỷ luật" not in one.sees.lower()
