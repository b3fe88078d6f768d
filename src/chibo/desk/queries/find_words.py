"""The words of a search beside the words of a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold, normalise_name, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS: Final = ".,;:!?()“”\"'"


def parts(text: str) -> list[str]:
    """Give the words of a text in small letters, without the signs around them; signs alone are no word."""
    words = (whole.strip(_SIGNS) for whole in normalise_name(text).casefold().split())
    return [word for word in words if any(map(str.isalnum, word))]


def holds(title: str, words: Iterable[str]) -> bool:
    """Whether each word begins a word of a title; one typed with marks only where the marks are the same."""
    told = f" {fold(title)}"
    plain = {word: fold(word) for word in words}
    if not all(f" {bare}" in told or f"({bare}" in told for bare in plain.values()):
        return False
    marked = [word for word, bare in plain.items() if word != bare]
    there = parts(title) if marked else []
    return all(any(_begins(part, word) for part in there) for word in marked)


def _begins(part: str, word: str) -> bool:
    return part.startswith(word) or (fold(part) == fold(word) and sort_key(part) == sort_key(word))  # hoà is hòa
