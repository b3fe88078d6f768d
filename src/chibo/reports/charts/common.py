"""Colours and small helpers that every drawing shares. No style, no script: attributes only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

GRID, EDGE, INK, SUB = "#DAD8D1", "#767C85", "#1A1D21", "#4A5159"
LINE, MARK, GOAL, MEN = "#0F4C5C", "#9E1B1B", "#B5651D", "#5B7F95"
SMALL_LETTERS = 17  # a drawing 340 wide stands 290 px wide on a telephone of 360 px: 14 px, the least we allow


def joined(parts: Iterable[SafeString]) -> SafeString:
    """One piece of a drawing out of several."""
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped when it was made
