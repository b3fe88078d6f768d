"""Verbs about what forms ask of a person beside the list: open it, and write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN, block_of
from chibo.base.refusal import NotAllowedError
from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.actions.life import told_anew
from chibo.register.models import Background

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person

BACKGROUND_FIELDS: Final = tuple(
    field.name
    for field in Background._meta.concrete_fields  # noqa: SLF001 - Django's documented model API
    if field.name not in {"id", "uid", "recorded_at", "person"}
)
"""What can be told, in the order of the forms."""


@transaction.atomic
def open_background(*, actor: Actor, on: date, person: Person) -> dict[str, str]:
    """Open what a person told, which writes who saw it where there is something to see (decision 39).

    Raises ``NotAllowedError``.
    """
    if not actor.may(Permission.VIEW_SENSITIVE, person.scope_key):
        what = "xem phần lý lịch của người này"
        raise NotAllowedError(what)
    row = Background.objects.filter(person=person).first()
    if row is None:
        return dict.fromkeys(BACKGROUND_FIELDS, "")
    audit.record(
        actor=actor,
        on=on,
        action=SEEN,
        subject=row,
        chain=str(person.organisation.uid) if person.organisation else audit.INSTALLATION,
        changes={"block": "life", "role": actor.role},
        reason=block_of("life").purpose,
    )
    return {name: getattr(row, name) for name in BACKGROUND_FIELDS}


@transaction.atomic
def record_background(*, actor: Actor, on: date, person: Person, told: Mapping[str, str]) -> Background:
    """Write what a person told; fields that are not named stay as they are. The log keeps names of fields only.

    Raises ``NotAllowedError``, and ``FaultyError`` for a field that no form asks for.
    """
    allow(actor, person.scope_key, "ghi phần lý lịch của người này", by_road=True)
    person = locked(person)
    faults = Faults()
    for name in set(told) - set(BACKGROUND_FIELDS):
        faults.add(f"Không có mục “{name}” trong phần lý lịch.", field=name)
    faults.settle()
    row = Background.objects.filter(person=person).first() or Background(person=person)
    clean = {name: normalise_name(value) for name, value in told.items()}
    changed = sorted(name for name, value in clean.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, clean[name])
    row.save()
    for name in changed:
        told_anew(person, name, clean[name])
    log(actor, on, "record_background", row, person.organisation, {name: ["…", "…"] for name in changed})
    return row
