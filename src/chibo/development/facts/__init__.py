"""Rows → frozen facts for the law: the case as clocks and gates know it, and the whole dossier for the checker."""

from chibo.development.facts.case import (
    Gathered,
    Note,
    gather,
    mentor_facts,
    of,
    papers_in_force,
    ready,
    step_facts,
    steps_in_force,
    with_standing,
)
from chibo.development.facts.dossier import dossier_of, dossiers_from, dossiers_of, local_context
from chibo.development.facts.sections import (
    DETAILS,
    SECTIONS,
    is_section,
    read_details,
    read_section,
    sections_in_force,
)

__all__ = [
    "DETAILS",
    "SECTIONS",
    "Gathered",
    "Note",
    "dossier_of",
    "dossiers_from",
    "dossiers_of",
    "gather",
    "is_section",
    "local_context",
    "mentor_facts",
    "of",
    "papers_in_force",
    "read_details",
    "read_section",
    "ready",
    "sections_in_force",
    "step_facts",
    "steps_in_force",
    "with_standing",
]
