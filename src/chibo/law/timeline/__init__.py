"""The value of a figure on a date, where it stands, and how a date was computed. A gap is an error, never a guess."""

from chibo.law.timeline.amendment import Amendment, written
from chibo.law.timeline.computation import Computation, Unit, found, no_basis, no_calendar, windowed
from chibo.law.timeline.figures import (
    NOT_FOUND,
    DatedValue,
    DossierPaper,
    Figure,
    Instrument,
    LawGap,
    NotDelegable,
    Overlay,
    Policy,
    Reading,
    UnfitValue,
    UnknownFigure,
    UnknownPolicy,
    Value,
)
from chibo.law.timeline.rulebook import Rulebook

__all__ = [
    "NOT_FOUND",
    "Amendment",
    "Computation",
    "DatedValue",
    "DossierPaper",
    "Figure",
    "Instrument",
    "LawGap",
    "NotDelegable",
    "Overlay",
    "Policy",
    "Reading",
    "Rulebook",
    "UnfitValue",
    "Unit",
    "UnknownFigure",
    "UnknownPolicy",
    "Value",
    "found",
    "no_basis",
    "no_calendar",
    "windowed",
    "written",
]
