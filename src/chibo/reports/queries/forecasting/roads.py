"""The roads from source to ceremony that a unit, or the level above it, has seen up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development.models import Step
from chibo.law.vocabulary import StepKind
from chibo.reports.chances import End, Road

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.development.models import DevelopmentCase
    from chibo.register.models import Organisation

ENTRIES = (
    StepKind.SOURCE_ADDED,
    StepKind.OUTSTANDING_RECOGNISED,
    StepKind.CANDIDATE_RECOGNISED,
    StepKind.APPLICATION_RECEIVED,
    StepKind.CELL_PROPOSED_ADMISSION,
)
ENOUGH_CASES = 3  # fewer completed cases say nothing about a unit's pace (product.md 2.10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Travelled:
    """One case as far as it was known on a day: the first day of each kind of step, and whether it was closed."""

    case: DevelopmentCase
    first: dict[str, date]
    on: date

    @property
    def has_joined(self) -> bool:
        """Whether the ceremony was held."""
        return StepKind.ADMITTED in self.first

    @property
    def is_open(self) -> bool:
        """Whether somebody is still on the road before the ceremony."""
        return not self.has_joined and (self.case.closed_on is None or self.case.closed_on > self.on)

    @property
    def latest(self) -> StepKind:
        """The step that was reached last, of those that are counted from; everybody here was once a source."""
        reached = [kind for kind in ENTRIES if kind in self.first]
        return max(reached, key=lambda kind: (self.first[kind], ENTRIES.index(kind)))

    def days_from(self, kind: str) -> int:
        """The days from a step to the ceremony, to the close of the case, or to the day of asking."""
        closed = self.case.closed_on if self.case.closed_on and self.case.closed_on <= self.on else self.on
        return (self.first.get(StepKind.ADMITTED, closed) - self.first[kind]).days

    def road_from(self, kind: str) -> Road:
        """The same as one road of the past, seen to its end or still open."""
        end = End.JOINED if self.has_joined else End.OPEN if self.is_open else End.LEFT
        return Road(days=max(self.days_from(kind), 0), end=end)


def own_roads(organisation: Organisation, on: date) -> list[Travelled]:
    """Every case of the unit begun by ``on``, with its person, in the order of names. One query."""
    steps = _steps(on).filter(case__organisation=organisation).select_related("case__person")
    return _travelled(steps.order_by("case__person__sort_key", "case", "on", "id"), on)


def roads_above(organisation: Organisation, on: date) -> list[Travelled]:
    """Every case of the level above and all below it: days only, no person is read. At most two queries."""
    if organisation.parent is None:
        return []
    key = organisation.parent.scope_key
    steps = _steps(on).filter(case__organisation__scope_key__range=(key, f"{key}~")).select_related("case")
    return _travelled(steps.order_by("case", "on", "id"), on)


def pace(kind: str, roads: Iterable[Travelled]) -> tuple[int, ...]:
    """The days from a step to the ceremony in the completed cases that have both, shortest first."""
    return tuple(sorted(one.days_from(kind) for one in roads if one.has_joined and kind in one.first))


def past_roads(kind: str, roads: Iterable[Travelled]) -> tuple[Road, ...]:
    """All roads that passed a step, ended or not, to compare somebody with who has reached it."""
    return tuple(one.road_from(kind) for one in roads if kind in one.first)


def _steps(on: date) -> QuerySet[Step]:
    return Step.objects.filter(is_void=False, replaced_by__isnull=True, on__lte=on)


def _travelled(steps: Iterable[Step], on: date) -> list[Travelled]:
    found: dict[int, Travelled] = {}
    for step in steps:
        one = found.setdefault(step.case_id, Travelled(case=step.case, first={}, on=on))
        one.first.setdefault(step.kind, step.on)
    return list(found.values())
