"""The worklist as a calendar file (RFC 5545), for the calendar of a phone or an office program."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from datetime import datetime

    from chibo.desk.queries import Worklist, WorkRow


def calendar_of(found: Worklist, *, at: datetime) -> bytes:
    """Give every line that has a day as a whole-day event; the same line keeps its identity from file to file."""
    calendar = Calendar()
    calendar.add("prodid", "-//chibo//viec can lam//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Việc cần làm – {found.organisation.name}")
    for row in found.rows:
        if row.day is not None:
            calendar.add_component(_event(row, found, at))
    content: bytes = calendar.to_ical()
    return content


def _event(row: WorkRow, found: Worklist, at: datetime) -> Event:
    day = row.day or found.on
    whose = row.uid or (row.case.uid if row.case else found.organisation.uid)
    event = Event()
    event.add("uid", f"{row.kind}-{whose}-{day.isoformat()}@chibo")
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", row.title)
    ground = "; ".join(citation.text for citation in row.citations)
    event.add("description", f"{row.reason}\nCăn cứ: {ground}" if ground else row.reason)
    event.add("transp", "TRANSPARENT")
    return event
