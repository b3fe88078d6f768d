"""The only place that asks what day it is. Views and commands call it; everything below takes the day as ``on``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from chibo.base import installation

if TYPE_CHECKING:
    from datetime import date, datetime


def today() -> date:
    """Give the working day of a sample installation, else the date in Viet Nam."""
    known = installation.current()
    return (known.working_day if known else None) or timezone.localdate()  # noqa: TID251 — the one place


def now() -> datetime:
    """Give the moment, for ``recorded_at`` and the like; never for choosing the law."""
    return timezone.now()  # noqa: TID251 — the one place
