"""Reads for the pages that set a record right: the dates of an admission, and everything set right so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development.queries import road_dates
from chibo.documents.queries.scans import scan_counts
from chibo.register.actions import ADMISSION_DATES
from chibo.register.corrected import corrections_of, is_closed, label_of, said_value
from chibo.register.models import Admission, Membership

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.development.queries import RoadDates
    from chibo.law.calendar import PartialDate
    from chibo.register.models import Correction, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionDates:
    """The last admission of a person as far as it is known, and the road that tells of it.

    ``partly`` is what an old list knew of the day of joining.
    """

    days: Mapping[str, date | None]
    road: RoadDates | None
    is_again: bool
    partly: PartialDate | None

    @property
    def by_road(self) -> tuple[tuple[str, date | None], ...]:
        """The dates that only the road sets right: name and day, in their order."""
        days = self.road.days if self.road is not None else {}
        return tuple((label_of(f"admission.{name}"), self.days[name]) for name in self.kept_by_road() if name in days)

    def kept_by_road(self) -> tuple[str, ...]:
        """The names of the dates that stand as the road tells them, or that a step to come will tell."""
        days = self.road.days if self.road is not None else {}
        return tuple(name for name in ADMISSION_DATES if name in days and self.days[name] == days[name])

    def initial(self) -> dict[str, date | None]:
        """What a form begins with: what the register knows, else what the road tells."""
        days = self.road.days if self.road is not None else {}
        return {name: self.days[name] or days.get(name) for name in ADMISSION_DATES}


def admission_dates(person: Person) -> AdmissionDates:
    """Give what is known of the joining of a person. A constant number of queries a road."""
    rows = list(Admission.objects.filter(person=person).order_by("-ceremony_on", "-pk"))
    last = rows[0] if rows else None
    spells = Membership.objects.filter(person=person).order_by("starts_on", "pk") if last is None else ()
    return AdmissionDates(
        days={name: getattr(last, name) if last is not None else None for name in ADMISSION_DATES},
        road=road_dates(person, last.ceremony_on if last is not None else None),
        is_again=len(rows) > 1,
        partly=next((one.told_joining for one in spells if one.told_joining is not None), None),
    )


def has_joined(person: Person) -> bool:
    """Whether somebody is, or was, a member in this register. One query, two for somebody who is not."""
    return person.memberships.exists() or person.admissions.exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One thing set right, in words; ``old`` and ``new`` are empty where they stay closed."""

    row: Correction
    label: str
    is_closed: bool
    scans: int
    old: str = ""
    new: str = ""


def corrected(person: Person, *, is_open: bool = False) -> tuple[Corrected, ...]:
    """Everything set right in a person's record, the latest first; closed values only where they were opened.

    Two queries.
    """
    rows = corrections_of(person)
    scans = scan_counts(row.uid for row in rows)
    return tuple(_told(row, scans.get(row.uid, 0), is_open=is_open) for row in rows)


def _told(row: Correction, scans: int, *, is_open: bool) -> Corrected:
    closed = is_closed(row.field) and not is_open
    return Corrected(
        row=row,
        label=label_of(row.field),
        is_closed=closed,
        scans=scans,
        old="" if closed else said_value(row.field, row.old_value),
        new="" if closed else said_value(row.field, row.new_value),
    )
