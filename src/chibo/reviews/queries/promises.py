"""What one person promised and came to, three topics in one question: a person's page may ask only few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import CharField, F, IntegerField, Value

from chibo.base.access import Permission
from chibo.base.once import once
from chibo.base.vietnamese import text_key
from chibo.register.queries import rows_about
from chibo.reviews.models import AwarenessGuest, CampaignEntry, Commitment

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import Q, QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Person

COMMITMENT, ENTRY, GUEST = "commitment", "entry", "guest"
_COLUMNS: Final = ("kind", "address_uid", "title", "year", "day", "settled_on", "brought_from", "outcome")


class Promise(NamedTuple):
    """One line: ``settled_on`` is the day of confirmation, of the result told, or of the road that began there."""

    kind: str
    uid: UUID
    title: str
    year: int
    day: date | None
    settled_on: date | None
    from_cell: str
    result: str


def promises_of(actor: Actor, person: Person, on: date) -> tuple[Promise, ...]:
    """The commitments, campaigns and awareness activities of a person known on a day, the latest first. One query.

    Only those of organisations in the actor's reach, and all of one's own.
    """
    return once(("promises", actor.uid, person.pk, on), lambda: tuple(_read(actor, person, on)))


def _read(actor: Actor, person: Person, on: date) -> list[Promise]:
    def held_in(what: str) -> Q:
        return rows_about(actor, person, Permission.VIEW_PEOPLE, field=f"{what}__organisation__scope_key")

    commitments = Commitment.objects.filter(held_in("round"), person=person, round__opened_on__lte=on)
    entries = CampaignEntry.objects.filter(held_in("campaign"), person=person, registered_on__lte=on)
    guests = AwarenessGuest.objects.filter(held_in("activity"), person=person, activity__on__lte=on)
    given = _said(commitments, COMMITMENT, "uid", "round__name", "handed_on", "confirmed_on")
    told = _said(entries, ENTRY, "uid", "campaign__name", "registered_on", "told_on")
    came = _said(guests, GUEST, "activity__uid", "activity__topic", "activity__on", "case__opened_on")
    rows = given.annotate(year=F("round__year"), brought_from=F("from_cell"), outcome=F("result"))
    shown = rows.values_list(*_COLUMNS).union(_plain(told), _plain(came), all=True)
    found = [Promise(*row) for row in shown]
    return sorted(found, key=lambda row: (row.year, row.day or on, text_key(row.title)), reverse=True)


def _said(rows: QuerySet[Any, Any], kind: str, uid: str, title: str, day: str, settled_on: str) -> Any:
    return rows.annotate(
        kind=Value(kind, output_field=CharField()),
        address_uid=F(uid),
        title=F(title),
        day=F(day),
        settled_on=F(settled_on),
    )


def _plain(rows: Any) -> Any:
    nothing = Value("", output_field=CharField())
    filled = rows.annotate(year=Value(0, output_field=IntegerField()), brought_from=nothing, outcome=nothing)
    return filled.values_list(*_COLUMNS)
