"""Plain values that arrive in a meeting: who is absent, what was said on an item, tasks, results, concerns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chibo.meetings.models import Attendance, Concern

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.refusal import Fault


def print_of(*texts: object) -> str:
    """A short fingerprint of what a page showed, so that a later save knows whether somebody wrote meanwhile."""
    said = "\x1f".join("" if text is None else str(text) for text in texts)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


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
    discussion: str | None = None  # nothing: leave it as it is
    conclusion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One task as typed. ``uid`` was given by the page, so that sending twice writes once; empty text takes it away.

    ``person`` is the name as typed; ``due`` what was typed for the day, ``due_on`` what was understood.
    """

    uid: str
    text: str
    person: str
    due: str = ""
    due_on: date | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """What a session heard about a task given earlier; without a state nothing was said."""

    task: str
    state: str
    text: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernLine:
    """One concern of the unit as typed: new, or carried over and perhaps answered. Nobody who raised it is named."""

    uid: str
    topic: str
    source: str = Concern.Source.MEMBERS
    answer: str = ""
    follower: str = ""
    due: str = ""
    due_on: date | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Everything of a session that goes on after it. ``faults`` are days that could not be read."""

    tasks: tuple[TaskLine, ...] = ()
    reports: tuple[ReportLine, ...] = ()
    concerns: tuple[ConcernLine, ...] = ()
    faults: tuple[Fault, ...] = ()

    def only(self, names: frozenset[str]) -> FollowUp:
        """Keep the lines named (``task-<uid>``, ``report-<uid>``, ``concern-<uid>``), without their fingerprints."""
        return FollowUp(
            tasks=tuple(replace(line, seen="") for line in self.tasks if f"task-{line.uid}" in names),
            reports=tuple(replace(line, seen="") for line in self.reports if f"report-{line.task}" in names),
            concerns=tuple(replace(line, seen="") for line in self.concerns if f"concern-{line.uid}" in names),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """The texts of the minutes by the name of their box, and the fingerprint of what the page showed in each.

    Names: ``opening``, ``conclusion``, ``discussion-<uid of the item>``, ``conclusion-<uid of the item>``.
    """

    texts: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLine:
    """Somebody who was not there, by the name on the sign-in list."""

    name: str
    mark: str = Attendance.Mark.EXCUSED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """The numbers of one count sheet; those that the way of voting does not have stay empty."""

    item: str
    method: str
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None
    approve: int | None = None
    against: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEntry:
    """A whole meeting as its papers say it. ``signed``: how many signed the list, if somebody counted."""

    absent: tuple[AbsenceLine, ...] = ()
    signed: int | None = None
    counts: tuple[CountLine, ...] = ()
    texts: tuple[ItemText, ...] = ()
    opening: str | None = None
    conclusion: str | None = None
    follow_up: FollowUp = field(default_factory=FollowUp)
