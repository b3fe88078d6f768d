"""What this room says when something does not add up: what, why, what next (product.md 2.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date as day
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from datetime import date

RECOUNT = "Kiểm lại và ghi biên bản kiểm phiếu."
REPORT_UP = "Không đủ số phiếu để ra nghị quyết đề nghị. Báo cáo đầy đủ kết quả lên cấp ủy có thẩm quyền xem xét."


def in_future(held_on: date, on: date, act: str) -> Fault:
    """An act of the meeting recorded before the meeting took place."""
    return Fault(
        what=f"Cuộc họp ngày {day(held_on)} chưa diễn ra (hôm nay {day(on)}), chưa {act} được.",
        why="Chỉ ghi việc đã làm tại cuộc họp.",
        next=f"Ghi vào ngày {day(held_on)}, hoặc sửa ngày họp ở bước 1 nếu họp sớm hơn.",
    )


def already_adopted(adopted_on: date) -> Fault:
    """Editing what was read out and adopted."""
    return Fault(
        what=f"Biên bản đã được thông qua ngày {day(adopted_on)}, không sửa được nữa.",
        why="Biên bản đã đọc trước chi bộ và thông qua thì giữ nguyên.",
        next="Có điều cần đính chính thì ghi chú ở bước 5.",
    )


def attendance_first(act: str) -> Fault:
    """A vote, or minutes, before the attendance is known."""
    return Fault(
        what=f"Chưa điểm danh nên chưa {act} được.",
        why="Mẫu số và số người có mặt tính từ điểm danh.",
        next="Ghi điểm danh ở bước 2.",
    )


def same_day(held_on: date, kind: str) -> Fault:
    """A second meeting of one kind on one day."""
    return Fault(
        what=f"Ngày {day(held_on)} chi bộ đã có “{kind}”.",
        why="Mỗi ngày một cuộc họp cùng loại.",
        next="Mở cuộc họp đã có, hoặc chọn ngày khác, loại khác.",
        field="held_on",
    )


def empty_title() -> Fault:
    """An agenda item without words."""
    return Fault(what="Chưa ghi nội dung.", why="Mỗi mục cần một dòng nêu việc.", next="Ghi nội dung.", field="title")


def not_minutes_long(minutes: int) -> Fault:
    """An agenda item of no length, or longer than a day's work."""
    return Fault(
        what=f"Thời gian {minutes} phút chưa dùng được.",
        why="Mỗi mục từ 1 đến 240 phút.",
        next="Ghi lại số phút.",
        field="minutes_planned",
    )


def item_has_result(title: str) -> Fault:
    """Removing an item that was voted on or resolved."""
    return Fault(
        what=f"Mục “{title}” đã có kết quả biểu quyết hoặc nghị quyết, không bỏ được.",
        why="Kết quả của chi bộ được giữ lại.",
        next="Nếu ghi nhầm mục, sửa tên mục.",
    )


def not_a_member(name: str, held_on: date) -> Fault:
    """An absence of somebody who was no member that day."""
    return Fault(
        what=f"{name} không sinh hoạt ở chi bộ ngày {day(held_on)}.",
        why="Điểm danh theo danh sách đảng viên của ngày họp.",
        next="Sửa ngày chuyển sinh hoạt trong sổ đảng viên, hoặc bỏ dòng này.",
    )


def twice_in_roll(name: str) -> Fault:
    """One person in two lines of the attendance."""
    return Fault(what=f"{name} được ghi hai lần.", why="Mỗi người một dòng.", next="Bỏ bớt một dòng.")


def nobody_present() -> Fault:
    """A meeting without anybody."""
    return Fault(
        what="Không có đảng viên nào có mặt.",
        why="Không có người dự thì không có cuộc họp.",
        next="Xem lại điểm danh, hoặc dời ngày họp ở bước 1.",
    )


def more_present_than_members(present: int, members: int) -> Fault:
    """Counts of an old meeting that cannot be."""
    return Fault(
        what=f"Số có mặt ({present}) nhiều hơn số đảng viên ({members}).",
        why="Người có mặt là một phần của đảng viên chi bộ.",
        next="Xem lại biên bản cũ.",
        field="present_total",
    )


def more_official_than_members(official: int, members: int) -> Fault:
    """Counts of an old meeting that cannot be."""
    return Fault(
        what=f"Số chính thức ({official}) nhiều hơn số đảng viên ({members}).",
        why="Đảng viên chính thức là một phần của đảng viên chi bộ.",
        next="Xem lại biên bản cũ.",
        field="members_official",
    )


def missing_count(label: str, field: str) -> Fault:
    """A total that a secret ballot needs."""
    return Fault(
        what=f"Chưa ghi số {label}.", why="Bỏ phiếu kín thì ghi đủ năm số.", next=f"Ghi số {label}.", field=field
    )


def negative(label: str, field: str) -> Fault:
    """A count below nought."""
    return Fault(what=f"Số {label} nhỏ hơn 0.", why="Số phiếu từ 0 trở lên.", next="Ghi lại.", field=field)


def issued_beyond_present(issued: int, present: int) -> Fault:
    """More ballots handed out than voters in the room."""
    return Fault(
        what=f"Phiếu phát ra ({issued}) nhiều hơn số đảng viên chính thức có mặt ({present}).",
        why="Mỗi đảng viên chính thức có mặt một phiếu; đảng viên dự bị không biểu quyết.",
        next="Kiểm lại số phiếu, hoặc sửa điểm danh ở bước 2.",
        field="issued",
    )


def collected_beyond_issued(collected: int, issued: int) -> Fault:
    """More ballots back than out."""
    return Fault(
        what=f"Phiếu thu về ({collected}) nhiều hơn phiếu phát ra ({issued}).",
        why="Phiếu thu về là phiếu đã phát ra.",
        next=RECOUNT,
        field="collected",
    )


def valid_beyond_collected(valid: int, collected: int) -> Fault:
    """More valid ballots than came back."""
    return Fault(
        what=f"Phiếu hợp lệ ({valid}) nhiều hơn phiếu thu về ({collected}).",
        why="Phiếu hợp lệ nằm trong số phiếu thu về.",
        next=RECOUNT,
        field="valid",
    )


def split_beyond_valid(approve: int, against: int, valid: int) -> Fault:
    """More opinions than valid ballots."""
    return Fault(
        what=f"Tán thành ({approve}) cộng không tán thành ({against}) là {approve + against}, "
        f"nhiều hơn phiếu hợp lệ ({valid}).",
        why="Mỗi phiếu hợp lệ một ý kiến.",
        next=RECOUNT,
        field="approve",
    )


def split_beyond_present(approve: int, against: int, present: int) -> Fault:
    """More raised cards than voters in the room."""
    return Fault(
        what=f"Tán thành ({approve}) cộng không tán thành ({against}) là {approve + against}, "
        f"nhiều hơn số đảng viên chính thức có mặt ({present}).",
        why="Mỗi đảng viên chính thức có mặt giơ thẻ một lần.",
        next="Đếm lại, hoặc sửa điểm danh ở bước 2.",
        field="approve",
    )


def votes_beyond_base(votes: int, base: int, sentence: str) -> Fault:
    """A vote larger than its base."""
    return Fault(
        what=f"Số biểu quyết ({votes}) nhiều hơn mẫu số ({base}).",
        why=f"Mẫu số: {sentence}",
        next="Kiểm lại số phiếu và danh sách đảng viên ngày họp.",
        field="approve",
    )


def no_vote_on_item(title: str) -> Fault:
    """A vote on an item that asks for none."""
    return Fault(
        what=f"Mục “{title}” không có biểu quyết.",
        why="Chỉ mục đánh dấu “có biểu quyết” mới ghi kết quả.",
        next="Đánh dấu ở bước 1, rồi ghi kết quả.",
    )


def vote_already_resolved(title: str) -> Fault:
    """Correcting totals on which a resolution rests."""
    return Fault(
        what=f"Mục “{title}” đã có nghị quyết, không sửa kết quả biểu quyết được.",
        why="Nghị quyết dựa trên kết quả đã ghi.",
        next="Ghi chú đính chính vào biên bản ở bước 5.",
    )


def attendance_moves_base(title: str, before: int, after: int) -> Fault:
    """Correcting the attendance when a frozen base rests on it."""
    return Fault(
        what=f"Sửa điểm danh làm mẫu số của mục “{title}” đổi từ {before} thành {after}.",
        why="Kết quả biểu quyết đã ghi theo mẫu số cũ.",
        next="Kiểm lại danh sách có mặt; nếu đúng, ghi chú đính chính vào biên bản ở bước 5.",
    )


def register_moved(before: int, after: int) -> Fault:
    """The register says something else than when the attendance was taken."""
    return Fault(
        what=f"Sổ đảng viên đã sửa từ khi điểm danh: mẫu số từ {before} thành {after}.",
        why="Mẫu số tính theo danh sách đảng viên ngày họp.",
        next="Mở bước 2, bấm “Sửa điểm danh” và xác nhận lại, rồi ghi biểu quyết.",
    )


def attendance_below_vote(title: str, votes: int, present: int) -> Fault:
    """Correcting the attendance to fewer voters than voted."""
    return Fault(
        what=f"Theo điểm danh này có {present} đảng viên chính thức, "
        f"nhưng mục “{title}” đã có {votes} người biểu quyết.",
        why="Người biểu quyết phải có mặt.",
        next="Kiểm lại danh sách có mặt, hoặc sửa kết quả biểu quyết ở bước 4.",
    )


def resolved_before_meeting(resolved_on: date, held_on: date) -> Fault:
    """A resolution dated before the meeting that took it."""
    return Fault(
        what=f"Nghị quyết đề ngày {day(resolved_on)}, trước ngày họp {day(held_on)}.",
        why="Chi bộ ra nghị quyết tại cuộc họp.",
        next=f"Ghi ngày {day(held_on)}.",
        field="resolved_on",
    )


def vote_needed(title: str) -> Fault:
    """A resolution on a person without its vote."""
    return Fault(
        what=f"Mục “{title}” chưa có kết quả biểu quyết.",
        why="Nghị quyết về từng người phải qua biểu quyết.",
        next="Ghi kết quả ở bước 4.",
    )


def vote_failed(title: str, approve: int, needed: int) -> Fault:
    """A resolution on a vote that did not reach its threshold."""
    return Fault(
        what=f"Mục “{title}” được {approve} phiếu tán thành, cần {needed}: chưa ra nghị quyết được.",
        why="Số tán thành chưa đủ tỷ lệ quy định.",
        next=REPORT_UP,
    )


def resolved_twice(title: str) -> Fault:
    """A second resolution on one item."""
    return Fault(
        what=f"Mục “{title}” đã có nghị quyết.",
        why="Mỗi mục một nghị quyết.",
        next="Xem nghị quyết đã ra ở bước 5.",
    )


def empty_text(label: str, field: str) -> Fault:
    """A text that may not be empty."""
    return Fault(what=f"Chưa ghi {label}.", why="Không có chữ nào để lưu.", next=f"Ghi {label}.", field=field)


def not_adopted() -> Fault:
    """A note on minutes that can still be edited."""
    return Fault(
        what="Biên bản chưa thông qua, chưa cần ghi chú đính chính.",
        why="Trước khi thông qua thì sửa ngay trong biên bản.",
        next="Sửa nội dung ở bước 3 hoặc bước 5.",
    )


def days_in_future(label: str, value: date, on: date, field: str) -> Fault:
    """Old history dated after today."""
    return Fault(
        what=f"{label} {day(value)} ở sau hôm nay ({day(on)}).",
        why="Hồ sơ cũ chỉ ghi việc đã qua.",
        next="Xem lại ngày.",
        field=field,
    )


def day_fixed_by_attendance(held_on: date) -> Fault:
    """Moving a meeting that took place."""
    return Fault(
        what=f"Cuộc họp ngày {day(held_on)} đã điểm danh, không đổi ngày hoặc loại được.",
        why="Danh sách và mẫu số đã tính theo ngày họp.",
        next="Nếu ghi nhầm ngày, lập cuộc họp mới đúng ngày.",
        field="held_on",
    )


def roll_is_taken() -> Fault:
    """Announcing an absence after the roll call."""
    return Fault(
        what="Cuộc họp đã điểm danh.",
        why="Người báo vắng chỉ ghi trước cuộc họp.",
        next="Sửa ngay trong điểm danh.",
    )


def vote_missing(title: str) -> Fault:
    """Adopting minutes while an item still waits for its vote."""
    return Fault(
        what=f"Mục “{title}” chưa có kết quả biểu quyết.",
        why="Mục này có biểu quyết; biên bản phải ghi đủ kết quả.",
        next="Ghi kết quả ở bước 4, hoặc bỏ dấu “có biểu quyết” ở bước 1 nếu chi bộ hoãn lại.",
    )


def text_missing(title: str) -> Fault:
    """Adopting minutes without the resolution that a passed vote on a person leads to."""
    return Fault(
        what=f"Mục “{title}” đã đủ phiếu nhưng chưa có nội dung nghị quyết.",
        why="Hồ sơ gửi cấp trên cần nghị quyết của chi bộ.",
        next="Ghi nội dung nghị quyết dưới mục này.",
        field="",
    )
