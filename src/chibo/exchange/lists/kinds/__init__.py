"""The kinds of list an office brings, one module each in the same shape, and which of them a sheet is."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.kinds import admissions, cleanup, commitments, members, people, reviews, sources, tree
from chibo.exchange.lists.kinds.shape import Kind, Makes

__all__ = ["KINDS", "PEOPLE", "Kind", "Makes", "kind_of"]

_MODULES = (people, members, cleanup, sources, admissions, reviews, commitments, tree)
KINDS: Final[dict[str, Kind]] = {module.KIND.code: module.KIND for module in _MODULES}
PEOPLE: Final = people.KIND


def kind_of(code: str) -> Kind:
    """Give a kind by its code; the list of people where the code is unknown or empty."""
    return KINDS.get(code, PEOPLE)
