"""By what members can be counted: each dimension knows its column, how its values are said, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chibo.base.vietnamese import text_key
from chibo.register.models import Person
from chibo.register.queries import official_counts_from
from chibo.register.tree import names_of_keys
from chibo.reports.bands import bands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics.census import Admitted, Road

UNKNOWN = ""
LABEL = 4  # letters of a scope key for each level of the tree
FULL = 10  # letters of a date known to the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Eye:
    """From where a table is looked at: the unit, the day, and which day of a road makes somebody official."""

    unit: Organisation
    on: date
    day: str  # as the rows write days
    official_first: bool

    def last(self, road: Road) -> Admitted | None:
        """The last admission of a road up to the day."""
        day = self.day
        for one in road.admissions:
            if one.ceremony <= day:
                return one
        return None

    def is_official(self, road: Road) -> bool:
        """Whether somebody is official on the day; who was official when the book was opened counts from then."""
        last, since = self.last(road), ""
        if last is not None:
            both = (last.official, last.recognised) if self.official_first else (last.recognised, last.official)
            since = both[0] or both[1]
        if not since and road.openings:
            key = self.unit.scope_key
            since = min((starts for at, starts in road.openings if key <= at < f"{key}~"), default="")
        return bool(since) and since <= self.day


def eye(unit: Organisation, on: date) -> Eye:
    """Look at a unit on a day. One query: the reading of the organisation that day (decision 32)."""
    return Eye(unit=unit, on=on, day=on.isoformat(), official_first=official_counts_from(unit, on) == "official_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One way of dividing the members of a unit on a day.

    ``column`` is the column of the census, ``mark`` turns one of its values into a value of this dimension; ``names``
    gives, for the values found, what a table calls them, in the order of the table. A value that nobody recorded is
    the empty text.
    """

    key: str
    name: str
    column: str
    mark: Callable[[Eye], Callable[[Any], str]]
    names: Callable[[Organisation, Iterable[str]], Mapping[str, str]]


# --- marks


def _as_it_is(_eye: Eye) -> Callable[[str], str]:
    return str


def _unit_below(eye: Eye) -> Callable[[str], str]:
    length = len(eye.unit.scope_key) + LABEL
    return lambda key: key[:length]


def _standing(eye: Eye) -> Callable[[Road], str]:
    return lambda road: "official" if eye.is_official(road) else "probationary"


def _age(eye: Eye) -> Callable[[str], str]:
    """Only of a birth known to the day."""
    band = _banded("age", eye.on)
    return lambda birth: band(birth) if len(birth) == FULL else UNKNOWN


def _party_age(eye: Eye) -> Callable[[Road], str]:
    """From the date of the admission decision, and only of official members (Charter art. 5)."""
    band = _banded("party_age", eye.on)

    def mark(road: Road) -> str:
        last = eye.last(road)
        return band(last.decided) if last and last.decided and eye.is_official(road) else UNKNOWN

    return mark


def _year_joined(eye: Eye) -> Callable[[Road], str]:
    def mark(road: Road) -> str:
        last = eye.last(road)
        return last.ceremony[:4] if last else UNKNOWN

    return mark


def _banded(what: str, on: date) -> Callable[[str], str]:
    """In which band of full years somebody is who began to count on a day."""
    told = [(band.key, band.first_day(on), band.last_day(on).isoformat()) for band in bands()[what]]
    ends = [(key, first.isoformat() if first else "", last) for key, first, last in told]
    return lambda day: next((key for key, first, last in ends if first <= day <= last), UNKNOWN)


# --- words


def _as_said(_unit: Organisation, values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in sorted(values, key=text_key)}


def _fixed(pairs: Iterable[tuple[str, str]]) -> Callable[[Organisation, Iterable[str]], Mapping[str, str]]:
    known = {str(key): str(name) for key, name in pairs}
    return lambda _unit, _values: known


def _in_bands(what: str, unit: str) -> Callable[[Organisation, Iterable[str]], Mapping[str, str]]:
    return _fixed((band.key, f"{band.name} {unit}") for band in bands()[what])


def names_below(unit: Organisation, values: Iterable[str]) -> dict[str, str]:
    """The names of units by their keys, in the order of the tree; who is directly in the unit itself is told so."""
    names = names_of_keys(values, unit.as_of)
    if unit.scope_key in names and len(names) > 1:
        names[unit.scope_key] = f"{names[unit.scope_key]} (trực tiếp)"
    return names


_YES_NO = {"yes": "là đoàn viên", "no": "không"}
_STANDINGS = {"official": "chính thức", "probationary": "dự bị"}

DIMENSIONS: Mapping[str, Dimension] = {
    key: Dimension(key=key, name=name, column=column, mark=mark, names=names)
    for key, name, column, mark, names in (
        ("don-vi", "Đơn vị", "key", _unit_below, names_below),
        ("dien", "Chính thức, dự bị", "road", _standing, _fixed(_STANDINGS.items())),
        ("gioi-tinh", "Giới tính", "sex", _as_it_is, _fixed(Person.Sex.choices)),
        ("tuoi-doi", "Tuổi đời", "birth", _age, _in_bands("age", "tuổi")),
        ("tuoi-dang", "Tuổi đảng", "road", _party_age, _in_bands("party_age", "năm")),
        ("dan-toc", "Dân tộc", "ethnicity", _as_it_is, _as_said),
        ("trinh-do", "Trình độ", "schooling", _as_it_is, _as_said),
        ("ly-luan", "Lý luận chính trị", "theory", _as_it_is, _as_said),
        ("doan", "Đoàn Thanh niên", "youth", _as_it_is, _fixed(_YES_NO.items())),
        ("nam-vao-dang", "Năm vào Đảng", "road", _year_joined, _as_said),
    )
}
