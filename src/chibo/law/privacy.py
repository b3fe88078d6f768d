"""By when a person who asks about the own data is answered: law 91/2025/QH15, decree 356/2025/NĐ-CP."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Computation, Rulebook


def answer_by(received_on: date, rules: Rulebook) -> Computation:
    """The last day to answer, in working days after the request; ``LawGap`` before 2026, ``CalendarGap``."""
    return rules.within_working_days("privacy.answer_days", received_on, received_on)
