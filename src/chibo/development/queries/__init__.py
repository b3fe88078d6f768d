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
from chibo.development.queries.dossier import DossierView, Line, check, checks, dossier, papers_of_kind
from chibo.development.queries.duties import CaseDuty, duties
from chibo.development.queries.evidence import resolutions_for, resolutions_of, votes_for
from chibo.development.queries.history import Duration, durations, entered_on, steps_of, viewers
from chibo.development.queries.outlook import Copy, derived, outlook, outlooks, rulebooks

__all__ = [
    "Board",
    "Card",
    "CaseDuty",
    "Column",
    "Copy",
    "DossierView",
    "Duration",
    "Line",
    "board",
    "case_for",
    "cases",
    "cases_for",
    "cases_of",
    "check",
    "checks",
    "derived",
    "dossier",
    "durations",
    "duties",
    "entered_on",
    "mentorship_for",
    "mentorship_of",
    "mentorships_held_by",
    "mentorships_of",
    "newcomers",
    "notes_of",
    "open_case_of",
    "outlook",
    "outlooks",
    "paper_for",
    "papers_of",
    "papers_of_kind",
    "resolutions_for",
    "resolutions_of",
    "rulebooks",
    "step_for",
    "steps_of",
    "task_for",
    "tasks_of",
    "viewers",
    "votes_for",
]
