"""Days of the road read straight from the steps: when a stage was entered, how long the way took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.models import AuditEntry
from chibo.development.models import DevelopmentCase, Step
from chibo.law.vocabulary import Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.register.models import Organisation, Person

ENTERED_BY = {
    Stage.SOURCE: StepKind.SOURCE_ADDED,
    Stage.OUTSTANDING: StepKind.OUTSTANDING_RECOGNISED,
    Stage.CANDIDATE: StepKind.CANDIDATE_RECOGNISED,
    Stage.APPLICANT: StepKind.APPLICATION_RECEIVED,
    Stage.PROBATIONARY: StepKind.ADMITTED,
    Stage.OFFICIAL: StepKind.RECOGNITION_DECIDED,
}
"""The step that brings a case into each stage (decisions 14 and 43)."""


@dataclass(frozen=True, kw_only=True)
class Duration:
    """How long one completed road took, from the day in the source to the ceremony."""

    person: Person
    source_on: date
    ceremony_on: date

    @property
    def days(self) -> int:
        """Calendar days between the two."""
        return (self.ceremony_on - self.source_on).days


def entered_on(cases: Iterable[DevelopmentCase]) -> dict[int, date]:
    """Give for each case (by its number) the day on which it entered its stored stage; one query."""
    wanted = {case.pk: ENTERED_BY.get(Stage(case.stage)) for case in cases}
    rows = Step.objects.filter(
        case__in=wanted, kind__in=[kind for kind in wanted.values() if kind], is_void=False, replaced_by__isnull=True
    ).order_by("on", "id")
    return {case_id: day for case_id, kind, day in rows.values_list("case_id", "kind", "on") if wanted[case_id] == kind}


def durations(organisation: Organisation, on: date) -> tuple[Duration, ...]:
    """Give the way of everybody whom the organisation admitted up to a day, in the order of the ceremonies."""
    rows = (
        Step.objects.filter(
            case__organisation=organisation,
            kind__in=[StepKind.SOURCE_ADDED, StepKind.ADMITTED],
            is_void=False,
            replaced_by__isnull=True,
            on__lte=on,
        )
        .select_related("case__person")
        .order_by("on", "id")
    )
    sources: dict[int, date] = {}
    found = []
    for step in rows:
        if step.kind == StepKind.SOURCE_ADDED:
            sources[step.case_id] = step.on
        elif step.case_id in sources:
            found.append(Duration(person=step.case.person, source_on=sources[step.case_id], ceremony_on=step.on))
    return tuple(found)


def steps_of(case: DevelopmentCase) -> QuerySet[Step]:
    """Give every step of a case as recorded, with those taken back, the oldest act first."""
    return (
        Step.objects.filter(case=case)
        .select_related("resolution", "vote", "replaced_by", "replaces")
        .order_by("on", "id")
    )


def viewers(case: DevelopmentCase, *, limit: int = 5) -> list[AuditEntry]:
    """Give who looked at a case's dossiers, the latest first."""
    return list(
        AuditEntry.objects.filter(subject_uid=str(case.uid), action__startswith="development.view_").order_by("-id")[
            :limit
        ]
    )
