"""Every read of the room, divided by what is asked."""

from chibo.meetings.queries.guarded import item_for, meeting_for, meetings, resolution_for
from chibo.meetings.queries.planning import AgendaProposal, next_regular, proposed_day, standing_items
from chibo.meetings.queries.roll import House, Roll, RollRow, VoteTerms, base_of_vote, house_of, marks_of, roll_of

__all__ = [
    "AgendaProposal",
    "House",
    "Roll",
    "RollRow",
    "VoteTerms",
    "base_of_vote",
    "house_of",
    "item_for",
    "marks_of",
    "meeting_for",
    "meetings",
    "next_regular",
    "proposed_day",
    "resolution_for",
    "roll_of",
    "standing_items",
]
