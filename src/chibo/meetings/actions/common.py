"""What every verb of this room asks first: may you, is it still open, did somebody else save meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, NotAllowedError
from chibo.meetings import faults, words
from chibo.meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation


def check_may_run(actor: Actor, organisation: Organisation) -> None:
    """Raise ``NotAllowedError`` unless the actor runs this organisation's meetings."""
    if not actor.may(Permission.RUN_MEETINGS, organisation.scope_key):
        raise NotAllowedError(words.RUN)


def take_up(actor: Actor, meeting: Meeting, version: int | None) -> Meeting:
    """Lock the meeting and give it fresh, if the actor may change it and nobody saved since ``version`` was read.

    Raises ``NotAllowedError``, ``ChangedMeanwhileError``, or ``FaultyError`` when the minutes are adopted.
    """
    fresh = Meeting.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=meeting.pk)
    check_may_run(actor, fresh.organisation)
    if fresh.state == Meeting.State.ADOPTED and fresh.adopted_on is not None:
        raise FaultyError([faults.already_adopted(fresh.adopted_on)])
    if version is not None and version != fresh.version:
        raise ChangedMeanwhileError(who=fresh.changed_by, when=words.clock_time(fresh.changed_at))
    return fresh


def put_down(actor: Actor, meeting: Meeting, on: date, action: str, changes: Mapping[str, object]) -> None:
    """Save the meeting with a new version and write the one line of the log."""
    meeting.version += 1
    meeting.changed_by = actor.name
    meeting.changed_at = actor.at
    meeting.save()
    log(actor, meeting, on, action, changes)


def log(actor: Actor, meeting: Meeting, on: date, action: str, changes: Mapping[str, object]) -> None:
    """Write the line of the log that belongs to an act of a meeting."""
    audit.record(
        actor=actor,
        on=on,
        action=f"meetings.{action}",
        subject=meeting,
        chain=str(meeting.organisation.uid),
        changes=changes,
    )


def refuse_if(faults: Iterable[Fault | None]) -> None:
    """Raise ``FaultyError`` with all the faults there are, if any."""
    found = [fault for fault in faults if fault is not None]
    if found:
        raise FaultyError(found)
