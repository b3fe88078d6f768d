"""How many staff a count tells beyond those whom the register names.

Names are the better evidence, and they come and go by day; a count holds from its day until the next one. So a count
of 40 on a day on which 25 were named adds 15 from that day on, and the 26th name, entered for the same day, leaves 14.
A count of fewer than are named adds nothing; the page of the workplace says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q

from chibo.register.models import Employment, StaffCount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
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


def names_beside(counts: Collection[tuple[int, date]]) -> dict[tuple[int, date], tuple[int, int]]:
    """How many staff of workplaces the register names on days, and how many of them are members there.

    ``counts`` are numbers of workplaces with a day. One query; none where nothing is asked.
    """
    if not counts:
        return {}
    spells = "person__memberships"
    rows = Employment.objects.filter(workplace__in={workplace for workplace, _ in counts}).values_list(
        "workplace_id", "person_id", "starts_on", "ends_on", f"{ORGANISATION}__scope_key",
        f"{spells}__starts_on", f"{spells}__ends_on", f"{spells}__organisation__scope_key",
    )  # fmt: skip
    jobs: dict[int, list[tuple[Any, ...]]] = {}
    for workplace, *job in rows:
        jobs.setdefault(workplace, []).append(tuple(job))
    found = {}
    for workplace, day in counts:
        staff, members = set[int](), set[int]()
        for person, starts, ends, key, since, until, of in jobs.get(workplace, ()):
            if starts <= day and (ends is None or day < ends):
                staff.add(person)
                if since is not None and since <= day and (until is None or day < until) and of.startswith(key):
                    members.add(person)
        found[workplace, day] = (len(staff), len(members))
    return found


def unnamed(where: Q, until: date) -> tuple[Unnamed, ...]:
    """Give what every count up to a day adds, in the order of days. One query, two where there is a count.

    ``where`` filters counts; the organisation is at ``ORGANISATION``.
    """
    return _laid_out(StaffCount.objects.filter(where, on__lte=until))


def unnamed_on(where: Q, on: date) -> tuple[Unnamed, ...]:
    """Give what the last count of each workplace adds on a day, however many there were before. As :func:`unnamed`."""
    counts = StaffCount.objects.filter(where, on__lte=on)
    later = StaffCount.objects.filter(workplace=OuterRef("workplace"), on__lte=on, on__gt=OuterRef("on"))
    found = _laid_out(counts.filter(~Exists(later)))
    return tuple(one for one in found if one.covers(on))


def _laid_out(rows: QuerySet[StaffCount]) -> tuple[Unnamed, ...]:
    told = list(
        rows.annotate(key=F(f"{ORGANISATION}__scope_key"), ended=F(f"{ORGANISATION}__ends_on"))
        .order_by("workplace_id", "-on")
        .values_list("workplace_id", "key", "ended", "on", "staff", "members", "source")
    )
    names = names_beside([(workplace, on) for workplace, _, _, on, *_ in told])
    found: list[Unnamed] = []
    next_of: dict[int, date] = {}
    for workplace, key, ended, on, staff, members, source in told:
        named, named_members = names[workplace, on]
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
