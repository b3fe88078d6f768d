"""Whom a line of the log is about: from the record it names to the person, read off the models themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, Value

from chibo.base.access import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model, QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Person

_PERSON: Final = "register.person"
_LEADS: Final = frozenset({"person", "subject"})  # the keys by which a record says whose it is
CLOSED: Final = frozenset({"reviews.discipline"})
"""Records that are closed as a whole: whom they are about is for those who see closed parts (ADR 0030)."""
CLOSED_BLOCKS: Final = frozenset({"discipline"})
"""Parts, the opening of which tells that somebody has such a record."""
_ASIDE: Final = frozenset({"replaces", "mended_from", "above"})


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The person a record is about, as far as the reader may know."""

    uid: str
    name: str
    scope_key: str


@cache
def paths() -> Mapping[str, str]:
    """For each kind of record that is about one person, the way to that person; empty for the person's own row."""
    found = {_PERSON: ""}
    models = [model for model in apps.get_models() if model.__module__.startswith("chibo.") and hasattr(model, "uid")]
    while fresh := {
        model._meta.label_lower: way  # noqa: SLF001 - Django's documented name of a model
        for model in models
        if model._meta.label_lower not in found  # noqa: SLF001 - as above
        for way in _ways(model, found)
    }:
        found |= fresh
    return found


def _ways(model: type[Model], known: Mapping[str, str]) -> list[str]:
    """The way from a record to its person, by its own key first, else through a record that is about somebody."""
    own, through = [], []
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
        target = field.related_model
        if not field.is_relation or not isinstance(target, type) or field.name in _ASIDE:
            continue
        label = target._meta.label_lower  # noqa: SLF001 - as above
        if label == _PERSON and field.name in _LEADS:
            own.append(field.name)
        elif label in known and label != _PERSON:
            through.append(f"{field.name}__{known[label]}" if known[label] else field.name)
    return (own or through)[:1]


def named(actor: Actor, subjects: Iterable[tuple[str, str]], persons: Iterable[str] = ()) -> dict[str, About]:
    """Give for each record (kind, uid) and each person's uid whom it is about. One query however many there are.

    Who may not see the people of an organisation learns no name of it, nor without the right to closed parts that of a
    record which is closed as a whole.
    """
    wanted: dict[str, set[UUID]] = {}
    for label, text in [*subjects, *((_PERSON, each) for each in persons)]:
        if label in paths() and (read := uid_of(text)) is not None:
            wanted.setdefault(label, set()).add(read)
    parts = [_told(label, uids) for label, uids in sorted(wanted.items())]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found = {}
    for uid, person_uid, name, scope_key, is_closed in rows:
        asked = [Permission.VIEW_PEOPLE, *([Permission.VIEW_SENSITIVE] if is_closed else [])]
        is_own = str(person_uid) == actor.person_uid
        if name and (is_own or all(actor.may(one, scope_key) for one in asked)):
            found[str(uid)] = About(uid=str(person_uid), name=name, scope_key=scope_key)
    return found


def sees_closed(actor: Actor, person: Person) -> bool:
    """Whether the closed records of a person are the actor's to know of: the own, and by right."""
    return str(person.uid) == actor.person_uid or actor.may(Permission.VIEW_SENSITIVE, person.scope_key)


def _told(label: str, uids: set[UUID]) -> QuerySet[Any, tuple[UUID, UUID, str, str, bool]]:
    way = paths()[label]
    start = f"{way}__" if way else ""
    rows = apps.get_model(label)._default_manager.filter(uid__in=uids).order_by()  # noqa: SLF001 - any model
    told: QuerySet[Any, tuple[UUID, UUID, str, str, bool]] = rows.annotate(
        is_closed=Value(label in CLOSED, BooleanField())
    ).values_list("uid", f"{start}uid", f"{start}full_name", f"{start}scope_key", "is_closed")
    return told


def uid_of(text: str) -> UUID | None:
    """Read an identity; nothing where there is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def records_of(person: Person, *, with_closed: bool) -> list[str]:
    """The uid of every record that is about a person, the person's own first, and of their scans. Two queries.

    Without ``with_closed`` none that is closed as a whole.
    """
    parts = [
        apps.get_model(label)._default_manager.filter(**{way: person.pk}).order_by().values_list("uid", flat=True)  # noqa: SLF001 - any model
        for label, way in sorted(paths().items())
        if way and (with_closed or label not in CLOSED)
    ]
    rows = reduce(lambda whole, part: whole.union(part, all=True), parts)
    found = [str(person.uid), *(str(uid) for uid in rows)]
    scans = apps.get_model("documents.scan")._default_manager.filter(subject_uid__in=found).order_by()  # noqa: SLF001 - any model
    files = scans.filter(file__isnull=False).values_list("file__uid", flat=True)
    return [*found, *(str(uid) for uid in scans.values_list("uid", flat=True).union(files))]
