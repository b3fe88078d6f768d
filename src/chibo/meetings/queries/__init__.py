"""Every read of the room, divided by what is asked."""

from chibo.meetings.queries.guarded import item_for, meeting_for, meetings, resolution_for
from chibo.meetings.queries.pages import (
    AttendancePage,
    ContentPage,
    MinutesPage,
    PrintSet,
    VoteLine,
    VotePage,
    agenda_of,
    attendance_page,
    content_page,
    last_vote,
    minutes_page,
    print_set,
    vote_page,
)
from chibo.meetings.queries.planning import AgendaProposal, Usual, next_regular, proposed_day, standing_items, usual
from chibo.meetings.queries.roll import House, Roll, RollRow, VoteTerms, base_of_vote, house_of, marks_of, roll_of
from chibo.meetings.queries.sitting import MeetingList, Sitting, meeting_list, sitting_for

__all__ = [
    "AgendaProposal",
    "AttendancePage",
    "ContentPage",
    "House",
    "MeetingList",
    "MinutesPage",
    "PrintSet",
    "Roll",
    "RollRow",
    "Sitting",
    "Usual",
    "VoteLine",
    "VotePage",
    "VoteTerms",
    "agenda_of",
    "attendance_page",
    "base_of_vote",
    "content_page",
    "house_of",
    "item_for",
    "last_vote",
    "marks_of",
    "meeting_for",
    "meeting_list",
    "meetings",
    "minutes_page",
    "next_regular",
    "print_set",
    "proposed_day",
    "resolution_for",
    "roll_of",
    "sitting_for",
    "standing_items",
    "usual",
    "vote_page",
]
