"""How much of a file is read: bounds on memory and time, each told to the reader where it is met."""

from __future__ import annotations

from typing import Final

BIGGEST: Final = 20 * 1024 * 1024  # bytes of a file; more is not even received (base/uploads.py)
MOST_ROWS: Final = 200_000  # rows with something in them, of one sheet
MOST_COLUMNS: Final = 100
MOST_CELLS: Final = 6_000_000  # of one sheet, from its first to its last: as many are laid out in memory at once
MOST_SHEETS: Final = 60
UNPACKED: Final = 300 * 1024 * 1024  # bytes of all that is read of an archive
MOST_TEXT: Final = 200 * 1024 * 1024  # bytes of all texts of a workbook, each counted as often as it stands in a cell
LONGEST_CELL: Final = 2_000  # letters kept of one cell
MOST_NOTES: Final = 12  # of one kind; the others are counted
