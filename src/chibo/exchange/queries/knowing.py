"""Whom and what the register holds already, read for a whole list at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.vietnamese import fold
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.matching import Index, Known, digits
from chibo.exchange.lists.saying import Place
from chibo.exchange.models import ImportedRow, ListImport
from chibo.register.models import Organisation, Person, Term, Workplace
from chibo.register.queries import term_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from chibo.exchange.lists.rows import Row

_AT_ONCE = 2000


def index_of(organisation: Organisation, columns: Collection[Column]) -> Index:
    """Sort the people of an organisation and everything below it into blocks, and the rows of its earlier imports."""
    with_numbers = bool({Column.IDENTITY_NUMBER, Column.CARD_NUMBER, Column.NUMBERS} & set(columns))
    return Index.of(_known(organisation, with_numbers=with_numbers), _remembered(organisation))


def _known(organisation: Organisation, *, with_numbers: bool) -> Iterator[Known]:
    names = ["pk", "uid", "full_name", "name_key", "birth", "organisation_id", "native_place"]
    names += ["identity_number", "card_number"] if with_numbers else []
    people = Person.objects.filter(scope_key__startswith=organisation.scope_key)
    for pk, uid, name, key, birth, where, native, *numbers in people.values_list(*names).iterator(chunk_size=_AT_ONCE):
        identity, card = (digits(number) for number in numbers) if numbers else ("", "")
        yield Known(
            pk=pk,
            uid=str(uid),
            name=name,
            name_key=key,
            birth=birth,
            organisation_id=where,
            native=fold(native),
            identity=identity,
            card=card,
        )


def _remembered(organisation: Organisation) -> dict[str, int]:
    """Which row became whom in the imports that stand; what one row text meant for two people says nothing."""
    rows = ImportedRow.objects.filter(list_import__organisation=organisation, list_import__state=ListImport.State.DONE)
    found: dict[str, int] = {}
    for key, person in rows.exclude(key="").exclude(person=None).values_list("key", "person_id").iterator():
        if found.setdefault(key, person) != person:
            found[key] = 0
    return found


class Places:
    """The organisations a list may name, each with its workplace and from when its book goes."""

    def __init__(self, top: Organisation, on: date) -> None:
        self.top, self._on = top, on
        self._made: dict[int, Place] = {}
        self._by_name: dict[str, list[Organisation]] | None = None
        self._workplaces: dict[int, Workplace] = {}
        self._openings: dict[int, date] = {}
        self.is_leaf = not Organisation.objects.filter(parent=top).exists()

    def of(self, row: Row) -> Place | None:
        """Give where a row belongs: the organisation it names, else the list's own; nothing for a strange name."""
        said = row.said(Column.ORGANISATION)
        if not said or self.is_leaf:
            return self.place(self.top)
        named = self._named().get(fold(said), [])
        return self.place(named[0]) if len(named) == 1 else None

    def place(self, one: Organisation) -> Place:
        """Give the place of an organisation."""
        if one.pk not in self._made:
            if self._by_name is None:
                workplace, term = one.workplaces.order_by("id").first(), term_on(one, self._on)
                opening = term.starts_on if term is not None else self._on
            else:
                workplace, opening = self._workplaces.get(one.pk), self._openings.get(one.pk, self._on)
            self._made[one.pk] = Place(organisation=one, workplace=workplace, opening=opening)
        return self._made[one.pk]

    def _named(self) -> dict[str, list[Organisation]]:
        """Everything below, by name, short name and code; read once, with workplaces and terms. Three queries."""
        if self._by_name is None:
            self._by_name = {}
            below = Organisation.objects.filter(scope_key__startswith=self.top.scope_key, ends_on=None)
            for one in below.order_by("scope_key"):
                for name in {fold(one.name), fold(one.short_name), fold(one.code)} - {""}:
                    self._by_name.setdefault(name, []).append(one)
            inside = {"organisation__scope_key__startswith": self.top.scope_key}
            for workplace in Workplace.objects.filter(**inside).order_by("-id"):
                self._workplaces[workplace.organisation_id] = workplace
            for term in Term.objects.filter(**inside, starts_on__lte=self._on).order_by("starts_on"):
                self._openings[term.organisation_id] = term.starts_on
            self._made.clear()
        return self._by_name
