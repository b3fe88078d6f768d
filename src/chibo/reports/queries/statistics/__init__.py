"""Biểu thống kê: any grid of the members of a day, and the ledger of who came and left."""

from chibo.reports.queries.naming import People
from chibo.reports.queries.statistics.dimensions import DIMENSIONS, Dimension
from chibo.reports.queries.statistics.grid import Cell, Grid, Line, counted, grid, people_of
from chibo.reports.queries.statistics.question import Question, asked
from chibo.reports.queries.statistics.standing import census_then, forget
from chibo.reports.queries.statistics.turnover import WAYS_IN, WAYS_OUT, Turnover, UnitTurnover, ensure_period, turnover

__all__ = [
    "DIMENSIONS",
    "WAYS_IN",
    "WAYS_OUT",
    "Cell",
    "Dimension",
    "Grid",
    "Line",
    "People",
    "Question",
    "Turnover",
    "UnitTurnover",
    "asked",
    "census_then",
    "counted",
    "ensure_period",
    "forget",
    "grid",
    "people_of",
    "turnover",
]
