"""Figures as histories: every value has its first day, its article, how sure we are and when somebody last looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.verdict import Citation
    from chibo.law.vocabulary import Confidence, DossierPhase, PaperKind, PaperNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPaper:
    """One line of a dossier's list: which paper, by which phase of the road, and for whom it is needed."""

    paper: PaperKind
    phase: DossierPhase
    when: PaperNeed


Value = int | bool | str | Fraction | tuple[str, ...] | tuple[DossierPaper, ...] | Mapping[str, str | tuple[str, ...]]


NOT_FOUND = "not_found"
"""The value that says: from this day on nobody found what the texts say. It is a gap, not a value."""

_FLAG = "flag"
_COUNTED = {
    "days": 0,
    "digits": 1,
    "full_years": 1,
    "hours": 1,
    "minutes": 0,
    "months": 0,
    "ordinal": 1,
    "persons": 0,
    "rounds": 1,
    "times": 0,
    "working_days": 1,
    "years": 0,
}
"""The units of whole numbers, each with the least that makes sense."""


class LawGap(LookupError):
    """No value is known for the day: shown as "chưa có căn cứ", never filled from a neighbour."""

    def __init__(self, key: str, day: date, name: str = "") -> None:
        """Remember which figure has no value on which day."""
        super().__init__(f"{key}: no value known on {day}")
        self.key = key
        self.day = day
        self.name = name or key


class UnknownFigure(KeyError):
    """The key names no figure of the law."""


class UnknownPolicy(KeyError):
    """The name, or the option chosen, is no reading that the data offers."""


class NotDelegable(ValueError):
    """A local rule touches a figure that the Centre did not leave to the organisation."""

    def __init__(self, key: str) -> None:
        """Remember the figure."""
        super().__init__(f"{key} is not left to local rules")
        self.key = key


class UnfitValue(ValueError):
    """A local rule gives a figure a value of another sort: yes for a number of months, a number for yes or no."""

    def __init__(self, key: str, value: object) -> None:
        """Remember the figure."""
        super().__init__(f"{key} cannot be {value!r}")
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One regulation, once. Keyed by number and date, because numbers repeat from term to term."""

    id: str
    number: str
    kind: str
    issuer: str
    signed_on: date
    in_force_from: date
    superseded_on: date | None = None
    superseded_by: str = ""
    confidence: Confidence
    note: str = ""

    def is_superseded(self, day: date) -> bool:
        """Whether another instrument has taken its place by a day."""
        return self.superseded_on is not None and self.superseded_on <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A value from its first day on; ``text`` says a coded value in Vietnamese."""

    starts_on: date
    value: Value
    text: str = ""
    citation: str
    instrument: str = ""
    url: str = ""
    confidence: Confidence
    checked_on: date
    restated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the law and its history, oldest value first; no values at all for a purely local one."""

    key: str
    name: str
    unit: str
    delegable: bool = False
    comparison: str = ""
    note: str = ""
    values: tuple[DatedValue, ...] = ()

    def is_gap(self, dated: DatedValue) -> bool:
        """Whether a dated value only says that nothing was found."""
        return dated.value in (NOT_FOUND, (NOT_FOUND,))

    def takes(self, value: Value) -> bool:
        """Whether a value is of this figure's sort: whole numbers where it counts, yes or no for a flag."""
        if isinstance(value, bool) or self.unit == _FLAG:
            return isinstance(value, bool) and self.unit == _FLAG
        if self.unit in _COUNTED:
            return isinstance(value, int) and value >= _COUNTED[self.unit]
        return not isinstance(value, int)

    def on(self, day: date) -> DatedValue | None:
        """The value in force on a day, or nothing before the first."""
        return next((dated for dated in reversed(self.values) if dated.starts_on <= day), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A local rule (decision 12): a value of the organisation itself from a day on, with its own source."""

    key: str
    value: Value
    starts_on: date
    citation: str
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the local rule is in force on a day; ``ends_on`` is the first day it is not."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A named reading where the texts are silent or differ, with what each choice means."""

    name: str
    title: str
    default: str
    options: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a figure says on a day, and where that stands."""

    key: str
    value: Value
    unit: str
    text: str
    citation: Citation
    starts_on: date
    restated: bool = False
    local: bool = False
    comparison: str = ""

    @property
    def carried_forward(self) -> bool:
        """Decision 37: the instrument is superseded and no newer value was found."""
        return self.citation.carried_forward

    @property
    def number(self) -> int:
        """The value as a whole number; ``TypeError`` for a figure that is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(self.key)
        return self.value

    @property
    def share(self) -> Fraction:
        """The value as a share; ``TypeError`` for a figure that is none."""
        if not isinstance(self.value, Fraction):
            raise TypeError(self.key)
        return self.value

    @property
    def code(self) -> str:
        """The value as a code; ``TypeError`` for a figure that is none."""
        if not isinstance(self.value, str):
            raise TypeError(self.key)
        return self.value

    @property
    def codes(self) -> tuple[str, ...]:
        """The value as a list of codes; ``TypeError`` for a figure that is none."""
        if not isinstance(self.value, tuple) or any(not isinstance(item, str) for item in self.value):
            raise TypeError(self.key)
        return tuple(str(item) for item in self.value)

    @property
    def mapping(self) -> Mapping[str, str | tuple[str, ...]]:
        """The value as named entries; ``TypeError`` for a figure that is none."""
        if not isinstance(self.value, Mapping):
            raise TypeError(self.key)
        return self.value

    @property
    def papers(self) -> tuple[DossierPaper, ...]:
        """The value as the list of a dossier; ``TypeError`` for a figure that is none."""
        if not isinstance(self.value, tuple):
            raise TypeError(self.key)
        listed = tuple(item for item in self.value if isinstance(item, DossierPaper))
        if len(listed) != len(self.value):
            raise TypeError(self.key)
        return listed
