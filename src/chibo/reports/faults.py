"""What can be wrong with a report in words, in the words of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from datetime import date


def not_begun(name: str, starts_on: date) -> Fault:
    """The period lies ahead."""
    return Fault(
        what=f"Kỳ {name} bắt đầu ngày {say_date(starts_on)}, chưa có số liệu.", next="Chọn kỳ khác.", field="ky"
    )


def locked(name: str, locked_on: date | None) -> Fault:
    """A locked report is never changed."""
    when = f" ngày {say_date(locked_on)}" if locked_on else ""
    return Fault(
        what=f"Báo cáo {name} đã khóa{when} nên không sửa được nữa.",
        next="Mở báo cáo đã khóa, bấm Lập bản mới và ghi lý do; bản đã khóa vẫn giữ nguyên.",
    )


def still_open(name: str) -> Fault:
    """Only a locked report needs a new version."""
    return Fault(what=f"Báo cáo {name} chưa khóa.", next="Sửa thẳng trong báo cáo, không cần lập bản mới.")


def renewed_before(name: str) -> Fault:
    """The next version exists."""
    return Fault(what=f"Báo cáo {name} đã có bản mới hơn.", next="Mở bản mới nhất trong danh sách báo cáo.")


def no_reason() -> Fault:
    """A new version says why."""
    return Fault(
        what="Chưa ghi lý do lập bản mới.",
        next="Ghi ngắn gọn, ví dụ: đính chính ngày chuyển đến của một đảng viên.",
        field="ly_do",
    )


def not_locked_yet(name: str) -> Fault:
    """What is sent must stand still."""
    return Fault(what=f"Báo cáo {name} chưa khóa số liệu.", next="Khóa số liệu trước, rồi ghi nơi gửi.")


def sent_to_nobody() -> Fault:
    """A sending names whom."""
    return Fault(what="Chưa ghi gửi ai.", next="Ghi tên cơ quan hoặc người nhận.", field="gui_ai")


def sent_in_future(sent_on: date, on: date) -> Fault:
    """Only what happened is written down."""
    what = f"Ngày gửi {say_date(sent_on)} chưa đến."
    return Fault(what=what, next=f"Chọn ngày đến {say_date(on)}.", field="ngay_gui")


def sent_before_lock(sent_on: date, locked_on: date) -> Fault:
    """Nothing was there to be sent."""
    what = f"Ngày gửi {say_date(sent_on)} trước ngày khóa số liệu {say_date(locked_on)}."
    return Fault(what=what, next="Xem lại ngày gửi.", field="ngay_gui")


def dated_in_future(dated: date, on: date) -> Fault:
    """A paper is not dated ahead."""
    what = f"Ngày văn bản {say_date(dated)} chưa đến."
    return Fault(what=what, next=f"Chọn ngày đến {say_date(on)}.", field="ngay")


def dated_before_figures(dated: date, until: date) -> Fault:
    """A paper cannot tell of days after it."""
    what = f"Ngày văn bản {say_date(dated)} trước ngày của số liệu {say_date(until)}."
    return Fault(what=what, next=f"Chọn ngày từ {say_date(until)}.", field="ngay")


def no_term_to_number(dated: date) -> Fault:
    """Numbers run within a term."""
    return Fault(
        what=f"Ngày {say_date(dated)} không thuộc nhiệm kỳ nào đã ghi nên chưa lấy được số.",
        why="Số văn bản chạy từ 01 trong một nhiệm kỳ của cấp ủy.",
        next="Ghi nhiệm kỳ ở Cài đặt, hoặc khóa mà không lấy số.",
        field="lay_so",
    )


def nothing_said() -> Fault:
    """A report without a figure says nothing."""
    return Fault(what="Báo cáo chưa có số liệu nào.", next="Giữ lại ít nhất một câu có số liệu rồi khóa.")
