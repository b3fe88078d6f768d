"""The road's records, divided by the user's words."""

from chibo.development.models.case import DevelopmentCase, Step
from chibo.development.models.checking import DossierSection, FindingWaiver, ReturnReason, ReturnSlip
from chibo.development.models.label import DossierLabel
from chibo.development.models.mentoring import Mentorship, MonthlyNote, ProbationTask
from chibo.development.models.paper import Paper

__all__ = [
    "DevelopmentCase",
    "DossierLabel",
    "DossierSection",
    "FindingWaiver",
    "Mentorship",
    "MonthlyNote",
    "Paper",
    "ProbationTask",
    "ReturnReason",
    "ReturnSlip",
    "Step",
]
