"""Clocks of what a person asks about the own data, of a breach, of keeping: law 91/2025/QH15, decree 356/2025/NĐ-CP.

Before 2026 decree 13/2023/NĐ-CP gave 72 hours for everything; the book knows days only, so that is three days in a row.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from chibo.law.timeline import Computation, LawGap, Unit
from chibo.law.vocabulary import DataRequestKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Rulebook

LIMITING: Final = frozenset({DataRequestKind.RESTRICTION, DataRequestKind.OBJECTION, DataRequestKind.WITHDRAWAL})
"""Requests that processing end or be limited: the only ones for which an extension is known."""

_ANSWER, _HOURS = "privacy.answer_days", "privacy.answer_hours"
_EXTENSION = "privacy.extension_days"
_HOURS_A_DAY: Final = 24


def answer_by(received_on: date, rules: Rulebook) -> Computation:
    """The last day to answer: working days after the request, before 2026 hours; ``LawGap``, ``CalendarGap``."""
    if rules.find(_ANSWER, received_on) is not None:
        return rules.within_working_days(_ANSWER, received_on, received_on)
    return _in_hours(received_on, rules)


def done_by(
    kind: DataRequestKind, received_on: date, rules: Rulebook, *, with_others: bool = False, is_extended: bool = False
) -> Computation:
    """The last day to do what was asked; ``with_others``: a processor or third party is involved.

    ``is_extended`` counts only where an extension is known (``may_extend``). Raises ``LawGap`` before 1-7-2023.
    """
    if rules.find(_ANSWER, received_on) is None:
        return _in_hours(received_on, rules)
    key = _figure(kind, rules, with_others=with_others)
    extra = rules.on(_EXTENSION, received_on).number if is_extended and may_extend(kind, received_on, rules) else 0
    return _in_days(key, received_on, rules, extra=extra)


def may_extend(kind: DataRequestKind, received_on: date, rules: Rulebook) -> bool:
    """Whether the law of the day of the request knows an extension for such a request."""
    return kind in LIMITING and rules.find(_EXTENSION, received_on) is not None


def notify_by(found_at: datetime, rules: Rulebook) -> datetime:
    """The moment by which a breach is told to the authority, to the minute; ``LawGap`` before 2026."""
    return found_at + timedelta(hours=rules.on("privacy.breach_hours", found_at.date()).number)


def kept_until(key: str, since: date, on: date, rules: Rulebook) -> Computation | None:
    """The day on which something kept under ``key`` since a day has come to its term; nothing where no term is set."""
    if rules.find(key, on) is None:
        return None
    return rules.after_months(key, since, on)


def _figure(kind: DataRequestKind, rules: Rulebook, *, with_others: bool) -> str:
    if kind in LIMITING:
        return "privacy.limit_days_with_others" if with_others else "privacy.limit_days"
    return f"privacy.other_days_{'least' if rules.policy('privacy.other_rights') == 'shortest' else 'most'}"


def _in_days(key: str, start: date, rules: Rulebook, *, extra: int) -> Computation:
    reading = rules.on(key, start)
    amount = reading.number + extra
    used = rules.used("privacy.other_rights") if key.startswith("privacy.other_days") else ()
    return Computation(
        start=start,
        amount=amount,
        unit=Unit.DAYS,
        result=start + timedelta(days=amount),
        rule=key,
        citation=reading.citation,
        readings=used,
    )


def _in_hours(start: date, rules: Rulebook) -> Computation:
    reading = rules.on(_HOURS, start)
    if reading.citation.carried_forward:  # the decree is gone and the book does not speak: no clock is invented
        raise LawGap(_HOURS, start, rules.figure(_HOURS).name)
    days = reading.number // _HOURS_A_DAY
    return Computation(
        start=start,
        amount=days,
        unit=Unit.DAYS,
        result=start + timedelta(days=days),
        rule=_HOURS,
        citation=reading.citation,
    )
