"""Fingerprints of the lines of a page, so that a later save knows whether somebody wrote meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.meetings.values import print_of

if TYPE_CHECKING:
    from chibo.meetings.models import Concern, Task, TaskReport


def task_print(task: Task) -> str:
    """The fingerprint of a task as a page shows it."""
    return print_of(task.text, task.person.full_name, task.due_on)


def report_print(report: TaskReport | None) -> str:
    """The fingerprint of what a session said about a task."""
    return print_of(report.state, report.text) if report else print_of("", "")


def concern_print(concern: Concern) -> str:
    """The fingerprint of a concern as a page shows it."""
    name = concern.follower.full_name if concern.follower else ""
    return print_of(concern.source, concern.topic, concern.answer, name, concern.due_on)
