"""Vietnamese for plans: the latest day for each act, what will have expired, and whether the day can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.words.checker import PAPER_NAMES, computation_text, paper_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.law.planning import Expiry, Plan, PlannedAct

_TARGETS: Final = {"ceremony": "kết nạp", "cell_admission_meeting": "chi bộ họp xét kết nạp"}
_DEEDS: Final = {
    "cell_admission_meeting": "chi bộ phải biểu quyết",
    "verification_request": "phải gửi yêu cầu xác minh",
    "verification_reply": "phải có trả lời xác minh",
    "edge_seal": "phải đóng dấu giáp lai",
    "decision_receipt": "chi bộ phải nhận quyết định",
    "ceremony": "phải tổ chức lễ",
    "base_admission_meeting": "đảng ủy cơ sở phải họp",
}


def plan_lines(plan: Plan) -> tuple[str, ...]:
    """Say a plan line by line, the answer first."""
    return tuple(_lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    answer = "còn kịp" if plan.is_possible else "không kịp như hồ sơ hiện nay"
    yield f"Để {_TARGETS[plan.target]} ngày {say_date(plan.target_on)}: {answer}."
    yield from (expiry_line(expiry) for expiry in plan.expiries)
    yield from (act_line(act) for act in plan.acts if act.act != plan.target)


def act_line(act: PlannedAct) -> str:
    """Say one act: the latest day, the earliest where there is one, the day it was done."""
    deed = _DEEDS.get(act.act, f"phải có “{PAPER_NAMES[act.act]}”")
    text = f"{deed[0].upper()}{deed[1:]} chậm nhất {say_date(act.latest_on)}"
    if act.earliest_on:
        text += f", sớm nhất {say_date(act.earliest_on)}"
    if act.bare_on != act.latest_on:
        text += f" (cấp khác làm ngay thì muộn nhất {say_date(act.bare_on)})"
    if act.done_on:
        text += f"; đã có ngày {say_date(act.done_on)}"
    if not act.is_in_time:
        text += "; không kịp"
    return text + "." + "".join(f" Cách tính: {computation_text(one)}." for one in act.computed)


def expiry_line(expiry: Expiry) -> str:
    """Say one window: its paper, its last day, whether it will have ended."""
    state = "khi đó đã hết giá trị" if expiry.has_ended else "khi đó còn giá trị"
    said = f"{paper_text(expiry.paper)}: đến hết ngày {say_date(expiry.valid_until)}, {state}."
    return f"{said} Cách tính: {computation_text(expiry.computed)}."
