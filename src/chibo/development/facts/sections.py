"""The blocks of a dossier that no table holds: where each stands in the file, and how it is laid over what is known."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chibo.development.models import DossierSection
from chibo.law.calendar import PartialDate
from chibo.law.dossier import VERSION, DossierFacts, FileFault, from_file
from chibo.law.dossier.papers import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from dataclasses import Field

    from django.db.models import QuerySet

    from chibo.development.models import DevelopmentCase

Record = TypeVar("Record")

SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "relatives": ("person", "relatives"),
    "history": ("person", "history"),
    "residences": ("person", "residences"),
    "unions": ("person", "unions"),
    "person": ("person",),
    "organisation": ("organisation",),
    "helpers": ("helpers",),
    "remarks": ("remarks",),
    "ticks": ("ticks",),
    "verification": ("verification",),
    "open_question": ("has_open_question",),
    "opinions": ("opinions",),
    "meetings": ("meetings",),
    "decisions": ("decisions",),
    "ceremony": ("ceremony",),
    "recognition": ("recognition",),
    "binding": ("binding",),
    "records": ("records",),
    "steps": ("steps",),
    "context": ("context",),
}
"""Each section by its name: where its content stands in the dossier file."""

DETAILS: Final = frozenset(item.name for item in fields(Sheet)) - {"kind"}
"""What a paper may hold besides its own columns: the fields of a paper in the dossier file."""

_SAME: Final[Mapping[str, tuple[str, ...]]] = {"helpers": ("name", "for_probation"), "meetings": ("kind", "held_on")}


def is_section(name: str) -> bool:
    """Whether there is a section of that name."""
    return name in SECTIONS


def sections_in_force(cases: Iterable[DevelopmentCase]) -> QuerySet[DossierSection]:
    """Give the newest row of each section of some cases."""
    rows = DossierSection.objects.filter(case__in=[case.pk for case in cases], replaced_by__isnull=True)
    return rows.order_by("name", "id")


@lru_cache(maxsize=512)
def read_section(name: str, content: str) -> DossierFacts:
    """Read one section as a dossier that holds nothing else; ``FileFault`` names every wrong field with its path."""
    data: Any = _decoded(content)
    for step in reversed(SECTIONS[name]):
        data = {step: data}
    return from_file({"version": VERSION, **data})


@lru_cache(maxsize=512)
def read_details(kind: str, content: str) -> Sheet:
    """Read what else stands on a paper; ``FileFault`` as above."""
    data = _decoded(content)
    given = data if isinstance(data, dict) else {"": data}
    return from_file({"version": VERSION, "papers": [{"kind": kind, **given}]}).papers[0]


def _decoded(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise FileFault([("$", "không phải JSON")]) from None


# ---------------------------------------------------------------------- laying over


def laid_over(known: DossierFacts, told: Iterable[DossierFacts]) -> DossierFacts:
    """Fill what the tables leave open with what the sections tell; what a table holds is never overruled."""
    for one in told:
        known = filled(known, one)
    return known


def filled(known: Record, told: Record) -> Record:
    """Fill the fields of one record that stand at their default from another of its kind."""
    changes: dict[str, Any] = {}
    for item in fields(known):  # type: ignore[arg-type]  # both are records
        mine, theirs = getattr(known, item.name), getattr(told, item.name)
        empty = _default(item)
        if theirs in (empty, mine):
            continue
        if mine == empty:
            changes[item.name] = theirs
        elif item.name in _SAME:
            changes[item.name] = _joined(mine, theirs, _SAME[item.name])
        elif is_dataclass(mine) and not isinstance(mine, PartialDate):
            changes[item.name] = filled(mine, theirs)
        elif isinstance(mine, tuple):
            changes[item.name] = (*mine, *(one for one in theirs if one not in mine))
    return replace(known, **changes) if changes else known  # type: ignore[type-var]  # a dataclass


def _default(item: Field[Any]) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return None if item.default is MISSING else item.default


def _joined(mine: tuple[Any, ...], theirs: tuple[Any, ...], names: tuple[str, ...]) -> tuple[Any, ...]:
    """Fill each record that both tell of; add those that only the section tells of."""
    left = list(theirs)
    joined = []
    for one in mine:
        same = next((other for other in left if _key(other, names) == _key(one, names)), None)
        if same is not None:
            left.remove(same)
        joined.append(filled(one, same) if same is not None else one)
    return (*joined, *left)


def _key(record: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)
