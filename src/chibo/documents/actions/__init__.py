"""The verbs every paper needs: keep a file and open it; take, note, skip, explain and spoil a number."""

from chibo.documents.actions.files import KEEPERS, keep_file, open_file
from chibo.documents.actions.numbering import (
    explain_numbers,
    give_number,
    note_number,
    skip_numbers,
    spoil_number,
    take_label,
    take_number,
)
from chibo.documents.actions.scans import (
    add_scan,
    carry_scans,
    compare_scan,
    note_scans_seen,
    open_scan,
    remove_scan,
    shelve,
    switch_scans,
)
from chibo.documents.actions.templates import go_back, keep_template, mend_template, open_template, use_template
from chibo.documents.actions.workbooks import WORKBOOKS, keep_workbook, use_workbook

__all__ = [
    "KEEPERS",
    "WORKBOOKS",
    "add_scan",
    "carry_scans",
    "compare_scan",
    "explain_numbers",
    "give_number",
    "go_back",
    "keep_file",
    "keep_template",
    "keep_workbook",
    "mend_template",
    "note_number",
    "note_scans_seen",
    "open_file",
    "open_scan",
    "open_template",
    "remove_scan",
    "shelve",
    "skip_numbers",
    "spoil_number",
    "switch_scans",
    "take_label",
    "take_number",
    "use_template",
    "use_workbook",
]
