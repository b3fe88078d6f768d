"""Verbs for many people at once. Each is the verb for one person, once for each, in one transaction (ADR 0050)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError, RefusedError
from chibo.base.words.findings import sentence
from chibo.development.actions import assign_mentors, assign_probation_mentor, choose_for_class
from chibo.development.models import ClassPlace, DevelopmentCase
from chibo.law.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import TrainingClass
    from chibo.register.models import Organisation, Person


@transaction.atomic
def assign_mentor_to_many(
    *, actor: Actor, on: date, organisation: Organisation, people: Sequence[Person], mentor: Person, starts_on: date
) -> int:
    """Have one member help several people from a day on: before admission, or in probation, as each stands.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault of every person, what the law says among them.
    """
    if not actor.may(Permission.RECORD_STEPS, organisation.scope_key):
        raise NotAllowedError("phân công người giúp đỡ")
    _somebody(people)
    held = DevelopmentCase.objects.filter(organisation=organisation, person__in=people, closed_on__isnull=True)
    cases = {case.person_id: case for case in held.select_related("person", "organisation__kind")}

    def assign(person: Person) -> None:
        case = cases.get(person.pk)
        if case is None:
            raise FaultyError([Fault(what="Chưa có hồ sơ phát triển đang mở.", next="Đưa vào theo dõi trước.")])
        if case.stage == Stage.PROBATIONARY:
            assign_probation_mentor(actor=actor, on=on, case=case, mentor=mentor, starts_on=starts_on)
        else:
            assign_mentors(actor=actor, on=on, case=case, mentors=[mentor], starts_on=starts_on)

    _each(people, assign)
    return len(people)


@transaction.atomic
def add_to_class(*, actor: Actor, on: date, training_class: TrainingClass, people: Sequence[Person]) -> int:
    """Put several people on the list of a class beside those who stand there.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault of the list.
    """
    if not actor.may(Permission.RECORD_STEPS, training_class.organisation.scope_key):
        raise NotAllowedError("lập danh sách cử đi học")
    _somebody(people)
    places = list(ClassPlace.objects.filter(training_class=training_class).select_related("person").order_by("pk"))
    added = {person.pk for person in people}
    stand = [place.person for place in places if place.state != ClassPlace.State.LEFT]
    left = {
        place.person: place.reason
        for place in places
        if place.state == ClassPlace.State.LEFT and place.person_id not in added
    }
    known = {person.pk for person in stand}
    sent = [*stand, *(person for person in people if person.pk not in known)]
    choose_for_class(actor=actor, on=on, training_class=training_class, sent=sent, left=left)
    return len(added - known)


def _somebody(people: Sequence[Person]) -> None:
    if not people:
        raise FaultyError([Fault(what="Chưa chọn ai.", next="Đánh dấu người trong danh sách rồi chọn việc.")])


def _each(people: Sequence[Person], act: Callable[[Person], None]) -> None:
    """Act for each; raise every fault of everybody at once."""
    faults: list[Fault] = []
    for person in people:
        try:
            with transaction.atomic():
                act(person)
        except FaultyError as error:
            faults += [_of(person, fault) for fault in error.faults]
        except RefusedError as error:
            told = [sentence(found) for found in error.verdict.stops]
            faults += [_of(person, Fault(what=one.what, why=one.why, next=one.next)) for one in told]
    if faults:
        raise FaultyError(faults)


def _of(person: Person, fault: Fault) -> Fault:
    return Fault(what=f"{person}: {fault.what}", why=fault.why, next=fault.next, field=f"nguoi-{person.uid}")
