"""The road's records, divided by the user's words."""

from chibo.development.models.case import DevelopmentCase, Step
from chibo.development.models.checking import DossierSection, FindingWaiver, ReturnReason, ReturnSlip
from chibo.development.models.declaration import Declaration
from chibo.development.models.doors import DoorCode, DoorRule
from chibo.development.models.goal import Goal, PlanItem
from chibo.development.models.label import DossierLabel
from chibo.development.models.mentoring import CaseTask, Mentorship, MonthlyNote, TaskRemark
from chibo.development.models.paper import Paper
from chibo.development.models.training import Certificate, ClassKind, ClassPlace, TrainingBody, TrainingClass

__all__ = [
    "CaseTask",
    "Certificate",
    "ClassKind",
    "ClassPlace",
    "Declaration",
    "DevelopmentCase",
    "DoorCode",
    "DoorRule",
    "DossierLabel",
    "DossierSection",
    "FindingWaiver",
    "Goal",
    "Mentorship",
    "MonthlyNote",
    "Paper",
    "PlanItem",
    "ReturnReason",
    "ReturnSlip",
    "Step",
    "TaskRemark",
    "TrainingBody",
    "TrainingClass",
]
