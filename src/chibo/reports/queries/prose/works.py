"""The rest of a unit's work, as a report in words counts it: classes, tasks, awareness, promises, honours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from chibo.development.models import ClassKind
from chibo.development.queries import TaskFigures, TrainingFigures, task_figures, training_figures
from chibo.register.models import Organisation
from chibo.register.tree import below_then
from chibo.reviews.queries import awareness_figures, badges_given, commendations_decided, commitment_figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.reports.periods import Period
    from chibo.reviews.queries import AwarenessFigures, CommitmentFigures

ROAD_CLASSES = (ClassKind.AWARENESS, ClassKind.NEW_MEMBER)
"""The classes that belong to the road; theory is for those who have walked it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """What was done in a period beside members and sessions. ``commitments`` are those of the year of its last day."""

    awareness: AwarenessFigures
    training: Mapping[str, TrainingFigures]
    tasks: TaskFigures
    commitments: CommitmentFigures
    commended_people: int
    commended_units: int
    badges: Mapping[int, int]  # years in the Party → how many were given


def works_of(actor: Actor, organisation: Organisation, period: Period, until: date) -> Works:
    """Gather a period, of the unit and everything below it. Seven questions.

    Classes and tasks are counted only of units whose cases the actor may see.
    """
    since, end = period.starts_on, until + timedelta(days=1)
    units = _units(organisation, until)
    tasks = task_figures(actor, units, since, end).values()
    decided = commendations_decided(organisation, since, end, and_below=True).order_by()
    commended = decided.aggregate(people=Count("person"), every=Count("pk"))
    return Works(
        awareness=awareness_figures(organisation, since, end, and_below=True),
        training=_training(actor, units, since, end),
        tasks=TaskFigures(
            given=sum(one.given for one in tasks),
            done=sum(one.done for one in tasks),
            people=sum(one.people for one in tasks),
        ),
        commitments=commitment_figures(organisation, until.year, until, and_below=True),
        commended_people=commended["people"],
        commended_units=commended["every"] - commended["people"],
        badges=badges_given(organisation, since, end),
    )


def _units(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """The unit and everything below it; not read: the database looks into them itself, however many they are."""
    return Organisation.objects.filter(below_then(organisation, on, organisation="")).order_by()


def _training(actor: Actor, units: QuerySet[Organisation], since: date, end: date) -> dict[str, TrainingFigures]:
    counted: dict[str, Counter[str]] = {}
    for (_, kind), one in training_figures(actor, units, since, end).items():
        told = {"classes": one.classes, "sent": one.sent, "certified": one.certified}
        counted.setdefault(kind, Counter()).update(told)
    return {kind: TrainingFigures(**told) for kind, told in counted.items()}
