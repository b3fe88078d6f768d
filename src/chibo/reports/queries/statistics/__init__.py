"""Biểu thống kê: any grid of the members of a day, and the ledger of who came and left."""

from chibo.reports.queries.statistics.dimensions import DIMENSIONS, Dimension
from chibo.reports.queries.statistics.grid import Cell, Grid, Line, Question, asked, grid, people_of
from chibo.reports.queries.statistics.turnover import Turnover, UnitTurnover, turnover

__all__ = [
    "DIMENSIONS",
    "Cell",
    "Dimension",
    "Grid",
    "Line",
    "Question",
    "Turnover",
    "UnitTurnover",
    "asked",
    "grid",
    "people_of",
    "turnover",
]
