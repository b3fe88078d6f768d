"""What the unit was told in its sessions, as figures: raised, answered, open. Never who raised it (decision 7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from chibo.meetings.queries import concern_figures
from chibo.reports.queries.kept import kept

if TYPE_CHECKING:
    from chibo.meetings.queries import ConcernFigures
    from chibo.register.models import Organisation


def concerns_of_the_year(organisation: Organisation, on: date) -> ConcernFigures:
    """Count the concerns from the first day of the year of ``on`` up to and including it."""
    first, until = date(on.year, 1, 1), on + timedelta(days=1)
    return kept(organisation, "concerns", on, make=lambda: concern_figures(organisation, first, until))
