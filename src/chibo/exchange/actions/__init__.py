"""The verbs of importing a list: upload, match, decide, import, undo, discard."""

from chibo.exchange.actions.importing import ask_import, run_import, run_imports, undo_import
from chibo.exchange.actions.preparing import (
    decide_rows,
    discard_import,
    match_columns,
    take_tables,
    upload_list,
    upload_lists,
)

__all__ = [
    "ask_import",
    "decide_rows",
    "discard_import",
    "match_columns",
    "run_import",
    "run_imports",
    "take_tables",
    "undo_import",
    "upload_list",
    "upload_lists",
]
