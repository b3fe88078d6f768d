"""The checker of dossiers: E01 to E86 and the order of papers, by the law of each act's day."""

from chibo.law.checker.case import as_case
from chibo.law.checker.due import asks_for_dossier, in_the_way
from chibo.law.checker.finding import CheckFinding, PaperRef, Repair, Repairer, Report, Unjudged
from chibo.law.checker.rows import Row, registry
from chibo.law.checker.run import CHECKS, check

__all__ = [
    "CHECKS",
    "CheckFinding",
    "PaperRef",
    "Repair",
    "Repairer",
    "Report",
    "Row",
    "Unjudged",
    "as_case",
    "asks_for_dossier",
    "check",
    "in_the_way",
    "registry",
]
