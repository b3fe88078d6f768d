"""The verbs of the room."""

from chibo.reviews.actions.ballots import record_ballot
from chibo.reviews.actions.deciding import conclude, decide
from chibo.reviews.actions.handing_in import hand_in, propose, receive_opinion, score
from chibo.reviews.actions.rounds import open_round, plan_decision, set_standing
from chibo.reviews.actions.sheets import adopt_point_sheet
from chibo.reviews.actions.targets import amend_target, set_target, withdraw_target
from chibo.reviews.actions.titles import record_title, withdraw_title
from chibo.reviews.actions.yearly import classify, record_review

__all__ = [
    "adopt_point_sheet",
    "amend_target",
    "classify",
    "conclude",
    "decide",
    "hand_in",
    "open_round",
    "plan_decision",
    "propose",
    "receive_opinion",
    "record_ballot",
    "record_review",
    "record_title",
    "score",
    "set_standing",
    "set_target",
    "withdraw_target",
    "withdraw_title",
]
