"""What may be wrong with an act of the yearly review, in words: what, why, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.words.findings import FindingText


def year_out_of_range(year: int, last: int) -> Fault:
    """The year is not one that can be reviewed."""
    why = f"Năm phải từ 1930 đến {last}."
    return Fault(what=f"Không mở được đợt đánh giá năm {year}.", why=why, next="Ghi lại năm.", field="year")


def year_taken(name: str, year: int) -> Fault:
    """The organisation has a review of the year already."""
    next_ = "Mở đợt đã có ở trang Kết quả các năm."
    return Fault(what=f"{name} đã có đợt đánh giá năm {year}.", next=next_, field="year")


def counted_outside(on: date, today: date) -> Fault:
    """The list is closed on a day that is not there yet, or before the year."""
    why = f"Hôm nay là {say_date(today)}; danh sách chốt trong năm đánh giá hoặc sau đó."
    what = f"Chưa chốt được danh sách ngày {say_date(on)}."
    return Fault(what=what, why=why, next="Ghi lại ngày chốt danh sách.", field="counted_on")


def planned_too_early(planned: date, counted: date) -> Fault:
    """The decision is planned before the list is closed."""
    why = f"Danh sách chốt ngày {say_date(counted)}."
    what = f"Ngày dự kiến quyết định {say_date(planned)} sớm hơn ngày chốt danh sách."
    return Fault(what=what, why=why, next="Ghi lại một trong hai ngày.", field="planned_on")


def no_regime(day: date) -> Fault:
    """No regime is known for the day of the decision."""
    why = "Dữ liệu quy định không có chế độ đánh giá nào cho ngày ấy."
    next_ = "Ghi kết quả của năm ấy bằng tổng số ở trang Kết quả các năm."
    return Fault(
        what=f"Chưa có căn cứ đánh giá, xếp loại ngày {say_date(day)}.", why=why, next=next_, field="planned_on"
    )


def nobody(day: date, *, reaches_below: bool) -> Fault:
    """Nobody belonged to the organisation on the day, nor to those below as far as the actor writes for them."""
    what = f"Ngày {say_date(day)} sổ không ghi đảng viên nào."
    why = "" if reaches_below else "Đồng chí được giao đơn vị này, không gồm đơn vị cấp dưới."
    return Fault(
        what=what, why=why, next="Kiểm tra ngày chốt danh sách, hoặc nhập danh sách đảng viên.", field="counted_on"
    )


def concluded(year: int, day: date) -> Fault:
    """The round is over."""
    why = f"Đợt kết thúc ngày {say_date(day)}."
    next_ = "Đổi mức đã quyết định thì ghi quyết định mới ở trang của từng người, có lý do."
    return Fault(what=f"Đợt đánh giá năm {year} đã kết thúc.", why=why, next=next_)


def not_opened(year: int) -> Fault:
    """The year was only recorded afterwards."""
    next_ = "Năm này chỉ ghi kết quả; không làm các bước ở đây."
    return Fault(what=f"Năm {year} được ghi lại sau, không mở đợt trong chương trình.", next=next_)


def in_future(what: str, day: date, today: date, field: str) -> Fault:
    """Something is said to have happened on a day that is not there yet."""
    return Fault(what=f"{what} {say_date(day)} chưa đến.", why=f"Hôm nay là {say_date(today)}.", field=field)


def before_list(what: str, day: date, counted: date, field: str) -> Fault:
    """Something is said to have happened before the list was closed."""
    why = f"Danh sách chốt ngày {say_date(counted)}."
    return Fault(what=f"{what} {say_date(day)} sớm hơn ngày chốt danh sách.", why=why, field=field)


def reason_needed(name: str, by_law: str) -> Fault:
    """Somebody's standing is set by hand without a reason."""
    next_ = "Ghi căn cứ của việc đặt khác."
    return Fault(what=f"Chưa ghi lý do của {name}.", why=f"Theo quy định: {by_law}", next=next_, field="reason")


def not_reviewed(name: str, reason: str) -> Fault:
    """Somebody who is left out hands in nothing."""
    return Fault(what=f"{name} không thuộc diện kiểm điểm.", why=reason, next="Bỏ chọn người này.", field="people")


def not_rated(name: str, reason: str, field: str = "") -> Fault:
    """Somebody who must not be rated got a grade."""
    return Fault(what=f"{name} không được xếp loại.", why=reason, next="Để trống mức của người này.", field=field)


def above_most(name: str, grade: str, most: str, reason: str, field: str = "") -> Fault:
    """Somebody got a better grade than the law allows."""
    why = f"Cao nhất là {most}: {reason}"
    return Fault(what=f"Không xếp {name} mức {grade} được.", why=why, next="Chọn mức thấp hơn.", field=field)


def unknown_grade(name: str, field: str = "") -> Fault:
    """The level is none of the four."""
    return Fault(what=f"Chưa đọc được mức xếp loại của {name}.", next="Chọn một mức trong danh sách.", field=field)


def of_law(told: Iterable[tuple[str, str, Iterable[FindingText]]]) -> list[Fault]:
    """What the law has against levels (points, conditions), told as name, field, findings of each subject.

    Those of whom the same is said stand in one fault, with all their names.
    """
    groups: dict[tuple[str, tuple[FindingText, ...]], list[tuple[str, str]]] = {}
    for name, field, said in told:
        by_what: dict[str, list[FindingText]] = {}
        for one in said:
            by_what.setdefault(one.what, []).append(one)
        for what, listed in by_what.items():
            groups.setdefault((what, tuple(listed)), []).append((name, field))
    return [
        _of_law(f"{', '.join(name for name, _ in whose)}: {what}", listed, whose[0][1])
        for (what, listed), whose in groups.items()
    ]


def _of_law(what: str, said: tuple[FindingText, ...], field: str) -> Fault:
    """Several conditions of one level in one fault; what each of them repeats is said once."""
    next_ = "Chấm điểm và ghi điều kiện ở trang của người này, hoặc chọn mức khác."
    sentences = dict.fromkeys(part.rstrip(".") for one in said for part in one.why.split(". "))
    cited = "; ".join(dict.fromkeys(text for one in said for text in one.citations))
    why = f"{'. '.join(sentences)}{f' ({cited})' if cited else ''}."
    return Fault(what=what, why=why, next=said[0].next or next_, field=field)


def closed_ground(name: str, field: str) -> Fault:
    """Something in the closed part of the record stands against the level, and the actor may not see it."""
    why = "Phần đóng của hồ sơ có điều làm mức này chưa đúng quy định."
    next_ = "Nhờ người được xem phần đóng ghi quyết định này, hoặc chọn mức khác."
    return Fault(what=f"{name}: chưa ghi được mức này.", why=why, next=next_, field=field)


def ballot_unheld(label: str) -> Fault:
    """No attendance, no base."""
    next_ = "Điểm danh cuộc họp trước: mẫu số được chốt khi điểm danh."
    return Fault(what=f"{label} chưa điểm danh.", next=next_, field="meeting")


def line_beyond(name: str, cast: int, limit: int, said: str, field: str) -> Fault:
    """More votes for one subject than ballots or voters."""
    next_ = "Đếm lại phiếu của dòng này."
    return Fault(what=f"{name}: cộng bốn mức là {cast}, nhiều hơn {said} {limit}.", next=next_, field=field)


def negative_line(name: str, field: str) -> Fault:
    """A count below nought."""
    return Fault(what=f"{name}: số phiếu không thể âm.", next="Ghi lại số phiếu.", field=field)


def body_first(name: str, citation: str) -> Fault:
    """The collective is judged before its members."""
    why = f"Tập thể xếp loại trước, cá nhân sau ({citation})."
    return Fault(what=f"{name} chưa có mức xếp loại của tập thể.", why=why, next="Ghi mức của tập thể trước.")


def lower_first(names: str, citation: str) -> Fault:
    """The lower organisation is judged before the higher."""
    why = f"Cấp dưới xếp loại trước, cấp trên sau ({citation})."
    return Fault(what=f"Còn tổ chức cấp dưới chưa xếp loại: {names}.", why=why, next="Xếp loại cấp dưới trước.")


def change_needs_ground(name: str, grade: str, day: date) -> Fault:
    """A decided grade is changed without saying why."""
    what = f"{name} đã có quyết định mức {grade} ngày {say_date(day)}."
    return Fault(what=what, next="Ghi lý do thay đổi; quyết định cũ vẫn được giữ.", field="ground")


def beyond_ceiling(excellent: int, limit: int, said: str, group: str) -> Fault:
    """More excellent than the ceiling allows."""
    whose = f" trong nhóm {group}" if group else ""
    next_ = "Chọn lại, hoặc ghi căn cứ nếu cấp trên cho phép bằng văn bản."
    what = f"Có {excellent} trường hợp hoàn thành xuất sắc{whose}, trần là {limit} ({said})."
    return Fault(
        what=what,
        why="Số này tính cả mức đang đề nghị của người chưa có quyết định.",
        next=next_,
        field="beyond_ground",
    )


def regime_changed(day: date, then: str, planned: date, now: str) -> Fault:
    """The decision falls under another regime than the one by which the list was judged."""
    why = f"Danh sách lập theo ngày dự kiến {say_date(planned)}, khi ấy {now}."
    next_ = f"Sửa ngày dự kiến quyết định thành {say_date(day)} ở trang của đợt để xét lại diện của từng người."
    return Fault(
        what=f"Ngày quyết định {say_date(day)} đã thuộc chế độ khác ({then}).", why=why, next=next_, field="decided_on"
    )


def undecided(count: int, names: str) -> Fault:
    """The round cannot end yet."""
    what = f"Còn {count} trường hợp chưa có quyết định: {names}."
    return Fault(what=what, next="Ghi quyết định, hoặc đặt diện không xếp loại với lý do.")


def nothing_chosen(what: str) -> Fault:
    """An empty form."""
    return Fault(what=f"Chưa chọn {what}.", next="Chọn ít nhất một dòng.")


def nobody_decides() -> Fault:
    """The competent level has no name."""
    return Fault(what="Chưa ghi cấp quyết định.", next="Ghi tên cấp ủy có thẩm quyền.", field="decided_by")


def part_wrong(part: str, total: str, wanted: str, citation: str) -> Fault:
    """The points of one part of a sheet do not add up to what the regulation gives it."""
    what = f"Phần “{part}” cộng được {total} điểm, quy định là {wanted} điểm."
    return Fault(what=what, why=citation, next="Sửa điểm tối đa của các dòng.", field="lines")


def sheet_too_early(day: date, last: date) -> Fault:
    """A new version must begin after the one before."""
    why = f"Bản đang dùng bắt đầu ngày {say_date(last)}."
    return Fault(what=f"Bản mới không thể dùng từ {say_date(day)}.", why=why, next="Chọn ngày sau.", field="starts_on")


def line_unreadable(line: str) -> Fault:
    """A line of a sheet that is not a name and points."""
    next_ = "Viết như: Chung | Chính trị tư tưởng | 10, hoặc Nhiệm vụ | Kết quả được giao | 40."
    return Fault(what=f"Chưa đọc được dòng “{line}”.", next=next_, field="lines")


def points_wrong(title: str, typed: str, most: str, field: str) -> Fault:
    """Points that are none, or out of range."""
    why = f"Điểm từ 0 đến {most}, nhiều nhất một chữ số sau dấu phẩy."
    return Fault(what=f"“{title}”: chưa đọc được điểm “{typed}”.", why=why, next="Ghi lại điểm.", field=field)
