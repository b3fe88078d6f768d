"""Dated values that an organisation added to the law between two releases, laid over the figures they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from chibo.law.timeline.figures import DatedValue, DossierPaper, Figure, Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.vocabulary import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A value two people confirmed: its figure, first day, article, how sure they are, and the day they added it."""

    key: str
    starts_on: date
    value: Value
    text: str = ""
    citation: str
    url: str = ""
    confidence: Confidence
    added_on: date
    note: str = ""

    def dated(self) -> DatedValue:
        """The amendment as a value of its figure; its citation says who added it and when, wherever it is shown."""
        day = self.added_on
        return DatedValue(
            starts_on=self.starts_on,
            value=self.value,
            text=self.text,
            citation=f"{self.citation} (đơn vị bổ sung ngày {day.day}-{day.month}-{day.year})",
            url=self.url,
            confidence=self.confidence,
            checked_on=day,
            note=self.note,
        )


def amended(book: Mapping[str, Figure], amendments: Iterable[Amendment]) -> dict[str, Figure]:
    """The figures with the amendments among their values; on one day the amendment stands before the release.

    An amendment of a figure that the release no longer has is left out: no judgment could ask for it.
    """
    figures = dict(book)
    for added in amendments:
        figure = figures.get(added.key)
        if figure is None:
            continue
        others = [dated for dated in figure.values if dated.starts_on != added.starts_on]
        values = sorted([*others, added.dated()], key=lambda dated: dated.starts_on)
        figures[added.key] = replace(figure, values=tuple(values))
    return figures


def written(value: Value) -> object:
    """A value as plain data, the way a figure's file writes it; ``reading.read_value`` reads it back."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {key: list(item) if isinstance(item, tuple) else item for key, item in value.items()}
    if isinstance(value, tuple):
        return [_line(item) for item in value]
    return value


def _line(item: str | DossierPaper) -> object:
    if isinstance(item, DossierPaper):
        return {"paper": item.paper.value, "phase": item.phase.value, "when": item.when.value}
    return item
