"""What somebody searches for, kept in the session under a key of chance: no name stands in an address.

Addresses lie in the history of the browser and in the logs of what stands before the program. Back and reload work as
ever, without scripts.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.http import HttpRequest

FIELD: Final = "q"
KEY: Final = "hoi"
_KEPT: Final = "asked"
_LONGEST: Final = 100
_MOST: Final = 20


def keep(request: HttpRequest) -> str:
    """Keep what was typed and give its key; the oldest of many is forgotten."""
    kept = dict(request.session.get(_KEPT, {}))
    key = secrets.token_urlsafe(8)
    kept[key] = request.POST.get(FIELD, "")[:_LONGEST]
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    return key


def read(request: HttpRequest, otherwise: str = "") -> str:
    """Give what is asked: by its key, or as an address somebody wrote by hand says it."""
    kept = request.session.get(_KEPT, {}).get(request.GET.get(KEY, ""))
    return str(request.GET.get(FIELD, otherwise) if kept is None else kept)[:_LONGEST].strip()
