"""The sample cell judges 2018 in a browser: the list, the papers that come in, the ceiling, the decision, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary, read_docx

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program

WAYS = {"scripts": (True, 1280), "no-scripts-telephone": (False, 360)}
EXCELLENT, GOOD = "excellent", "good"


@pytest.mark.parametrize("way", WAYS)
def test_a_year_is_judged_from_the_list_to_the_result(browser: Browser, program: Program, way: str) -> None:
    scripts, width = WAYS[way]
    with opened_page(browser, program, scripts=scripts, width=width) as page:
        s = Secretary(page=page, program=program)
        s.signs_in("bi-thu")
        program.it_is("10-12-2018")
        the_round_is_opened(s)
        the_self_reviews_come_in(s)
        one_too_many_is_refused(s)
        the_round_ends(s)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def the_round_is_opened(s: Secretary) -> None:
    s.opens("/danh-gia/")
    s.follows("Mở đợt kiểm điểm, xếp loại")
    s.writes("Ngày chốt danh sách", "1-12-2018")
    s.writes("Ngày dự kiến cấp có thẩm quyền quyết định", "10-12-2018")
    s.presses("Mở đợt")
    assert s.heading == "Kiểm điểm, xếp loại năm 2018"
    assert "23 đảng viên; xếp loại 23" in s.sees


def the_self_reviews_come_in(s: Secretary) -> None:
    s.follows("Ghi đã nhận")
    for box in s.page.locator("input[name=people]").all():
        box.check()
    s.presses("Ghi đã nhận")
    assert "Đã nhận đủ bản kiểm điểm" in s.sees
    s.follows("Về đợt")
    assert "đã nhận 23 trên 23" in s.sees


def one_too_many_is_refused(s: Secretary) -> None:
    s.follows("Ghi quyết định")
    boxes = s.page.locator("select[name^=muc-]").all()
    for place, box in enumerate(boxes):
        box.select_option(value=EXCELLENT if place <= 6 else GOOD)
    s.writes("Cấp quyết định", "Đảng ủy Khối (mẫu)")
    s.presses("Ghi quyết định")
    assert s.is_told_of_faults
    assert "trần là 4" in s.refusal
    for box in s.page.locator("select[name^=muc-]").all()[5:]:
        box.select_option(value=GOOD)
    s.presses("Ghi quyết định")
    assert "24 trên 24" in s.sees
    s.follows("Tính tỷ lệ")
    assert "20% của 23 người" in s.sees
    s.follows("Về đợt")


def the_round_ends(s: Secretary) -> None:
    s.follows("Soạn giấy tờ")
    summary = s.page.locator("li", has_text="Bảng tổng hợp xếp loại").get_by_role("link", name="Word")
    with s.page.expect_download() as arriving:
        summary.click()
    assert "BẢNG TỔNG HỢP" in read_docx(arriving.value.path().read_bytes())
    s.follows("Về đợt")
    s.follows("Kết thúc đợt")
    s.presses("Kết thúc đợt")
    assert "kết quả đã vào thống kê" in s.sees
    s.opens("/danh-gia/cac-nam/")
    assert "2018" in s.sees
