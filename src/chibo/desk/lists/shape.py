"""What a list that goes out is made of: a title, columns, lines; and one kind of list with who may take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from chibo.base.access import Actor, Permission
    from chibo.documents.sheets import Cell
    from chibo.register.models import Organisation

    Wanted = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetList:
    """One list: what it is called, what its columns are, its lines. The first column counts.

    ``people`` are the numbers of the persons whom the lines are about, one a line, nothing for a line about nobody;
    none at all where no line is about somebody. Whose data may only be stored is left out by it, never by a name,
    which two people may share.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    people: tuple[int | None, ...] | None

    def without(self, left_out: Collection[int]) -> tuple[tuple[Cell, ...], ...]:
        """The lines but those about somebody named, counted anew."""
        whose = self.people if self.people is not None else (None,) * len(self.rows)
        kept = (row for row, one in zip(self.rows, whose, strict=True) if one not in left_out)
        return tuple((str(place), *row[1:]) for place, row in enumerate(kept, start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """One kind of list: its title, who may take it out, how it is gathered with the filter of the page (``asks``).

    ``is_there`` tells whether there is anything to take at all, where that is not always so.
    """

    title: str
    permission: Permission
    gather: Callable[[Actor, Organisation, date, Wanted], SheetList]
    asks: tuple[str, ...] = ()
    is_there: Callable[[Organisation], bool] | None = None
