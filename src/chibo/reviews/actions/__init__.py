"""The verbs of the room."""

from chibo.reviews.actions.targets import set_target
from chibo.reviews.actions.yearly import award_title, classify, record_review

__all__ = ["award_title", "classify", "record_review", "set_target"]
