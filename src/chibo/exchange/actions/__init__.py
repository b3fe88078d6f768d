"""The verbs of importing a list: upload, match, decide, import, undo, discard."""

from chibo.exchange.actions.importing import run_import, undo_import
from chibo.exchange.actions.preparing import decide_rows, discard_import, match_columns, upload_list

__all__ = ["decide_rows", "discard_import", "match_columns", "run_import", "undo_import", "upload_list"]
