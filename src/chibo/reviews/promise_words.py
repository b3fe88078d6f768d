"""Vietnamese for promises: what is wrong with what arrived about commitments, campaigns and awareness work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FIRST_YEAR = 1930
RUN_COMMITMENTS = "ghi đợt cam kết của chi bộ này"
RUN_CAMPAIGNS = "ghi đợt thi đua của chi bộ này"
RECORD_ACTIVITIES = "ghi hoạt động tuyên truyền của chi bộ này"
WRITE_OWN = "ghi phần của người khác"


# ---------------------------------------------------------------------- days and people, wherever they stand


def not_yet(what: str, day: date, on: date, field: str) -> Fault:
    """A day of something that happened lies in the future."""
    return Fault(
        what=f"{what} {say_date(day)} chưa tới.",
        why=f"Hôm nay là {say_date(on)}; ở đây chỉ ghi việc đã làm.",
        next="Ghi lại ngày.",
        field=field,
    )


def before(what: str, day: date, other: str, first: date, field: str) -> Fault:
    """A day lies before another one that it has to follow."""
    return Fault(
        what=f"{what} {say_date(day)} ở trước {other} {say_date(first)}.", next="Sửa một trong hai ngày.", field=field
    )


def nobody_chosen(field: str = "people") -> Fault:
    """No person was ticked."""
    return Fault(what="Chưa chọn người nào.", next="Đánh dấu ít nhất một người trong danh sách.", field=field)


def not_members(names: Iterable[str], year: int, field: str = "people") -> Fault:
    """People who were no members in the time of the round."""
    return Fault(
        what=f"Không phải đảng viên của chi bộ trong đợt năm {year}: {', '.join(names)}.",
        why="Sổ đảng viên không ghi thời gian sinh hoạt ở chi bộ.",
        next="Ghi chuyển đến hoặc kết nạp ở trang cá nhân trước.",
        field=field,
    )


# ---------------------------------------------------------------------- commitments


def wrong_year(year: int, last: int) -> Fault:
    """A round of a year nobody means."""
    return Fault(
        what=f"Năm {year} không đúng.",
        why=f"Ghi được đợt của năm {FIRST_YEAR} đến năm {last}.",
        next="Ghi lại năm.",
        field="year",
    )


def unnamed(field: str = "name") -> Fault:
    """Nothing to call it by."""
    return Fault(what="Chưa ghi tên.", next="Ghi tên đúng như trong kế hoạch hoặc văn bản phát động.", field=field)


def round_twice(name: str, year: int) -> Fault:
    """The year has such a round already."""
    return Fault(
        what=f"Năm {year} đã có đợt “{name}”.",
        why="Mỗi năm mỗi nội dung cam kết chỉ có một đợt.",
        next="Mở đợt đã có, hoặc ghi tên khác.",
        field="name",
    )


def empty_text() -> Fault:
    """The form to be signed says nothing."""
    return Fault(
        what="Chưa ghi lời của bản cam kết.",
        why="Mẫu in cho từng người lấy lời ở đây; chương trình không tự đặt nội dung cam kết.",
        next="Ghi theo hướng dẫn của cấp trên, mỗi ý một dòng.",
        field="body",
    )


def same_text() -> Fault:
    """A new wording says what the last one says."""
    return Fault(what="Lời mẫu chưa có gì khác bản đang dùng.", next="Sửa lời rồi lưu, hoặc bấm Thôi.", field="body")


def handed_already(names: Iterable[str]) -> Fault:
    """People who handed in before."""
    return Fault(
        what=f"Đã ghi từ trước: {', '.join(names)}.",
        why="Mỗi người mỗi đợt chỉ có một bản cam kết.",
        next="Bỏ dấu ở người đã ghi; muốn sửa thì mở dòng của người đó.",
        field="people",
    )


def before_opening(day: date, opened_on: date, field: str) -> Fault:
    """Handed in before the round began, and not with the former cell."""
    return Fault(
        what=f"Ngày nộp {say_date(day)} ở trước ngày mở đợt {say_date(opened_on)}.",
        why="Bản cam kết nộp cho chi bộ này không có trước khi mở đợt.",
        next="Ghi lại ngày; nếu là bản đã nộp ở chi bộ cũ thì ghi tên chi bộ cũ.",
        field=field,
    )


def no_reason(what: str, field: str = "reason") -> Fault:
    """An act that needs a reason came without one."""
    return Fault(what=f"Chưa ghi lý do {what}.", next="Ghi ngắn gọn, chỉ nêu việc.", field=field)


def not_handed_in(names: Iterable[str], verb: str, field: str = "people") -> Fault:
    """Something was to be done with a commitment that is not there."""
    return Fault(
        what=f"Chưa {verb} được cho người chưa nộp: {', '.join(names)}.", next="Ghi đã nộp trước.", field=field
    )


def no_result() -> Fault:
    """A check without its outcome."""
    return Fault(what="Chưa chọn kết quả.", next="Chọn một trong ba mức.", field="result")


def no_facts() -> Fault:
    """A check that tells no facts."""
    return Fault(
        what="Chưa ghi việc đã làm.",
        why="Kết quả thực hiện cam kết phải kể bằng việc, không nhận xét về tư tưởng, tình cảm.",
        next="Ghi việc cụ thể, ví dụ: đã học xong lớp trung cấp lý luận chính trị ngày 20-6-2018.",
        field="facts",
    )


def is_excused(name: str) -> Fault:
    """Something was to be written for somebody who need not hand in."""
    return Fault(
        what=f"{name} được miễn nộp ở đợt này.", next="Bỏ ghi miễn nộp trước, nếu người đó đã nộp.", field="handed_on"
    )


def moved_in(name: str, day: date) -> str:
    """What the page says of somebody who came during the year (product.md 2.12)."""
    return f"Đ/c {name} mới chuyển đến {say_date(day)}: có thể lấy bản cam kết từ chi bộ cũ."


def joined(name: str, day: date) -> str:
    """What the page says of somebody admitted during the year."""
    return f"Đ/c {name} mới kết nạp {say_date(day)}."


# ---------------------------------------------------------------------- campaigns


def no_launcher() -> Fault:
    """Nobody launched it."""
    return Fault(what="Chưa chọn tổ chức phát động.", next="Chọn một dòng trong danh sách.", field="launcher")


def registered_already(names: Iterable[str]) -> Fault:
    """People who registered before."""
    return Fault(
        what=f"Đã đăng ký từ trước: {', '.join(names)}.",
        next="Bỏ dấu ở người đã ghi; muốn sửa thì mở dòng của người đó.",
        field="people",
    )


def not_in_circle(names: Iterable[str], circle: str) -> Fault:
    """People for whom the campaign is not meant."""
    return Fault(
        what=f"Không thuộc diện đăng ký: {', '.join(names)}.",
        why=f"Đợt này dành cho: {circle[:1].lower()}{circle[1:]}.",
        next="Bỏ dấu ở những người này, hoặc sửa diện đăng ký của đợt.",
        field="people",
    )


def said_nothing(what: str, field: str) -> Fault:
    """A box that has to tell something is empty."""
    return Fault(what=f"Chưa ghi {what}.", next="Ghi bằng việc cụ thể.", field=field)


def day_without_words(what: str, field: str) -> Fault:
    """A day without what was said on it, or the other way round."""
    return Fault(what=f"{what} và ngày phải ghi cùng nhau.", next="Ghi nốt ô còn thiếu.", field=field)


# ---------------------------------------------------------------------- awareness work


def no_sort() -> Fault:
    """What kind of activity it was is missing."""
    return Fault(what="Chưa chọn hình thức.", next="Chọn một dòng trong danh sách.", field="sort")


def nobody_came() -> Fault:
    """An activity without anybody for whom it was held."""
    return Fault(
        what="Chưa có ai dự.",
        why="Hoạt động tuyên truyền được đếm theo số người dự.",
        next="Chọn người có tên trong sổ, hoặc ghi số người khác cùng dự.",
        field="others",
    )


def guests_are_members(names: Iterable[str], day: date) -> Fault:
    """Members among those for whom the activity was held."""
    return Fault(
        what=f"Ngày {say_date(day)} đã là đảng viên: {', '.join(names)}.",
        why="Ở đây chỉ ghi người chưa vào Đảng.",
        next="Bỏ dấu ở những người này.",
        field="people",
    )


def source_before(name: str, source_on: date, day: date) -> Fault:
    """A road that began before the activity from which it is said to come."""
    return Fault(
        what=f"{name} vào nguồn ngày {say_date(source_on)}, trước hoạt động ngày {say_date(day)}.",
        why="Nguồn không thể có từ một hoạt động diễn ra sau.",
        next="Bỏ dấu ở người này.",
        field="sources",
    )


def source_elsewhere(name: str) -> Fault:
    """A road said to come from another activity already."""
    return Fault(
        what=f"{name} đã được ghi là nguồn từ hoạt động khác.",
        next="Bỏ ở hoạt động kia trước, nếu ghi nhầm.",
        field="sources",
    )


def source_lost(names: Iterable[str]) -> Fault:
    """Somebody from whom a source is told is no longer among those who came."""
    return Fault(
        what=f"Có nguồn được ghi từ hoạt động này: {', '.join(names)}.",
        next="Bỏ ghi nguồn trước rồi mới bỏ người dự.",
        field="people",
    )


def no_source(name: str) -> Fault:
    """Somebody who did not come, or whom nobody follows."""
    return Fault(
        what=f"{name} chưa được đưa vào nguồn, hoặc không dự hoạt động này.",
        next="Đưa vào nguồn ở Phát triển đảng viên trước, hoặc bỏ dấu ở người này.",
        field="sources",
    )
