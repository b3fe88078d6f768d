"""Vietnamese words of the room: its steps, who counts, wordings it proposes. What does not add up is in ``faults``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date as day
from chibo.base.dates import say_time

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from chibo.meetings.models import Concern, Task, TaskReport


RUN = "chuẩn bị và ghi cuộc họp của chi bộ này"
REPORT = "ghi kết quả việc chi bộ giao cho người khác"
OFFICIAL = "Chính thức"
PROBATIONARY = "Dự bị"
AWAITING = "Chờ quyết định công nhận"
EXEMPT = "miễn sinh hoạt"
EXEMPT_REASON = "Được miễn sinh hoạt"
AWAY = "chuyển sinh hoạt tạm thời"
AWAY_REASON = "Chuyển sinh hoạt tạm thời"


_LEFT_OUT = {
    "probationary": "đảng viên dự bị",
    "not_yet_recognised": "đảng viên chưa có quyết định công nhận chính thức",
    "temporary_transfer": "đảng viên đang chuyển sinh hoạt tạm thời",
    "exempt_and_absent": "đảng viên được miễn sinh hoạt, vắng mặt",
}


VOTERS = "đảng viên chính thức của chi bộ"
OF_CIRCLE = {"committee": "chi ủy viên", "group": "đảng viên chính thức của tổ đảng"}  # by kind of meeting


def base_sentence(base: int, on: date, left_out: Mapping[str, int], voters: str = VOTERS) -> str:
    """Say who counts in a vote and who does not."""
    said = f"{base} {voters} ngày {day(on)}"
    apart = [f"{left_out[reason]} {name}" for reason, name in _LEFT_OUT.items() if left_out.get(reason)]
    return f"{said}; không tính {', '.join(apart)}." if apart else f"{said}."


SOMEBODY = "Người này"


def old_base_sentence(base: int, counted: int) -> str:
    """Say that the number is the old paper's, and what the register counts."""
    return f"{base} đảng viên chính thức, theo hồ sơ cũ; theo sổ đảng viên hiện có là {counted}."


AGENDA, ATTENDANCE, CONTENT, VOTES, MINUTES = "chuong-trinh", "diem-danh", "noi-dung", "bieu-quyet", "bien-ban"
STEPS = {
    AGENDA: "1. Chương trình",
    ATTENDANCE: "2. Điểm danh",
    CONTENT: "3. Nội dung",
    VOTES: "4. Biểu quyết",
    MINUTES: "5. Biên bản, nghị quyết",
}


NO_FORM_NAMED = "Quy định của ngày họp đòi biểu quyết nhưng không nêu hình thức; hội nghị chọn."


def absence(name: str, mark: str, reason: str) -> str:
    """Name somebody who was not there: "Trần Mẫu Cường – vắng có lý do: Công tác"."""
    said = f"{name} – {mark[:1].lower()}{mark[1:]}"
    return f"{said}: {reason}" if reason else said


TEMPLATES = {
    AGENDA: "agenda",
    ATTENDANCE: "attendance",
    CONTENT: "content",
    VOTES: "votes",
    MINUTES: "minutes",
}


def clock_time(moment: datetime | None) -> str:
    """Say the time of day of a moment: 8:12."""
    return say_time(moment) if moment else ""


def saved(moment: datetime) -> str:
    """Say when something was saved."""
    return f"Đã lưu lúc {clock_time(moment)}."


_SUGGESTED = {
    "source": "Chi bộ thống nhất đưa {name} vào nguồn phát triển đảng viên.",
    "outstanding": "Chi bộ thống nhất công nhận {name} là quần chúng ưu tú.",
    "mentors": "Chi bộ phân công đảng viên chính thức theo dõi, giúp đỡ {name}.",
    "candidate": "Chi bộ thống nhất công nhận {name} là đối tượng Đảng.",
    "admission": "Chi bộ đề nghị cấp ủy có thẩm quyền xem xét, quyết định kết nạp {name} vào Đảng Cộng sản Việt Nam.",
    "recognition": "Chi bộ đề nghị cấp ủy có thẩm quyền xem xét, quyết định công nhận đảng viên dự bị {name} "
    "là đảng viên chính thức.",
}


def suggested_resolution(sort: str, name: str) -> str:
    """Word the resolution on one person as it is usually written; empty for a matter about nobody."""
    return _SUGGESTED.get(sort, "").format(name=name)


def meter_label(present: int, base: int, needed: int, threshold: str) -> str:
    """Say the quorum meter in words, for who cannot see it."""
    said = f"{present} trên {base} đảng viên chính thức có mặt"
    return f"{said}; vạch {threshold} ở {needed} người" if threshold else said


def task_line(task: Task) -> str:
    """A task as the minutes say it: "Soạn kế hoạch: đ/c Quàng Mẫu Dung, hạn 20-6-2018"."""
    return f"{task.text}: đ/c {task.person.full_name}, hạn {day(task.due_on)}"


def result_line(task: Task, report: TaskReport) -> str:
    """What a session heard about a task: "Soạn kế hoạch (đ/c Quàng Mẫu Dung): đã xong. Gửi ngày 12-6."."""
    said = f"{task.text} (đ/c {task.person.full_name}): {report.get_state_display().lower()}"
    return f"{said}. {report.text}" if report.text else said


def concern_line(concern: Concern) -> str:
    """A concern of the unit with its answer, or with who follows it up by when. Nobody who raised it is named."""
    said = f"{concern.get_source_display()} nêu: {concern.topic}"
    if concern.answer:
        return f"{said}. Trả lời: {concern.answer}"
    follow = [f"đ/c {concern.follower.full_name} theo dõi"] if concern.follower else []
    follow += [f"hạn trả lời {day(concern.due_on)}"] if concern.due_on else []
    return f"{said}. Chưa trả lời{'; ' if follow else ''}{', '.join(follow)}"


def register_has_moved(base: int, now: int) -> str:
    """Say that the register was changed after the base of a meeting was frozen."""
    return (
        f"Mẫu số đã chốt khi điểm danh là {base}; theo sổ đảng viên hiện nay, ngày họp ấy có {now}. "
        "Kết quả biểu quyết giữ nguyên theo mẫu số đã chốt."
    )
