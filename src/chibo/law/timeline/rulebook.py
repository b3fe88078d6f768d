"""Everything the law knows, asked by key and day; local rules and readings laid over it without touching it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from chibo.law.calendar import HolidayCalendar, MonthEnd, add_months, full_months_between
from chibo.law.timeline.amendment import amended
from chibo.law.timeline.computation import Computation, Unit
from chibo.law.timeline.figures import (
    DatedValue,
    Figure,
    Instrument,
    LawGap,
    NotDelegable,
    Overlay,
    Policy,
    Reading,
    UnfitValue,
    UnknownFigure,
    UnknownPolicy,
)
from chibo.law.verdict import Citation
from chibo.law.vocabulary import Confidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chibo.law.timeline.amendment import Amendment

_REMEMBERED = 8192


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The law as one organisation reads it: central figures, its own overlays, its readings, its holidays."""

    book: Mapping[str, Figure]
    instruments: Mapping[str, Instrument]
    switches: Mapping[str, Policy]
    holidays: HolidayCalendar
    overlays: tuple[Overlay, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)

    # ------------------------------------------------------------------ figures

    def figures(self) -> tuple[Figure, ...]:
        """Every figure, by key."""
        return tuple(self.book[key] for key in sorted(self.book))

    def figure(self, key: str) -> Figure:
        """One figure with its history; ``UnknownFigure`` when there is none of that key."""
        try:
            return self.book[key]
        except KeyError:
            raise UnknownFigure(key) from None

    def on(self, key: str, day: date) -> Reading:
        """What a figure says on a day: the local rule first, else the Centre's; ``LawGap`` when neither speaks."""
        reading = self.find(key, day)
        if reading is None:
            raise LawGap(key, day, self.figure(key).name)
        return reading

    def find(self, key: str, day: date) -> Reading | None:
        """As ``on``, but nothing instead of a gap: for local rules, which are off until somebody states them."""
        return self._remembered(key, day)

    @cached_property
    def _remembered(self) -> Callable[[str, date], Reading | None]:
        """A book never changes, so what it said on a day is kept for the next thousands of questions."""
        return lru_cache(maxsize=_REMEMBERED)(self._find)

    def _find(self, key: str, day: date) -> Reading | None:
        figure = self.figure(key)
        local = next((rule for rule in reversed(self.overlays) if rule.key == key and rule.covers(day)), None)
        if local is not None:
            return _local_reading(figure, local)
        dated = figure.on(day)
        return None if dated is None or figure.is_gap(dated) else self._central_reading(figure, dated, day)

    def _central_reading(self, figure: Figure, dated: DatedValue, day: date) -> Reading:
        standing = self._standing(figure, dated, day)
        source = standing or dated
        citation = Citation(
            text=source.citation,
            instrument=source.instrument,
            url=source.url,
            confidence=source.confidence,
            checked_on=source.checked_on,
            carried_forward=standing is None,
            rule=figure.key,
        )
        return Reading(
            key=figure.key,
            value=dated.value,
            unit=figure.unit,
            text=dated.text,
            citation=citation,
            starts_on=dated.starts_on,
            restated=dated.restated,
            local=dated.confidence is Confidence.LOCAL,
            comparison=figure.comparison,
        )

    def _standing(self, figure: Figure, dated: DatedValue, day: date) -> DatedValue | None:
        """The newest statement of this same value whose instrument still stands on the day (decision 37)."""
        for earlier in reversed(figure.values):
            if earlier.starts_on > dated.starts_on or earlier.value != dated.value:
                continue
            if not earlier.instrument or not self.instruments[earlier.instrument].is_superseded(day):
                return earlier
        return None

    # ------------------------------------------------------------------ readings chosen

    def policies(self) -> tuple[Policy, ...]:
        """Every switch, by name."""
        return tuple(self.switches[name] for name in sorted(self.switches))

    def policy(self, name: str) -> str:
        """The reading in use: the organisation's choice, else the default."""
        try:
            return self.chosen.get(name, self.switches[name].default)
        except KeyError:
            raise UnknownPolicy(name) from None

    def used(self, *names: str) -> tuple[str, ...]:
        """The readings in use as ``name=value``, to be shown beside a result (decision 10)."""
        return tuple(f"{name}={self.policy(name)}" for name in names)

    def with_local(
        self,
        *,
        overlays: Iterable[Overlay] = (),
        policies: Mapping[str, str] | None = None,
        holidays: HolidayCalendar | None = None,
    ) -> Rulebook:
        """Lay an organisation's own rules, readings and holidays over this book; refuse what is not left to it."""
        added = tuple(overlays)
        for overlay in added:
            figure = self.figure(overlay.key)
            if not figure.delegable:
                raise NotDelegable(overlay.key)
            if not figure.takes(overlay.value):
                raise UnfitValue(overlay.key, overlay.value)
        for name, option in (policies or {}).items():
            if name not in self.switches or option not in self.switches[name].options:
                raise UnknownPolicy(f"{name}={option}")
        return replace(
            self,
            overlays=(*self.overlays, *added),
            chosen={**self.chosen, **(policies or {})},
            holidays=holidays or self.holidays,
        )

    def with_amendments(self, amendments: Iterable[Amendment]) -> Rulebook:
        """Lay values over this book that were added between two releases; every later reading uses and names them."""
        return replace(self, book=amended(self.book, amendments))

    # ------------------------------------------------------------------ computed dates

    def add_months(self, start: date, months: int) -> date:
        """Add months as the organisation reads the end of a month."""
        return add_months(start, months, month_end=MonthEnd(self.policy("months.end")))

    def full_months(self, start: date, end: date) -> int:
        """Whole months between two days, by the same reading."""
        return full_months_between(start, end, month_end=MonthEnd(self.policy("months.end")))

    def after_months(self, key: str, start: date, day: date) -> Computation:
        """The day on which a period of months that began on ``start`` is full; the law is that of ``day``."""
        reading = self.on(key, day)
        return Computation(
            start=start,
            amount=reading.number,
            unit=Unit.MONTHS,
            result=self.add_months(start, reading.number),
            rule=key,
            citation=reading.citation,
            readings=self.used("months.end"),
        )

    def last_valid(self, key: str, start: date, day: date) -> Computation:
        """The last day on which something of ``start`` still serves, its period in months (decision 36)."""
        full = self.after_months(key, start, day)
        included = self.policy("period.last_day") == "included"
        return replace(
            full,
            result=full.result if included else full.result - timedelta(days=1),
            readings=(*full.readings, *self.used("period.last_day")),
        )

    def within_working_days(self, key: str, start: date, day: date, *, extra: int = 0) -> Computation:
        """The last of the working days that follow ``start``; the law is that of ``day``, ``extra`` an extension."""
        reading = self.on(key, day)
        amount = reading.number + extra
        same_day = self.policy("working_days.first") == "same_day"
        result = self.holidays.add_working_days(start, amount, start_counts=same_day)
        return Computation(
            start=start,
            amount=amount,
            unit=Unit.WORKING_DAYS,
            result=result,
            rule=key,
            citation=reading.citation,
            skipped=self.holidays.skipped_between(start, result),
            readings=self.used("working_days.first"),
        )

    def lead(self, duty: str, due_on: date) -> date:
        """When to begin with a duty so as to be in time: due date less its lead (decision 42)."""
        reading = self.on(f"lead.{duty}", due_on)
        if reading.unit == Unit.MONTHS:
            return add_months(due_on, -reading.number)
        return due_on - timedelta(days=reading.number)

    # ------------------------------------------------------------------ proof of what was used

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all data in use: figures, instruments, readings, local rules, holidays."""
        content = {
            "figures": [_plain(figure) for figure in self.figures()],
            "instruments": [_plain(self.instruments[key]) for key in sorted(self.instruments)],
            "policies": {name: self.policy(name) for name in sorted(self.switches)},
            "overlays": [_plain(overlay) for overlay in self.overlays],
            "holidays": sorted(day.isoformat() for day in self.holidays.days),
            "years": sorted(self.holidays.years),
        }
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _local_reading(figure: Figure, local: Overlay) -> Reading:
    citation = Citation(text=local.citation, confidence=Confidence.LOCAL, rule=figure.key)
    return Reading(
        key=figure.key,
        value=local.value,
        unit=figure.unit,
        text="",
        citation=citation,
        starts_on=local.starts_on,
        local=True,
        comparison=figure.comparison,
    )


def _plain(thing: object) -> object:
    """Any frozen value as plain data for the fingerprint."""
    if isinstance(thing, date | Fraction):
        return str(thing)
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    if hasattr(thing, "__dataclass_fields__"):
        return {name: _plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
    return thing
