"""How the house says no: every reason at once, each with its article, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.law.verdict import Verdict


class NotYoursError(LookupError):
    """The thing asked for does not exist for this actor; pages answer "not found" and hint at nothing."""


class NotAllowedError(PermissionError):
    """The actor can see the thing but was not given the right to do this to it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class RefusedError(Exception):
    """An act still to be taken was stopped by the law. ``verdict`` holds every finding."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(", ".join(found.code for found in verdict.stops))
        self.verdict = verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with what arrived, in Vietnamese: what, why, what next; ``field`` is the form's field, if any."""

    what: str
    why: str = ""
    next: str = ""
    field: str = ""


class FaultyError(ValueError):
    """What arrived cannot be used; holds all faults at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.what for fault in self.faults))


class ChangedMeanwhileError(Exception):
    """Somebody else saved the same page first; ``who`` and ``when`` say so (product.md 2.0, conflict)."""

    def __init__(self, *, who: str, when: str) -> None:
        super().__init__(who)
        self.who = who
        self.when = when
