"""Verbs of these pages that gather verbs of the rooms below: leave or die, join two records, part them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN
from chibo.base.refusal import Fault, FaultyError
from chibo.development.actions import refresh_due
from chibo.development.queries import cases_for
from chibo.register import actions as register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Membership, Person, PersonMerge


@transaction.atomic
def let_go(*, actor: Actor, on: date, person: Person, left_by: str, ends_on: date, decision: str = "") -> Membership:
    """Enter that a member left the Party or died. Raises what the verbs of the register raise."""
    if left_by == "death":
        return register.record_death(actor=actor, on=on, person=person, died_on=ends_on)
    membership = person.memberships.select_related("organisation").filter(ends_on=None).first()
    if membership is None:
        raise FaultyError([Fault(what=f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này.")])
    return register.close_membership(
        actor=actor, on=on, membership=membership, left_by=left_by, ends_on=ends_on, decision=decision
    )


@transaction.atomic
def join_people(
    *, actor: Actor, on: date, kept: Person, dropped: Person, chosen: Mapping[str, str], reason: str
) -> PersonMerge:
    """Join two records of one person; what their roads compute from the person is computed anew."""
    merge = register.merge_people(actor=actor, on=on, kept=kept, dropped=dropped, chosen=chosen, reason=reason)
    _recompute(actor, on, merge.person)
    return merge


@transaction.atomic
def part_people(*, actor: Actor, on: date, merge: PersonMerge, reason: str) -> Person:
    """Part two records that were joined by mistake. Raises what the verb of the register raises."""
    back = register.undo_merge(actor=actor, on=on, merge=merge, reason=reason)
    _recompute(actor, on, merge.person, back)
    return back


def _recompute(actor: Actor, on: date, *people: Person) -> None:
    """Renew what roads keep of their persons; where the actor may not, the daily command does."""
    refresh_due(actor=actor, on=on, cases=cases_for(actor, Permission.RECORD_STEPS).filter(person__in=people))


@transaction.atomic
def note_both_seen(*, actor: Actor, on: date, people: Iterable[Person]) -> None:
    """Write that protected values of two records were looked at side by side (decision 39)."""
    for person in people:
        audit.record(
            actor=actor,
            on=on,
            action=SEEN,
            subject=person,
            chain=str(person.organisation.uid) if person.organisation else audit.INSTALLATION,
            changes={"block": "identity", "role": actor.role},
            reason="đối chiếu hai bản ghi của một người",
        )
