"""What a person at the machine types for a command: the lines of the recovery sheet, a path."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chibo.base import keys

if TYPE_CHECKING:
    from collections.abc import Callable

LINES: Final = "Nhập 3 dòng của phiếu khôi phục (cả số thứ tự):"


def sheet(next_line: Callable[[], str], told: Callable[[str], None]) -> str:
    """Take lines until the whole sheet is there, or until nothing more comes; a mistyped one is asked for again.

    Blank lines and what stands on a sheet besides are passed by.
    """
    taken, read = list[str](), keys.Read()
    while not read.is_whole and (line := next_line()):
        taken.append(line)
        now = keys.read_lines(line)
        read.parts |= now.parts
        for number in now.faulty:
            told(f"{keys.bad_line(number)} Gõ lại dòng ấy:")
    return "\n".join(taken)


def sheet_at_hand() -> str:
    """Ask for the sheet at a terminal; else it is what comes in."""
    if not sys.stdin.isatty():
        return sheet(sys.stdin.readline, _unheard)
    _say(LINES)
    return sheet(sys.stdin.readline, _say)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _unheard(text: str) -> None:
    del text


def path(typed: str) -> Path:
    """Give the path that somebody typed; one under the home of a user whom nobody knows is taken as it stands."""
    named = Path(typed.strip())
    try:
        return named.expanduser()
    except RuntimeError:
        return named
