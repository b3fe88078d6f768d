"""What promises, emulation, training, the yearly review and honours leave to be done by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.desk.queries.doers import SECRETARY, Doers, named
from chibo.desk.queries.lines import Button, WorkRow, tag_of
from chibo.law.journey import Duty
from chibo.law.vocabulary import Actor as By
from chibo.law.vocabulary import DutyKind
from chibo.reviews.queries import duties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation
    from chibo.reviews.values import Due


def review_rows(
    actor: Actor, organisation: Organisation, on: date, rules: Rulebook, doers: Mapping[int, Doers]
) -> Iterator[WorkRow]:
    """Give a line for each duty of the room ``reviews``; who acts is the secretary where nobody is named."""
    for due in duties(actor, organisation, on, rules):
        yield _row(due, on, rules, _who(due, doers))


def _who(due: Due, doers: Mapping[int, Doers]) -> Doers:
    if due.waits:
        return Doers(text="Cấp trên")
    return named(due.who) if due.who else doers[SECRETARY]


def _row(due: Due, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    duty = Duty(
        kind=DutyKind.REVIEW_WORK,
        due_on=due.due_on,
        opens_on=due.opens_on,
        start_by=due.start_by,
        actor=By.SUPERIOR if due.waits else By.CELL,
        citations=due.citations,
    )
    return WorkRow(
        kind=duty.kind,
        group=duty.group(on),
        tag=tag_of(duty, on, rules),
        title=due.title,
        reason=due.why,
        button=Button(label=due.button, address=due.address),
        citations=due.citations,
        due_on=due.due_on,
        opens_on=due.opens_on,
        start_by=due.start_by,
        person=due.person,
        doers=who,
        uid=f"{due.key}-{due.uid}",
        is_limited=due.has_limit,
    )
