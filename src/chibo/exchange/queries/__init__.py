"""Reads of the room: an import by its address, how its list is read, and its preview with every fault."""

from chibo.exchange.queries.arriving import (
    UNDO_DAYS,
    Matching,
    header_of,
    import_for,
    imports,
    is_known,
    is_long,
    kind_said,
    known_mapping,
    mapping,
    mark_of,
    must_wait,
    other_tables,
    sheet_of,
    sheets_of,
    siblings,
    together,
    undo_until,
)
from chibo.exchange.queries.checking import first_look, preview
from chibo.exchange.queries.recalling import recalled
from chibo.exchange.queries.telling import notes, told

__all__ = [
    "UNDO_DAYS",
    "Matching",
    "first_look",
    "header_of",
    "import_for",
    "imports",
    "is_known",
    "is_long",
    "kind_said",
    "known_mapping",
    "mapping",
    "mark_of",
    "must_wait",
    "notes",
    "other_tables",
    "preview",
    "recalled",
    "sheet_of",
    "sheets_of",
    "siblings",
    "together",
    "told",
    "undo_until",
]
