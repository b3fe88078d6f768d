"""The example of a score sheet that the program brings, and what is refused about sheets, scores and exemptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date as day
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from datetime import date

EXAMPLE_NAME: Final = "Phiếu chấm điểm buổi sinh hoạt (ví dụ của chương trình)"
EXAMPLE_LINES: Final = (
    ("Thời gian, thời lượng", "5"),
    ("Tỷ lệ đảng viên dự họp", "5"),
    ("Chuẩn bị nội dung, tài liệu, thông báo", "10"),
    ("Tiến hành buổi sinh hoạt", "30"),
    ("Điều hành của người chủ trì", "10"),
    ("Thực hiện nguyên tắc sinh hoạt đảng", "5"),
    ("Kết quả thực hiện nghị quyết kỳ trước", "30"),
    ("Kết luận, thông qua biên bản, giao việc", "5"),
)
EXAMPLE_CLASSES: Final = (("Tốt", "90"), ("Khá", "70"), ("Trung bình", "50"), ("Kém", "0"))


def as_text(rows: tuple[tuple[str, str], ...]) -> str:
    """Write rows as people type them: one a line, with a bar before the number."""
    return "\n".join(f"{name} | {number}" for name, number in rows)


def no_sheet(on: date) -> Fault:
    """Scoring without a sheet."""
    return Fault(
        what=f"Chưa có phiếu chấm điểm dùng cho ngày {day(on)}.",
        why="Mỗi địa phương một mẫu phiếu, chương trình không đặt sẵn mẫu nào làm chuẩn.",
        next="Ghi phiếu của chi bộ ở trang Phiếu chấm điểm buổi họp.",
    )


def points_missing(title: str, field: str) -> Fault:
    """A line without points."""
    return Fault(
        what=f"Chưa chấm “{title}”.", why="Chấm đủ mọi mục mới cộng được.", next="Ghi điểm của mục này.", field=field
    )


def points_unreadable(title: str, typed: str, field: str) -> Fault:
    """Points that are no number."""
    return Fault(
        what=f"Điểm “{typed}” của mục “{title}” không đọc được.",
        why="Điểm là một số, có thể lẻ một chữ số như 4,5.",
        next="Ghi lại điểm.",
        field=field,
    )


def points_out_of_range(title: str, typed: str, most: str, field: str) -> Fault:
    """More points than the line has, or fewer than none."""
    return Fault(
        what=f"Mục “{title}” ghi {typed} điểm.",
        why=f"Mục này từ 0 đến {most} điểm.",
        next="Ghi lại điểm.",
        field=field,
    )


def line_unreadable(line: str, field: str) -> Fault:
    """A line of a sheet that has no number."""
    return Fault(
        what=f"Dòng “{line}” chưa đọc được.",
        why="Mỗi dòng gồm tên, dấu | rồi số điểm.",
        next="Ghi như: Thời gian, thời lượng | 5.",
        field=field,
    )


def no_lines(what: str, field: str) -> Fault:
    """A sheet without lines or classes."""
    return Fault(what=f"Phiếu chưa có {what} nào.", why="", next=f"Ghi mỗi {what} một dòng.", field=field)


def lowest_class_not_nought() -> Fault:
    """Classes that leave low totals without one."""
    return Fault(
        what="Chưa có mức xếp loại nào bắt đầu từ 0 điểm.",
        why="Tổng điểm thấp cũng phải có mức.",
        next="Thêm mức thấp nhất, ví dụ: Kém | 0.",
        field="classes",
    )


def sheet_too_early(starts_on: date, last: date) -> Fault:
    """A new version that would start before the one there is."""
    return Fault(
        what=f"Phiếu mới dùng từ {day(starts_on)}, trước hoặc cùng ngày với phiếu đang có ({day(last)}).",
        why="Bản sau dùng từ ngày sau bản trước; các buổi đã chấm giữ phiếu của ngày họp.",
        next=f"Ghi ngày sau {day(last)}.",
        field="starts_on",
    )


# ---------------------------------------------------------------------- exemption, absence


def asked_already(name: str) -> Fault:
    """A second open request of one member."""
    return Fault(
        what=f"Đ/c {name} đã có đề nghị miễn đang chờ chi bộ xét.",
        why="Mỗi người một đề nghị đang chờ.",
        next="Ghi kết quả của đề nghị cũ, hoặc rút đề nghị đó.",
        field="person",
    )


def asked_in_future(asked_on: date, on: date) -> Fault:
    """A request dated after today."""
    return Fault(
        what=f"Ngày đề nghị {day(asked_on)} ở sau hôm nay ({day(on)}).",
        why="Chỉ ghi đề nghị đã nhận.",
        next="Xem lại ngày.",
        field="asked_on",
    )


def not_resolved(name: str) -> Fault:
    """Entering an exemption that no resolution granted."""
    return Fault(
        what=f"Chưa ghi miễn cho đ/c {name} được.",
        why="Chi bộ quyết định việc miễn bằng nghị quyết; mục họp này chưa ra nghị quyết.",
        next="Ra nghị quyết ở bước 5 của cuộc họp, rồi ghi.",
    )


def before_resolution(starts_on: date, resolved_on: date) -> Fault:
    """An exemption from before its resolution."""
    return Fault(
        what=f"Miễn từ {day(starts_on)}, trước ngày nghị quyết {day(resolved_on)}.",
        why="Đảng viên được miễn từ khi chi bộ quyết định.",
        next=f"Ghi từ ngày {day(resolved_on)} trở đi.",
        field="starts_on",
    )


def request_granted(name: str) -> Fault:
    """Withdrawing a request that was granted."""
    return Fault(
        what=f"Đề nghị của đ/c {name} đã được ghi, không rút được.",
        why="Việc miễn đã ghi vào sổ đảng viên.",
        next="Nếu đảng viên sinh hoạt lại, ghi ngày sinh hoạt lại; nếu ghi nhầm, rút lại việc miễn.",
    )


def asked_again(name: str) -> Fault:
    """Taking an exemption back while its member has asked anew."""
    return Fault(
        what=f"Đ/c {name} đang có đề nghị miễn khác chờ xét.",
        why="Rút lại việc miễn thì đề nghị cũ lại chờ ghi; mỗi người một đề nghị.",
        next="Rút đề nghị đang chờ trước.",
    )


def not_so_long_away(name: str, year: int) -> Fault:
    """Proposing a procedure the law has no ground for."""
    return Fault(
        what=f"Năm {year} đ/c {name} chưa vắng không lý do tới mức phải xem xét.",
        why="Chỉ đề nghị khi đủ số tháng mà quy định của ngày nêu.",
        next="Xem lại điểm danh của từng buổi.",
    )


EXEMPTION_TITLE: Final = "Xét miễn công tác, sinh hoạt đảng: {name}"
EXEMPTION_DRAFT: Final = (
    "Chi bộ đồng ý để đồng chí {name} được miễn công tác và sinh hoạt đảng theo đề nghị, "
    "và báo cáo cấp ủy cấp trên trực tiếp."
)
ABSENCE_TITLE: Final = "Xem xét việc vắng sinh hoạt không lý do: {name}"
DECISION: Final = "Nghị quyết số {number}-{symbol} ngày {day}"
DECISION_WITHOUT_NUMBER: Final = "Nghị quyết chi bộ ngày {day}"
