"""Small counts above the cell are not shown, nor what would betray them by subtraction. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST_SHOWN = 3

Table = tuple[tuple[int | None, ...], ...]


def hide(table: Sequence[Sequence[int]]) -> Table:
    """Return a table with its counts of one and two taken out, and one more wherever a single gap could be reckoned.

    The last row and the last column hold the sums, so every line adds up: a line with one gap alone gives it away.
    Nought stays: that nobody is there names nobody.
    """
    shown: list[list[int | None]] = [[None if 0 < n < SMALLEST_SHOWN else n for n in row] for row in table]
    while _closed_one_more(shown, table):
        pass
    return tuple(map(tuple, shown))


def _closed_one_more(shown: list[list[int | None]], table: Sequence[Sequence[int]]) -> bool:
    """Take out one more count in the first line that has a single gap; tell whether there was one."""
    width = len(shown[0]) if shown else 0
    lines = [[(row, column) for column in range(width)] for row in range(len(shown))]
    lines += [[(row, column) for row in range(len(shown))] for column in range(width)]
    for line in lines:
        gaps = [(row, column) for row, column in line if shown[row][column] is None]
        rest = [(row, column) for row, column in line if shown[row][column] is not None]
        if len(gaps) == 1 and rest:
            row, column = min(rest, key=lambda place: (table[place[0]][place[1]] == 0, table[place[0]][place[1]]))
            shown[row][column] = None
            return True
    return False
