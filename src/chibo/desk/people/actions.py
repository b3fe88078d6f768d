"""Verbs of these pages that gather verbs of the rooms below: leave or die, join two records; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.people.queries import spell_ended_by
from chibo.development.actions import end_roads, refresh_due, restore_roads
from chibo.development.queries import cases_for
from chibo.register import actions as register
from chibo.register.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person, PersonMerge, Transfer


@transaction.atomic
def let_go(*, actor: Actor, on: date, person: Person, left_by: str, ends_on: date, decision: str = "") -> Membership:
    """Enter that a member left the Party or died; the own case is closed and help given to others ends with it.

    Raises what the verbs of the register and the road raise.
    """
    if left_by == "death":
        left = register.record_death(actor=actor, on=on, person=person, died_on=ends_on)
    else:
        membership = person.memberships.select_related("organisation").filter(ends_on=None).first()
        if membership is None:
            raise FaultyError([Fault(what=f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này.")])
        left = register.close_membership(
            actor=actor, on=on, membership=membership, left_by=left_by, ends_on=ends_on, decision=decision
        )
    end_roads(actor=actor, on=on, membership=left)
    return left


@transaction.atomic
def take_back_leaving(*, actor: Actor, on: date, membership: Membership, reason: str) -> Membership:
    """Undo a leaving entered by mistake, with everything that ended with it. Raises as the register and the road do."""
    ended = Membership.objects.get(pk=membership.pk).ended_with
    back = register.take_back_leaving(actor=actor, on=on, membership=membership, reason=reason)
    restore_roads(actor=actor, on=on, membership=back, ended=ended, reason=reason.strip())
    return back


@transaction.atomic
def take_back_transfer(*, actor: Actor, on: date, transfer: Transfer, reason: str) -> None:
    """Undo a move entered by mistake, with everything that ended with it. Raises as the register and the road do."""
    spell = spell_ended_by(transfer)
    register.take_back_transfer(actor=actor, on=on, transfer=transfer, reason=reason)
    if spell is not None:
        ended = spell.ended_with
        restore_roads(actor=actor, on=on, membership=spell, ended=ended, reason=reason.strip())


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
