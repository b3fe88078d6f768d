"""Đối chiếu: opening + in − out = closing, checked against the list; and the ages of the members."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from chibo.law.calendar import age_on
from chibo.register.models import Membership, Person
from chibo.register.queries import head_count, members_on, movements, term_on
from chibo.reports.queries.kept import kept

if TYPE_CHECKING:
    from chibo.register.models import Organisation
    from chibo.register.queries import Movement

JoinedBy, LeftBy = Membership.JoinedBy, Membership.LeftBy
AGE_BANDS = (
    (18, 30),
    (31, 35),
    (36, 40),
    (41, 45),
    (46, 50),
    (51, 55),
    (56, 60),
    (61, 120),
)  # statistics.md 1, a working guess


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLine:
    """One period of the ledger. ``listed`` is the number of people in the list on the last day of the period."""

    starts_on: date
    last_day: date
    opening: int
    admitted: int
    transferred_in: int
    transferred_out: int
    other_in: int
    other_out: int
    listed: int

    @property
    def closing(self) -> int:
        """Opening, plus everybody who came, less everybody who left."""
        came = self.admitted + self.transferred_in + self.other_in
        return self.opening + came - self.transferred_out - self.other_out

    @property
    def agrees(self) -> bool:
        """Whether the reckoning and the list say the same."""
        return self.closing == self.listed


def movement_lines(organisation: Organisation, on: date) -> tuple[MovementLine, ...]:
    """Return the ledger of the term up to ``on``: what was before this year, and this year."""
    return kept(organisation, "movements", on, make=lambda: _lines(organisation, on))


def _lines(organisation: Organisation, on: date) -> tuple[MovementLine, ...]:
    term = term_on(organisation, on)
    if term is None:
        return ()
    new_year = date(on.year, 1, 1)
    starts = [term.starts_on, new_year] if term.starts_on < new_year else [term.starts_on]
    ends = [new_year - timedelta(days=1), on] if term.starts_on < new_year else [on]
    told = movements(organisation, starts[0] - timedelta(days=1), on + timedelta(days=1))
    return tuple(_line(organisation, told, start, end) for start, end in zip(starts, ends, strict=True))


def _line(organisation: Organisation, told: tuple[Movement, ...], starts_on: date, last_day: date) -> MovementLine:
    """Movements of the first day of a later period belong to that period, so it opens with the evening before."""
    before = [one.total for one in told if one.on < starts_on][-1]
    moved = [one for one in told if starts_on <= one.on <= last_day]
    first_day = [one for one in moved if one.on == starts_on and one.kind == JoinedBy.OPENING]
    kinds = Counter(one.kind for one in moved)
    known = (JoinedBy.ADMISSION, JoinedBy.TRANSFER_IN, LeftBy.TRANSFER_OUT)
    rest = [one for one in moved if one.kind not in known and one not in first_day]
    return MovementLine(
        starts_on=starts_on,
        last_day=last_day,
        opening=before + len(first_day),
        admitted=kinds[JoinedBy.ADMISSION],
        transferred_in=kinds[JoinedBy.TRANSFER_IN],
        transferred_out=kinds[LeftBy.TRANSFER_OUT],
        other_in=sum(one.change > 0 for one in rest),
        other_out=sum(one.change < 0 for one in rest),
        listed=head_count(organisation, last_day).members,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """How many members of each sex are of an age; ages in full years."""

    first: int
    last: int
    men: int = 0
    women: int = 0
    unsaid: int = 0

    @property
    def total(self) -> int:
        """Everybody in the band."""
        return self.men + self.women + self.unsaid


def age_pyramid(organisation: Organisation, on: date) -> tuple[tuple[AgeBand, ...], int]:
    """Return the age bands of the members from young to old, and how many have no year of birth. One query."""
    return kept(organisation, "ages", on, make=lambda: _pyramid(organisation, on))


def _pyramid(organisation: Organisation, on: date) -> tuple[tuple[AgeBand, ...], int]:
    known: list[tuple[int, str]] = []
    unknown = 0
    for one in members_on(organisation, on):
        if one.birth is None:
            unknown += 1
            continue
        known.append((age_on(one.birth.earliest, on), one.sex))
    bands = (_band(first, last, known) for first, last in AGE_BANDS)
    return tuple(band for band in bands if band.total), unknown


def _band(first: int, last: int, known: list[tuple[int, str]]) -> AgeBand:
    sexes = [sex for age, sex in known if first <= age <= last]
    men, women = sexes.count(Person.Sex.MALE), sexes.count(Person.Sex.FEMALE)
    return AgeBand(first=first, last=last, men=men, women=women, unsaid=len(sexes) - men - women)
