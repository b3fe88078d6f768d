"""What the verbs about promises share: the line of the log, days that lie wrong, and who may write for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.reviews import promise_words as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Travelling
    from chibo.base.refusal import Fault
    from chibo.register.models import Organisation, Person


def log(
    actor: Actor,
    on: date,
    action: str,
    subject: Travelling,
    organisation: Organisation,
    changes: Mapping[str, object],
    reason: str = "",
) -> None:
    """Write the one line of the log of an act of this room."""
    audit.record(
        actor=actor,
        on=on,
        action=f"reviews.{action}",
        subject=subject,
        chain=str(organisation.uid),
        changes=changes,
        reason=reason,
    )


def allow_own(actor: Actor, organisation: Organisation, person: Person) -> None:
    """Refuse whoever is neither the person nor somebody who writes for the organisation."""
    if actor.person_uid == str(person.uid) or actor.may(Permission.EDIT_REGISTER, organisation.scope_key):
        return
    raise NotAllowedError(words.WRITE_OWN)


def happened(what: str, day: date | None, on: date, field: str) -> list[Fault]:
    """A day of something that happened must not lie ahead."""
    return [words.not_yet(what, day, on, field)] if day is not None and day > on else []


def in_order(what: str, day: date | None, other: str, first: date | None, field: str) -> list[Fault]:
    """One day must not lie before another."""
    return [words.before(what, day, other, first, field)] if day and first and day < first else []


def named(people: Iterable[Person]) -> list[str]:
    """The names of people, for a fault."""
    return [person.full_name for person in people]
