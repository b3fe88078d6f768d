"""The reads of this room, divided by the user's words."""

from chibo.reports.queries.behind import figure_list
from chibo.reports.queries.concerns import concerns_of_the_year
from chibo.reports.queries.figures import Figure, Words, say_share
from chibo.reports.queries.forecasting import (
    Basis,
    Expected,
    Forecast,
    Outcome,
    Supposed,
    Supposition,
    forecast,
    suppose,
)
from chibo.reports.queries.history import Point, share_history
from chibo.reports.queries.kept import kept
from chibo.reports.queries.ledger import AgeBand, MovementLine, age_pyramid, movement_lines
from chibo.reports.queries.lists import FigureList, ListRow
from chibo.reports.queries.pictures import Pictures, pictures
from chibo.reports.queries.progress import Progress, State, people_of_target, progress, progress_below, progress_of
from chibo.reports.queries.telling import Narrative, Sentence, narrative

__all__ = [
    "AgeBand",
    "Basis",
    "Expected",
    "Figure",
    "FigureList",
    "Forecast",
    "ListRow",
    "MovementLine",
    "Narrative",
    "Outcome",
    "Pictures",
    "Point",
    "Progress",
    "Sentence",
    "State",
    "Supposed",
    "Supposition",
    "Words",
    "age_pyramid",
    "concerns_of_the_year",
    "figure_list",
    "forecast",
    "kept",
    "movement_lines",
    "narrative",
    "people_of_target",
    "pictures",
    "progress",
    "progress_below",
    "progress_of",
    "say_share",
    "share_history",
    "suppose",
]
