"""Verbs about what forms ask of a person beside the list: open it, and write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN, block_of
from chibo.base.refusal import NotAllowedError
from chibo.base.vietnamese import normalise_name
from chibo.register import life
from chibo.register.actions.common import Faults, allow, locked, log, noted
from chibo.register.actions.life import LIFE_TRACKS, change_faults, changed_from, told_anew
from chibo.register.corrected import label_of
from chibo.register.models import Background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
def open_background(*, actor: Actor, on: date, person: Person, purpose: str = "") -> dict[str, str]:
    """Open what a person told, which writes who saw it where there is something to see (decision 39).

    ``purpose`` is why, where the page asks for it. Raises ``NotAllowedError``.
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
        reason=purpose or block_of("life").purpose,
    )
    return {name: getattr(row, name) for name in BACKGROUND_FIELDS}


@transaction.atomic
def record_background(
    *,
    actor: Actor,
    on: date,
    person: Person,
    told: Mapping[str, str],
    since: date | None = None,
    was_wrong: bool = False,
    proof: str = "",
    decided_by: str = "",
) -> Background:
    """Write what a person told; fields that are not named stay as they are. The log keeps names of fields only.

    What stood there is never lost. With ``since`` a track says the new value from that day on, by the paper ``proof``,
    and the value before keeps its time; else both values stay as a ``Correction`` with proof and who decided (decision
    19). A track that is told by day says which of the two it is: ``since``, or ``was_wrong``. Raises
    ``NotAllowedError``, and ``FaultyError`` with every fault.
    """
    allow(actor, person.scope_key, "ghi phần lý lịch của người này", by_road=True)
    person = locked(person)
    faults = Faults()
    for name in sorted(set(told) - set(BACKGROUND_FIELDS)):
        faults.add(f"Không có mục “{name}” trong phần lý lịch.", field=name)
    faults.settle()
    row = Background.objects.filter(person=person).first() or Background(person=person)
    clean = {name: normalise_name(value) for name, value in told.items()}
    changed = sorted(name for name, value in clean.items() if getattr(row, name) != value)
    replaced = {name: getattr(row, name) for name in changed if getattr(row, name)}
    moved = [name for name in replaced if since is not None and name in LIFE_TRACKS and clean[name]]
    wrong = {name: old for name, old in replaced.items() if name not in moved}
    if since is None and not was_wrong:
        _ask_which(person, replaced, faults)
    _ask_for_proof(wrong, proof, decided_by, faults)
    if since is not None:
        for name in moved:
            faults.take(change_faults(person, name, clean[name], since, on))
    faults.settle()
    for name in changed:
        if since is not None and name in moved:
            changed_from(person, name, clean[name], since, proof)
    _write(person, {name: clean[name] for name in changed if name not in moved})
    noted(person, on, {f"background.{name}": (old, clean[name]) for name, old in wrong.items()}, proof, decided_by)
    row = Background.objects.get_or_create(person=person)[0]
    log(actor, on, "record_background", row, person.organisation, {name: ["…", "…"] for name in changed})
    return row


def _write(person: Person, values: Mapping[str, str]) -> None:
    """Set fields of the row, and let the open facts of a life say the same."""
    row = Background.objects.get_or_create(person=person)[0]
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    for name, value in values.items():
        told_anew(person, name, value)


def _ask_which(person: Person, replaced: Iterable[str], faults: Faults) -> None:
    """Note the tracks told by day of which nobody said whether they changed or were wrong from the beginning."""
    for name in life.told_by_day(person, replaced):
        faults.add(
            f"“{label_of(f'background.{name}')}” đang ghi theo ngày trong phiếu đảng viên.",
            next="Chọn: thay đổi từ ngày nào, hay ghi sai từ đầu.",
            field="how",
        )


def _ask_for_proof(wrong: Iterable[str], proof: str, decided_by: str, faults: Faults) -> None:
    """Note what a value that takes the place of another needs."""
    if named := ", ".join(f"“{label_of(f'background.{name}')}”" for name in wrong):
        faults.unless(bool(proof.strip()), f"Chưa ghi giấy tờ chứng minh giá trị mới của {named}.", field="proof")
        faults.unless(bool(decided_by.strip()), f"Chưa ghi người quyết định sửa {named}.", field="decided_by")
