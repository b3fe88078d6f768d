"""A meeting with the state of its steps, and the list of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.meetings import words
from chibo.meetings.models import AgendaItem, Meeting, Vote
from chibo.meetings.queries.guarded import meetings
from chibo.register import facts as register_facts

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation

_SHOWN = 24  # two years of monthly meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One meeting as every one of its pages needs it: itself, what is done, and whether this actor may go on."""

    meeting: Meeting
    done: frozenset[str]
    may_run: bool
    may_make: bool = False

    @property
    def is_open(self) -> bool:
        """Whether this actor can still write."""
        return self.may_run and self.meeting.state != Meeting.State.ADOPTED

    @property
    def is_taken(self) -> bool:
        """Whether the attendance was taken."""
        return self.meeting.state != Meeting.State.PLANNED

    @property
    def opens_at(self) -> str:
        """The page to open first: the first step not done; the minutes once they are adopted."""
        if words.MINUTES in self.done:
            return words.TEMPLATES[words.MINUTES]
        return words.TEMPLATES[next(step for step in words.STEPS if step not in self.done)]


def sitting_for(actor: Actor, uid: UUID) -> Sitting:
    """The meeting of an address with the state of its steps, in one query; ``NotYoursError`` otherwise."""
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    voted = items.filter(is_voted=True)
    found = (
        Meeting.objects.filter(within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key"), uid=uid)
        .select_related("organisation", "chair", "minute_taker")
        .annotate(
            has_items=Exists(items),
            has_content=Exists(items.exclude(conclusion="", discussion="")),
            has_votes=Exists(Vote.objects.filter(item__meeting=OuterRef("pk"))),
            waits_for_vote=Exists(voted.filter(votes=None)),
        )
        .first()
    )
    if found is None:
        raise NotYoursError
    is_open = found.state != Meeting.State.PLANNED
    done = {
        words.AGENDA: found.has_items,
        words.ATTENDANCE: is_open,
        words.CONTENT: found.has_content,
        words.VOTES: is_open and not found.waits_for_vote and (found.has_votes or found.has_content),
        words.MINUTES: found.state == Meeting.State.ADOPTED,
    }
    return Sitting(
        meeting=found,
        done=frozenset(step for step, is_done in done.items() if is_done),
        may_run=actor.may(Permission.RUN_MEETINGS, found.organisation.scope_key),
        may_make=actor.may(Permission.MAKE_PAPERS, found.organisation.scope_key),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingList:
    """The page Họp: what is planned, what was held, and whether this month still has no meeting."""

    planned: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    next_one: Meeting | None
    is_month_empty: bool
    may_run: bool
    monthly: Citation | None = None  # why there should be one

    @property
    def offers_agenda(self) -> bool:
        """Whether this actor is offered to draw up the agenda of a meeting that nobody has planned yet."""
        return self.may_run and self.next_one is None


def meeting_list(actor: Actor, organisation: Organisation, on: date) -> MeetingList:
    """Planned meetings (nearest first) and the last two years of held ones (latest first). One or two queries."""
    rows = list(meetings(actor, organisation)[: _SHOWN + 12])
    planned = [row for row in rows if row.state == Meeting.State.PLANNED]
    this_month = [row for row in rows if (row.on.year, row.on.month) == (on.year, on.month)]
    monthly = None if this_month else register_facts.rulebook_of(organisation, on).find("meeting.monthly", on)
    return MeetingList(
        planned=tuple(reversed(planned)),
        held=tuple(row for row in rows if row.state != Meeting.State.PLANNED)[:_SHOWN],
        next_one=next((row for row in reversed(planned) if row.on >= on), None),
        is_month_empty=not this_month,
        monthly=monthly.citation if monthly else None,
        may_run=actor.may(Permission.RUN_MEETINGS, organisation.scope_key),
    )
