"""The verbs of a meeting, in the order of its five steps."""

from chibo.meetings.actions.agenda import (
    add_item,
    change_item,
    change_meeting,
    draw_up_agenda,
    move_item,
    plan_meeting,
    remove_item,
)
from chibo.meetings.actions.attendance import announce_absences, take_attendance
from chibo.meetings.actions.between import answer_concern, report_task
from chibo.meetings.actions.content import Written, write_box, write_boxes, write_content, write_item
from chibo.meetings.actions.minutes import adopt_minutes, keep_drafts, note_minutes, resolve
from chibo.meetings.actions.paper import enter_paper_meeting
from chibo.meetings.actions.past import record_past_meeting, record_past_resolution
from chibo.meetings.actions.votes import record_vote
from chibo.meetings.values import Absence, ItemText

__all__ = [
    "Absence",
    "ItemText",
    "Written",
    "add_item",
    "adopt_minutes",
    "announce_absences",
    "answer_concern",
    "change_item",
    "change_meeting",
    "draw_up_agenda",
    "enter_paper_meeting",
    "keep_drafts",
    "move_item",
    "note_minutes",
    "plan_meeting",
    "record_past_meeting",
    "record_past_resolution",
    "record_vote",
    "remove_item",
    "report_task",
    "resolve",
    "take_attendance",
    "write_box",
    "write_boxes",
    "write_content",
    "write_item",
]
