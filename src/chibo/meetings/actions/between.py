"""Between two sessions: a member tells how a task went, the committee answers a concern or says who follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.meetings import follow_faults as faults
from chibo.meetings import words
from chibo.meetings.actions import follow
from chibo.meetings.actions.common import check_may_run, refuse_if
from chibo.meetings.models import Concern, Meeting, Task, TaskReport

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person


@transaction.atomic
def report_task(*, actor: Actor, on: date, task: Task, state: str, text: str = "") -> TaskReport:
    """Note what became of a task: by whom it was given to, or by who runs the meetings. The last report counts.

    Raises ``NotAllowedError``; ``FaultyError`` while the minutes are not adopted, or before the session.
    """
    fresh = Task.objects.select_related("organisation", "meeting", "person").select_for_update(of=("self",))
    row = fresh.get(pk=task.pk)
    is_own = bool(actor.person_uid) and str(row.person.uid) == actor.person_uid
    if not is_own and not actor.may(Permission.RUN_MEETINGS, row.organisation.scope_key):
        raise NotAllowedError(words.REPORT)
    refuse_if(
        [
            faults.task_not_given_yet(row.meeting.on) if row.meeting.state != Meeting.State.ADOPTED else None,
            faults.report_before_meeting(on, row.meeting.on) if on < row.meeting.on else None,
        ]
    )
    known = TaskReport.State(state)
    report = TaskReport.objects.create(task=row, on=on, state=known, text=text.strip(), written_by=actor.name)
    follow.settle(row)
    audit.record(
        actor=actor,
        on=on,
        action="meetings.report_task",
        subject=row,
        chain=str(row.organisation.uid),
        changes={"state": [None, report.state], "text": [None, report.text]},
    )
    return report


@transaction.atomic
def answer_concern(
    *, actor: Actor, on: date, concern: Concern, answer: str = "", follower: Person | None = None, due_on: date | None
) -> Concern:
    """Answer a concern between two sessions, or say who follows it up by when.

    Raises ``NotAllowedError``; ``FaultyError`` when nothing was said at all.
    """
    rows = Concern.objects.select_related("organisation", "follower").select_for_update(of=("self",))
    row = rows.get(pk=concern.pk)
    check_may_run(actor, row.organisation)
    refuse_if([None if answer.strip() or follower or due_on else faults.empty_answer()])
    before = [row.answer, str(row.follower or ""), row.due_on]
    row.follower, row.due_on = follower, due_on
    follow.answer(row, answer.strip(), on, None)
    row.save()
    audit.record(
        actor=actor,
        on=on,
        action="meetings.answer_concern",
        subject=row,
        chain=str(row.organisation.uid),
        changes={
            "answer": [before[0], row.answer],
            "follower": [before[1], str(row.follower or "")],
            "due_on": [before[2], row.due_on],
        },
    )
    return row
