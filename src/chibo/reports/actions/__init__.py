"""The verbs of the room: tables and reports leave the program; reports are kept, written, locked, renewed, sent."""

from chibo.reports.actions.reports import (
    keep_report,
    lock_report,
    note_sending,
    renew_report,
    take_content,
    write_report,
)
from chibo.reports.actions.tables import export_grid, export_own_form, export_turnover

__all__ = [
    "export_grid",
    "export_own_form",
    "export_turnover",
    "keep_report",
    "lock_report",
    "note_sending",
    "renew_report",
    "take_content",
    "write_report",
]
