"""Charts drawn by the server, each for a wide page and for a telephone; every one has its sentence and its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.reports.charts.ages import age_chart
from chibo.reports.charts.bars import funnel_chart, months_chart, pace_chart
from chibo.reports.charts.pyramid import pyramid_chart
from chibo.reports.charts.share import share_chart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from chibo.reports.queries import Forecast
    from chibo.reports.queries.pictures import Pictures

__all__ = ["Both", "age_chart", "both", "share_chart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One picture in two drawings: below 700 px the small one is shown (product.md 3.7)."""

    wide: SafeString
    small: SafeString


def both(told: Pictures, facts: Forecast | None) -> Mapping[str, Both]:
    """Draw every picture of the page; an empty one where there is nothing to draw."""
    drawn = {
        "funnel": Both(wide=funnel_chart(told.funnel), small=funnel_chart(told.funnel, is_small=True)),
        "pace": Both(wide=pace_chart(told.funnel), small=pace_chart(told.funnel, is_small=True)),
        "months": Both(wide=months_chart(told.admitted), small=months_chart(told.admitted, is_small=True)),
        "ages": Both(wide=pyramid_chart(told.ages), small=pyramid_chart(told.ages, is_small=True)),
    }
    if facts is not None:
        drawn["share"] = Both(wide=share_chart(facts), small=share_chart(facts, is_small=True))
    return drawn
