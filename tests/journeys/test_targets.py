"""Targets, forecast and plan in a real browser: entered, amended, opened to the people, planned backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.program import Program


@pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 360)], ids=["scripts", "telephone-no-scripts"])
def test_from_the_resolution_to_the_plan(browser: Browser, program: Program, scripts: bool, width: int) -> None:  # noqa: FBT001 - parametrised
    with opened_page(browser, program, scripts=scripts, width=width) as page:
        an = Secretary(page=page, program=program)
        an.signs_in("bi-thu")
        enters_and_amends_a_target(an)
        reads_the_forecast(an, width)
        plans_backwards(an)


def enters_and_amends_a_target(an: Secretary) -> None:
    an.opens("/bao-cao/chi-tieu/")
    assert "23 cán bộ là đảng viên / 25 cán bộ = 92%" in an.sees
    an.follows("Nhập từ nghị quyết")
    an.chooses("Chỉ tiêu", "Số người đưa vào nguồn")
    an.writes("Số", "2")
    an.writes("Căn cứ", "Nghị quyết đại hội")
    an.presses("Ghi chỉ tiêu")
    line = an.page.locator("li.task", has_text="Số người đưa vào nguồn")
    an.goes_by(line.get_by_role("link", name="Điều chỉnh"))
    an.writes("Chỉ tiêu mới", "3")
    an.writes("Căn cứ điều chỉnh", "Nghị quyết bổ sung")
    an.presses("Ghi điều chỉnh")
    assert "Đã điều chỉnh 1 lần" in an.sees
    an.follows("23")
    assert an.heading.startswith("Cán bộ là đảng viên")


def reads_the_forecast(an: Secretary, width: int) -> None:
    """The designed figures, one drawing for this width, nothing wider than the screen."""
    an.opens("/bao-cao/du-bao/")
    for said in ("96%", "22-9-2018", "21-7-2018", "Xấu nhất 92%, tốt nhất 96%"):
        assert said in an.sees
    charts = an.page.locator("svg.chart")
    shown = charts.evaluate_all("all => all.filter(one => one.getBoundingClientRect().width).length")
    assert shown == 1
    assert an.page.evaluate("document.documentElement.scrollWidth") <= width


def plans_backwards(an: Secretary) -> None:
    an.opens("/phat-trien/ke-hoach/")
    an.writes("Kết nạp mấy người", "1")
    an.writes("Chậm nhất ngày", "19-5-2019")
    an.presses("Xem ai còn kịp")
    assert "Còn kịp 1 người theo quy định." in an.sees
    an.ticks("Lò Mẫu Xuân")
    an.presses("Lập kế hoạch")
    an.follows("Kết nạp 1 người chậm nhất 19-5-2019")
    assert "Đơn xin vào Đảng" in an.sees
