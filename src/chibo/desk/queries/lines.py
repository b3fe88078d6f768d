"""One line of the worklist: its tag, its button, and how near its last day is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.numbers import say_count
from chibo.desk.words import LIMITS
from chibo.law.calendar import CalendarGap
from chibo.law.vocabulary import Actor as By
from chibo.law.vocabulary import DutyGroup, DutyKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.desk.queries.doers import Doers
    from chibo.development.models import DevelopmentCase
    from chibo.law.journey import Duty
    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Citation
    from chibo.meetings.models import Meeting
    from chibo.register.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """The short mark before a line; ``tone`` is err, warn, ok or inf."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """The one act of a line; ``posts`` when it changes something."""

    label: str
    address: str
    posts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One thing to do."""

    kind: DutyKind
    group: DutyGroup
    tag: Tag
    title: str
    reason: str
    button: Button
    citations: tuple[Citation, ...] = ()
    computation: Computation | None = None
    due_on: date | None = None
    opens_on: date | None = None
    start_by: date
    person: Person | None = None
    case: DevelopmentCase | None = None
    doers: Doers
    meeting: Meeting | None = None
    uid: str = ""  # of what the line is about, where that is neither a case nor the organisation
    is_limited: bool = False  # by a regulation, where the kind does not say so

    @property
    def has_limit(self) -> bool:
        """Whether a regulation sets the last day."""
        return self.is_limited or self.kind in LIMITS

    @property
    def day(self) -> date | None:
        """The day to show: the last one, else the first one on which it can be done."""
        return self.due_on or self.opens_on


def tag_of(duty: Duty, on: date, rules: Rulebook) -> Tag:
    """Say in a few words how near the last day is, or for whom the line waits."""
    if duty.due_on is not None and duty.due_on < on:
        return Tag(text=f"Quá hạn {say_count((on - duty.due_on).days)} ngày", tone="err")
    if duty.actor is By.SUPERIOR:
        return Tag(text="Chờ cấp trên", tone="inf")
    if duty.kind is DutyKind.WRITE_MENTOR_NOTE:
        return Tag(text="Thiếu", tone="err")
    if duty.due_on is None:
        later = duty.opens_on is not None and duty.opens_on > on
        return (
            Tag(text=f"Từ {say_date(duty.opens_on)}", tone="inf")
            if later and duty.opens_on
            else Tag(text="Làm được ngay", tone="inf")
        )
    if duty.kind in LIMITS:
        return Tag(text=_time_left(on, duty.due_on, rules), tone="warn")
    return Tag(text=f"Trước {say_date(duty.due_on)}", tone="warn")


def _time_left(on: date, due_on: date, rules: Rulebook) -> str:
    if due_on == on:
        return "Hôm nay là hạn"
    try:
        return f"Còn {rules.holidays.working_days_between(on, due_on)} ngày làm việc"
    except CalendarGap:
        return f"Còn {(due_on - on).days} ngày"
