"""The verb that makes one organisation several: people and organisations below it each go to one place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.register.actions.carrying import Carrying, carry
from chibo.register.actions.common import Faults
from chibo.register.actions.merging import (
    check_children,
    check_later,
    check_meetings,
    check_receiver,
    end_unit,
    members_standing,
    standing_children,
    take_children,
)
from chibo.register.actions.tree_common import (
    Part,
    allow_all,
    check_day,
    check_decision,
    hold_tree,
    tell,
    write_change,
)
from chibo.register.models import Organisation, OrganisationChange, Person

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions.tree_common import Decision

_NAMED = 5  # people, or organisations, that a fault names


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one organisation gets of a divided one: these people, with what is under way about them, and these units.

    ``units`` are organisations directly below the divided one; they go with everything below them.
    """

    into: Organisation
    people: Collection[Person] = field(default_factory=tuple)
    units: Collection[Organisation] = field(default_factory=tuple)


@transaction.atomic
def split_organisation(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    shares: Sequence[Share],
    day: date,
    decision: Decision,
    goes_on: bool = True,
) -> OrganisationChange:
    """Divide an organisation from a day on: each share of its people and units goes to one other organisation.

    Who and what is in no share stays; where the organisation does not go on, no member and no unit may, and what is
    about no person goes to the first. Keys of many follow as a job. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    touched = [organisation, *(share.into for share in shares), *(unit for share in shares for unit in share.units)]
    allow_all(actor, touched)
    hold_tree(touched)
    faults = Faults()
    check_decision(decision, on, faults)
    check_day([organisation], day, on, faults)
    _check_split(organisation, shares, day, faults, goes_on=goes_on)
    faults.settle()
    parts = {unit: Part.ITSELF for share in shares for unit in share.units}
    parts |= {organisation: Part.FROM, **{share.into: Part.INTO for share in shares}}
    change = write_change(OrganisationChange.Sort.SPLIT, day, decision, parts)
    counts: Counter[str] = Counter()
    for share in shares:
        people = frozenset(person.pk for person in share.people)
        counts += carry(Carrying(source=organisation, into=share.into, day=day, change=change, people=people))
        counts["units"] += take_children(share.units, share.into, day, change)
    if not goes_on:
        rest = Carrying(source=organisation, into=shares[0].into, day=day, change=change)
        counts += carry(rest)
        end_unit(organisation, day)
    change.counts = dict(+counts)
    change.save(update_fields=["counts"])
    told = {"into": [[str(share.into.uid) for share in shares], []], "goes_on": goes_on, **change.counts}
    tell(actor, on, "split_organisation", touched, change, told)
    return change


def _check_split(
    organisation: Organisation, shares: Sequence[Share], day: date, faults: Faults, *, goes_on: bool
) -> None:
    faults.unless(bool(shares), "Chưa chọn nơi về cho người, tổ chức trực thuộc nào.", field="shares")
    for share in shares:
        check_receiver(share.into, day, faults)
        if share.into.pk == organisation.pk:
            faults.add(f"{organisation.name} không thể nhận người của chính mình.", field="shares")
        if not share.people and not share.units:
            faults.add(f"Chưa chọn người hoặc tổ chức trực thuộc về {share.into.name}.", field="shares")
        strange = [person for person in share.people if person.organisation_id != organisation.pk]
        for person in strange[:_NAMED]:
            faults.add(f"{person.full_name} không thuộc {organisation.name}.", field="shares")
        _check_units(organisation, share, day, faults)
    people = Counter(person.pk for share in shares for person in share.people)
    units = Counter(unit.pk for share in shares for unit in share.units)
    _check_once(people, units, faults)
    check_later(organisation, day, faults, people=frozenset(people) if goes_on else None)
    if not goes_on:
        _check_left(organisation, people, units, day, faults)
        if shares:
            check_meetings([organisation], shares[0].into, day, faults)


def _check_units(organisation: Organisation, share: Share, day: date, faults: Faults) -> None:
    """Note what speaks against the organisations below that one share takes along."""
    for unit in share.units:
        if unit.parent_id != organisation.pk or (unit.ends_on is not None and unit.ends_on <= day):
            faults.add(f"{unit.name} không trực thuộc {organisation.name}.", field="shares")
        if share.into.scope_key.startswith(unit.scope_key):
            faults.add(f"{share.into.name} nằm trong {unit.name}.", next="Chọn nơi nhận khác.", field="shares")
    check_children(organisation, share.units, share.into, day, faults)


def _check_once(people: Counter[int], units: Counter[int], faults: Faults) -> None:
    """Note who and what goes to two places."""
    twice = Person.objects.filter(pk__in=[pk for pk, many in people.items() if many > 1])
    both = Organisation.objects.filter(pk__in=[pk for pk, many in units.items() if many > 1])
    names = [one.full_name for one in twice.order_by("sort_key", "pk")[:_NAMED]]
    for name in [*names, *(one.name for one in both.order_by("scope_key")[:_NAMED])]:
        faults.add(f"{name} được chọn vào hai nơi.", next="Chọn một nơi.", field="shares")


def _check_left(
    organisation: Organisation, people: Counter[int], units: Counter[int], day: date, faults: Faults
) -> None:
    """Note which members and units of an organisation that ends have no place to go."""
    left = members_standing(organisation, day).exclude(person__in=list(people)).select_related("person")
    names = [spell.person.full_name for spell in left.order_by("person__sort_key")[:_NAMED]]
    below = standing_children(organisation, day).exclude(pk__in=list(units))
    for name in [*names, *(unit.name for unit in below[:_NAMED])]:
        faults.add(
            f"Chưa chọn nơi về cho {name}.",
            why=f"{organisation.name} thôi hoạt động từ {say_date(day)}.",
            field="shares",
        )
