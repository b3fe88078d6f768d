"""Who has to do something: the committee for the cell's acts, the members who help for theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chibo.base.vietnamese import given_name
from chibo.development.facts import mentor_facts
from chibo.register.queries import office_holders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.development.facts import Gathered
    from chibo.register.models import Organisation, Person

SECRETARY, COMMITTEE = 0, -1  # beside the numbers of the cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Doers:
    """The people behind "Ai làm": how the sheet names them, their full names and their uids."""

    text: str
    names: tuple[str, ...] = ()
    uids: frozenset[str] = frozenset()


def doers_of(organisation: Organisation, cases: Iterable[Gathered], on: date) -> dict[int, Doers]:
    """Return who acts for the cell, and under the number of each case the members who help. One query."""
    holders = [holding.person for holding in office_holders(organisation, on)]
    committee = replace(named(holders), text="Chi ủy")
    found = {SECRETARY: named(holders[:1]) if holders else committee, COMMITTEE: committee}
    helping: dict[int, list[Person]] = {}
    for row in (row for case in cases for row in case.mentorships if mentor_facts(row).is_helping(on)):
        people = helping.setdefault(row.case_id, [])
        if row.mentor not in people:
            people.append(row.mentor)
    found.update({case: named(people) for case, people in helping.items()})
    return found


def named(people: Iterable[Person]) -> Doers:
    """Say who acts, by given names as a sheet names them."""
    known = tuple(people)
    return Doers(
        text=", ".join(f"đ/c {given_name(one.full_name)}" for one in known),
        names=tuple(one.full_name for one in known),
        uids=frozenset(str(one.uid) for one in known),
    )
