"""Since when a target is out of reach: the days of the term walked back by the pace of today. Pure."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from chibo.law.vocabulary import StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.reports.queries.forecasting.facts import Forecast
    from chibo.reports.queries.forecasting.roads import Travelled
    from chibo.reports.queries.history import Point

_WHOLE = 100


def out_of_reach_since(facts: Forecast, roads: Sequence[Travelled]) -> date | None:
    """The first day from which the target could no longer be met without a break up to today.

    Reckoned by the pace, the goal and the end of the term as they are today, and by the staff, the members and the
    roads of each day. Nothing where no day can be told.
    """
    if facts.goal is None or facts.start_by is None or not facts.history:
        return None
    changes = {point.on for point in facts.history} | {facts.start_by + timedelta(days=1)}
    changes |= {day for road in roads for day in (*road.first.values(), road.case.closed_on) if day}
    first = facts.history[0].on
    since = facts.on
    for day in sorted((day for day in changes | {facts.on} if first <= day <= facts.on), reverse=True):
        if _is_reachable(facts, roads, day):
            return since
        since = day
    return since


def _is_reachable(facts: Forecast, roads: Sequence[Travelled], day: date) -> bool:
    point = _on(facts.history, day)
    waiting = [road for road in roads if _waits(road, day)]
    ceremonies = [_ceremony(facts, road, day) for road in waiting]
    in_time = sum(held is not None and facts.ends_on is not None and held <= facts.ends_on for held in ceremonies)
    missing = ceil(Fraction((facts.goal or 0) * point.staff, _WHOLE)) - point.members - in_time
    if missing <= 0:
        return True
    others = point.staff - point.members - len(waiting)
    return facts.start_by is not None and day <= facts.start_by and missing <= others


def _on(history: Sequence[Point], day: date) -> Point:
    return [point for point in history if point.on <= day][-1]


def _waits(road: Travelled, day: date) -> bool:
    """Whether somebody was a source that day, before the ceremony and not closed."""
    source, ceremony = road.first.get(StepKind.SOURCE_ADDED), road.first.get(StepKind.ADMITTED)
    closed = road.case.closed_on
    return (
        source is not None
        and source <= day
        and (ceremony is None or day < ceremony)
        and not (closed is not None and closed <= day)
    )


def _ceremony(facts: Forecast, road: Travelled, day: date) -> date | None:
    source = road.first[StepKind.SOURCE_ADDED]
    days = (facts.basis.ceremony_after(source), facts.basis.ceremony_after(source, longest=True))
    return next((held for held in days if held >= day), None)
