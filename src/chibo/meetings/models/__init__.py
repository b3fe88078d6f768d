"""The room's records: one sitting, what it leaves to be done, and the year around it."""

from chibo.meetings.models.follow import AgendaPoint, Concern, Task, TaskReport
from chibo.meetings.models.meeting import AgendaItem, Attendance, Meeting, MinutesNote, Resolution, Vote
from chibo.meetings.models.year import ExemptionRequest, PlanLine, ScoreSheet, SessionScore, Topic

__all__ = [
    "AgendaItem",
    "AgendaPoint",
    "Attendance",
    "Concern",
    "ExemptionRequest",
    "Meeting",
    "MinutesNote",
    "PlanLine",
    "Resolution",
    "ScoreSheet",
    "SessionScore",
    "Task",
    "TaskReport",
    "Topic",
    "Vote",
]
