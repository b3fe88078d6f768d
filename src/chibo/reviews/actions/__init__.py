"""The verbs of the room."""

from chibo.reviews.actions.targets import amend_target, set_target, withdraw_target
from chibo.reviews.actions.titles import record_title, withdraw_title
from chibo.reviews.actions.yearly import classify, record_review

__all__ = [
    "amend_target",
    "classify",
    "record_review",
    "record_title",
    "set_target",
    "withdraw_target",
    "withdraw_title",
]
