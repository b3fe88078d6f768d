"""What this room says when a task, a result, a concern or a meeting on paper does not add up: what, why, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date as day
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def task_without_words(person: str, field: str) -> Fault:
    """A task of which only the person or the day is known."""
    return Fault(
        what=f"Việc giao cho đ/c {person} chưa ghi là việc gì." if person else "Một việc giao chưa ghi là việc gì.",
        why="Người được giao cần biết phải làm gì.",
        next="Ghi việc, hoặc xóa cả dòng.",
        field=field,
    )


def task_without_person(field: str) -> Fault:
    """A task for nobody."""
    return Fault(
        what="Một việc giao chưa ghi giao cho ai.",
        why="Mỗi việc có một đảng viên chịu trách nhiệm.",
        next="Ghi họ tên người được giao.",
        field=field,
    )


def task_without_day(text: str, field: str) -> Fault:
    """A task without a deadline."""
    return Fault(
        what=f"Việc “{text}” chưa có hạn.",
        why="Chi bộ giao việc có thời hạn để kỳ sau kiểm lại.",
        next="Ghi ngày phải xong.",
        field=field,
    )


def task_due_before_meeting(due_on: date, held_on: date, field: str) -> Fault:
    """A deadline before the session that gave the task."""
    return Fault(
        what=f"Hạn {day(due_on)} ở trước ngày họp {day(held_on)}.",
        why="Việc giao tại cuộc họp thì làm sau cuộc họp.",
        next="Ghi lại hạn.",
        field=field,
    )


def nobody_of_that_name(name: str, field: str) -> Fault:
    """A name that no member of the day bears."""
    return Fault(
        what=f"Không có đảng viên nào tên “{name}” sinh hoạt ở chi bộ ngày họp.",
        why="Tên lấy theo sổ đảng viên.",
        next="Chọn trong danh sách gợi ý, hoặc ghi đủ họ tên.",
        field=field,
    )


def several_of_that_name(name: str, labels: Sequence[str], field: str) -> Fault:
    """A name that several members bear."""
    return Fault(
        what=f"Có {len(labels)} đảng viên tên “{name}”.",
        why="Chưa rõ là đồng chí nào.",
        next=f"Ghi đủ: {'; '.join(labels)}.",
        field=field,
    )


def unreadable_day(typed: str, field: str) -> Fault:
    """A day that could not be read."""
    return Fault(
        what=f"Chưa đọc được ngày “{typed}”.",
        why="Ngày cần đủ ngày, tháng, năm.",
        next="Ghi như 5-7-2018.",
        field=field,
    )


def result_without_state(text: str, field: str) -> Fault:
    """Words on a task without its state."""
    return Fault(
        what=f"Việc “{text}” có lời báo nhưng chưa chọn kết quả.",
        why="Kỳ sau cần biết việc đã xong hay chưa.",
        next="Chọn Đã xong, Đang làm hoặc Chưa làm.",
        field=field,
    )


def concern_without_words(field: str) -> Fault:
    """A concern of which the topic is missing."""
    return Fault(
        what="Một kiến nghị chưa ghi nội dung.",
        why="Không có nội dung thì không ai trả lời được.",
        next="Ghi nội dung, hoặc xóa cả dòng.",
        field=field,
    )


def empty_answer() -> Fault:
    """An answer without words."""
    return Fault(
        what="Chưa ghi câu trả lời, người theo dõi hoặc hạn.",
        why="Không có gì để lưu.",
        next="Ghi câu trả lời; chưa trả lời được thì ghi người theo dõi và hạn.",
        field="answer",
    )


def task_not_given_yet(held_on: date) -> Fault:
    """Reporting on a task of minutes that were not adopted."""
    return Fault(
        what=f"Biên bản cuộc họp {day(held_on)} chưa thông qua, việc chưa giao chính thức.",
        why="Việc giao có hiệu lực khi chi bộ thông qua biên bản.",
        next="Thông qua biên bản ở bước 5, rồi ghi kết quả.",
    )


def report_before_meeting(on: date, held_on: date) -> Fault:
    """A result dated before the task was given."""
    return Fault(
        what=f"Kết quả ghi ngày {day(on)}, trước ngày giao việc {day(held_on)}.",
        why="Việc làm sau khi được giao.",
        next="Xem lại ngày.",
    )


def counted_on_paper(counted: int, computed: int) -> Fault:
    """The number of signatures is not what follows from the list of the absent."""
    return Fault(
        what=f"Danh sách ký tên có {counted} người, nhưng theo người vắng đã ghi thì có mặt {computed}.",
        why="Hai số phải bằng nhau.",
        next="Xem lại danh sách ký tên và những người vắng.",
        field="signed",
    )


def more_signed_than_members(counted: int, members: int) -> Fault:
    """More signatures than members."""
    return Fault(
        what=f"Danh sách ký tên có {counted} người, nhiều hơn số đảng viên của chi bộ ngày họp ({members}).",
        why="Người có mặt là một phần của đảng viên chi bộ; khách mời không tính.",
        next="Đếm lại chữ ký, bỏ khách mời.",
        field="signed",
    )


def incomplete_count(title: str, missing: Sequence[str], field: str) -> Fault:
    """A vote on paper of which some numbers were typed and others not."""
    return Fault(
        what=f"Mục “{title}” còn thiếu: {', '.join(missing)}.",
        why="Đã ghi một số thì ghi đủ, để các số kiểm được lẫn nhau.",
        next="Chép đủ từ biên bản kiểm phiếu, hoặc xóa các số của mục này để ghi sau.",
        field=field,
    )


def nobody_to_vote_on(title: str) -> Fault:
    """A vote on admission or recognition that names nobody, or several."""
    return Fault(
        what=f"Mục “{title}” chưa gắn với một người.",
        why="Xét kết nạp và công nhận chính thức biểu quyết từng người một.",
        next="Ở bước 1, bỏ mục này và thêm cho mỗi người một mục (“Thêm mục về một người”).",
    )


def already_on_agenda(title: str) -> Fault:
    """A second item of the same matter about the same person."""
    return Fault(
        what=f"Chương trình đã có mục “{title}”.",
        why="Mỗi người, mỗi việc một mục, một lần biểu quyết.",
        next="Sửa mục đã có.",
        field="subject",
    )
