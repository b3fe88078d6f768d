"""What the register's verbs share: may you, all faults at once, lock the person, write the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.register.models import Correction, Person
from chibo.register.standing import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Travelling
    from chibo.register.models import Organisation

_ALLOWED = (Permission.EDIT_REGISTER,)
_ROAD = (Permission.EDIT_REGISTER, Permission.RECORD_STEPS)


def allow(actor: Actor, scope_key: str, what: str, *, by_road: bool = False) -> None:
    """Let through who keeps the register (``by_road``: or records steps of the road); else ``NotAllowedError``."""
    if not any(actor.may(permission, scope_key) for permission in (_ROAD if by_road else _ALLOWED)):
        raise NotAllowedError(what)


class Faults:
    """Collects everything wrong with what arrived; ``settle`` raises them all at once."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self.found: list[Fault] = []

    def add(self, what: str, *, why: str = "", next: str = "", field: str = "") -> None:  # noqa: A002 - Fault's own word
        """Note one fault."""
        self.found.append(Fault(what=what, why=why, next=next, field=field))

    def unless(self, holds: bool, what: str, *, next: str = "", field: str = "") -> None:  # noqa: A002, FBT001 - reads as a sentence
        """Note a fault unless a condition holds."""
        if not holds:
            self.add(what, next=next, field=field)

    def not_future(self, day: date | None, on: date, name: str, field: str) -> None:
        """A day that happened cannot lie ahead."""
        if day is not None and day > on:
            self.add(
                f"{name} ({say_date(day)}) ở sau ngày hôm nay ({say_date(on)}).", next="Kiểm tra lại ngày.", field=field
            )

    def ordered(self, first: date | None, then: date | None, what: str, field: str) -> None:
        """Two days must stand in order, and not be the same."""
        if first is not None and then is not None and then <= first:
            self.add(
                f"{what}: {say_date(then)} không ở sau {say_date(first)}.", next="Sửa một trong hai ngày.", field=field
            )

    def only_earlier(self, known: date | None, day: date, what: str, *, next: str) -> None:  # noqa: A002 - as above
        """A time that is over already only ever ends earlier; ``what`` is over, up to the day it ended."""
        if known is not None and day > known:
            self.add(f"{what} từ {say_date(known)}.", next=next, field="ends_on")

    def take(self, others: Iterable[Fault]) -> None:
        """Add faults that a check gave."""
        self.found.extend(others)

    def settle(self) -> None:
        """Raise ``FaultyError`` when anything was noted."""
        if self.found:
            raise FaultyError(self.found)


def locked(person: Person) -> Person:
    """Read a person's row anew and hold it until the transaction ends, so that two spells are never opened at once."""
    return Person.objects.select_for_update().get(pk=person.pk)


def noted(
    person: Person, on: date, changed: Mapping[str, tuple[object, object]], proof: str, decided_by: str
) -> list[Correction]:
    """Keep of every field set right what stood there, what stands there now, the proof and who decided."""
    return Correction.objects.bulk_create(
        Correction(
            person=person,
            on=on,
            field=field,
            old_value=plain(old),
            new_value=plain(new),
            proof=proof.strip(),
            decided_by=decided_by.strip(),
        )
        for field, (old, new) in changed.items()
    )


def log(
    actor: Actor,
    on: date,
    action: str,
    subject: Travelling,
    organisation: Organisation | None,
    changes: Mapping[str, object],
    *,
    reason: str = "",
) -> None:
    """Write the one line of an act into the chain of the organisation where it belongs."""
    audit.record(
        actor=actor,
        on=on,
        action=f"register.{action}",
        subject=subject,
        chain=str(organisation.uid) if organisation else audit.INSTALLATION,
        changes={field: value if isinstance(value, list) else [None, value] for field, value in changes.items()},
        reason=reason,
    )
