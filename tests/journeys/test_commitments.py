"""The sample cell's commitments in a real browser: remind, hand in, confirm, check, print; an activity and a campaign.

With scripts on a wide screen, without on a telephone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary, read_docx

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program

WAYS = {"scripts": (True, 1280), "telephone without scripts": (False, 360)}
BAC = "Đăng ký học tập và làm theo Bác"


@pytest.mark.parametrize("way", WAYS)
def test_a_year_of_promises(browser: Browser, program: Program, way: str) -> None:
    scripts, width = WAYS[way]
    with opened_page(browser, program, scripts=scripts, width=width) as page:
        s = Secretary(page=page, program=program)
        s.signs_in("bi-thu")
        the_one_missing_is_reminded_and_brings_the_former_paper(s)
        a_round_of_its_own_is_opened_and_filled(s)
        the_year_is_checked_in_facts(s)
        a_campaign_is_told_in_own_words(s)
        an_activity_stands_before_the_pipeline(s)


def fits(s: Secretary) -> bool:
    return bool(s.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def the_one_missing_is_reminded_and_brings_the_former_paper(s: Secretary) -> None:
    s.opens("/danh-gia/")
    assert fits(s)
    s.follows("Các đợt cam kết")
    assert "22/23" in s.sees
    assert fits(s)
    s.follows(BAC)
    assert fits(s)
    s.follows("Nhắc người chưa nộp")
    assert "Đ/c Thúy mới chuyển đến 22-1-2018: có thể lấy bản cam kết từ chi bộ cũ." in s.sees
    assert fits(s)
    s.follows(f"{BAC}, năm 2018")
    s.follows("Khoàng Mẫu Thúy")
    s.writes("Ngày nộp", "3-1-2018")
    s.presses("Ghi đã nộp")
    assert "ghi tên chi bộ cũ" in s.refusal
    s.writes("Đã nộp ở chi bộ cũ", "Chi bộ mẫu D")
    s.presses("Ghi đã nộp")
    assert "23/23" in s.sees
    assert "lấy từ Chi bộ mẫu D" in s.sees


def a_round_of_its_own_is_opened_and_filled(s: Secretary) -> None:
    s.opens("/cam-ket/mo/")
    s.writes("Tên đợt", "")
    s.presses("Lưu")
    assert s.is_told_of_faults
    s.writes("Tên đợt", "Cam kết quý II")
    s.writes("Ngày mở đợt", "2-4-2018")
    s.writes("Hạn nộp", "31-5-2018")
    s.presses("Lưu")
    s.follows("Cam kết quý II")
    for name in ("Lò Mẫu An", "Nguyễn Mẫu Bích"):
        s.page.locator("#ghi-nop").locator("..").get_by_label(name, exact=True).check()
    s.page.locator("[name=nop-handed_on]").fill("5-4-2018")
    s.page.locator("[name=nop-kept_at]").fill("cặp số 20")
    s.presses("Ghi đã nộp")
    assert "2/23" in s.sees
    assert "cặp số 20" in read_docx(s.downloads("Danh sách tổng hợp"))


def the_year_is_checked_in_facts(s: Secretary) -> None:
    s.follows("Lò Mẫu An")
    s.unfolds("Ghi kết quả")
    s.picks("Thực hiện một phần")
    s.writes("Ngày kiểm tra", "21-5-2018")
    s.presses("Lưu kết quả")
    assert "Chưa ghi việc đã làm" in s.refusal
    s.writes("Việc đã làm", "Đã nộp báo cáo ngày 10-5-2018.")
    s.presses("Lưu kết quả")
    assert "Thực hiện một phần, 21-5-2018, Lò Mẫu An." in s.box("Kiểm tra cuối năm")
    assert fits(s)
    s.opens("/viec-can-lam/")
    assert "Nhắc 21 người chưa nộp: Cam kết quý II, năm 2018" in s.sees


def a_campaign_is_told_in_own_words(s: Secretary) -> None:
    s.opens("/thi-dua/")
    assert fits(s)
    s.follows("Giỏi việc nước, đảm việc nhà")
    assert fits(s)
    s.follows("Hoàng Mẫu Hạnh")
    s.writes("Kết quả, theo lời người đăng ký", "Đã hướng dẫn hai đồng nghiệp.")
    s.presses("Lưu")
    assert "phải ghi cùng nhau" in s.refusal
    s.writes("Ngày báo kết quả", "18-5-2018")
    s.presses("Lưu")
    assert "đã báo 18-5-2018" in s.box("Người đăng ký")


def an_activity_stands_before_the_pipeline(s: Secretary) -> None:
    s.opens("/tuyen-truyen/ghi/")
    assert fits(s)
    s.writes("Chủ đề", "Nói chuyện về Điều lệ Đảng")
    s.writes("Ngày tổ chức", "18-5-2018")
    s.presses("Lưu")
    assert "Chưa có ai dự." in s.refusal
    s.page.get_by_label("Đặng Mẫu Ý", exact=True).check()
    s.writes("Số người khác cùng dự", "3")
    s.presses("Lưu")
    assert "3 hoạt động" in s.sees
    s.opens("/phat-trien/bang/")
    assert "3 hoạt động, 18 lượt người, 0 nguồn" in s.box("Số liệu các bước")
    assert fits(s)
