"""Every read of the road. A ``…_for(actor, …)`` guards an address; the others are for the rooms above."""

from chibo.development.queries.board import Board, Card, Column, board, newcomers
from chibo.development.queries.cases import (
    case_for,
    cases,
    cases_for,
    cases_of,
    mentorship_for,
    mentorship_of,
    mentorships_held_by,
    mentorships_of,
    notes_of,
    open_case_of,
    paper_for,
    papers_of,
    step_for,
    task_for,
    tasks_of,
)
from chibo.development.queries.choices import NoteSlip, note_slip, paper_initial, possible_authors, possible_mentors
from chibo.development.queries.dossier import DossierView, Line, check, checks, dossier, papers_of_kind
from chibo.development.queries.duties import CaseDuty, duties
from chibo.development.queries.evidence import resolutions_for, resolutions_of, votes_for
from chibo.development.queries.gate import Gate, gate
from chibo.development.queries.history import Duration, durations, entered_on, steps_of, viewers
from chibo.development.queries.outlook import Copy, derived, outlook, outlooks, rulebooks
from chibo.development.queries.story import Lacking, Point, SaidDuty, Story, story
from chibo.development.queries.year import CeremonyView, Month, ceremony, strip

__all__ = [
    "Board",
    "Card",
    "CaseDuty",
    "CeremonyView",
    "Column",
    "Copy",
    "DossierView",
    "Duration",
    "Gate",
    "Lacking",
    "Line",
    "Month",
    "NoteSlip",
    "Point",
    "SaidDuty",
    "Story",
    "board",
    "case_for",
    "cases",
    "cases_for",
    "cases_of",
    "ceremony",
    "check",
    "checks",
    "derived",
    "dossier",
    "durations",
    "duties",
    "entered_on",
    "gate",
    "mentorship_for",
    "mentorship_of",
    "mentorships_held_by",
    "mentorships_of",
    "newcomers",
    "note_slip",
    "notes_of",
    "open_case_of",
    "outlook",
    "outlooks",
    "paper_for",
    "paper_initial",
    "papers_of",
    "papers_of_kind",
    "possible_authors",
    "possible_mentors",
    "resolutions_for",
    "resolutions_of",
    "rulebooks",
    "step_for",
    "steps_of",
    "story",
    "strip",
    "task_for",
    "tasks_of",
    "viewers",
    "votes_for",
]
