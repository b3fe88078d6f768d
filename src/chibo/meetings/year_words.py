"""What the pages of the year say: the plan, topics, scores, exemptions asked; and what is refused there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date as day
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

PLAN: Final = "lập kế hoạch họp của chi bộ này"


def month(first: date) -> str:
    """Name a month: "tháng 5-2018"."""
    return f"tháng {first.month}-{first.year}"


def line_twice(first: date, kind: str) -> Fault:
    """A second line of one kind in a month."""
    return Fault(
        what=f"Kế hoạch {month(first)} đã có “{kind}”.",
        why="Mỗi tháng một dòng cho mỗi loại họp.",
        next="Sửa dòng đã có, hoặc chọn loại khác.",
        field="kind",
    )


def line_carried_out(first: date, kind: str, held_on: date) -> Fault:
    """Taking away a line whose session took place."""
    return Fault(
        what=f"“{kind}” {month(first)} đã họp ngày {day(held_on)}, không bỏ khỏi kế hoạch được.",
        why="Kế hoạch giữ lại để đối chiếu với việc đã làm.",
        next="Chỉ bỏ được dòng chưa họp.",
    )


def year_planned(year: int) -> Fault:
    """Drawing up a plan that is there."""
    return Fault(
        what=f"Năm {year} đã có kế hoạch.",
        why="Lập lần nữa sẽ ghi đè những gì đã sửa.",
        next="Thêm hoặc sửa từng dòng.",
    )


def topic_needed() -> Fault:
    """A topic on a session that is not thematic."""
    return Fault(
        what="Chuyên đề chỉ ghi cho sinh hoạt chuyên đề hoặc buổi họp kết hợp chuyên đề.",
        why="Loại họp đã chọn không có phần chuyên đề.",
        next="Đổi loại họp, hoặc bỏ chuyên đề.",
        field="topic",
    )


def group_needed() -> Fault:
    """A session of a tổ đảng without saying which."""
    return Fault(
        what="Chưa chọn tổ đảng.",
        why="Họp tổ đảng là cuộc họp của một tổ.",
        next="Chọn tổ; chưa có tổ nào thì ghi ở trang Tổ đảng.",
        field="group",
    )


def group_not_wanted() -> Fault:
    """A tổ đảng on a session of the whole cell."""
    return Fault(
        what="Đã chọn tổ đảng cho cuộc họp không phải của tổ.",
        why="Chỉ “Họp tổ đảng” mới là của một tổ.",
        next="Đổi loại thành “Họp tổ đảng”, hoặc bỏ chọn tổ.",
        field="group",
    )


def nobody_in_circle(what: str) -> Fault:
    """A session of a committee or group that has nobody."""
    return Fault(
        what=f"Chưa biết ai dự: {what}.",
        why="Danh sách dự lấy theo chức vụ hoặc tổ ghi trong sổ của ngày họp.",
        next="Ghi cấp ủy ở Cài đặt, hoặc xếp đảng viên vào tổ ở trang Tổ đảng.",
        field="kind",
    )


def groups_do_not_fit(form: str) -> Fault:
    """A way of meeting that only the whole cell's session can have."""
    return Fault(
        what=f"“{form}” chỉ dùng cho buổi sinh hoạt của cả chi bộ.",
        why="Họp chi ủy, họp tổ đảng và đại hội không thay bằng họp theo tổ.",
        next="Chọn họp tập trung.",
        field="form",
    )


def form_ground_missing() -> Fault:
    """Meeting online or by groups without saying why."""
    return Fault(
        what="Chưa ghi lý do không họp tập trung.",
        why="Chỉ họp trực tuyến hoặc theo tổ khi có lý do mà quy định nêu.",
        next="Ghi lý do, ví dụ: dịch bệnh, đảng viên công tác phân tán.",
        field="form_ground",
    )


def empty_topic() -> Fault:
    """A topic without words."""
    return Fault(what="Chưa ghi tên chuyên đề.", why="Mỗi chuyên đề cần một tên.", next="Ghi tên.", field="title")


def topic_twice(title: str) -> Fault:
    """The same topic again."""
    return Fault(
        what=f"Ngân hàng đã có chuyên đề “{title}”.",
        why="Mỗi chuyên đề một dòng.",
        next="Dùng chuyên đề đã có, hoặc ghi tên khác.",
        field="title",
    )


def minutes_out_of_range(minutes: int) -> Fault:
    """A length that no session has."""
    return Fault(
        what=f"Buổi họp {minutes} phút chưa dùng được.",
        why="Một buổi họp từ 1 đến 720 phút.",
        next="Ghi lại số phút.",
        field="minutes_long",
    )


def papers_after_meeting(sent_on: date, held_on: date) -> Fault:
    """Papers that went out after the session."""
    return Fault(
        what=f"Tài liệu gửi ngày {day(sent_on)}, sau ngày họp {day(held_on)}.",
        why="Tài liệu họp gửi trước buổi họp.",
        next="Xem lại ngày gửi.",
        field="papers_on",
    )


def hour_without_day() -> Fault:
    """The hour of sending without its day."""
    return Fault(
        what="Có giờ gửi tài liệu mà chưa ghi ngày.",
        why="Giờ đi cùng ngày mới tính được đã gửi trước bao lâu.",
        next="Ghi ngày gửi.",
        field="papers_on",
    )


def names(people: Iterable[str]) -> str:
    """List names."""
    return ", ".join(people)
