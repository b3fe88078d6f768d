"""The sample cell sits on 5-6-2018: from the agenda to adopted minutes and what follows, every act counted.

An act is a click or a field filled in (product.md 5.1): job 3 (the agenda) at most 6, job 4 (the attendance) at most 3
and the absent, job 5 (count a secret ballot, minutes of the count) at most 8. With scripts, without, and at 360 px.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import opened_page
from tests.journeys.secretary import Secretary, read_docx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.journeys.program import Program

WAYS = {"scripts": (True, 1280), "no-scripts": (False, 1280), "telephone": (True, 360)}
VU = "Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ"


@dataclass(kw_only=True)
class Counting(Secretary):
    """The secretary, with every act counted."""

    acts: int = 0

    def follows(self, link: str) -> None:
        """Click a link."""
        self.acts += 1
        super().follows(link)

    def presses(self, button: str) -> None:
        """Press a button."""
        self.acts += 1
        super().presses(button)

    def writes(self, label: str, text: str) -> None:
        """Type into a field."""
        self.acts += 1
        super().writes(label, text)

    def chooses(self, label: str, option: str) -> None:
        """Choose in a list."""
        self.acts += 1
        super().chooses(label, option)

    @contextmanager
    def at_most(self, acts: int) -> Iterator[None]:
        """One job: no more acts than its bar."""
        self.acts = 0
        yield
        assert self.acts <= acts

    def fits(self) -> bool:
        """Whether nothing scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("way", WAYS)
def test_one_session_from_its_plan_to_what_follows(browser: Browser, program: Program, way: str) -> None:
    scripts, width = WAYS[way]
    with opened_page(browser, program, scripts=scripts, width=width) as page:
        s = Counting(page=page, program=program)
        s.signs_in("bi-thu")
        program.it_is("5-6-2018")
        meeting = the_agenda_writes_itself(s)
        the_chair_looks_at_the_telephone(s, meeting)
        everybody_is_there_but_two(s)
        the_ballots_are_counted(s)
        what_was_said_is_written(s, meeting, types=way == "scripts")
        the_minutes_are_adopted(s, meeting)
        it_stands_in_the_worklist(s)
        program.it_is("5-7-2018")
        the_next_session_hears_of_it(s)


def the_agenda_writes_itself(s: Counting) -> str:
    s.opens("/viec-can-lam/")
    with s.at_most(6):
        s.presses("Soạn chương trình")
        s.writes("Nội dung", "Kế hoạch quý III")
        s.presses("Thêm")
    assert s.heading == "Họp chi bộ định kỳ, 5-6-2018"
    agenda = s.box("Chương trình")
    assert VU in agenda
    assert "Công tác phát triển đảng viên" in agenda
    assert "Lò Mẫu Xuân, đối tượng Đảng" in agenda
    assert "Cần quyết: xét công nhận chính thức" in agenda
    assert "phút" in agenda
    assert s.fits()
    return s.page.url.removeprefix(s.program.address).removesuffix("chuong-trinh/")


def the_chair_looks_at_the_telephone(s: Counting, meeting: str) -> None:
    s.opens("/hop/toi-nay/")
    assert s.page.url.endswith(f"{meeting}toi-nay/")
    assert "Mẫu số: 21 đảng viên chính thức" in s.sees
    assert VU in s.sees
    assert s.fits()
    s.opens(f"{meeting}chuong-trinh/")


def everybody_is_there_but_two(s: Counting) -> None:
    with s.at_most(3 + 2):
        s.follows("Sang điểm danh")
        s.writes("Lý do vắng của Trần Mẫu Cường", "Công tác")
        s.writes("Lý do vắng của Quàng Mẫu Dung", "Ốm")
        s.presses("Tất cả có mặt, trừ người đã báo vắng")
    assert "19 / 21 đảng viên chính thức có mặt" in s.box("Điều kiện họp")
    assert "Vạch đen: 2/3 = 14 người" in s.box("Điều kiện họp")
    assert s.fits()


def the_ballots_are_counted(s: Counting) -> None:
    with s.at_most(8):
        s.follows("4. Biểu quyết")
        s.writes("Tán thành", "18")
        s.writes("Không tán thành", "1")
        s.presses("Ghi kết quả")
        s.acts += 1
        minutes = read_docx(s.downloads("biên bản kiểm phiếu"))
    assert "18 / 21 chính thức = 85,7%" in s.sees
    assert "Sùng Mẫu Vừ" in minutes
    assert "19" in minutes
    assert s.fits()


def what_was_said_is_written(s: Counting, meeting: str, *, types: bool) -> None:
    s.follows("3. Nội dung")
    s.writes("Phần mở đầu", "Lý do họp; đảng phí thu đủ.")
    if types:  # the box saves itself when the typing stops
        s.page.locator("#id_opening + .box-state", has_text="Đã lưu lúc").wait_for()
        s.opens(f"{meeting}noi-dung/")
        assert s.field("Phần mở đầu").input_value() == "Lý do họp; đảng phí thu đủ."
    s.page.locator("[name^=task-text-]").first.fill("Gửi hồ sơ công nhận lên cấp trên")
    s.page.locator("[name^=task-person-]").first.fill("Nguyễn Mẫu Bích")
    s.page.locator("[name^=task-due-]").first.fill("20/6/2018")
    s.page.locator("[name^=concern-topic-]").first.fill("Phòng làm việc tầng 3 bị dột")
    s.page.locator("[name^=concern-person-]").first.fill("Bích")
    s.page.locator("[name^=concern-due-]").first.fill("30-6-2018")
    s.presses("Lưu nội dung")
    assert "Đã lưu lúc" in s.sees
    assert s.fits()


def the_minutes_are_adopted(s: Counting, meeting: str) -> None:
    s.opens(f"{meeting}bien-ban/")
    assert "Gửi hồ sơ công nhận lên cấp trên: đ/c Nguyễn Mẫu Bích, hạn 20-6-2018" in s.sees
    assert "Đảng viên nêu: Phòng làm việc tầng 3 bị dột" in s.sees
    assert s.fits()
    s.presses("Đã thông qua")
    assert "Đã thông qua 5-6-2018" in s.box("Văn bản")
    assert "NQ/CB" in s.sees
    s.opens(f"{meeting}noi-dung/")
    assert "Trang này chỉ để xem." in s.sees
    assert s.page.locator("main textarea").count() == 0


def it_stands_in_the_worklist(s: Counting) -> None:
    s.opens("/viec-can-lam/")
    assert "Việc chi bộ giao: Gửi hồ sơ công nhận lên cấp trên" in s.sees
    s.program.it_is("28-6-2018")
    s.opens("/viec-can-lam/")
    assert "Trả lời kiến nghị: Phòng làm việc tầng 3 bị dột" in s.sees
    s.opens_the_person("Nguyễn Mẫu Bích")
    s.goes_by(s.page.get_by_role("link", name="Họp đã dự"))
    assert "Gửi hồ sơ công nhận lên cấp trên" in s.box("Việc chi bộ giao")
    s.follows("Gửi hồ sơ công nhận lên cấp trên")
    s.picks("Đang làm")
    s.writes("Nói rõ", "Còn thiếu một nhận xét")
    s.presses("Lưu kết quả")
    assert "Còn thiếu một nhận xét" in s.box("Đã báo")


def the_next_session_hears_of_it(s: Counting) -> None:
    s.opens("/viec-can-lam/")
    s.presses("Soạn chương trình")
    agenda = s.box("Chương trình")
    assert "Gửi hồ sơ công nhận lên cấp trên: đ/c Nguyễn Mẫu Bích, hạn 20-6-2018, quá hạn. Đang làm" in agenda
    assert "Phòng làm việc tầng 3 bị dột; đ/c Nguyễn Mẫu Bích theo dõi, hạn 30-6-2018" in agenda
    s.follows("3. Nội dung")
    s.chooses("Kết quả", "Đã xong")
    s.page.locator("[name^=concern-answer-]").first.fill("Đã sửa ngày 2-7")
    s.presses("Lưu nội dung")
    s.opens("/hop/kien-nghi/")
    assert "Đã nêu 1, đã trả lời 1, chưa trả lời 0." in s.sees
    assert s.fits()
