"""The form of Party papers, chosen by the date on the paper (documents.md 1, 2); measures are data with confidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import yaml

from chibo.base.refusal import Fault, FaultyError
from chibo.law.vocabulary import Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MARGINS = frozenset({"top", "bottom", "left", "right"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of the form. ``safe``: the text gave none, the cautious value of documents.md 2 stands in."""

    value: Any
    confidence: Confidence
    span: tuple[float, float] | None = None
    safe: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One guidance on form, from its day until the day before the next one's; ``slug`` names its templates' folder."""

    id: str
    slug: str
    title: str
    from_day: date
    until_day: date | None
    confidence: Confidence
    url: str
    note: str
    measures: Mapping[str, Measure]

    def value(self, name: str) -> Any:
        """Return one measure's value (mm, pt, or as named); ``KeyError`` when the form has none of that name."""
        return self.measures[name].value

    @property
    def number_prefix(self) -> str:
        """Return the word before a number: ``Số`` without a colon, unlike the State's papers."""
        return "Số:" if self.value("number_colon") else "Số"


def regime_on(day: date) -> Regime:
    """Return the form in force on the date of a paper; raises ``FaultyError`` before the first known one."""
    for regime in regimes():
        if regime.from_day <= day and (regime.until_day is None or day < regime.until_day):
            return regime
    first = regimes()[0]
    raise FaultyError(
        [
            Fault(
                what=f"Chưa có căn cứ về thể thức cho văn bản ngày {day.day}-{day.month}-{day.year}.",
                why=f"Hướng dẫn sớm nhất chương trình có là {first.title}.",
                next="Ghi nhận bản giấy đã có thay vì soạn lại.",
            )
        ]
    )


@lru_cache(maxsize=1)
def regimes() -> tuple[Regime, ...]:
    """Return every known form, oldest first. Raises ``ValueError`` naming what is wrong with the data."""
    read = tuple(_regime(raw) for raw in _data()["regimes"])
    for earlier, later in pairwise(read):
        if earlier.until_day != later.from_day:
            message = f"forms.yaml: {earlier.id} does not end where {later.id} begins"
            raise ValueError(message)
    if len({frozenset(regime.measures) for regime in read}) != 1:
        message = "forms.yaml: every regime needs the same measures"
        raise ValueError(message)
    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBan:
    """Types of paper that a cell may not issue for a time, and by which rule."""

    types: tuple[str, ...]
    from_day: date
    until_day: date
    confidence: Confidence
    ground: str


def cell_ban_on(paper_type: str, day: date) -> CellBan | None:
    """Return why a cell may not issue a type of paper on a day; nothing where no ban is known."""
    for ban in cell_bans():
        if paper_type in ban.types and ban.from_day <= day < ban.until_day:
            return ban
    return None


@lru_cache(maxsize=1)
def cell_bans() -> tuple[CellBan, ...]:
    """Return every known ban on what cells issue."""
    return tuple(
        CellBan(
            types=tuple(raw["types"]),
            from_day=raw["from_day"],
            until_day=raw["until_day"],
            confidence=Confidence(raw["confidence"]),
            ground=" ".join(raw["ground"].split()),
        )
        for raw in _data()["not_issued_by_cells"]
    )


@lru_cache(maxsize=1)
def paper_types() -> Mapping[str, str]:
    """Return the types of papers that bear numbers: symbol → Vietnamese name."""
    return dict(_data()["paper_types"]["values"])


def _data() -> dict[str, Any]:
    text = resources.files("chibo.documents").joinpath("forms.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def _regime(raw: dict[str, Any]) -> Regime:
    measures = {name: _measure(name, each) for name, each in raw.pop("measures").items()}
    confidence = Confidence(raw.pop("confidence"))
    return Regime(**raw, confidence=confidence, measures=measures)


def _measure(name: str, raw: dict[str, Any]) -> Measure:
    span = raw.pop("range", None)
    measure = Measure(confidence=Confidence(raw.pop("confidence")), span=(span[0], span[1]) if span else None, **raw)
    if measure.span and not measure.span[0] <= measure.value <= measure.span[1]:
        message = f"forms.yaml: {name} = {measure.value} lies outside {measure.span}"
        raise ValueError(message)
    if name == "margins_mm" and set(measure.value) != MARGINS:
        message = f"forms.yaml: {name} needs {sorted(MARGINS)}"
        raise ValueError(message)
    return measure
