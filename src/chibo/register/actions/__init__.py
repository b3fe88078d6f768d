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
from chibo.register.actions.group import end_group, found_group, set_group_members
from chibo.register.actions.membership import close_membership, open_membership
from chibo.register.actions.organisation import found_organisation, hold_office, leave_office, set_rule
from chibo.register.actions.person import add_person, correct_person, end_employment, hire, plan_leave
from chibo.register.actions.term import shift_term, start_term
from chibo.register.actions.transfer import end_exemption, exempt, transfer_in, transfer_out, transfer_temporarily
from chibo.register.actions.undoing import take_back_people

__all__ = [
    "BACKGROUND_FIELDS",
    "add_person",
    "admission_faults",
    "amendment_faults",
    "close_membership",
    "confirm_amendment",
    "confirm_membership",
    "correct_person",
    "end_employment",
    "end_exemption",
    "end_group",
    "exempt",
    "found_group",
    "found_organisation",
    "hire",
    "hold_office",
    "leave_office",
    "open_background",
    "open_membership",
    "plan_leave",
    "propose_amendment",
    "record_admission",
    "record_background",
    "reject_amendment",
    "set_group_members",
    "set_rule",
    "shift_term",
    "start_term",
    "take_back_admission",
    "take_back_confirmation",
    "take_back_people",
    "transfer_in",
    "transfer_out",
    "transfer_temporarily",
    "withdraw_amendment",
]
