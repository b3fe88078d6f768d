"""Giả định: what would become of the share if more sources came or the staff changed. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.reports.queries.figures import say_share

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.reports.queries.forecasting.facts import Forecast

_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """What somebody supposes, in people: new sources from a day, staff who come, staff who leave, members of them.

    ``staff_on``: from when staff come and leave (empty: today); after the end of the term it changes nothing there.
    """

    sources: int = 0
    from_on: date
    joining: int = 0
    joining_members: int = 0
    leaving: int = 0
    leaving_members: int = 0
    staff_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What the pace makes of it: the day of the ceremonies, the share at the end of the term, and both in words."""

    ceremony_on: date
    latest_on: date | None
    members: int
    staff: int
    sentence: str

    @property
    def share(self) -> Fraction:
        """The share at the end of the term."""
        return Fraction(self.members, self.staff)


def suppose(facts: Forecast, what: Supposition) -> Supposed:
    """Reckon a supposition by the pace of the forecast; raises ``FaultyError`` with every fault of it at once.

    New sources count when the lower median brings their ceremony by the end of the term; it is never supposed that a
    step is left out, so nobody is quicker than the pace.
    """
    faults = list(_faults(facts, what))
    if faults or facts.ends_on is None:
        raise FaultyError(faults)
    ceremony_on = facts.basis.ceremony_after(what.from_on)
    latest_on = facts.basis.ceremony_after(what.from_on, longest=True) if facts.basis.is_paced else None
    joined = what.sources if ceremony_on <= facts.ends_on else 0
    counts = what.staff_on is None or what.staff_on < facts.ends_on
    members = facts.expected_members + joined + (what.joining_members - what.leaving_members) * counts
    staff = facts.staff_at_end + (what.joining - what.leaving) * counts
    told = Supposed(ceremony_on=ceremony_on, latest_on=latest_on, members=members, staff=staff, sentence="")
    return Supposed(
        ceremony_on=ceremony_on, latest_on=latest_on, members=members, staff=staff, sentence=_said(facts, what, told)
    )


def _faults(facts: Forecast, what: Supposition) -> Iterator[Fault]:
    if facts.ends_on is None or not facts.basis.is_known:
        yield Fault(what="Chưa có nhịp hoặc nhiệm kỳ để tính giả định.", next="Ghi nhiệm kỳ và các lần kết nạp trước.")
    if what.from_on < facts.on:
        yield Fault(
            what=f"Ngày {say_date(what.from_on)} đã qua, không giả định được nữa.",
            next=f"Chọn ngày từ {say_date(facts.on)} trở đi.",
            field="from_on",
        )
    if what.staff_on is not None and what.staff_on < facts.on:
        yield Fault(
            what=f"Ngày {say_date(what.staff_on)} đã qua, không giả định được nữa.",
            next=f"Chọn ngày từ {say_date(facts.on)} trở đi.",
            field="staff_on",
        )
    yield from _of_staff(facts, what)


def _of_staff(facts: Forecast, what: Supposition) -> Iterator[Fault]:
    staff = facts.staff_at_end + what.joining - what.leaving
    others = max(staff - facts.members_at_end - what.joining_members + what.leaving_members - len(facts.expected), 0)
    if what.joining_members > what.joining:
        yield Fault(
            what="Số đảng viên đến nhiều hơn số cán bộ đến.",
            next="Ghi số cán bộ đến gồm cả đảng viên.",
            field="joining_members",
        )
    if what.leaving_members > min(what.leaving, facts.members_at_end):
        yield Fault(
            what="Số đảng viên đi nhiều hơn số cán bộ đi, hoặc nhiều hơn số đảng viên đang có.",
            next=f"Ghi số cán bộ đi gồm cả đảng viên; hiện có {facts.members_at_end} đảng viên.",
            field="leaving_members",
        )
    if staff <= 0:
        yield Fault(
            what="Theo giả định này cơ quan không còn ai.",
            why=f"Hiện có {facts.staff_at_end} cán bộ.",
            next="Giảm số cán bộ đi.",
            field="leaving",
        )
    elif what.sources > others:
        yield Fault(
            what=f"Không đủ người để thêm {what.sources} nguồn.",
            why=f"Theo giả định này còn {others} cán bộ chưa vào nguồn.",
            next="Giảm số nguồn, hoặc thêm cán bộ đến.",
            field="sources",
        )


def _said(facts: Forecast, what: Supposition, told: Supposed) -> str:
    parts = [f"Với giả định này: {say_share(told.share)} ({told.members}/{told.staff}) vào cuối nhiệm kỳ."]
    if what.sources:
        day = say_date(told.ceremony_on)
        is_late = facts.ends_on is not None and told.ceremony_on > facts.ends_on
        late = ", sau khi hết nhiệm kỳ nên không tính vào" if is_late else ""
        parts.append(f"Người vào nguồn từ {say_date(what.from_on)} dự kiến kết nạp {day}{late}.")
    if what.staff_on is not None and facts.ends_on is not None and what.staff_on >= facts.ends_on:
        parts.append(f"Cán bộ đến, đi từ {say_date(what.staff_on)} là sau khi hết nhiệm kỳ nên không tính vào.")
    if facts.goal is not None:
        missing = ceil(Fraction(facts.goal * told.staff, _WHOLE)) - told.members
        parts.append(
            f"Đạt mục tiêu {facts.goal}%." if missing <= 0 else f"Còn thiếu {missing} người để đạt {facts.goal}%."
        )
    return " ".join(parts)
