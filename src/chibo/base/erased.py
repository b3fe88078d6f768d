"""The list of erasures, kept beside the key and not in the data: what came back from an older backup goes again.

It holds uids, days and parts, never a name. Its own name is derived from the key, so that it is found again on this
machine whatever folder the data were restored into, and copied together with the key to another machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from chibo.base import keys, vault

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """One erasure: of whom (a uid), on which day, which parts."""

    person: str
    on: date
    parts: tuple[str, ...]


def place(key: bytes | None = None) -> Path:
    """Where the list of this installation lies."""
    return Path(settings.CHIBO_ERASED_DIR) / f"da-xoa-{keys.derive('erased', key=key).hex()[:_SHOWN]}.json"


def known(*, key: bytes | None = None) -> tuple[Erased, ...]:
    """Every erasure on the list, in order; none where there is no list."""
    try:
        lines = json.loads(place(key).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(
        Erased(person=line["person"], on=date.fromisoformat(line["on"]), parts=tuple(line["parts"])) for line in lines
    )


def note(line: Erased) -> None:
    """Add one erasure; the list is whole or as it was."""
    write([*known(), line])


def write(lines: Iterable[Erased], *, key: bytes | None = None) -> None:
    """Write the whole list; ``key`` is the installation's, where another one is to come."""
    told = [{"person": line.person, "on": line.on.isoformat(), "parts": list(line.parts)} for line in lines]
    vault.write_whole(place(key), json.dumps(told, indent=1).encode())
