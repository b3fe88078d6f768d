"""Reading the facts of a worked case: names and values as people write them, never more than is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from chibo.law.calendar import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.law.timeline import Rulebook


class NotCovered(LookupError):
    """The facts or the question are none that the judgments answer yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The facts of one case, the day of its regime and the law; every reader says ``NotCovered`` for what is absent."""

    facts: Mapping[str, object]
    expected: Mapping[str, object]
    regime: date | None
    rules: Rulebook

    def has(self, *names: str) -> bool:
        """Whether any of the facts is given."""
        return any(self.facts.get(name) is not None for name in names)

    def first(self, *names: str) -> object:
        """The first of several facts that is given."""
        for name in names:
            if self.facts.get(name) is not None:
                return self.facts[name]
        raise NotCovered(" / ".join(names))

    def number(self, *names: str) -> int:
        """A fact that is a whole number."""
        value = self.first(*names)
        if isinstance(value, bool) or not isinstance(value, int):
            raise NotCovered(names[0])
        return value

    def points(self, *names: str) -> Decimal:
        """A fact that is a number with or without a fraction."""
        value = self.first(*names)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NotCovered(names[0])
        return Decimal(str(value))

    def moment(self, *names: str) -> datetime:
        """A fact that is a day with its hour."""
        value = self.first(*names)
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        try:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None)
        except ValueError:
            raise NotCovered(names[0]) from None

    def flag(self, *names: str, default: bool = False) -> bool:
        """A fact that is yes or no."""
        if not self.has(*names):
            return default
        value = self.first(*names)
        if not isinstance(value, bool):
            raise NotCovered(names[0])
        return value

    def text(self, *names: str, default: str | None = None) -> str:
        """A fact that is a word."""
        if default is not None and not self.has(*names):
            return default
        value = self.first(*names)
        if not isinstance(value, str):
            raise NotCovered(names[0])
        return value

    def partial(self, *names: str) -> PartialDate:
        """A fact that is a date, perhaps known only to the month or the year."""
        value = self.first(*names)
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise NotCovered(names[0]) from None

    def day(self, *names: str) -> date:
        """A fact that is a full date."""
        partial = self.partial(*names)
        if not partial.is_full:
            raise NotCovered(names[0])
        return partial.earliest

    def on(self, *names: str) -> date:
        """The day whose law applies: the act's own date, else the date of the case's regime."""
        if self.has(*names):
            return self.day(*names)
        if self.regime is None:
            raise NotCovered("regime_date")
        return self.regime
