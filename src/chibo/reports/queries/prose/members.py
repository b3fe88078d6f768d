"""Stock and movement of the members, as a report in words counts them: from the census, as the statistics are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from chibo.register.models import Admission, Membership, Person
from chibo.register.tree import below_then
from chibo.reports.queries.statistics.dimensions import eye
from chibo.reports.queries.statistics.standing import census_then

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from chibo.register.models import Organisation, Term
    from chibo.reports.periods import Period
    from chibo.reports.queries.statistics.census import Row

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
MAJORITY = "Kinh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Stock and movement of the members: ``before`` is the opening stock, ``now`` the stock of the day of the figures.

    Whoever was entered as present when the book was opened, on the very first day, belongs to the opening stock.
    """

    before: int
    is_known_before: bool  # somebody was a member before the period, as far as the book knows
    begins_with_book: bool  # the book was opened on the first day: compare with that day, not with its eve
    now: int
    official: int
    women: int
    minority: int
    admitted: int
    readmitted: int
    came: int
    opened: int
    went: int
    died: int
    other_out: int
    admitted_before: int
    admitted_in_term: int
    recognised: int

    @property
    def probationary(self) -> int:
        """Members whose probation goes on."""
        return self.now - self.official

    @property
    def joined(self) -> int:
        """Everybody who came in the period, by whatever way."""
        return self.admitted + self.came + self.opened

    @property
    def left(self) -> int:
        """Everybody who left in the period, by whatever way."""
        return self.went + self.died + self.other_out


def members_of(organisation: Organisation, period: Period, until: date, term: Term | None) -> Members:
    """Count the members of a period, of the unit and everything below it."""
    then, census = census_then(organisation, until)
    rows = census.under(then)
    first, last, eve = (day.isoformat() for day in (period.starts_on, until, period.eve))
    now = [row for row in rows if row.starts <= last < row.ends]
    inside = _moved_inside(rows)
    came = [row for row in rows if first <= row.starts <= last and (row.person, row.starts) not in inside]
    left = [row.left_by for row in rows if first <= row.ends <= last and (row.person, row.ends) not in inside]
    opened = [row for row in came if row.joined_by == JoinedBy.OPENING]
    present = sum(row.starts == first for row in opened)
    return Members(
        before=sum(row.starts <= eve < row.ends for row in rows) + present,
        is_known_before=any(row.starts <= eve for row in rows),
        begins_with_book=present > 0,
        now=len(now),
        official=_official(then, until, now),
        women=sum(row.sex == Person.Sex.FEMALE for row in now),
        minority=sum(bool(row.ethnicity) and row.ethnicity.casefold() != MAJORITY.casefold() for row in now),
        admitted=len(_admitted(rows, first, last)),
        readmitted=sum(row.is_readmission for row in came),
        came=sum(row.joined_by in {JoinedBy.TRANSFER_IN, JoinedBy.REORGANISED} for row in came),
        opened=len(opened) - present,
        went=left.count(LeftBy.TRANSFER_OUT) + left.count(LeftBy.REORGANISED),
        died=left.count(LeftBy.DEATH),
        other_out=sum(way not in {LeftBy.TRANSFER_OUT, LeftBy.REORGANISED, LeftBy.DEATH} for way in left),
        admitted_before=_admitted_before(rows, period),
        admitted_in_term=len(_admitted(rows, term.starts_on.isoformat(), last)) if term else 0,
        recognised=recognitions(organisation, period.starts_on, until).count(),
    )


def _moved_inside(rows: Iterable[Row]) -> set[tuple[int, str]]:
    """Who went from one unit to another inside this one when units were merged or divided, and on which day."""
    every = list(rows)
    came = {(row.person, row.starts) for row in every if row.joined_by == JoinedBy.REORGANISED}
    return came & {(row.person, row.ends) for row in every if row.left_by == LeftBy.REORGANISED}


def _official(organisation: Organisation, on: date, now: Iterable[Row]) -> int:
    seen_from = eye(organisation, on)
    known = {road: seen_from.is_official(road) for road in {row.road for row in now}}
    return sum(known[row.road] for row in now)


def _admitted(rows: Iterable[Row], first: str, last: str) -> list[Row]:
    return [row for row in rows if first <= row.starts <= last and row.joined_by == JoinedBy.ADMISSION]


def _admitted_before(rows: Iterable[Row], period: Period) -> int:
    """In the whole period before; nobody where there is none."""
    earlier = period.previous
    return len(_admitted(rows, earlier.starts_on.isoformat(), earlier.last_day.isoformat())) if earlier else 0


def recognitions(
    organisation: Organisation, starts_on: date, until: date, *, among: Q | None = None
) -> QuerySet[Admission]:
    """The admissions whose recognition was decided in a time, of people who were members there that day.

    ``among`` keeps some of those memberships.
    """
    known = Admission.objects.annotate(made_official_on=Coalesce("recognised_on", "official_on"))
    there = below_then(organisation, until) & (among or Q())
    here = Membership.objects.filter(there, person=OuterRef("person_id"), starts_on__lte=OuterRef("made_official_on"))
    here = here.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("made_official_on")))
    found = known.filter(Exists(here), made_official_on__gte=starts_on, made_official_on__lte=until)
    return found.order_by("made_official_on", "pk").select_related("person")
