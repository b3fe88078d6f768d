"""The law is changed by two people at two browsers, and changed back by two, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIGURE = "/luat/ceremony.deadline/"


@pytest.mark.parametrize("secretary", [False], ids=["no-scripts"], indirect=True)
def test_a_new_text_is_entered_by_one_and_confirmed_by_another(secretary: Secretary, browser: Browser) -> None:
    she_proposes(secretary)
    with opened_page(browser, secretary.program, scripts=False) as window:
        deputy = Secretary(page=window, program=secretary.program)
        deputy.signs_in("pho-bi-thu")
        he_reads_and_confirms(deputy)
        the_book_says_so(secretary)
        she_asks_to_withdraw_it(secretary)
        he_confirms_that(deputy)


def she_proposes(s: Secretary) -> None:
    s.opens("/cai-dat/")
    s.follows("Sổ quy định")
    s.writes("Tìm trong sổ", "to chuc le ket nap")
    s.presses("Xem")
    s.follows("Thời hạn tổ chức lễ kết nạp")
    assert "Chi bộ tổ chức lễ kết nạp trong 30 ngày làm việc" in s.sees
    s.follows("Bổ sung giá trị theo văn bản mới")
    s.writes("Số mới (ngày làm việc)", "hai mươi")
    s.writes("Áp dụng từ ngày", "1-5-2018")
    s.writes("Văn bản", "Hướng dẫn 99-HD/TW ngày 2-5-2018 (giả định)")
    s.writes("Ngày văn bản", "2-5-2018")
    s.picks("Đã đọc chính văn bản")
    s.presses("Ghi đề nghị")
    assert "Có 3 chỗ cần sửa" in s.sees
    s.writes("Số mới (ngày làm việc)", "20")
    s.writes("Áp dụng từ ngày", "21-5-2018")
    s.writes("Lý do bổ sung", "Đã nhận bản giấy.")
    s.presses("Ghi đề nghị")
    assert "Đồng chí là người đề nghị." in s.sees
    s.opens(FIGURE)
    assert "trong 30 ngày làm việc" in s.sees


def he_reads_and_confirms(s: Secretary) -> None:
    s.opens("/luat/")
    assert "1 chờ xác nhận" in s.sees
    s.follows("Giá trị đơn vị bổ sung")
    s.follows("Thời hạn tổ chức lễ kết nạp")
    assert "Đã nhận bản giấy." in s.sees
    s.presses("Xác nhận, áp dụng từ 21-5-2018")
    s.says_the_phrase_again()
    assert "Đang áp dụng" in s.sees


def the_book_says_so(s: Secretary) -> None:
    s.opens(FIGURE)
    assert "Chi bộ tổ chức lễ kết nạp trong 20 ngày làm việc" in s.sees
    assert "(đơn vị bổ sung ngày 21-5-2018)" in s.sees
    s.opens(f"{FIGURE}?ngay=20-5-2018")
    assert "trong 30 ngày làm việc" in s.sees


def she_asks_to_withdraw_it(s: Secretary) -> None:
    s.follows("Xem bổ sung này")
    s.unfolds("Rút giá trị bổ sung này")
    s.writes("Lý do", "Văn bản giả định.")
    s.presses("Đề nghị rút")
    s.says_the_phrase_again()
    assert "Đồng chí là người đề nghị rút." in s.sees
    s.opens(FIGURE)
    assert "trong 20 ngày làm việc" in s.sees


def he_confirms_that(s: Secretary) -> None:
    s.opens("/luat/bo-sung/")
    s.follows("Thời hạn tổ chức lễ kết nạp")
    assert "Văn bản giả định." in s.sees
    s.presses("Xác nhận rút")
    s.opens(FIGURE)
    assert "trong 30 ngày làm việc" in s.sees
