"""Verbs of these pages that gather verbs of the rooms below: leave or die, join two records; and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.privacy import SEEN
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.people.queries import spell_ended_by
from chibo.development.actions import end_roads, refresh_due, restore_roads
from chibo.development.queries import cases_for
from chibo.register import actions as register
from chibo.register.facts import rulebook_of
from chibo.register.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person, PersonMerge, Transfer


@transaction.atomic
def let_go(
    *,
    actor: Actor,
    on: date,
    person: Person,
    left_by: str,
    ends_on: date,
    decision: str = "",
    decided_on: date | None = None,
) -> Membership:
    """Enter that a member left the Party or died; the own case is closed and help given to others ends with it.

    Removal and expulsion rest on a decision of the committee entitled: its number and day are asked for. Raises what
    the verbs of the register and the road raise, with every fault at once.
    """
    faults = _faults_of_decision(person, left_by, ends_on, on, decision, decided_on)
    told = f"{decision} ngày {say_date(decided_on)}".strip() if decided_on is not None else decision
    try:
        left = _left(actor, on, person, left_by, ends_on, told)
    except FaultyError as error:
        raise FaultyError([*error.faults, *faults]) from error
    if faults:
        raise FaultyError(faults)
    end_roads(actor=actor, on=on, membership=left)
    return left


def _left(actor: Actor, on: date, person: Person, left_by: str, ends_on: date, decision: str) -> Membership:
    if left_by == Membership.LeftBy.DEATH:
        return register.record_death(actor=actor, on=on, person=person, died_on=ends_on)
    membership = person.memberships.select_related("organisation").filter(ends_on=None).first()
    if membership is None:
        raise FaultyError([Fault(what=f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này.")])
    return register.close_membership(
        actor=actor, on=on, membership=membership, left_by=left_by, ends_on=ends_on, decision=decision
    )


_DECIDED: Final = {
    Membership.LeftBy.REMOVAL: "deletion.no_meeting_or_fee",
    Membership.LeftBy.EXPULSION: "discipline.cell_may_decide",
}
"""What the cell only proposes, and the figure whose text says so."""


def _faults_of_decision(
    person: Person, left_by: str, ends_on: date, on: date, number: str, decided_on: date | None
) -> list[Fault]:
    faults = []
    if decided_on is not None and decided_on > on:
        what = f"Ngày quyết định ({say_date(decided_on)}) ở sau ngày hôm nay ({say_date(on)})."
        faults.append(Fault(what=what, next="Kiểm tra lại ngày.", field="decided_on"))
    if left_by == Membership.LeftBy.DEATH and (number.strip() or decided_on is not None):
        what = "Từ trần không có quyết định."
        faults.append(Fault(what=what, next="Để trống số và ngày quyết định.", field="decision"))
    if left_by not in _DECIDED or person.organisation is None:
        return faults
    day = min(ends_on, on)
    reading = rulebook_of(person.organisation, day).find(_DECIDED[Membership.LeftBy(left_by)], day)
    cited = f" ({reading.citation.text})" if reading is not None else ""
    why = f"Chi bộ xem xét, đề nghị; cấp ủy có thẩm quyền quyết định{cited}."
    if not number.strip():
        faults.append(Fault(what="Chưa ghi số quyết định.", why=why, next="Ghi khi có quyết định.", field="decision"))
    if decided_on is None:
        faults.append(Fault(what="Chưa ghi ngày quyết định.", why=why, field="decided_on"))
    return faults


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
