"""The long part of the log, done by a job: looking whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.models import AuditEntry
from chibo.base.words import log as words
from chibo.desk.log import actions

if TYPE_CHECKING:
    from chibo.base.jobs import Task


def check(task: Task) -> tuple[str, str]:
    """Look at every line; what was found is the message of the job, and stands in the log."""
    task.expect(max(1, AuditEntry.objects.count()))
    report, names = actions.check_log(actor=task.actor, on=task.on, told=task.step)
    said = [words.looked_at(report), *(words.gap_said(gap) for gap in report.gaps)]
    if report.is_whole:
        return "", " ".join(["Nguyên vẹn.", *said])
    return "", " ".join(["Nhật ký không còn nguyên vẹn.", *words.first_breaks(report, names), words.WHAT_NEXT, *said])
