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

__all__ = [
    "KEEPERS",
    "explain_numbers",
    "give_number",
    "keep_file",
    "note_number",
    "open_file",
    "skip_numbers",
    "spoil_number",
    "take_number",
]
