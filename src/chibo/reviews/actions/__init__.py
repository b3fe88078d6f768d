"""The verbs of the room."""

from chibo.reviews.actions.badges import (
    close_badge,
    decide_badges,
    give_badges,
    propose_badge,
    propose_badges,
    record_earlier_badge,
)
from chibo.reviews.actions.ballots import record_ballot
from chibo.reviews.actions.commendations import (
    close_commendation,
    decide_commendation,
    propose_commendation,
    record_commendation,
)
from chibo.reviews.actions.deciding import conclude, decide
from chibo.reviews.actions.discipline import annul_discipline, record_complaint, record_discipline, settle_complaint
from chibo.reviews.actions.handing_in import hand_in, propose, receive_opinion, score
from chibo.reviews.actions.papers import (
    export_badge_list,
    export_commendation_list,
    make_badge_application,
    make_badge_list,
    make_commendation_list,
)
from chibo.reviews.actions.rounds import open_round, plan_decision, set_standing
from chibo.reviews.actions.sheets import adopt_point_sheet
from chibo.reviews.actions.targets import amend_target, set_target, withdraw_target
from chibo.reviews.actions.titles import record_title, withdraw_title
from chibo.reviews.actions.yearly import classify, record_review

__all__ = [
    "adopt_point_sheet",
    "amend_target",
    "annul_discipline",
    "classify",
    "close_badge",
    "close_commendation",
    "conclude",
    "decide",
    "decide_badges",
    "decide_commendation",
    "export_badge_list",
    "export_commendation_list",
    "give_badges",
    "hand_in",
    "make_badge_application",
    "make_badge_list",
    "make_commendation_list",
    "open_round",
    "plan_decision",
    "propose",
    "propose_badge",
    "propose_badges",
    "propose_commendation",
    "receive_opinion",
    "record_ballot",
    "record_commendation",
    "record_complaint",
    "record_discipline",
    "record_earlier_badge",
    "record_review",
    "record_title",
    "score",
    "set_standing",
    "set_target",
    "settle_complaint",
    "withdraw_target",
    "withdraw_title",
]
