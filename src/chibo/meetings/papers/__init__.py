"""The papers of a meeting as DOCX, from the records: minutes, resolutions, and the sheets of a sitting."""

from chibo.meetings.papers.making import (
    GAPS_FILE,
    MeetingSet,
    make_meeting_set,
    make_minutes,
    make_resolution,
    make_sheet,
    note_print,
    take_texts,
)
from chibo.meetings.papers.minutes import minutes_docx, resolution_docx
from chibo.meetings.papers.parts import (
    absence_reasons,
    attendance,
    heading,
    numbered,
    office_of,
    recipients,
    signing,
    superior_of,
    vote_sentence,
    vote_values,
)
from chibo.meetings.papers.sheets import SHEETS, secret_items, sheet_docx

__all__ = [
    "GAPS_FILE",
    "SHEETS",
    "MeetingSet",
    "absence_reasons",
    "attendance",
    "heading",
    "make_meeting_set",
    "make_minutes",
    "make_resolution",
    "make_sheet",
    "minutes_docx",
    "note_print",
    "numbered",
    "office_of",
    "recipients",
    "resolution_docx",
    "secret_items",
    "sheet_docx",
    "signing",
    "superior_of",
    "take_texts",
    "vote_sentence",
    "vote_values",
]
