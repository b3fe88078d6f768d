"""What classes leave to be done: lists to be sent, results to be entered; and who waits for a class already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.words.findings import duty_text
from chibo.desk import addresses
from chibo.desk.queries.doers import SECRETARY
from chibo.desk.queries.lines import Button, Tag, WorkRow, tag_of
from chibo.development.queries import Running, running
from chibo.law.journey import Duty
from chibo.law.vocabulary import DutyGroup, DutyKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from chibo.desk.queries.doers import Doers
    from chibo.development.models import TrainingClass
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation


def training_rows(
    case_rows: Iterable[WorkRow], organisation: Organisation, on: date, rules: Rulebook, doers: Mapping[int, Doers]
) -> Iterator[WorkRow]:
    """Give the lines of people on the road, saying who waits for a class already, then those of classes. One query."""
    classes = running(organisation, on)
    for row in case_rows:
        seat = classes.seats.get((row.person.pk if row.person is not None else 0, row.kind))
        yield _waiting(row, seat) if seat is not None else row
    yield from _class_rows(classes, on, rules, doers)


def _class_rows(classes: Running, on: date, rules: Rulebook, doers: Mapping[int, Doers]) -> Iterator[WorkRow]:
    """A line for each list that was not sent yet, and for each class that is over and not told of."""
    for line in classes.lines:
        row = line.row
        params = {"class_name": str(row), "starts_on": row.starts_on, "organiser": row.organiser}
        if row.list_due_on is not None and row.list_sent_on is None and row.last_on >= on:
            kind = DutyKind.SEND_CLASS_LIST
            begin = rules.lead(kind.value, row.list_due_on)
            due = Duty(kind=kind, due_on=row.list_due_on, start_by=begin, params=params)
            yield _row(due, row, on, rules, doers, addresses.choose_for_class(row))
        if line.open and row.last_on <= on:
            kind = DutyKind.RECORD_CLASS_RESULT
            begin = rules.lead(kind.value, row.last_on)
            told = {**params, "last_on": row.last_on, "count": line.open}
            due = Duty(kind=kind, opens_on=row.last_on, start_by=begin, params=told)
            yield _row(due, row, on, rules, doers, addresses.class_results(row))


def _row(
    duty: Duty, row: TrainingClass, on: date, rules: Rulebook, doers: Mapping[int, Doers], address: str
) -> WorkRow:
    said = duty_text(duty)
    return WorkRow(
        kind=duty.kind,
        group=duty.group(on),
        tag=tag_of(duty, on, rules),
        title=said.title,
        reason=said.reason,
        button=Button(label=said.button, address=address),
        due_on=duty.due_on,
        opens_on=duty.opens_on,
        start_by=duty.start_by,
        doers=doers[SECRETARY],
        uid=str(row.uid),
    )


def _waiting(row: WorkRow, seat: TrainingClass) -> WorkRow:
    """Say that this is waited for: no agenda takes it up again."""
    is_late = row.group is DutyGroup.OVERDUE
    return replace(
        row,
        kind=DutyKind.RECORD_CLASS_RESULT,
        group=row.group if is_late or row.group is DutyGroup.LATER else DutyGroup.WAITING,
        tag=row.tag if is_late else Tag(text="Đã cử đi học", tone="inf"),
        reason=f"Đã được cử học {seat}, {say_date(seat.starts_on)} đến {say_date(seat.last_on)}. {row.reason}",
        button=Button(label="Mở lớp học", address=addresses.training_class(seat)),
    )
