"""Tasks, their results, concerns: how the lines of a page become rows. The verbs that offer them stand beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from chibo.meetings import follow_faults as faults
from chibo.meetings.models import Concern, Task, TaskReport
from chibo.meetings.queries.named import Named
from chibo.meetings.queries.prints import concern_print, report_print, task_print
from chibo.meetings.values import ConcernLine, ReportLine, TaskLine, print_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.models import Meeting
    from chibo.meetings.values import FollowUp
    from chibo.register.models import Person


@dataclass(kw_only=True)
class Followed:
    """What the lines did: changes for the log, lines somebody else changed, and what cannot be kept."""

    changes: dict[str, object] = field(default_factory=dict)
    clashes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def write(actor: Actor, meeting: Meeting, lines: FollowUp) -> Followed:
    """Write the lines of a session whose meeting is locked and open; the caller refuses and logs."""
    done = Followed(faults=list(lines.faults))
    if lines.tasks or lines.concerns:
        people = Named.of(meeting.organisation, meeting.on)
        for task in lines.tasks:
            _task(meeting, task, people, done)
        for concern in lines.concerns:
            _concern(meeting, concern, people, done)
    for report in lines.reports:
        _report(actor, meeting, report, done)
    return done


# ---------------------------------------------------------------------- tasks


def _task(meeting: Meeting, line: TaskLine, people: Named, done: Followed) -> None:
    row = Task.objects.select_related("person").filter(uid=_uid(line.uid)).first()
    if row is not None and row.meeting_id != meeting.pk:
        return
    if row is None and not (line.text or line.person or line.due):
        return
    if row is not None and line.seen and line.seen != task_print(row):
        _tell(done, "task", line, is_same=print_of(line.text, line.person, line.due_on) == task_print(row))
        return
    if row is not None and not (line.text or line.person or line.due):
        done.changes[f"task {row.uid}"] = [row.text, None]
        row.delete()
        return
    person = _person(line.person, people, done, f"task-person-{line.uid}")
    wrong = list(_task_faults(line, meeting))
    done.faults += wrong
    if person is None or wrong or line.due_on is None:
        return
    task = row or Task(uid=_uid(line.uid), organisation=meeting.organisation, meeting=meeting)
    before = task.text or None
    same = row is not None and (row.text, row.person_id, row.due_on) == (line.text, person.pk, line.due_on)
    task.text, task.person, task.due_on = line.text, person, line.due_on
    if not same:
        task.save()
        done.changes[f"task {task.uid}"] = [before, task.text]


def _task_faults(line: TaskLine, meeting: Meeting) -> list[Fault]:
    found = []
    if not line.text:
        found.append(faults.task_without_words(line.person, f"task-text-{line.uid}"))
    if not line.due:
        found.append(faults.task_without_day(line.text or line.person, f"task-due-{line.uid}"))
    if line.due_on is not None and line.due_on < meeting.on:
        found.append(faults.task_due_before_meeting(line.due_on, meeting.on, f"task-due-{line.uid}"))
    return found


# ---------------------------------------------------------------------- results


def _report(actor: Actor, meeting: Meeting, line: ReportLine, done: Followed) -> None:
    task = Task.objects.filter(uid=_uid(line.task), organisation=meeting.organisation, meeting__on__lt=meeting.on)
    found = task.select_for_update().first()
    if found is None or line.state not in {"", *TaskReport.State.values}:
        return
    row = TaskReport.objects.filter(task=found, meeting=meeting).first()
    if line.seen and line.seen != report_print(row):
        _tell(done, "report", line, is_same=print_of(line.state, line.text) == report_print(row))
        return
    before = [row.state, row.text] if row else ["", ""]
    if before == [line.state, line.text] or (not line.state and not line.text):
        if row is not None and not line.state:
            row.delete()
            done.changes[f"report {found.uid}"] = [before, None]
            settle(found)
        return
    if not line.state:
        done.faults.append(faults.result_without_state(found.text, f"report-state-{line.task}"))
        return
    report = row or TaskReport(task=found, meeting=meeting)
    report.on, report.state, report.text, report.written_by = meeting.on, line.state, line.text, actor.name
    report.save()
    done.changes[f"report {found.uid}"] = [before, [line.state, line.text]]
    settle(found)


def settle(task: Task) -> None:
    """Let ``done_on`` follow the last report."""
    last = task.reports.order_by("-on", "-id").first()
    done_on = last.on if last is not None and last.state == TaskReport.State.DONE else None
    if done_on != task.done_on:
        task.done_on = done_on
        task.save(update_fields=["done_on"])


# ---------------------------------------------------------------------- concerns


def _line_print(line: ConcernLine) -> str:
    return print_of(line.source, line.topic, line.answer, line.follower, line.due_on)


def _concern(meeting: Meeting, line: ConcernLine, people: Named, done: Followed) -> None:
    found = Concern.objects.select_related("follower", "meeting").filter(uid=_uid(line.uid)).first()
    row = found if found is not None and _may_be_written_in(found, meeting) else None
    if found is not None and row is None:
        return
    is_new_here = row is None or row.meeting_id == meeting.pk
    is_blank = not any((line.topic, line.answer, line.follower, line.due))
    if row is not None and line.seen and line.seen != concern_print(row):
        _tell(done, "concern", line, is_same=_line_print(line) == concern_print(row))
    elif row is not None and is_new_here and is_blank:
        done.changes[f"concern {row.uid}"] = [row.topic, None]
        row.delete()
    elif row is not None or not is_blank:
        _keep_concern(meeting, line, row, people, done)


def _keep_concern(meeting: Meeting, line: ConcernLine, row: Concern | None, people: Named, done: Followed) -> None:
    is_new_here = row is None or row.meeting_id == meeting.pk
    follower = _person(line.follower, people, done, f"concern-person-{line.uid}") if line.follower else None
    if not line.topic and is_new_here:
        done.faults.append(faults.concern_without_words(f"concern-topic-{line.uid}"))
    if done.faults:
        return
    concern = row or Concern(uid=_uid(line.uid), organisation=meeting.organisation, meeting=meeting)
    before = concern_print(concern) if row else ""
    if is_new_here:
        concern.topic, concern.source = line.topic, line.source
    concern.follower, concern.due_on = follower, line.due_on
    answer(concern, line.answer, meeting.on, meeting)
    if concern_print(concern) != before:
        concern.save()
        done.changes[f"concern {concern.uid}"] = [None, [concern.topic, concern.answer]]


def _may_be_written_in(concern: Concern, meeting: Meeting) -> bool:
    """A concern of this cell that an earlier session did not answer already."""
    is_ours = concern.organisation_id == meeting.organisation_id and concern.meeting.on <= meeting.on
    is_answered_elsewhere = concern.answered_on is not None and concern.answered_in_id != meeting.pk
    return is_ours and not is_answered_elsewhere


def answer(concern: Concern, text: str, on: date, meeting: Meeting | None) -> None:
    """Set the answer; the first day on which there was one stays when its wording is mended."""
    concern.answer = text
    if not text:
        concern.answered_on = concern.answered_in = None
    elif concern.answered_on is None:
        concern.answered_on, concern.answered_in = on, meeting


# ---------------------------------------------------------------------- shared


def _uid(text: str) -> UUID:
    return UUID(text)


def _tell(done: Followed, kind: str, line: TaskLine | ReportLine | ConcernLine, *, is_same: bool) -> None:
    """Somebody wrote the line meanwhile; it clashes only where the two say something else."""
    if not is_same:
        done.clashes.append(f"{kind}-{line.task if isinstance(line, ReportLine) else line.uid}")


def _person(name: str, people: Named, done: Followed, field: str) -> Person | None:
    found = people.find(name)
    if len(found) == 1:
        return found[0]
    if not name:
        done.faults.append(faults.task_without_person(field))
    elif not found:
        done.faults.append(faults.nobody_of_that_name(name, field))
    else:
        done.faults.append(faults.several_of_that_name(name, [people.label(one) for one in found], field))
    return None
