"""How many staff a count tells beyond those whom the register names.

Names are the better evidence, and they come and go by day; a count holds from its day until the next one. So a count
of 40 on a day on which 25 were named adds 15 from that day on, and the 26th name, entered for the same day, leaves 14.
A count of fewer than are named adds nothing; the page of the workplace says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chibo.register.models import Employment, Membership, StaffCount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

ORGANISATION = "workplace__organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """Staff whom a count told and the register does not name, and the members among them, from ``on`` to ``until``.

    ``key`` is the present key of the organisation, ``until`` the first day on which this no longer holds.
    """

    key: str
    workplace: int
    on: date
    until: date | None
    staff: int
    members: int
    source: str

    def covers(self, day: date) -> bool:
        """Whether this holds on a day."""
        return self.on <= day and (self.until is None or day < self.until)


def has_counts(where: Q, until: date) -> Exists:
    """Whether any count up to a day is there: rides along with another question, so that this one need not be asked."""
    return Exists(StaffCount.objects.filter(where, on__lte=until))


def counts_with_names(rows: QuerySet[StaffCount]) -> QuerySet[StaffCount]:
    """Annotate counts with how many the register names on their day: ``named``, of them members ``named_members``."""
    begun = Q(starts_on__lte=OuterRef("on"))
    there = Employment.objects.filter(
        begun, Q(ends_on=None) | Q(ends_on__gt=OuterRef("on")), workplace=OuterRef("workplace")
    )
    day = OuterRef(OuterRef("on"))
    is_member = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day),
        starts_on__lte=day,
        person=OuterRef("person"),
        organisation__scope_key__startswith=OuterRef("workplace__organisation__scope_key"),
    )
    return rows.annotate(
        named=_counted(there),
        named_members=_counted(there.annotate(is_member=Exists(is_member)).filter(is_member=True)),
    )


def _counted(rows: QuerySet[Any]) -> Coalesce:
    people = rows.order_by().values("workplace").annotate(many=Count("person", distinct=True))
    return Coalesce(Subquery(people.values("many")), 0)


def unnamed(where: Q, until: date) -> tuple[Unnamed, ...]:
    """Give what every count up to a day adds, in the order of days. One query.

    ``where`` filters counts; the organisation is at ``ORGANISATION``.
    """
    rows = counts_with_names(StaffCount.objects.filter(where, on__lte=until))
    return _laid_out(rows)


def unnamed_on(where: Q, on: date) -> tuple[Unnamed, ...]:
    """Give what the last count of each workplace adds on a day. One query, however many counts there were before."""
    counts = StaffCount.objects.filter(where, on__lte=on)
    later = StaffCount.objects.filter(workplace=OuterRef("workplace"), on__lte=on, on__gt=OuterRef("on"))
    found = _laid_out(counts_with_names(counts.filter(~Exists(later))))
    return tuple(one for one in found if one.covers(on))


def _laid_out(rows: QuerySet[StaffCount]) -> tuple[Unnamed, ...]:
    told = list(
        rows.annotate(key=F(f"{ORGANISATION}__scope_key"), ended=F(f"{ORGANISATION}__ends_on"))
        .order_by("workplace_id", "-on")
        .values_list(
            "workplace_id", "key", "ended", "on", "staff", "members",
            "named", "named_members", "source",
        )
    )  # fmt: skip
    found: list[Unnamed] = []
    next_of: dict[int, date] = {}
    for workplace, key, ended, on, staff, members, named, named_members, source in told:
        ends = [day for day in (next_of.get(workplace), ended) if day is not None]
        more = max(staff - named, 0)
        found.append(
            Unnamed(
                key=key,
                workplace=workplace,
                on=on,
                until=min(ends) if ends else None,
                staff=more,
                members=min(max(members - named_members, 0), more),
                source=source,
            )
        )
        next_of[workplace] = on
    return tuple(sorted(found, key=lambda one: one.on))


def added(rows: Iterable[Unnamed], day: date) -> tuple[int, int]:
    """How many staff, and members among them, counts add on a day."""
    there = [one for one in rows if one.covers(day)]
    return sum(one.staff for one in there), sum(one.members for one in there)
