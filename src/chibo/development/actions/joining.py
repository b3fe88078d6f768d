"""Following people whose road began before we knew them: from a list, or from another organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.development import facts
from chibo.development.actions.case import faults_of_opening
from chibo.development.actions.due import due_at_the_end, store_due
from chibo.development.actions.guards import faults_of_day, must_hold, raise_if_any
from chibo.development.actions.step import record_step
from chibo.development.kept import plain
from chibo.development.models import DevelopmentCase, Step
from chibo.law import journey
from chibo.law.facts import StepFacts
from chibo.law.vocabulary import Stage, StepKind
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person

_OLD: Final = frozenset({StepKind.SOURCE_ADDED, StepKind.ADMISSION_DECIDED, StepKind.ADMITTED})
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """Somebody's road as an old file tells it: acts with their days, in order. ``mark`` names it in a fault."""

    person: Person
    organisation: Organisation
    acts: tuple[tuple[StepKind, date], ...]
    mark: str = ""


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
def follow_roads(
    *, actor: Actor, on: date, organisation: Organisation, roads: Sequence[Road], reason: str
) -> list[tuple[DevelopmentCase, list[Step]]]:
    """Open the cases of many people with the acts an old file tells, judged by the law of their days and never stopped.

    One act and one line of the log. What the register holds of a ceremony is not written again. Raises
    ``NotAllowedError``; ``FaultyError`` with every fault: a case is open, somebody belongs elsewhere, a day lies ahead.
    """
    for key in {road.organisation.scope_key for road in roads} | {organisation.scope_key}:
        must_hold(actor, Permission.RECORD_STEPS, key, "đưa người vào theo dõi")
    raise_if_any([fault for road in roads for fault in _faults(road, on)])
    made: list[tuple[DevelopmentCase, list[Step]]] = []
    with due_at_the_end(on=on):
        for start in range(0, len(roads), _AT_ONCE):
            made += _opened(roads[start : start + _AT_ONCE], on, reason)
    audit.record(
        actor=actor,
        on=on,
        action="development.follow_roads",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"cases": [None, len(made)]},
        reason=reason,
        people=(road.person.uid for road in roads),
    )
    return made


def _faults(road: Road, on: date) -> Iterable[Fault]:
    yield from faults_of_opening(road.person, road.organisation)
    for _, day in road.acts:
        yield from faults_of_day(day, on, field="acted_on", what=road.mark or "Ngày")


def _opened(roads: Sequence[Road], on: date, reason: str) -> list[tuple[DevelopmentCase, list[Step]]]:
    cases = DevelopmentCase.objects.bulk_create(
        DevelopmentCase(
            person=road.person,
            organisation=road.organisation,
            scope_key=road.organisation.scope_key,
            stage=Stage.NONE,
            opened_on=road.acts[0][1],
        )
        for road in roads
    )
    steps: list[list[Step]] = [[] for _ in roads]
    rules: dict[tuple[int, date], Rulebook] = {}
    for place in range(max((len(road.acts) for road in roads), default=0)):
        turn = [number for number, road in enumerate(roads) if place < len(road.acts)]
        known = facts.of([cases[number] for number in turn])
        for number, one in zip(turn, known, strict=True):
            kind, day = roads[number].acts[place]
            key = (roads[number].organisation.pk, day)
            rulebook = rules.setdefault(key, rules.get(key) or rulebook_of(roads[number].organisation, day))
            verdict = journey.judge(one, StepFacts(kind=kind, on=day, from_old_file=True), on, rulebook)
            steps[number].append(
                Step(
                    case=cases[number],
                    kind=kind,
                    on=day,
                    from_old_file=True,
                    reason=reason,
                    findings=[plain(finding) for finding in verdict.findings],
                    law=rulebook.fingerprint,
                )
            )
        Step.objects.bulk_create(steps[number][place] for number in turn)
    for case in cases:
        store_due(case, on=on)
    return list(zip(cases, steps, strict=True))


@transaction.atomic
def take_back_roads(*, actor: Actor, on: date, organisation: Organisation, people: Collection[int], reason: str) -> int:
    """Delete the cases opened for people entered by mistake; a case worked on since then stays.

    Returns how many went; the log keeps that they were there. Raises ``NotAllowedError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "thôi theo dõi người vừa nhập")
    numbers, gone = list(people), 0
    for start in range(0, len(numbers), _AT_ONCE):
        cases = DevelopmentCase.objects.select_for_update().filter(person__in=numbers[start : start + _AT_ONCE])
        untouched = _untouched(list(cases))
        Step.objects.filter(case__in=untouched).delete()
        gone += len(untouched)
        DevelopmentCase.objects.filter(pk__in=untouched).delete()
    audit.record(
        actor=actor,
        on=on,
        action="development.take_back_following",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"cases": [gone, 0]},
        reason=reason,
    )
    return gone


def _untouched(cases: list[DevelopmentCase]) -> list[int]:
    """Which cases hold the acts of the old file and nothing else: no later act, paper, helper or slip."""
    numbers = [case.pk for case in cases]
    touched = {case.pk for case in cases if case.closed_on is not None}
    touched |= {step.case_id for step in Step.objects.filter(case__in=numbers) if not _is_old(step)}
    for relation in DevelopmentCase._meta.related_objects:  # noqa: SLF001 - Django's documented model API
        model, key = relation.related_model, relation.field.name
        if model is not Step and numbers:
            rows = model._default_manager.filter(**{f"{key}__in": numbers})  # noqa: SLF001 - as above
            touched |= set(rows.values_list(f"{key}_id", flat=True))
    return [number for number in numbers if number not in touched]


def _is_old(step: Step) -> bool:
    return step.from_old_file and step.kind in _OLD and not step.is_void and step.vote_id is None
