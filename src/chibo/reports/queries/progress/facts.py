"""How far one promise has come: the part, the base, the day to which both are counted, and what that comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.reports.queries.figures import say_share
from chibo.reports.words import STATES
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from datetime import date

_WHOLE = 100
Metric = Target.Metric

SENSITIVE: Final = frozenset({Metric.WOMEN_SHARE, Metric.YOUTH_SHARE, Metric.MINORITY_SHARE})
"""What says something of a person's sex, age group or people: small counts are not shown above the cell."""

REVIEWED: Final = frozenset({Metric.GOOD_SHARE, Metric.EXCELLENT_SHARE})
"""What only a yearly review tells: counted in the last year of the period whose review is known."""

PARTS: Final[dict[str, str]] = {
    Metric.ADMISSIONS: "đảng viên kết nạp",
    Metric.MEMBER_SHARE: "cán bộ là đảng viên",
    Metric.WOMEN_SHARE: "nữ được kết nạp",
    Metric.YOUTH_SHARE: "đoàn viên Thanh niên được kết nạp",
    Metric.MINORITY_SHARE: "người dân tộc thiểu số được kết nạp",
    Metric.SOURCES: "người được đưa vào nguồn",
    Metric.GOOD_SHARE: "đảng viên hoàn thành tốt nhiệm vụ trở lên",
    Metric.EXCELLENT_SHARE: "đảng viên hoàn thành xuất sắc nhiệm vụ",
    Metric.TITLES: "lần được công nhận danh hiệu",
}
_BASES: Final[dict[str, str]] = {
    Target.Base.STAFF: "cán bộ",
    Target.Base.ADMITTED: "đảng viên kết nạp trong kỳ",
    Target.Base.RATED: "đảng viên được xếp loại",
    Target.Base.GOOD_OR_BETTER: "đảng viên hoàn thành tốt nhiệm vụ trở lên",
}


@unique
class State(StrEnum):
    """What can be said of a promise on a day."""

    NOT_BEGUN = "not_begun"
    NO_BASE = "no_base"
    NO_RESULT = "no_result"
    HIDDEN = "hidden"
    RUNNING = "running"
    ON_LEVEL = "on_level"
    REACHED = "reached"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One target on a day. ``goal`` is the value in force that day; ``counted_on`` the last day that is counted.

    ``part`` and ``base`` are counts (``base`` nothing for a count); both nothing where so few may not be shown, or
    where there is nothing to count yet. ``year`` is the year reviewed, of what only a review tells. ``unknown``: how
    many of the base nobody recorded the trait of.
    """

    target: Target
    goal: int
    counted_on: date
    state: State
    part: int | None = None
    base: int | None = None
    year: int | None = None
    unknown: int = 0
    lists_open: bool = True

    @property
    def metric(self) -> str:
        """The ``Target.Metric``."""
        return self.target.metric

    @property
    def opens(self) -> bool:
        """Whether the figure opens its list; who is of a trait is listed in the cell alone."""
        return self.part is not None and (self.lists_open or self.metric not in SENSITIVE)

    @property
    def share(self) -> Fraction | None:
        """Of a rate: part over base; nothing without a base."""
        return Fraction(self.part, self.base) if self.part is not None and self.base else None

    @property
    def reached(self) -> Fraction | None:
        """How much of the goal is there: 4 of 3 is 4/3. Nothing without a figure."""
        if self.target.is_rate:
            return self.share * _WHOLE / self.goal if self.share is not None and self.goal else None
        return Fraction(self.part, self.goal) if self.part is not None and self.goal else None

    @property
    def said(self) -> str:
        """The figure reached, as a table shows it."""
        if self.state is State.HIDDEN:
            return "ẩn"
        if self.target.is_rate:
            return say_share(self.share) if self.share is not None else "–"
        return str(self.part) if self.part is not None else "–"

    @property
    def said_goal(self) -> str:
        """The goal as a resolution writes it."""
        return f"{self.goal}%" if self.target.is_rate else str(self.goal)

    @property
    def tag(self) -> tuple[str, str]:
        """The state as a tag: its text and its tone."""
        text, tone = STATES[self.state]
        is_beaten = self.state is State.REACHED and self.reached is not None and self.reached > 1
        return ("Vượt" if is_beaten else text), tone

    @property
    def part_name(self) -> str:
        """What the part counts."""
        return PARTS[self.metric]

    @property
    def base_name(self) -> str:
        """What the base counts, or nothing."""
        return _BASES.get(self.target.base, "")

    @property
    def period(self) -> str:
        """The period in words."""
        return f"năm {self.target.year}" if self.target.year else f"nhiệm kỳ {self.target.term.name}"

    @property
    def formula(self) -> str:
        """The whole reckoning in words: part, base, result, day."""
        if self.part is None:
            return ""
        when = f"năm {self.year}" if self.year else f"đến hết ngày {say_date(self.counted_on)}"
        if not self.target.is_rate:
            return f"{self.part} {self.part_name}, {when}; chỉ tiêu {self.said_goal}"
        told = f"{self.part} {self.part_name} / {self.base} {self.base_name}"
        return f"{told} = {self.said}, {when}; chỉ tiêu {self.said_goal}"

    @property
    def explanation(self) -> str:
        """Why the figure is what it is, or why there is none."""
        return " ".join(part for part in (self._of_the_state, self._of_the_unknown) if part)

    @property
    def _of_the_unknown(self) -> str:
        if not self.unknown:
            return ""
        return f"{self.unknown} người chưa ghi {_TRAITS[self.metric]}, đang tính là không thuộc diện này."

    @property
    def _of_the_state(self) -> str:
        last = self.target.cut_off_on or self.target.last_on
        until = say_date(last) if last else ""
        return {
            State.NOT_BEGUN: f"Kỳ bắt đầu từ {say_date(self.target.starts_on)}, chưa có số liệu.",
            State.NO_BASE: f"Chưa có {self.base_name} nên mẫu số bằng 0, không tính được tỷ lệ.",
            State.NO_RESULT: "Chưa có kết quả xếp loại năm nào trong kỳ.",
            State.HIDDEN: "Số dưới 3 người ở cấp trên chi bộ không hiện, để không nhận ra ai.",
            State.RUNNING: f"Kỳ chưa hết{f' (đến {until})' if until else ''} nên chưa kết luận.",
            State.ON_LEVEL: f"Đang ở mức chỉ tiêu; kết luận khi chốt số liệu{f' ({until})' if until else ''}.",
            State.REACHED: "",
            State.MISSED: "Kỳ đã hết.",
        }[self.state]


_TRAITS: Final[dict[str, str]] = {Metric.WOMEN_SHARE: "giới tính", Metric.MINORITY_SHARE: "dân tộc"}
