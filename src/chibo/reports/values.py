"""What travels from a form of the reports to a verb: plain values, nothing judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What somebody typed. ``lines``: section/line → the sentence; ``program``: what the program said when shown.

    A sentence that still is what the program said stays the program's, even where its figures made it another one
    meanwhile. ``again``: the sentences for which the program's own are wanted back. ``own``: section → added text.
    """

    lines: Mapping[str, str] = field(default_factory=dict)
    program: Mapping[str, str] = field(default_factory=dict)
    again: frozenset[str] = frozenset()
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_edits(self) -> dict[str, dict[str, str]]:
        """The same as a report keeps it, to show again what could not be saved."""
        return {"lines": dict(self.lines), "own": dict(self.own)}
