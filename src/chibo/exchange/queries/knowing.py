"""Whom the register holds already, read for a whole list at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.vietnamese import fold
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.matching import Index, Known
from chibo.exchange.lists.numbers import digits
from chibo.exchange.models import LIST_PROOF, ImportedRow, ListImport
from chibo.register.models import Correction, Person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import Q

    from chibo.register.models import Organisation

_AT_ONCE = 2000


def index_of(organisation: Organisation, reach: Q, columns: Collection[Column]) -> Index:
    """Sort the people of an organisation and what is in reach below it into blocks, beside rows of its imports."""
    with_numbers = bool({Column.IDENTITY_NUMBER, Column.CARD_NUMBER, Column.NUMBERS} & set(columns))
    return Index.of(_known(organisation, reach, with_numbers=with_numbers), _remembered(organisation))


def _known(organisation: Organisation, reach: Q, *, with_numbers: bool) -> Iterator[Known]:
    names = ["pk", "uid", "full_name", "name_key", "birth", "organisation_id", "native_place"]
    names += ["identity_number", "card_number"] if with_numbers else []
    people = Person.objects.filter(reach, scope_key__startswith=organisation.scope_key)
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


def set_right(people: Collection[int]) -> dict[int, set[str]]:
    """Which paths of people were last set right by somebody with a proof in hand, rather than by a list. One query."""
    rows = Correction.objects.filter(person__in=people).order_by("pk").values_list("person_id", "field", "proof")
    last = {(person, name): not proof.startswith(LIST_PROOF) for person, name, proof in rows}
    found: dict[int, set[str]] = {}
    for (person, name), is_proved in last.items():
        part, _, bare = name.rpartition(".")
        if is_proved:
            found.setdefault(person, set()).add(f"person.{bare}" if part in {"", "fact"} else name)
    return found


def _remembered(organisation: Organisation) -> dict[str, int]:
    """Which row became whom in the imports that stand; what one row text meant for two people says nothing."""
    rows = ImportedRow.objects.filter(list_import__organisation=organisation, list_import__state=ListImport.State.DONE)
    found: dict[str, int] = {}
    for key, person in rows.exclude(key="").exclude(person=None).values_list("key", "person_id").iterator():
        if found.setdefault(key, person) != person:
            found[key] = 0
    return found
