"""Numbers that somebody typed or an address holds, read here only, for not everything made of figures is one; said."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = 18  # the longest that both engines keep; of thousands of figures Python itself makes no number


def whole_number(text: str) -> int | None:
    """Read a number without sign; nothing for anything else, or for one longer than any that is kept."""
    said = text.strip()
    return int(said) if said.isdecimal() and len(said) <= _DIGITS else None


def say_count(number: int) -> str:
    """Write a number as people read it: 4.041."""
    return f"{number:,}".replace(",", ".")
