"""What the numbering register refuses, in words: what, why, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence


def passed(upto: int, last: int, paper_type: str) -> Fault:
    """A number to go on after lies behind us."""
    return Fault(
        what=f"Số {upto:02d} đã qua.",
        why=f"Sổ đang ở số {last:02d}-{paper_type}; một số không dùng hai lần.",
        next=f"Nhập số lớn hơn {last}.",
        field="upto",
    )


def no_reason() -> Fault:
    """A gap without an explanation."""
    return Fault(what="Chưa ghi lý do.", next="Ghi ngắn gọn, ví dụ: đã cấp ở sổ giấy.", field="reason")


def not_passed(first: int, last: int, reached: int, paper_type: str) -> Fault:
    """Numbers to be explained that the register has not come to."""
    return Fault(
        what=f"Không giải thích được các số từ {first:02d} đến {last:02d}.",
        why=f"Sổ mới đến số {reached:02d}-{paper_type}; chỉ giải thích số đã qua, số đầu không lớn hơn số cuối.",
        next="Muốn bỏ qua những số chưa đến thì dùng mục “Bỏ qua số”.",
        field="first",
    )


def has_a_line(known: Sequence[int], paper_type: str) -> Fault:
    """Numbers to be explained that are known already."""
    said = ", ".join(f"{number:02d}" for number in known)
    return Fault(
        what=f"Trong sổ {paper_type} đã có dòng của số {said}.",
        why="Một số chỉ có một dòng.",
        next="Giải thích riêng các số còn thiếu.",
        field="first",
    )


def borne(number: int, paper_type: str) -> Fault:
    """A number that a paper of the program bears cannot be called spoilt."""
    return Fault(
        what=f"Chưa hủy được số {number:02d}-{paper_type}.",
        why="Số này đang ở trên một văn bản có trong chương trình.",
        next="Văn bản ghi sai thì đính chính văn bản; số giữ nguyên.",
    )


def spoilt_before(number: int, paper_type: str, reason: str) -> Fault:
    """A number spoilt a second time."""
    return Fault(what=f"Số {number:02d}-{paper_type} đã hủy: {reason}.", why="Lý do đã ghi thì giữ nguyên.")


def not_for_cells(name: str, ground: str) -> Fault:
    """A type of paper that a cell may not issue on that day."""
    return Fault(
        what=f"Chi bộ không ban hành {name.lower()} vào ngày này.",
        why=ground,
        next="Dùng nghị quyết, báo cáo hoặc công văn; hoặc đề nghị cấp ủy cấp trên ban hành.",
        field="paper_type",
    )


def no_title() -> Fault:
    """A number taken for nothing in particular."""
    return Fault(
        what="Chưa ghi trích yếu.",
        why="Sổ phải nói được số nào của văn bản nào.",
        next="Ghi ngắn gọn, ví dụ: về việc cử quần chúng học lớp bồi dưỡng nhận thức về Đảng.",
        field="title",
    )
