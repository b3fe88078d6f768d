"""The verbs of the room."""

from chibo.reviews.actions.activities import change_activity, record_activity, remove_activity, tell_sources
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
from chibo.reviews.actions.commitments import (
    change_commitment_round,
    check_commitment,
    confirm_commitments,
    excuse,
    hand_in_commitments,
    open_commitment_round,
    reword_commitment_round,
    take_back_commitment,
    word_promise,
    write_commitment,
)
from chibo.reviews.actions.deciding import conclude, decide
from chibo.reviews.actions.discipline import annul_discipline, record_complaint, record_discipline, settle_complaint
from chibo.reviews.actions.emulation import (
    change_campaign,
    launch_campaign,
    register_people,
    take_back_entry,
    write_entry,
    write_unit_part,
)
from chibo.reviews.actions.entering import CommitmentEntry, enter_commitments
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
    "CommitmentEntry",
    "adopt_point_sheet",
    "amend_target",
    "annul_discipline",
    "change_activity",
    "change_campaign",
    "change_commitment_round",
    "check_commitment",
    "classify",
    "close_badge",
    "close_commendation",
    "conclude",
    "confirm_commitments",
    "decide",
    "decide_badges",
    "decide_commendation",
    "enter_commitments",
    "excuse",
    "export_badge_list",
    "export_commendation_list",
    "give_badges",
    "hand_in",
    "hand_in_commitments",
    "launch_campaign",
    "make_badge_application",
    "make_badge_list",
    "make_commendation_list",
    "open_commitment_round",
    "open_round",
    "plan_decision",
    "propose",
    "propose_badge",
    "propose_badges",
    "propose_commendation",
    "receive_opinion",
    "record_activity",
    "record_ballot",
    "record_commendation",
    "record_complaint",
    "record_discipline",
    "record_earlier_badge",
    "record_review",
    "record_title",
    "register_people",
    "remove_activity",
    "reword_commitment_round",
    "score",
    "set_standing",
    "set_target",
    "settle_complaint",
    "take_back_commitment",
    "take_back_entry",
    "tell_sources",
    "withdraw_target",
    "withdraw_title",
    "word_promise",
    "write_commitment",
    "write_entry",
    "write_unit_part",
]
