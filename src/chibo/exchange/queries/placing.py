"""Where the rows of a list belong: what its names of organisations mean, read for a whole list at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from chibo.base.vietnamese import fold, text_key
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.preview import Unit
from chibo.exchange.lists.saying import Place
from chibo.exchange.lists.units import names_unit, unit_keys, unit_mark
from chibo.register.models import Organisation, Term, Workplace
from chibo.register.queries import term_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import Q

    from chibo.exchange.lists.rows import Row

_MOST_NAMES: Final = 500  # beyond them a list to choose from helps nobody
_RATHER_ALIKE: Final = 80  # of 100: worth offering, never taken by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOfList:
    """What a list, and who reads it, say of organisations.

    ``written``: the names in its rows, each with how many. ``over``: cells that its titles name, the nearest first.
    ``chosen``: what somebody said that a name means (its mark → a name or a code of the register).
    """

    written: Counter[str] = field(default_factory=Counter)
    over: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)


class Places:
    """The organisations a list may name, each with its workplace and from when its book goes."""

    def __init__(self, top: Organisation, reach: Q, on: date, units: UnitsOfList) -> None:
        self.top, self._reach, self._on, self._units = top, reach, on, units
        self._meant: dict[str, Place | None] = {}

    def of(self, row: Row) -> Place | None:
        """Give where a row belongs: the organisation it names, else the list's own; nothing for a strange name.

        Where other rows name one, a row that names none may have been forgotten: that is asked once for all of them.
        """
        return self.named(row.said(Column.ORGANISATION))

    def named(self, written: str) -> Place | None:
        """Give what a name of the list means; the empty name is that of the rows that name none."""
        if written not in self._meant:
            self._meant[written] = self._place(self._find(written))
        return self._meant[written]

    def units(self) -> tuple[Unit, ...]:
        """Every name of the list with what it means or may mean, what nobody knows first; nothing for a cell's own."""
        if self._is_leaf and all(map(self.named, self._units.written)):
            return ()
        found = (self._unit(written, rows) for written, rows in self._units.written.items())
        return tuple(sorted(found, key=lambda unit: (bool(unit.meant), text_key(unit.written))))

    def names(self) -> tuple[str, ...]:
        """The names a list may mean, for who writes one; nothing where there are too many to choose from."""
        every = self._below.values()
        return tuple(sorted((one.name for one in every), key=text_key)) if len(every) <= _MOST_NAMES else ()

    # ------------------------------------------------------------------ what a name means

    def _find(self, written: str) -> Organisation | None:
        if chosen := self._units.chosen.get(unit_mark(written)):
            return self._only(chosen)
        if self._is_leaf:
            return None if self._is_strange(written) else self.top
        if written:
            return self._only(written)
        over = next(filter(None, map(self._only, self._units.over)), None)
        return over if over is not None or any(self._units.written) else self.top

    def _only(self, name: str) -> Organisation | None:
        """The one organisation of a name, however it is written, or of a code; nothing where two have it."""
        exactly = self._by_name.get(fold(name), [])
        if len(exactly) == 1:
            return exactly[0]
        found = {one.pk: one for key in unit_keys(name) for one in self._by_name.get(key, ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_strange(self, written: str) -> bool:
        """Whether a list of several cells, taken into one of them, names another; a single name is a nickname."""
        if not names_unit(written) or unit_keys(written) & _keys(self.top):
            return False
        return len({unit_mark(name) for name in self._units.written if names_unit(name)}) > 1

    def _unit(self, written: str, rows: int) -> Unit:
        place = self.named(written)
        near = self._alike(written) if written else self.top.name
        meant, hint = (place.organisation.name, "") if place is not None else ("", near)
        mark = unit_mark(written)
        chosen = self._units.chosen.get(mark, "")
        return Unit(written=written, mark=mark, rows=rows, meant=meant, chosen=chosen, hint=hint)

    def _alike(self, written: str) -> str:
        """The name that is nearest to what is written, to be offered; nothing where none is near."""
        scorer, least = fuzz.token_set_ratio, _RATHER_ALIKE
        near = process.extract(unit_mark(written), self._folded, scorer=scorer, score_cutoff=least, limit=1)
        return self._below[near[0][2]].name if near else ""

    # ------------------------------------------------------------------ what the register has

    def _place(self, one: Organisation | None) -> Place | None:
        if one is None:
            return None
        if "_below" not in self.__dict__:  # a cell's own list: two queries for one organisation
            workplace, term = one.workplaces.order_by("id").first(), term_on(one, self._on)
            return Place(organisation=one, workplace=workplace, opening=term.starts_on if term else self._on)
        opening = self._openings.get(one.pk, self._on)
        return Place(organisation=one, workplace=self._workplaces.get(one.pk), opening=opening)

    @cached_property
    def _is_leaf(self) -> bool:
        return not Organisation.objects.filter(parent=self.top).exists()

    @cached_property
    def _below(self) -> dict[int, Organisation]:
        """Everything that is in reach, the list's own organisation too."""
        below = Organisation.objects.filter(self._reach, scope_key__startswith=self.top.scope_key, ends_on=None)
        return {one.pk: one for one in below.order_by("scope_key")}

    @cached_property
    def _by_name(self) -> dict[str, list[Organisation]]:
        """The same by name, short name and code."""
        found: dict[str, list[Organisation]] = {}
        for one in self._below.values():
            for name in _keys(one):
                found.setdefault(name, []).append(one)
        return found

    @cached_property
    def _folded(self) -> dict[int, str]:
        return {pk: unit_mark(one.name) for pk, one in self._below.items()}

    @cached_property
    def _workplaces(self) -> dict[int, Workplace]:
        under = Workplace.objects.filter(organisation__scope_key__startswith=self.top.scope_key)
        return {one.organisation_id: one for one in under.order_by("-id")}

    @cached_property
    def _openings(self) -> dict[int, date]:
        under = Term.objects.filter(
            organisation__scope_key__startswith=self.top.scope_key, starts_on__lte=self._on
        ).order_by("starts_on")
        return {term.organisation_id: term.starts_on for term in under}


def _keys(one: Organisation) -> frozenset[str]:
    """The ways in which a list may write an organisation."""
    names = (unit_keys(name) | {fold(name)} for name in (one.name, one.short_name))
    return frozenset().union(*names, {fold(one.code)}) - {""}
