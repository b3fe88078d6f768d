"""The full report up of a vote that did not reach its share, and what the register says beside a frozen base."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from chibo.base.refusal import NotYoursError
from chibo.meetings import words
from chibo.meetings.queries.roll import house_of, marks_of
from chibo.register import facts as register_facts

if TYPE_CHECKING:
    from chibo.law.verdict import Citation
    from chibo.meetings.models import AgendaItem, Meeting, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a vote and its share of the frozen base."""

    vote: Vote
    share: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteReport:
    """Everything the competent committee needs of one vote: rounds, base, attendance, reasons of absence."""

    item: AgendaItem
    meeting: Meeting
    rounds: tuple[Round, ...]
    absent: tuple[str, ...]
    superior: str
    citation: Citation | None

    @property
    def last(self) -> Vote:
        """The round that counts."""
        return self.rounds[-1].vote


def vote_report(item: AgendaItem) -> VoteReport:
    """The report on an item already guarded; ``NotYoursError`` while nobody voted on it. Five queries."""
    votes = sorted(item.votes.all(), key=lambda vote: vote.round)
    if not votes:
        raise NotYoursError
    meeting = item.meeting
    absent = meeting.exceptions.select_related("person").order_by("person__sort_key", "person_id")
    rule = register_facts.rulebook_of(meeting.organisation, meeting.on).find("vote.below_threshold", meeting.on)
    parent = meeting.organisation.parent
    return VoteReport(
        item=item,
        meeting=meeting,
        rounds=tuple(
            Round(vote=vote, share=Fraction(vote.approve, vote.base) if vote.base else None) for vote in votes
        ),
        absent=tuple(words.absence(row.person.full_name, row.get_mark_display(), row.reason) for row in absent),
        superior=parent.name if parent is not None else meeting.organisation.superior_name,
        citation=rule.citation if rule else None,
    )


def register_moved(meeting: Meeting) -> str:
    """What the register says today of the base of a taken meeting, if it is something else; empty otherwise."""
    if meeting.base is None or meeting.from_old_file:
        return ""
    house = house_of(meeting)
    now = house.terms("admission", house.roll(marks_of(meeting)).present).base
    return words.register_has_moved(meeting.base, now) if now != meeting.base else ""
