"""The room's records: one sitting, and the year around it."""

from chibo.meetings.models.meeting import AgendaItem, Attendance, Meeting, MinutesNote, Resolution, Vote
from chibo.meetings.models.year import ExemptionRequest, PlanLine, ScoreSheet, SessionScore, Topic

__all__ = [
    "AgendaItem",
    "Attendance",
    "ExemptionRequest",
    "Meeting",
    "MinutesNote",
    "PlanLine",
    "Resolution",
    "ScoreSheet",
    "SessionScore",
    "Topic",
    "Vote",
]
