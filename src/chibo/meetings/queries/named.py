"""The members of a day by the name people type for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.vietnamese import fold, normalise_name
from chibo.register import queries as register

if TYPE_CHECKING:
    from datetime import date

    from chibo.register.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Named:
    """Who can be meant by a name: a whole name, a label that tells namesakes apart, or a given name."""

    people: tuple[Person, ...]

    @classmethod
    def of(cls, organisation: Organisation, on: date) -> Named:
        """Read the members of a day once."""
        return cls(tuple(register.members_on(organisation, on).only("uid", "full_name", "name_key", "birth")))

    @property
    def labels(self) -> tuple[str, ...]:
        """What to offer: the name, with the year of birth or the day of joining where two have the same."""
        twice = Counter(person.full_name for person in self.people)
        return tuple(self.label(person) if twice[person.full_name] > 1 else person.full_name for person in self.people)

    def label(self, person: Person) -> str:
        """The name with what tells namesakes apart."""
        year = person.birth.year if person.birth else None
        if year and sum(other.full_name == person.full_name and _year(other) == year for other in self.people) == 1:
            return f"{person.full_name} (sinh {year})"
        return f"{person.full_name} (số {self.people.index(person) + 1} trong danh sách)"

    def find(self, typed: str) -> list[Person]:
        """Everybody a typed name can mean; exact names before given names and names without marks."""
        name = normalise_name(typed)
        if not name:
            return []
        ways = (
            lambda one: name == one.full_name,
            lambda one: "(" in name and name == self.label(one),
            lambda one: name.casefold() == one.full_name.casefold(),
            lambda one: fold(name) == one.name_key,
            lambda one: name.casefold() == one.full_name.rpartition(" ")[2].casefold(),
        )
        return next((found for way in ways if (found := [one for one in self.people if way(one)])), [])


def _year(person: Person) -> int | None:
    return person.birth.year if person.birth else None
