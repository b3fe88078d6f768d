"""Trạng thái đảng viên theo ngày: every spell of membership with what tables ask of it, read once, as columns.

A table of any day is counted from these rows (domain/statistics.md 1). Days are texts (``2026-06-30``): they compare
as days do, and both engines give them alike. Reasons and measures: docs/adr/0033.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from itertools import chain, compress
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import CharField, F
from django.db.models.functions import Cast

from chibo.register.models import Admission, Membership, Person
from chibo.register.queries import below

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

    from django.db.models import Q, QuerySet

    from chibo.register.models import Organisation

    Marks = OrderedDict[Hashable, dict[str, dict[Any, str]]]

_REMEMBERED: Final = 4  # units and days
OPEN = "~"  # the end of a spell that has none: after every day


class Admitted(NamedTuple):
    """The days of one admission; an unknown one is the empty text."""

    ceremony: str
    decided: str
    official: str
    recognised: str
    is_again: bool


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """A person's admissions, the last first, and the spells (key, first day) that opened a book as official.

    Equal ones read together are one object, and known as such: tables look at each once.
    """

    admissions: tuple[Admitted, ...]
    openings: tuple[tuple[str, str], ...]


class Row(NamedTuple):
    """One spell of membership with what its person is."""

    key: str
    starts: str
    ends: str
    joined_by: str
    left_by: str
    person: int
    sex: str
    ethnicity: str
    schooling: str
    theory: str
    youth: str
    birth: str
    road: Road

    @property
    def is_readmission(self) -> bool:
        """Whether the spell began with an admission that was not the person's first."""
        is_admission = self.joined_by == Membership.JoinedBy.ADMISSION
        return is_admission and any(one.is_again and one.ceremony == self.starts for one in self.road.admissions)


_KEY = attrgetter("key")


class Census:
    """Spells in the order of the tree, so that a unit and everything under it is one run of them."""

    def __init__(self, rows: Iterable[Row], marks: Marks | None = None) -> None:
        """Put the rows in order; ``marks`` are those known of rows that were read before."""
        self.rows = sorted(rows, key=_KEY)
        self.marks: Marks = OrderedDict() if marks is None else marks

    def changed(self, people: Collection[int], rows: Iterable[Row]) -> Census:
        """The same with other rows for some people."""
        return Census(chain((row for row in self.rows if row.person not in people), rows), self.marks)

    def then(self, keys: Mapping[str, str]) -> Census:
        """The same in the order of the tree of another day: ``keys`` are the keys of now with those of then."""
        return Census(_then(row, keys) for row in self.rows)

    def known(self, what: Hashable) -> dict[str, dict[Any, str]]:
        """The marks of one unit on one day, by dimension and value; those of the last few are remembered."""
        found = self.marks.setdefault(what, {})
        self.marks.move_to_end(what)
        while len(self.marks) > _REMEMBERED:
            self.marks.popitem(last=False)
        return found

    def under(self, unit: Organisation) -> list[Row]:
        """The spells in a unit and everything under it."""
        first = bisect_left(self.rows, unit.scope_key, key=_KEY)
        end = bisect_left(self.rows, f"{unit.scope_key}~", key=_KEY)
        return self.rows[first:end]

    def column(self, name: str, unit: Organisation) -> list[Any]:
        """One column of the spells in a unit and everything under it."""
        return list(map(attrgetter(name), self.under(unit)))

    def on(self, unit: Organisation, day: str) -> Seen:
        """The spells of a unit that cover a day."""
        spells = zip(self.column("starts", unit), self.column("ends", unit), strict=True)
        return Seen(self, unit, [starts <= day < ends for starts, ends in spells])


def _then(row: Row, keys: Mapping[str, str]) -> Row:
    """A spell with the keys of another day."""
    road = row.road
    if any(key in keys for key, _ in road.openings):
        road = Road(road.admissions, tuple((keys.get(key, key), starts) for key, starts in road.openings))
    elif row.key not in keys:
        return row
    return row._replace(key=keys.get(row.key, row.key), road=road)


class Seen:
    """The spells of a unit on one day, column by column."""

    def __init__(self, census: Census, unit: Organisation, covering: list[bool]) -> None:
        """Keep which spells cover the day."""
        self._census, self._unit, self._covering = census, unit, covering

    def rows(self) -> Iterator[Row]:
        """The spells themselves."""
        return compress(self._census.under(self._unit), self._covering)

    def column(self, name: str) -> Iterator[Any]:
        """One column."""
        return compress(self._census.column(name, self._unit), self._covering)


def read_under(unit: Organisation) -> Census:
    """Read a unit and everything under it. Three queries while it is small."""
    return read_where(below(unit))


def read_where(where: Q) -> Census:
    """Read the spells that a filter of spells keeps. Three queries while they are few."""
    spells = Membership.objects.filter(where)
    return Census(chain.from_iterable(read(spells, where=where).values()))


def read(
    spells: QuerySet[Membership], *, where: Q | None = None, some: Collection[int] | None = None
) -> dict[int, list[Row]]:
    """Read spells with their people and admissions, by person: everybody's, one unit's, or those of some people."""
    found = list(spells.order_by("person_id", "starts_on").values_list(*_OF_A_SPELL, *_days("starts_on", "ends_on")))
    of_people = _asked(Person.objects.order_by(), "pk", where, some)
    people = {key: rest for key, *rest in of_people.values_list(*_OF_A_PERSON, *_days("birth"))}
    admissions = _admissions(where, some)
    openings: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for person, key, _, _, was_official, starts, _ in found:
        if was_official:
            openings[person].append((key, starts))
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    roads: dict[tuple[object, object], Road] = {}
    texts: dict[str, str] = {}  # each text once: less memory, and tables look at each value once
    for person, key, joined_by, left_by, _, starts, ends in found:
        told = (tuple(admissions.get(person, ())), tuple(openings.get(person, ())))
        youth, *told_of_person = people[person]
        sex, ethnicity, schooling, theory, birth = (texts.setdefault(text or "", text or "") for text in told_of_person)
        rows[person].append(
            Row(
                key=texts.setdefault(key, key),
                starts=starts,
                ends=ends or OPEN,
                joined_by=_way_in(joined_by, starts, told[0]),
                left_by=left_by,
                person=person,
                sex=sex,
                ethnicity=ethnicity,
                schooling=schooling,
                theory=theory,
                youth="yes" if youth else "no",
                birth=birth,
                road=roads.get(told) or roads.setdefault(told, Road(*told)),
            )
        )
    return dict(rows)


def _way_in(joined_by: str, starts: str, admissions: Iterable[Admitted]) -> str:
    """A time that a list began on the day of the ceremony began with it, as :func:`began_by_admission` says."""
    is_by_list = joined_by == Membership.JoinedBy.OPENING
    by_ceremony = is_by_list and any(one.ceremony == starts for one in admissions)
    return Membership.JoinedBy.ADMISSION if by_ceremony else joined_by


_OF_A_SPELL = ("person_id", "organisation__scope_key", "joined_by", "left_by", "was_official")
_OF_A_PERSON = ("pk", "is_youth_union_member", "sex", "ethnicity", "schooling", "theory_level")


def _days(*names: str) -> list[Any]:
    """Days as texts."""
    return [Cast(F(name), CharField()) for name in names]


def _admissions(where: Q | None, some: Collection[int] | None) -> dict[int, list[Admitted]]:
    found: defaultdict[int, list[Admitted]] = defaultdict(list)
    asked = _asked(Admission.objects.order_by("-ceremony_on"), "person_id", where, some)
    days = _days("ceremony_on", "decided_on", "official_on", "recognised_on")
    for person, is_again, *told in asked.values_list("person_id", "is_readmission", *days):
        ceremony, decided, official, recognised = (day or "" for day in told)
        found[person].append(Admitted(ceremony, decided, official, recognised, is_again))
    return dict(found)


def _asked(rows: QuerySet[Any], key: str, where: Q | None, some: Collection[int] | None) -> QuerySet[Any]:
    """The rows of everybody, of the people of one unit, or of some people."""
    if where is not None:
        return rows.filter(**{f"{key}__in": Membership.objects.filter(where).values("person_id")})
    return rows if some is None else rows.filter(**{f"{key}__in": some})
