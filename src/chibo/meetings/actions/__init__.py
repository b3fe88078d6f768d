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
from chibo.meetings.actions.exemption import (
    ask_exemption,
    end_exemption,
    grant_exemption,
    propose_absence,
    record_past_exemption,
    take_back_exemption,
    withdraw_request,
)
from chibo.meetings.actions.minutes import (
    adopt_minutes,
    keep_drafts,
    note_minutes,
    resolve,
)
from chibo.meetings.actions.paper import enter_paper_meeting
from chibo.meetings.actions.past import record_past_meeting, record_past_resolution
from chibo.meetings.actions.score import adopt_sheet, score_session
from chibo.meetings.actions.votes import record_vote
from chibo.meetings.actions.year import (
    add_plan_line,
    add_topic,
    change_plan_line,
    change_topic,
    describe_session,
    draw_up_year,
    remove_plan_line,
    retire_topic,
)
from chibo.meetings.values import Absence, ItemText

__all__ = [
    "Absence",
    "ItemText",
    "Written",
    "add_item",
    "add_plan_line",
    "add_topic",
    "adopt_minutes",
    "adopt_sheet",
    "announce_absences",
    "answer_concern",
    "ask_exemption",
    "change_item",
    "change_meeting",
    "change_plan_line",
    "change_topic",
    "describe_session",
    "draw_up_agenda",
    "draw_up_year",
    "end_exemption",
    "enter_paper_meeting",
    "grant_exemption",
    "keep_drafts",
    "move_item",
    "note_minutes",
    "plan_meeting",
    "propose_absence",
    "record_past_exemption",
    "record_past_meeting",
    "record_past_resolution",
    "record_vote",
    "remove_item",
    "remove_plan_line",
    "report_task",
    "resolve",
    "retire_topic",
    "score_session",
    "take_attendance",
    "take_back_exemption",
    "withdraw_request",
    "write_box",
    "write_boxes",
    "write_content",
    "write_item",
]
