"""Verbs about từ trần of somebody who is no member: of the staff, on the road, or a member once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.models import Membership, PersonFact

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person


@transaction.atomic
def record_passing(*, actor: Actor, on: date, person: Person, died_on: date) -> PersonFact:
    """Enter that somebody who is no member died. ``take_back_passing`` undoes it.

    Raises ``NotAllowedError``, and ``FaultyError`` for a member (whose death ends the membership: ``record_death``),
    for a post that goes on, a day ahead or before the birth, and where a death is entered already.
    """
    allow(actor, person.scope_key, "ghi người từ trần")
    person = locked(person)
    faults = Faults()
    faults.not_future(died_on, on, "Ngày từ trần", "died_on")
    if person.birth is not None and died_on < person.birth.earliest:
        faults.add("Ngày từ trần ở trước ngày sinh.", field="died_on")
    if person.memberships.filter(ends_on=None).exists():
        faults.add(f"{person.full_name} đang là đảng viên.", next="Ghi ở “Ra khỏi Đảng, từ trần”.")
    known = person.memberships.filter(left_by=Membership.LeftBy.DEATH).exists() or _passing(person) is not None
    faults.unless(not known, "Đã ghi người này từ trần.")
    for job in person.employments.filter(ends_on=None).select_related("workplace"):
        faults.add(f"Công tác tại {job.workplace} còn mở.", next="Ghi thôi việc trước.", field="died_on")
    faults.settle()
    fact = PersonFact.objects.create(person=person, field=PersonFact.Field.DEATH, since=died_on.isoformat())
    log(actor, on, "record_passing", fact, person.organisation, {"person": person.uid, "died_on": [None, died_on]})
    return fact


@transaction.atomic
def take_back_passing(*, actor: Actor, on: date, person: Person, reason: str) -> None:
    """Undo that somebody who is no member died, entered by mistake. Raises ``NotAllowedError``, ``FaultyError``."""
    allow(actor, person.scope_key, "rút lại việc từ trần đã ghi")
    person = locked(person)
    fact, faults = _passing(person), Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    faults.unless(fact is not None, "Chưa ghi người này từ trần.")
    faults.settle()
    assert fact is not None
    told = {"person": person.uid, "died_on": [str(fact.since), None]}
    log(actor, on, "take_back_passing", fact, person.organisation, told, reason=reason.strip())
    fact.delete()


def _passing(person: Person) -> PersonFact | None:
    return PersonFact.objects.filter(person=person, field=PersonFact.Field.DEATH).first()
