"""What the maker of a paper is asked, because no record keeps it: where a letter goes, why something is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from chibo.register.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Answers to what a form ``asks``; what was left empty is a gap on the paper."""

    destination: str = ""
    reason: str = ""
    verifier: Person | None = None
    valid_until: date | None = None
    ceremony_on: date | None = None
    time: str = ""
    place: str = ""
    conductor: str = ""
