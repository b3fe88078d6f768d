"""How often what is refused is written down: enough to see that somebody tries, never enough to fill the disk."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from django.core.cache import cache

from chibo.accounts import actions, queries
from chibo.base import clock

if TYPE_CHECKING:
    from django.http import HttpRequest

AN_HOUR: Final = 20
_HOUR: Final = 60 * 60


def is_worth_a_line(what: str, whose: str) -> bool:
    """Whether one more refusal of this sort for this account is written: at most twenty an hour and process."""
    key = f"refused:{zlib.crc32(what.encode())}:{whose}"
    return count_up(key, _HOUR) <= AN_HOUR


def note_stranger(request: HttpRequest, what: str) -> None:
    """Put down that somebody unknown tried what is not taken; a bounded number an hour, whoever it is."""
    if is_worth_a_line(what, "stranger"):
        actor = queries.system_actor(at=clock.now())
        route = request.resolver_match.route if request.resolver_match else ""
        actions.record_refused_stranger(actor=actor, on=clock.today(), what=what, route=route)


def count_up(key: str, seconds: int) -> int:
    """Count one more of something, in this process, from the first on for so many seconds."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1
