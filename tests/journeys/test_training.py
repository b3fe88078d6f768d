"""A class in a real browser, from the paper that announces it to the certificate, and a task remarked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary, read_docx

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program

YEN = "Phan Mẫu Yến"
CENTRE = "Trường Chính trị tỉnh (mẫu)"


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 360)], ids=["scripts", "telephone"])
def test_from_the_announcement_to_the_certificate(
    browser: Browser, program: Program, *, scripts: bool, width: int
) -> None:
    with opened_page(browser, program, scripts=scripts, width=width) as page:
        s = Secretary(page=page, program=program)
        s.signs_in("bi-thu")
        a_class_is_announced(s)
        the_list_is_drawn_up(s)
        program.it_is("16-6-2018")
        the_certificate_is_the_step(s)
        a_task_is_given_and_remarked_on(s)


def fits(s: Secretary) -> bool:
    """Whether nothing scrolls sideways."""
    return bool(s.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def a_class_is_announced(s: Secretary) -> None:
    s.opens("/boi-duong/")
    s.follows("Ghi lớp học")
    s.chooses("Loại lớp", "Bồi dưỡng đảng viên mới")
    s.writes("Nơi mở lớp", CENTRE)
    s.writes("Ngày khai giảng", "11-6-2018")
    s.writes("Ngày bế giảng", "1-6-2018")
    s.writes("Hạn gửi danh sách", "15-6-2018")
    s.presses("Ghi")
    assert "Có 2 chỗ cần sửa" in s.refusal
    s.writes("Ngày bế giảng", "15-6-2018")
    s.writes("Hạn gửi danh sách", "1-6-2018")
    s.writes("Chi bộ được cử mấy người", "1")
    s.presses("Ghi")
    assert fits(s)
    s.opens("/viec-can-lam/")
    assert "Danh sách cử đi học: Bồi dưỡng đảng viên mới" in s.sees


def the_list_is_drawn_up(s: Secretary) -> None:
    s.opens("/boi-duong/")
    s.follows("Bồi dưỡng đảng viên mới")
    s.follows("Lập danh sách cử đi học")
    assert YEN in s.sees
    assert s.field("Cử đi học").is_checked(), "who is due comes ticked"
    assert fits(s)
    s.presses("Ghi danh sách")
    assert "Được cử đi học: 1/1 chỗ" in s.sees
    letter = read_docx(s.downloads("DOCX"))
    assert CENTRE in letter
    assert YEN in letter
    s.presses("Ghi đã gửi danh sách")
    s.opens("/viec-can-lam/")
    assert "Đã cử đi học" in s.sees
    assert "Danh sách cử đi học: Bồi dưỡng đảng viên mới" not in s.sees


def the_certificate_is_the_step(s: Secretary) -> None:
    s.opens("/boi-duong/")
    assert "Chờ kết quả" in s.sees
    s.follows("Bồi dưỡng đảng viên mới")
    s.follows("Ghi kết quả, giấy chứng nhận")
    assert fits(s)
    s.writes("Số giấy", "15/CN")
    s.presses("Ghi kết quả")
    assert f"Chưa ghi ngày cấp giấy của {YEN}" in s.refusal
    s.writes("Ngày cấp giấy", "15-6-2018")
    s.presses("Ghi kết quả")
    assert "Có giấy chứng nhận" in s.sees
    assert fits(s)
    s.opens_the_road(YEN)
    assert "15-6-2018 – Giấy chứng nhận lớp đảng viên mới, số 15/CN" in s.sees


def a_task_is_given_and_remarked_on(s: Secretary) -> None:
    s.follows("Nhiệm vụ rèn luyện, thử thách")
    s.writes("Việc được giao", "Dẫn chương trình chào cờ tháng 7")
    s.writes("Ngày giao", "16-6-2018")
    s.writes("Hạn", "2-7-2018")
    s.presses("Giao việc")
    assert "Dẫn chương trình chào cờ tháng 7" in s.sees
    assert fits(s)
    s.goes_by(s.page.get_by_role("link", name="Nhận xét của đ/c").first)
    s.writes("Việc đã làm và kết quả", "Đã soạn xong kịch bản")
    s.presses("Ghi")
    assert "Đã nhận xét: Đã soạn xong kịch bản" in s.sees
    assert fits(s)
