"""One person's road: the stage, the gate before a step, what is missing, what falls due, and the dossier's check."""

from chibo.law.journey.check import check, dossier_of, same_name
from chibo.law.journey.dossier import Missing, NeededPaper, missing_papers, needed_papers
from chibo.law.journey.gate import is_old, judge
from chibo.law.journey.milestones import Milestone, timeline
from chibo.law.journey.outlook import Duty, Outlook, outlook
from chibo.law.journey.stages import beside, stage_of

__all__ = [
    "Duty",
    "Milestone",
    "Missing",
    "NeededPaper",
    "Outlook",
    "beside",
    "check",
    "dossier_of",
    "is_old",
    "judge",
    "missing_papers",
    "needed_papers",
    "outlook",
    "same_name",
    "stage_of",
    "timeline",
]
