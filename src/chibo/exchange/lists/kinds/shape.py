"""The one shape of a kind of list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.exchange.lists.fields import Column

if TYPE_CHECKING:
    from collections.abc import Collection

Patterns = tuple[tuple[str, Column], ...]


@unique
class Makes(StrEnum):
    """What a row becomes."""

    PERSON = "person"
    GRADE = "grade"
    COMMITMENT = "commitment"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """One kind of list as data.

    ``columns`` are offered on the page, in this order. ``needs``: of each group one must be chosen. ``tells``: groups
    of columns that only such a list has; ``heading``: what its title rows say. ``headers`` are its own words for
    columns (folded; the first that is found counts), looked at before the common ones.
    """

    code: str
    title: str
    unit: str  # what is counted: "người", "tổ chức"
    makes: Makes = Makes.PERSON
    columns: tuple[Column, ...]
    needs: tuple[frozenset[Column], ...] = ()
    tells: tuple[frozenset[Column], ...] = ()
    heading: str = ""
    headers: Patterns = ()
    are_members: bool = False  # every person of the list is a member
    adds_people: bool = True  # whoever the register does not have comes in; else the row waits for a choice
    opens_case: bool = False  # every person of the list is on the road
    hint: str = ""
    patterns: tuple[tuple[re.Pattern[str], Column], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Compile the words once."""
        object.__setattr__(self, "patterns", tuple((re.compile(words), column) for words, column in self.headers))

    def named(self, folded: str) -> Column | None:
        """Tell what a folded header says in this kind's own words; ``None`` where it has none."""
        return next((column for pattern, column in self.patterns if pattern.search(folded)), None)

    def likeness(self, columns: Collection[Column], heading: str) -> int:
        """Tell how much speaks for this kind: its own columns, what the title rows say (folded)."""
        own = sum(3 for group in self.tells if group <= set(columns))
        return own + (2 if self.heading and re.search(self.heading, heading) else 0)


NAME = frozenset({Column.FULL_NAME, Column.SURNAME, Column.TWO_NAMES})
WHO = (Column.FULL_NAME, Column.SURNAME, Column.MIDDLE_NAME, Column.GIVEN_NAME)
BORN = (
    Column.SEX,
    Column.FEMALE,
    Column.MALE,
    Column.BIRTH,
    Column.BIRTH_MALE,
    Column.BIRTH_FEMALE,
    Column.BIRTH_DAY,
    Column.BIRTH_MONTH,
    Column.BIRTH_YEAR,
)
NUMBERS = (Column.CARD_NUMBER, Column.IDENTITY_NUMBER, Column.FILE_NUMBER)
PLACES = (Column.NATIVE_PLACE, Column.RESIDENCE, Column.PERMANENT_RESIDENCE, Column.BIRTH_PLACE)
MORE = (
    Column.BIRTH_NAME,
    Column.OTHER_NAMES,
    Column.RELIGION,
    Column.FOLK_AND_FAITH,
    Column.LANGUAGES,
    Column.OCCUPATION_BEFORE,
)
WORK = (Column.POSITION, Column.SCHOOLING, Column.THEORY_LEVEL, Column.HIRED_ON)
JOINING = (Column.DECIDED_ON, Column.CEREMONY_ON, Column.OFFICIAL_ON, Column.RECOGNISED_ON)
MOVING = (
    Column.MOVED_IN_ON,
    Column.MOVED_FROM,
    Column.MOVED_OUT_ON,
    Column.MOVED_TO,
    Column.DIED_ON,
    Column.ENDED_ON,
    Column.ENDED_HOW,
    Column.LEFT_WHY,
    Column.LEFT_ON,
    Column.STATUS,
    Column.STATUS_ON,
)
