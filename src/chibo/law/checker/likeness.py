"""How alike two texts are: the share of runs of words they have in common. No outside library, cost linear in words."""

from __future__ import annotations

import re
import unicodedata

_RUN = 4
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of words of a text, in one Unicode form and case."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    last = max(len(words) - _RUN + 1, 1)
    return frozenset(tuple(words[start : start + _RUN]) for start in range(last))


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The share of runs in common among all runs of both; empty texts are like nothing."""
    if one <= _EMPTY or other <= _EMPTY:
        return 0.0
    return len(one & other) / len(one | other)


_EMPTY = frozenset({()})
