"""Plain values that arrive in a meeting: who is absent, what was said on an item, the totals of a vote."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.meetings.models import Attendance


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody who is not there: ``person`` is their uid; ``mark`` a value of ``Attendance.Mark``."""

    person: str
    mark: str = Attendance.Mark.EXCUSED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """What was said and concluded on one item; ``item`` is its uid."""

    item: str
    discussion: str
    conclusion: str
