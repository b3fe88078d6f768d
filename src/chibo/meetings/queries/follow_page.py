"""Tasks, results and concerns as lines of a page: stored, or as typed beside what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.models import new_uid
from chibo.meetings import words
from chibo.meetings.queries.follow import concerns_in, report_in, tasks_given, tasks_to_tell
from chibo.meetings.queries.named import Named
from chibo.meetings.queries.prints import concern_print, report_print, task_print
from chibo.meetings.values import FollowUp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chibo.meetings.models import Concern, Meeting, Task

_BLANK_TASKS, _BLANK_CONCERNS = 3, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page. ``values`` fill its fields; ``stored`` says what lies in the minutes where that differs."""

    uid: str
    values: dict[str, str]
    seen: str = ""
    stored: str = ""
    about: Task | Concern | None = None
    is_old: bool = False  # carried over from an earlier session

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it yet."""
        return self.about is None and not any(self.values.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowPage:
    """Everything of a session that goes on after it."""

    tasks: tuple[Line, ...]
    reports: tuple[Line, ...]
    concerns: tuple[Line, ...]
    names: tuple[str, ...] = ()

    @property
    def differing(self) -> int:
        """In how many lines the typed text is not the stored one."""
        return sum(bool(line.stored) for line in (*self.tasks, *self.reports, *self.concerns))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return all(line.is_blank for line in (*self.tasks, *self.reports, *self.concerns))


def follow_page(
    meeting: Meeting, typed: FollowUp | None = None, *, writing: bool = True, names: Sequence[str] = ()
) -> FollowPage:
    """The lines of a session, with blank ones to write in where the reader may write. Up to five queries.

    ``names`` of the members, if they were read already, serve unless two have the same.
    """
    typed = typed or FollowUp()
    if writing and (not names or len(set(names)) < len(names)):
        names = Named.of(meeting.organisation, meeting.on).labels
    return FollowPage(
        tasks=_tasks(meeting, typed, writing=writing),
        reports=_reports(meeting, typed),
        concerns=_concerns(meeting, typed, writing=writing),
        names=tuple(names) if writing else (),
    )


def _fresh(count: int, values: dict[str, str]) -> list[Line]:
    return [Line(uid=str(new_uid()), values=values) for _ in range(count)]


def _tasks(meeting: Meeting, typed: FollowUp, *, writing: bool) -> tuple[Line, ...]:
    said = {line.uid: {"text": line.text, "person": line.person, "due": line.due} for line in typed.tasks}
    seen = {line.uid: line.seen for line in typed.tasks}
    lines = []
    for task in tasks_given(meeting):
        stored = {"text": task.text, "person": task.person.full_name, "due": say_date(task.due_on)}
        mine = said.pop(str(task.uid), stored)
        told = words.task_line(task) if mine != stored else ""
        mark = (told and seen.get(str(task.uid))) or task_print(task)
        lines.append(Line(uid=str(task.uid), values=mine, seen=mark, stored=told, about=task))
    lines += [Line(uid=uid, values=values) for uid, values in said.items()]
    blank = max(0, _BLANK_TASKS - sum(line.about is None for line in lines)) if writing else 0
    return (*lines, *_fresh(blank, {"text": "", "person": "", "due": ""}))


def _reports(meeting: Meeting, typed: FollowUp) -> tuple[Line, ...]:
    said = {line.task: {"state": line.state, "text": line.text} for line in typed.reports}
    seen = {line.task: line.seen for line in typed.reports}
    lines = []
    for task in tasks_to_tell(meeting):
        report = report_in(task, meeting)
        stored = {"state": report.state if report else "", "text": report.text if report else ""}
        mine = said.get(str(task.uid), stored)
        told = words.result_line(task, report) if report and mine != stored else ""
        mark = (told and seen.get(str(task.uid))) or report_print(report)
        lines.append(Line(uid=str(task.uid), values=mine, seen=mark, stored=told, about=task))
    return tuple(lines)


def _concerns(meeting: Meeting, typed: FollowUp, *, writing: bool) -> tuple[Line, ...]:
    said = {
        line.uid: {
            "topic": line.topic,
            "source": line.source,
            "answer": line.answer,
            "person": line.follower,
            "due": line.due,
        }
        for line in typed.concerns
    }
    seen = {line.uid: line.seen for line in typed.concerns}
    lines = []
    for concern in concerns_in(meeting):
        stored = _concern_values(concern)
        is_old = concern.meeting_id != meeting.pk
        mine = said.pop(str(concern.uid), stored)
        if is_old:
            mine = {**mine, "topic": stored["topic"], "source": stored["source"]}
        told = words.concern_line(concern) if mine != stored else ""
        lines.append(
            Line(
                uid=str(concern.uid),
                values=mine,
                seen=(told and seen.get(str(concern.uid))) or concern_print(concern),
                stored=told,
                about=concern,
                is_old=is_old,
            )
        )
    lines += [Line(uid=uid, values=values) for uid, values in said.items()]
    blank = max(0, _BLANK_CONCERNS - sum(line.about is None for line in lines)) if writing else 0
    empty = {"topic": "", "source": "", "answer": "", "person": "", "due": ""}
    return (*lines, *_fresh(blank, empty))


def _concern_values(concern: Concern) -> dict[str, str]:
    return {
        "topic": concern.topic,
        "source": concern.source,
        "answer": concern.answer,
        "person": concern.follower.full_name if concern.follower else "",
        "due": say_date(concern.due_on) if concern.due_on else "",
    }
