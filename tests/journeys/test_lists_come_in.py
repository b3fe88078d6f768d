"""Lists of an office brought in by a browser without scripts: repaired by one click, set right, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.exchange.lists import messy
from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program


def test_three_lists_come_in_and_one_goes_back(browser: Browser, program: Program) -> None:
    with opened_page(browser, program, scripts=False) as page:
        s = Secretary(page=page, program=program)
        s.signs_in("bi-thu")
        the_clean_up_sheet_is_repaired_by_one_click(s)
        sources_get_their_cases(s)
        a_corrected_list_sets_right(s)
        it_goes_back(s)


def brings(s: Secretary, name: str, content: bytes) -> None:
    s.opens("/nhap-danh-sach/")
    s.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    s.presses("Tải lên")


def the_clean_up_sheet_is_repaired_by_one_click(s: Secretary) -> None:
    brings(s, messy.CLEANUP.name, messy.CLEANUP.content)
    assert s.page.get_by_label("Đây là danh sách gì?").input_value() == "cleanup"
    s.presses("Tiếp: kiểm tra từng dòng")
    assert "không đủ 9 hoặc 12 chữ số" in s.sees
    s.presses("Sửa thành 011160000456")
    assert "không đủ 9 hoặc 12 chữ số" not in s.sees
    s.presses("Nhập 2 người")
    assert "Đã nhập 2 đảng viên" in s.sees


def sources_get_their_cases(s: Secretary) -> None:
    brings(s, messy.SOURCES.name, messy.SOURCES.content)
    s.presses("Tiếp: kiểm tra từng dòng")
    s.presses("Nhập 2 người")
    s.opens("/phat-trien/")
    assert "Sùng Mẫu Phớ" in s.sees


def a_corrected_list_sets_right(s: Secretary) -> None:
    brings(s, messy.PLAIN.name, messy.PLAIN.content)
    s.presses("Tiếp: kiểm tra từng dòng")
    s.presses("Nhập 4 người")
    brings(s, messy.PLAIN.name, messy.PLAIN.corrected)
    assert "Phó Trưởng phòng" in s.sees, "the same header goes straight to the check"
    s.presses("Nhập 0 người, cập nhật 2")
    assert "Cập nhật" in s.sees


def it_goes_back(s: Secretary) -> None:
    s.presses("Hoàn tác lần nhập này")
    assert "Đã hoàn tác" in s.sees
