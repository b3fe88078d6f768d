"""Following somebody who came in as a probationary member already: from a list, or from another organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.development.actions.case import faults_of_opening
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.actions.step import record_step
from chibo.development.models import DevelopmentCase, Step
from chibo.law.vocabulary import Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_JOINING = frozenset({StepKind.ADMISSION_DECIDED, StepKind.ADMITTED})


@transaction.atomic
def follow_probation(
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    ceremony_on: date,
    decided_on: date | None = None,
) -> DevelopmentCase:
    """Open a case of somebody admitted before we knew them, so that the recognition is not forgotten (Charter art. 5).

    Its steps come from the old file: the decision where its day is known, and the ceremony, from which the twelve
    months count. Raises ``NotAllowedError``; ``FaultyError`` when a case is open or a day lies ahead.
    """
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "theo dõi đảng viên dự bị")
    raise_if_any(faults_of_opening(person, organisation))
    case = DevelopmentCase.objects.create(
        person=person,
        organisation=organisation,
        scope_key=organisation.scope_key,
        stage=Stage.NONE,
        opened_on=decided_on or ceremony_on,
    )
    for kind, day in ((StepKind.ADMISSION_DECIDED, decided_on), (StepKind.ADMITTED, ceremony_on)):
        if day is not None:
            record_step(actor=actor, on=on, case=case, step=kind, acted_on=day, from_old_file=True)
    case.refresh_from_db()
    return case


@transaction.atomic
def take_back_following(
    *, actor: Actor, on: date, organisation: Organisation, people: Collection[Person], reason: str
) -> int:
    """Delete the cases ``follow_probation`` opened for people entered by mistake; a case worked on since then stays.

    Returns how many went; the log keeps that they were there. Raises ``NotAllowedError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "thôi theo dõi đảng viên dự bị")
    known = DevelopmentCase.objects.select_for_update().filter(person__in=people, organisation=organisation)
    cases = [case for case in known if _is_untouched(case)]
    for case in cases:
        audit.record(
            actor=actor,
            on=on,
            action="development.take_back_following",
            subject=case,
            chain=str(organisation.uid),
            changes={"person": [str(case.person.uid), None], "opened_on": [case.opened_on, None]},
            reason=reason,
        )
    Step.objects.filter(case__in=cases).delete()
    DevelopmentCase.objects.filter(pk__in=[case.pk for case in cases]).delete()
    return len(cases)


def _is_untouched(case: DevelopmentCase) -> bool:
    """Whether a case holds the steps of the old file and nothing else: no later act, paper, helper or slip."""
    steps = list(case.steps.all())
    if case.closed_on is not None or not all(_is_joining(step) for step in steps):
        return False
    for relation in DevelopmentCase._meta.related_objects:  # noqa: SLF001 - Django's documented model API
        model, key = relation.related_model, relation.field.name
        if model is not Step and model._default_manager.filter(**{key: case}).exists():  # noqa: SLF001 - as above
            return False
    return True


def _is_joining(step: Step) -> bool:
    return step.from_old_file and step.kind in _JOINING and not step.is_void and step.vote_id is None
