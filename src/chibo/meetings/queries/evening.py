"""One column for the chair: each item with the hour at which it begins, who counts in a vote, what to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from chibo.base.access import Permission, within
from chibo.meetings.models import AgendaItem, Concern, Meeting, Task
from chibo.meetings.queries.follow import concerns_in, tasks_to_tell
from chibo.meetings.queries.pages import Meter, agenda_of, attendance_page

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningItem:
    """One item; ``begins_at`` is nothing while the hour of the session is not written down."""

    item: AgendaItem
    begins_at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """The whole session at a glance."""

    items: tuple[EveningItem, ...]
    minutes: int
    ends_at: time | None
    meter: Meter
    tasks: tuple[Task, ...]
    concerns: tuple[Concern, ...]


def tonight(actor: Actor, organisation: Organisation, on: date) -> Meeting | None:
    """The session of a day, else the next planned one, whatever its kind."""
    seen = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    rows = Meeting.objects.filter(seen, organisation=organisation)
    today = rows.filter(on=on, from_old_file=False).order_by("starts_at", "id").first()
    return today or rows.filter(on__gte=on, state=Meeting.State.PLANNED).order_by("on", "id").first()


def evening(meeting: Meeting) -> Evening:
    """Read one session for the chair. Up to ten queries."""
    agenda, at = agenda_of(meeting), _start(meeting)
    is_planned = meeting.state == Meeting.State.PLANNED
    items = []
    for item in agenda.items:
        items.append(EveningItem(item=item, begins_at=at.time() if at else None))
        at = at + timedelta(minutes=item.minutes_planned) if at else None
    return Evening(
        items=tuple(items),
        minutes=agenda.minutes,
        ends_at=at.time() if at else None,
        meter=attendance_page(meeting).meter,
        tasks=agenda.tasks if is_planned or not agenda.takes_up_tasks else tuple(tasks_to_tell(meeting)),
        concerns=agenda.concerns if is_planned or not agenda.takes_up_concerns else tuple(concerns_in(meeting)),
    )


def _start(meeting: Meeting) -> datetime | None:
    return datetime.combine(meeting.on, meeting.starts_at) if meeting.starts_at else None
