"""Verbs of the room: accounts, roles, and signing in."""

from chibo.accounts.actions.filters import drop_filter, save_filter
from chibo.accounts.actions.outside import name_outside
from chibo.accounts.actions.people import (
    close_account,
    create_user,
    end_all_sessions,
    link_person,
    reopen_account,
    set_pass_phrase,
)
from chibo.accounts.actions.roles import (
    ask_for_role,
    confirm_role,
    decline_role,
    grant_role,
    hand_over,
    revoke_role,
)
from chibo.accounts.actions.signing import (
    end_one_session,
    pass_second_step,
    record_ended_sessions,
    record_refused_look,
    record_refused_sign_in,
    record_refused_stranger,
    record_second_step,
    record_sign_in,
    set_second_step_rule,
    set_session_rule,
    take_second_step_away,
)

__all__ = [
    "ask_for_role",
    "close_account",
    "confirm_role",
    "create_user",
    "decline_role",
    "drop_filter",
    "end_all_sessions",
    "end_one_session",
    "grant_role",
    "hand_over",
    "link_person",
    "name_outside",
    "pass_second_step",
    "record_ended_sessions",
    "record_refused_look",
    "record_refused_sign_in",
    "record_refused_stranger",
    "record_second_step",
    "record_sign_in",
    "reopen_account",
    "revoke_role",
    "save_filter",
    "set_pass_phrase",
    "set_second_step_rule",
    "set_session_rule",
    "take_second_step_away",
]
