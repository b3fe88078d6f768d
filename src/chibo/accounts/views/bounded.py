"""How often what is refused is written down: enough to see that somebody tries, never enough to fill the disk."""

from __future__ import annotations

import zlib
from typing import Final

from django.core.cache import cache

AN_HOUR: Final = 20
_HOUR: Final = 60 * 60


def is_worth_a_line(what: str, whose: str) -> bool:
    """Whether one more refusal of this sort for this account is written: at most twenty an hour and process."""
    key = f"refused:{zlib.crc32(what.encode())}:{whose}"
    cache.add(key, 0, timeout=_HOUR)
    try:
        return cache.incr(key) <= AN_HOUR
    except ValueError:  # it ran out between the two
        return True
