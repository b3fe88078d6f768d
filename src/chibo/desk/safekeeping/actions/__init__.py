"""Verbs of what keeps the installation safe: its backups, and its key."""

from __future__ import annotations

from chibo.desk.safekeeping.actions.backups import (
    MAKE,
    TRY,
    ask_for_backup,
    ask_for_trial,
    back_up,
    fetch_backup,
    record_trial,
    set_up_backups,
)
from chibo.desk.safekeeping.actions.key import (
    Drill,
    ask_key_change,
    confirm_key_change,
    drill,
    drop_key_phrase,
    miss_key_change,
    note_key,
    record_key_change,
    record_sheet_shown,
    set_key_phrase,
    show_sheet,
    withdraw_key_change,
)

__all__ = [
    "MAKE",
    "TRY",
    "Drill",
    "ask_for_backup",
    "ask_for_trial",
    "ask_key_change",
    "back_up",
    "confirm_key_change",
    "drill",
    "drop_key_phrase",
    "fetch_backup",
    "miss_key_change",
    "note_key",
    "record_key_change",
    "record_sheet_shown",
    "record_trial",
    "set_key_phrase",
    "set_up_backups",
    "show_sheet",
    "withdraw_key_change",
]
