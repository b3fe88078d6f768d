"""How the command answers: exit codes, and errors that become one line."""

from __future__ import annotations

GOOD = 0
FINDING = 1
WRONG = 2
CANNOT = 3
INTERRUPTED = 130


class WrongUse(Exception):
    """The command was called wrongly; the text is ready to show (exit code 2)."""
