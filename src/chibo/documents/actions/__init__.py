"""The verbs every paper needs: keep a file and open it; take, note, skip, explain and spoil a number."""

from chibo.documents.actions.files import KEEPERS, keep_file, open_file
from chibo.documents.actions.numbering import (
    explain_numbers,
    give_number,
    note_number,
    skip_numbers,
    spoil_number,
    take_number,
)
from chibo.documents.actions.templates import go_back, keep_template, mend_template, open_template, use_template

__all__ = [
    "KEEPERS",
    "explain_numbers",
    "give_number",
    "go_back",
    "keep_file",
    "keep_template",
    "mend_template",
    "note_number",
    "open_file",
    "open_template",
    "skip_numbers",
    "spoil_number",
    "take_number",
    "use_template",
]
