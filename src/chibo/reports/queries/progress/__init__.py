"""Tiến độ chỉ tiêu: how far each promise has come, with its formula, its base and its cut-off."""

from chibo.reports.queries.progress.facts import Progress, State
from chibo.reports.queries.progress.people import people_of_target
from chibo.reports.queries.progress.reading import UnitProgress, progress, progress_below, progress_of

__all__ = [
    "Progress",
    "State",
    "UnitProgress",
    "people_of_target",
    "progress",
    "progress_below",
    "progress_of",
]
