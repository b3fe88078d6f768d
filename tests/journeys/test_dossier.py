"""The dossier page in a browser: a fault let pass with a written reason, and a dossier that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.secretary import plain

if TYPE_CHECKING:
    from tests.journeys.secretary import Secretary

BOTH = pytest.mark.parametrize("secretary", [True, False], indirect=True, ids=["scripts", "no scripts"])


def opens_the_dossier(secretary: Secretary) -> None:
    """Board → the person → the dossier of recognition."""
    secretary.opens_the_road("Sùng Mẫu Vừ")
    secretary.follows("Hồ sơ công nhận chính thức")
    assert secretary.heading == "Hồ sơ công nhận đảng viên chính thức: Sùng Mẫu Vừ"


@BOTH
def test_a_fault_is_let_pass_only_with_a_written_reason(secretary: Secretary) -> None:
    opens_the_dossier(secretary)
    assert "Có 4 chỗ cần sửa trước khi gửi cấp trên" in secretary.refusal
    first = secretary.page.locator(".errbox li", has_text="24-4-2017").first
    first.get_by_role("link", name="Nêu lý do để cho qua").click()
    assert secretary.heading.startswith("Nêu lý do để cho qua")
    secretary.writes("Lý do", "Cấp trên đồng ý sửa bằng bút trên bản giấy")
    secretary.presses("Ghi lý do")
    assert "Có 3 chỗ cần sửa trước khi gửi cấp trên" in secretary.refusal
    assert "Đã có lý do Cấp trên đồng ý sửa bằng bút trên bản giấy (Lò Mẫu An" in plain(
        secretary.page.locator(".errbox.soft").inner_text()
    )


@BOTH
def test_a_dossier_that_came_back_is_repaired_reason_by_reason(secretary: Secretary) -> None:
    opens_the_dossier(secretary)
    secretary.follows("Ghi nhận bị trả lại")
    secretary.writes("Ngày trả lại", "18-5-2018")
    secretary.writes("Nơi trả lại", "Ban Tổ chức Đảng ủy Khối (mẫu)")
    secretary.presses("Ghi nhận")
    assert "Chưa chọn lý do nào." in secretary.refusal
    secretary.field("Lý do").select_option(["E76", "E72"])
    secretary.presses("Ghi nhận")
    assert "Hồ sơ bị trả lại ngày 18-5-2018: 2 lý do. Đã sửa 0." in secretary.sees
    secretary.presses("Ghi đã sửa")
    assert "Hồ sơ bị trả lại ngày 18-5-2018: 2 lý do. Đã sửa 1." in secretary.sees
    secretary.opens("/ho-so/tra-lai/")
    assert "E72 – Cách ghi ngày 1 1" in secretary.sees
    assert "Vừ" not in secretary.sees


@BOTH
def test_a_section_is_typed_and_read_again(secretary: Secretary) -> None:
    opens_the_dossier(secretary)
    secretary.follows("Thẩm tra lý lịch")
    row = secretary.page.locator("fieldset.row").first
    row.get_by_label("Họ và tên").fill("Sùng Mẫu Cha")
    row.get_by_label("Quan hệ").select_option("father")
    row.get_by_label("Ngày gửi").fill("5-12-2016")
    secretary.presses("Ghi")
    secretary.follows("Thẩm tra lý lịch")
    assert secretary.page.locator("fieldset.row").first.get_by_label("Ngày gửi").input_value() == "5-12-2016"
