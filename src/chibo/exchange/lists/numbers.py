"""Numbers that name somebody: how lists write them, and how many digits a whole one has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from chibo.law.reading import rulebook

if TYPE_CHECKING:
    from datetime import date

IDENTITY_DIGITS: Final = (9, 12)  # the identity card of old, the personal number of today: the State's, not the Party's
_CARD: Final = "party_card.number_digits"


def digits(text: str) -> str:
    """A number without its blanks and dots; zeros in front stay."""
    return "".join(text.split()).replace(".", "")


def number_or_text(text: str) -> str:
    """A number as it is kept and compared; what is no number stays as typed."""
    bare = digits(text)
    return bare if bare.isdigit() else text.strip()


@cache
def card_digits(on: date | None = None) -> tuple[int, ...]:
    """How many digits a card number may have on a day: old cards last, so any length asked for until then.

    Without a day every length the law has known; none where it knows nothing of that day yet.
    """
    known = [one.value for one in rulebook().figure(_CARD).values if on is None or one.starts_on <= on]
    return tuple(sorted({value for value in known if isinstance(value, int)}))
