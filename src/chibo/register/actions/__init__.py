"""The register's verbs, divided by the user's words."""

from chibo.register.actions.admission import (
    admission_faults,
    confirm_membership,
    record_admission,
    take_back_admission,
    take_back_confirmation,
)
from chibo.register.actions.amendment import (
    amendment_faults,
    confirm_amendment,
    propose_amendment,
    reject_amendment,
    withdraw_amendment,
)
from chibo.register.actions.background import BACKGROUND_FIELDS, open_background, record_background
from chibo.register.actions.breach import amend_breach, close_breach, notify_breach, record_breach
from chibo.register.actions.data_rights import (
    RESTRICTION_READINGS,
    STATEMENTS,
    answer_request,
    decide_request,
    extend_request,
    finish_request,
    lift_restriction,
    receive_request,
    restrict,
    state_privacy,
    withdraw_request,
)
from chibo.register.actions.erasure import (
    confirm_erasure,
    erasure_faults,
    propose_erasure,
    reject_erasure,
    replay_erasures,
)
from chibo.register.actions.group import end_group, found_group, set_group_members
from chibo.register.actions.membership import close_membership, open_membership
from chibo.register.actions.merging import (
    Share,
    dissolve_organisation,
    merge_organisations,
    split_organisation,
)
from chibo.register.actions.organisation import found_organisation, hold_office, leave_office, set_rule
from chibo.register.actions.person import add_person, correct_person, end_employment, hire, plan_leave
from chibo.register.actions.places import follow_keys, move_organisation, rebuild_keys, rename_organisation
from chibo.register.actions.term import shift_term, start_term
from chibo.register.actions.transfer import end_exemption, exempt, transfer_in, transfer_out, transfer_temporarily
from chibo.register.actions.tree_common import Decision
from chibo.register.actions.undoing import take_back_people

__all__ = [
    "BACKGROUND_FIELDS",
    "RESTRICTION_READINGS",
    "STATEMENTS",
    "Decision",
    "Share",
    "add_person",
    "admission_faults",
    "amend_breach",
    "amendment_faults",
    "answer_request",
    "close_breach",
    "close_membership",
    "confirm_amendment",
    "confirm_erasure",
    "confirm_membership",
    "correct_person",
    "decide_request",
    "dissolve_organisation",
    "end_employment",
    "end_exemption",
    "end_group",
    "erasure_faults",
    "exempt",
    "extend_request",
    "finish_request",
    "follow_keys",
    "found_group",
    "found_organisation",
    "hire",
    "hold_office",
    "leave_office",
    "lift_restriction",
    "merge_organisations",
    "move_organisation",
    "notify_breach",
    "open_background",
    "open_membership",
    "plan_leave",
    "propose_amendment",
    "propose_erasure",
    "rebuild_keys",
    "receive_request",
    "record_admission",
    "record_background",
    "record_breach",
    "reject_amendment",
    "reject_erasure",
    "rename_organisation",
    "replay_erasures",
    "restrict",
    "set_group_members",
    "set_rule",
    "shift_term",
    "split_organisation",
    "start_term",
    "state_privacy",
    "take_back_admission",
    "take_back_confirmation",
    "take_back_people",
    "transfer_in",
    "transfer_out",
    "transfer_temporarily",
    "withdraw_amendment",
    "withdraw_request",
]
