"""What a change of the tree is told: organisations that come of it, and what each receiver gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chibo.register.models import Organisation, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """An organisation that comes of a change: its name and kind; it stands where the changed ones stood."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one receiver gets of a divided organisation."""

    people: list[Person] = field(default_factory=list)
    units: list[Organisation] = field(default_factory=list)
