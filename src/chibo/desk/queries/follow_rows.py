"""What was given to be done by a day: tasks of sessions and of the road, concerns that somebody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.words.findings import duty_text
from chibo.desk import addresses
from chibo.desk.queries.doers import named
from chibo.desk.queries.lines import Button, WorkRow, tag_of
from chibo.development.queries import open_case_tasks
from chibo.law.journey import Duty
from chibo.law.vocabulary import DutyKind
from chibo.meetings.queries import open_concerns, open_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person


def follow_up_rows(organisation: Organisation, on: date, rules: Rulebook) -> Iterator[WorkRow]:
    """Give a line for each open task and each unanswered concern with a last day. Three queries."""
    for task in open_tasks(organisation):
        params = {"task": task.text, "person": task.person.full_name, "given_on": task.meeting.on}
        duty = _duty(DutyKind.DO_TASK, task.due_on, rules, params)
        yield _row(duty, on, rules, addresses.task(task), task.person, uid=str(task.uid))
    for given in open_case_tasks(organisation):
        if given.due_on is not None:
            who = given.case.person
            params = {"task": given.title, "person": who.full_name, "given_on": given.given_on}
            duty = _duty(DutyKind.DO_TRIAL_TASK, given.due_on, rules, params)
            doer = given.mentor or who
            yield _row(duty, on, rules, addresses.case_task(given), doer, uid=str(given.uid))
    for concern in open_concerns(organisation):
        if concern.due_on is not None and concern.follower is not None:
            who = concern.follower
            params = {"topic": concern.topic, "person": who.full_name, "raised_on": concern.meeting.on}
            duty = _duty(DutyKind.ANSWER_CONCERN, concern.due_on, rules, params)
            yield _row(duty, on, rules, addresses.concern(concern), who, uid=str(concern.uid))


def _duty(kind: DutyKind, due_on: date, rules: Rulebook, params: dict[str, object]) -> Duty:
    return Duty(kind=kind, due_on=due_on, start_by=rules.lead(kind.value, due_on), params=params)


def _row(duty: Duty, on: date, rules: Rulebook, address: str, doer: Person, *, uid: str) -> WorkRow:
    said = duty_text(duty)
    return WorkRow(
        kind=duty.kind,
        group=duty.group(on),
        tag=tag_of(duty, on, rules),
        title=said.title,
        reason=said.reason,
        button=Button(label=said.button, address=address),
        due_on=duty.due_on,
        start_by=duty.start_by,
        doers=named([doer]),
        uid=uid,
    )
