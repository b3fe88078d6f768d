"""Many rows of every kind in one branch: the branch's one row of each model, copied, with whatever it leads to.

Each copy leads to copies where its model has any (a person with a road of his own, a meeting with items of its own);
beside them stand copies that stay in what holds the first row (many items of one meeting, many steps of one road).
What the tables forbid, such as a second open road of one person, is left out by the database itself.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import models

from chibo.base.models import new_uid
from chibo.base.vietnamese import name_keys
from chibo.register.models import Membership, Organisation, OrganisationKind, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gate.cast import World
    from tests.gate.rows import Row

# Kept once: what everything hangs on, and what no verb of a room writes as a row of a list.
ONCE: Final = frozenset(
    {
        "base.installation", "base.auditentry", "base.auditmention", "base.rowseal", "base.actseal", "base.safekeeping",
        "base.sealrule", "register.organisation", "register.organisationkind", "register.childcounter",
        "register.workplace", "register.organisationrule", "register.figureamendment", "register.organisationchange",
        "register.changepart", "register.formerstate", "register.movedrecord",
    }
)  # fmt: skip
LABEL: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def grow(world: World, begin: int, end: int) -> None:
    """Put copies number ``begin`` up to ``end - 1`` of every kind of row beside the first."""
    units_below(world, begin, end)
    made: dict[tuple[type[Row], int], Row] = {}
    for model in in_order():
        first = first_of(world, model)
        if first is None:
            continue
        fresh = [copy(first, number, made) for number in range(begin, end)]
        kept = [copy(first, number, made, stays=one) for one in holders(model) for number in range(begin, end)]
        model._default_manager.bulk_create(fresh + kept, ignore_conflicts=True)
        by_uid = {row.uid: row for row in model._default_manager.filter(uid__in=[row.uid for row in fresh])}
        for number, row in zip(range(begin, end), fresh, strict=True):
            if row.uid in by_uid:
                made[model, number] = by_uid[row.uid]


def first_of(world: World, model: type[Any]) -> Any:
    """The row that is copied; of people a member, whom most rows are about."""
    if model is Person:
        return Person.objects.filter(pk__in=Membership.objects.values("person")).order_by("pk").first()
    return world.rows.of(model) if world.rows.has(model) else model._default_manager.order_by("pk").first()


def in_order() -> Iterator[type[Any]]:
    """Every model whose rows travel, after those it leads to."""
    waiting = [
        one
        for one in apps.get_models()
        if one.__module__.startswith("chibo.") and one._meta.label_lower not in ONCE and hasattr(one, "uid")
    ]
    done: set[type[Row]] = set()
    while waiting:
        ready = [one for one in waiting if not (set(leads_to(one)) - {one}) & set(waiting)] or waiting[:1]
        yield from ready
        done.update(ready)
        waiting = [one for one in waiting if one not in done]


def leads_to(model: type[Row]) -> list[type[Row]]:
    """The models that rows of a model lead to."""
    return [field.remote_field.model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def holders(model: type[Row]) -> list[str]:
    """The fields by which a row may stay in what holds the first one."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and not field.unique
        and field.remote_field.model._meta.label_lower not in ONCE
        and field.remote_field.model is not model
    ]


def copy(first: Row, number: int, made: dict[tuple[type[Row], int], Row], *, stays: str = "") -> Any:
    """One copy: its own uid, and in what must be unique another day, number or text."""
    row = type(first)()
    unique = unique_fields(type(first))
    for field in first._meta.concrete_fields:
        if field.primary_key:
            continue
        value = getattr(first, field.attname)
        if isinstance(field, models.ForeignKey):
            value = led_to(field, value, number, made, stays=field.name == stays)
        elif field.name == "uid":
            value = new_uid()
        elif field.name in unique:
            value = another(field, value, number)
        setattr(row, field.attname, value)
    if isinstance(row, Person):
        row.full_name = f"Lò Mẫu Nhân{number} Hoà"
        keys = name_keys(row.full_name)
        row.name_key, row.given_key, row.sort_key = keys.name_key, keys.given_key, keys.sort_key
    return row


def led_to(
    field: models.ForeignKey[Any, Any], value: Any, number: int, made: dict[tuple[type[Row], int], Row], *, stays: bool
) -> Any:
    """Where a copy leads: to the copy of the same number, or to the first where it stays or there is no copy."""
    target = made.get((field.remote_field.model, number))
    if target is not None and not stays and value is not None:
        return target.pk
    return None if field.unique and field.null else value


def unique_fields(model: type[Row]) -> set[str]:
    """The fields of which no two rows may hold the same."""
    found = {field.name for field in model._meta.concrete_fields if field.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            found.update(constraint.fields)
    return found


def another(field: models.Field[Any, Any], value: Any, number: int) -> Any:
    """Another value of the same kind."""
    if value is None or field.choices:
        return value
    if isinstance(field, models.UUIDField):
        return uuid.uuid4() if field.unique else value
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return value - timedelta(days=number)
    if isinstance(field, models.IntegerField):
        return value + number
    if isinstance(field, models.CharField) and field.unique:  # beside others it may be a code of ours
        return f"{value}{number}"[-(field.max_length or 200) :]
    return value


def units_below(world: World, begin: int, end: int) -> None:
    """Cells under the branch, each with a member."""
    kind = OrganisationKind.objects.filter(is_cell=True).order_by("pk").first()
    assert kind is not None
    cells = [
        Organisation(
            name=f"Chi bộ Mẫu số {number}", parent=world.branch, kind=kind, starts_on=world.branch.starts_on,
            scope_key=f"{world.branch.scope_key}10{LABEL[number // 36 % 36]}{LABEL[number % 36]}",
        )
        for number in range(begin, end)
    ]  # fmt: skip
    Organisation.objects.bulk_create(cells)
    people = [
        Person(full_name=f"Vì Mẫu Dưới{place}", organisation=one, scope_key=one.scope_key, birth="1980")
        for place, one in enumerate(cells, start=begin)
    ]
    for one in people:
        keys = name_keys(one.full_name)
        one.name_key, one.given_key, one.sort_key = keys.name_key, keys.given_key, keys.sort_key
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(person=one, organisation=one.organisation, starts_on=world.branch.starts_on, joined_by="opening")
        for one in people
        if one.organisation is not None
    )
