"""Every read of the room, divided by what is asked."""

from chibo.reviews.queries.gathered import blocks, cards, duties
from chibo.reviews.queries.targets import target_for, targets, targets_below, targets_of, units_with_targets
from chibo.reviews.queries.titles import Streak, streak, title_for, titles, titles_by_year, titles_page, was_level
from chibo.reviews.queries.yearly import (
    CapReading,
    RatedPerson,
    ReviewResult,
    cap_readings,
    grades_of,
    latest_result,
    results,
    review_for,
    review_result,
)

__all__ = [
    "CapReading",
    "RatedPerson",
    "ReviewResult",
    "Streak",
    "blocks",
    "cap_readings",
    "cards",
    "duties",
    "grades_of",
    "latest_result",
    "results",
    "review_for",
    "review_result",
    "streak",
    "target_for",
    "targets",
    "targets_below",
    "targets_of",
    "title_for",
    "titles",
    "titles_by_year",
    "titles_page",
    "units_with_targets",
    "was_level",
]
