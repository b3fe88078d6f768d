"""One row of a list, what is said about it, and rows that are no people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from chibo.exchange.lists.fields import Column
    from chibo.exchange.lists.standing import Group
    from chibo.law.calendar import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One thing about a row: ``must`` be repaired, left empty or left out; or only looked at."""

    column: Column
    what: str
    next: str = ""
    must: bool = True
    suggestion: str = ""  # what the cell may mean: one click puts it in
    stops: bool = False  # no empty cell helps: the row waits for a repair or stays out

    @property
    def said(self) -> str:
        """What is wrong and what to do, as sentences."""
        end = "" if self.what.endswith("?") else "."
        return f"{self.what[:1].upper()}{self.what[1:].rstrip('.')}{end} {self.next}".strip()


@dataclass(slots=True, kw_only=True)
class Row:
    """One row of a list. ``number`` is the row as the spreadsheet counts; ``raw`` are the texts as typed."""

    number: int
    raw: dict[Column, str]
    name: str = ""
    name_key: str = ""  # folded
    sex: str = ""
    birth: PartialDate | None = None
    days: dict[Column, PartialDate] = field(default_factory=dict)
    texts: dict[Column, str] = field(default_factory=dict)
    grades: dict[int, str] = field(default_factory=dict)  # of a list of reviews: year → grade
    year: int = 0
    code: str = ""  # a kind of organisation, the result of a commitment
    is_member: bool = False
    group: Group | None = None  # the part of the list it stands in, where its title tells who is no ordinary member
    is_in_probation: bool = False  # as the column of members says
    before: dict[Column, str] = field(default_factory=dict)  # what the file has in cells repaired on the page
    faults: list[RowFault] = field(default_factory=list)

    def day(self, column: Column) -> date | None:
        """A date of the row where the whole day is known."""
        known = self.days.get(column)
        return known.earliest if known is not None and known.is_full else None

    def partial(self, column: Column) -> PartialDate | None:
        """A date of the row that is known only in part."""
        known = self.days.get(column)
        return known if known is not None and not known.is_full else None

    def said(self, column: Column) -> str:
        """A text of the row; empty where it says nothing."""
        return self.texts.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A row that is no person: a total, a signature, a group's title. It is shown, not hidden.

    ``unit`` is the organisation to which the rows below belong, where such a title names one.
    """

    number: int
    text: str
    unit: str = ""
