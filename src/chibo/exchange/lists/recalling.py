"""Repairs of an earlier import, for the next one with the same file or a corrected one: how its rows keep them.

They lie with the trace of the row, encrypted as it is and erased with the person; of what stood in the file only a
print is kept, to know the same cell again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from chibo.exchange.lists.fields import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chibo.exchange.lists.rows import Row
    from chibo.register.actions import Trace

    Kept = Mapping[str, Any]
    """``cells``: column → print of what the file had, what was put in; ``name``, ``birth``: prints of the row's."""

_NAMES: Final = (Column.FULL_NAME, Column.SURNAME, Column.GIVEN_NAME, Column.TWO_NAMES, Column.ORG_NAME)
_BIRTHS: Final = (Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE, Column.BIRTH_YEAR)


def packed(trace: Trace, kept: Kept | None) -> str:
    """Write what a row changed and what was repaired in it; empty for neither."""
    if kept:
        return json.dumps({"trace": trace, **kept}, ensure_ascii=False)
    return json.dumps(trace, ensure_ascii=False) if trace else ""


def trace_of(text: str) -> Trace:
    """Read what a row changed."""
    found: Any = json.loads(text) if text else []
    trace: Trace = found["trace"] if isinstance(found, dict) else found
    return trace


def kept_of(row: Row, edits: Mapping[Column, str]) -> Kept | None:
    """Give what was repaired in a row; a cell typed as the file has it was not."""
    repaired = {column: said for column, said in edits.items() if said != row.before.get(column, "")}
    if not repaired:
        return None
    cells = {column.value: [_print(row.before.get(column, "")), said] for column, said in repaired.items()}
    return {"cells": cells, **_telling(row)}


def kept_in(text: str) -> Kept | None:
    """Read what was repaired in a row."""
    found: Any = json.loads(text) if text else []
    return found if isinstance(found, dict) else None


def edits_of(kept: Kept) -> dict[Column, str]:
    """Give the repairs of a row as they were."""
    return {Column(column): said for column, (_, said) in kept["cells"].items() if column in set(Column)}


def met_again(rows: Iterable[Row], kept: Iterable[Kept]) -> dict[int, dict[Column, str]]:
    """Give the repairs that fit rows of a corrected file: the one row of its name whose cell reads as it did.

    Where several rows have a name, the birth tells them apart; where it does not, nothing is taken over.
    """
    told = [(row, _telling(row)) for row in rows]
    names = Counter(telling["name"] for _, telling in told)
    by_name = {telling["name"]: row for row, telling in told}
    both = Counter((telling["name"], telling["birth"]) for _, telling in told)
    by_both = {(telling["name"], telling["birth"]): row for row, telling in told}
    found: dict[int, dict[Column, str]] = {}
    for one in kept:
        name, pair = one["name"], (one["name"], one["birth"])
        row = by_name[name] if names[name] == 1 else by_both[pair] if both[pair] == 1 else None
        if row is None:
            continue
        fitting = {
            column: said
            for column, said in edits_of(one).items()
            if one["cells"][column.value][0] == _print(row.raw.get(column, ""))
        }
        if fitting:
            found[row.number] = fitting
    return found


def _telling(row: Row) -> dict[str, str]:
    """Prints of what the file calls a row: the name and the birth as they stand there."""
    typed = {**row.raw, **row.before}
    name, birth = (" ".join(typed.get(one, "") for one in columns) for columns in (_NAMES, _BIRTHS))
    return {"name": _print(name), "birth": _print(birth)}


def _print(text: str) -> str:
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=12).hexdigest()
