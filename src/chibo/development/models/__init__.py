"""The road's records, divided by the user's words."""

from chibo.development.models.case import DevelopmentCase, Step
from chibo.development.models.mentoring import Mentorship, MonthlyNote, ProbationTask
from chibo.development.models.paper import Paper

__all__ = ["DevelopmentCase", "Mentorship", "MonthlyNote", "Paper", "ProbationTask", "Step"]
