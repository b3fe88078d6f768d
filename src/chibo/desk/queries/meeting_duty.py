"""The cell's monthly session (Charter art. 24.2): by when, and how that day was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.law.calendar import month_end
from chibo.law.vocabulary import DutyKind
from chibo.meetings.models import Meeting
from chibo.meetings.queries import missed_in, next_regular, planned_in, proposed_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDuty:
    """The next session: its day, when to begin preparing it, and why this day."""

    due_on: date
    start_by: date
    reason: str
    planned: Meeting | None
    citations: tuple[Citation, ...]


def meeting_duty(organisation: Organisation, on: date, rules: Rulebook) -> MeetingDuty | None:
    """Return the next monthly session of a cell, or nothing for an organisation that is no cell.

    The day is that of the planned meeting. Without one it is the cell's usual day of the month on a working day
    (``meetings.queries.proposed_day``: the middle of the days of its last twelve sessions); when the month's usual day
    went by without a session, the last day of the month.
    """
    if not organisation.kind.is_cell:
        return None
    planned = next_regular(organisation, on, with_count=True)
    due_on, reason = _day_and_reason(organisation, on, planned)
    monthly = rules.find("meeting.monthly", on)
    said = " ".join([reason, *_of_the_plan(organisation, due_on), *_of_the_year(organisation, on, rules)])
    return MeetingDuty(
        due_on=due_on,
        start_by=rules.lead(DutyKind.HOLD_MEETING.value, due_on),
        reason=said,
        planned=planned,
        citations=(monthly.citation,) if monthly else (),
    )


def _day_and_reason(organisation: Organisation, on: date, planned: Meeting | None) -> tuple[date, str]:
    if planned is not None:
        count = getattr(planned, "item_count", 0)
        return planned.on, f"Họp ngày {say_date(planned.on)}, chương trình có {count} nội dung."
    usual = proposed_day(organisation, on)
    if (usual.year, usual.month) > (on.year, on.month) and not _met_in_month(organisation, on):
        return month_end(on), f"Tháng {on.month} chi bộ chưa họp; chưa có cuộc họp nào được lên lịch."
    return usual, f"Ngày họp thường lệ của chi bộ: {say_date(usual)}."


def _of_the_plan(organisation: Organisation, due_on: date) -> Iterator[str]:
    """What the yearly plan wants of that month beside the usual session."""
    for line in planned_in(organisation, due_on):
        if line.kind != Meeting.Kind.REGULAR or line.topic is not None:
            topic = f" – {line.topic}" if line.topic is not None else ""
            yield f"Kế hoạch năm: {line.get_kind_display()}{topic}."


def _of_the_year(organisation: Organisation, on: date, rules: Rulebook) -> Iterator[str]:
    """Months and quarters of the year that went by without their session."""
    missed, quarters = missed_in(organisation, on.year, on, rules)
    if missed:
        yield f"Năm nay lỡ họp định kỳ tháng {', '.join(str(lost.starts_on.month) for lost in missed)}."
    if quarters:
        yield f"Chưa có sinh hoạt chuyên đề trong ba tháng từ {quarters[-1].starts_on.month}-{on.year}."


def _met_in_month(organisation: Organisation, on: date) -> bool:
    held = Meeting.objects.filter(organisation=organisation, on__gte=on.replace(day=1), on__lte=on)
    return held.exclude(state=Meeting.State.PLANNED).exists()
