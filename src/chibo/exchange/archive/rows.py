"""The rows of each part as lines of JSON: read in order of ``uid``, some at a time, with uids for references."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.fields import EncryptedTextField
from chibo.base.holdings import HOLDINGS
from chibo.base.models import AuditEntry, Travelling
from chibo.base.privacy import BLOCKS
from chibo.documents.models import Scan
from chibo.exchange.archive.shape import OMITTED, PARTS, Part
from chibo.law.calendar import PartialDate
from chibo.register.facts import covering
from chibo.register.models import Organisation, Restriction
from chibo.register.queries import restriction_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from chibo.base.access import Actor

AT_ONCE: Final = 500
_CHAINS_AT_ONCE: Final = 400
_PERSON, _ORGANISATION, _FILE, _LOG = (
    "register.person",
    "register.organisation",
    "documents.storedfile",
    "base.auditentry",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which organisation, with everything below it, and for whom; nobody named: all of it, as a test compares it.

    ``is_open`` takes the sensitive blocks along; the caller has asked for the right and the purpose.
    """

    organisation: Organisation
    actor: Actor | None = None
    on: date | None = None
    is_open: bool = True
    restricted: frozenset[int] = field(default_factory=frozenset)

    def sees(self, part: Part) -> bool:
        """Whether the archive has this part at all."""
        if self.actor is None:
            return True
        return (self.is_open or not part.is_closed) and self.actor.may(part.seen_by, self.organisation.scope_key)

    def range_of(self, path: str, permission: Permission | None = None) -> Q:
        """The filter for rows whose key at ``path`` is the organisation's or below it, and the actor's."""
        key = self.organisation.scope_key
        rows = Q(**{f"{path}__gte": key, f"{path}__lt": key + "~"})
        if self.actor is None or permission is None:
            return rows
        return rows & within(self.actor, permission, field=path)


def reach_for(actor: Actor, on: date, organisation: Organisation, *, is_open: bool) -> Reach:
    """What somebody may take out; people whose data may only be stored go by name alone. Three queries at most."""
    held: Iterable[int] = ()
    if restriction_reading(organisation) == "refuse":
        key = organisation.scope_key
        below = Q(person__scope_key__gte=key, person__scope_key__lt=key + "~")
        held = Restriction.objects.filter(below, covering(on)).values_list("person_id", flat=True)
    return Reach(organisation=organisation, actor=actor, on=on, is_open=is_open, restricted=frozenset(held))


# ---------------------------------------------------------------------- columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of a part: under which name, how it is asked for, what it is called and what it points at."""

    name: str
    lookup: str
    label: str
    kind: str
    is_closed: bool
    to: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_KINDS: Final[dict[type[models.Field[Any, Any]], str]] = {
    models.UUIDField: "uid",
    models.BooleanField: "boolean",
    models.DateTimeField: "moment",
    models.DateField: "day",
    models.TimeField: "time",
    models.DecimalField: "decimal",
    models.IntegerField: "integer",
    models.JSONField: "json",
}
_CLOSED: Final = frozenset((block.record, name) for block in BLOCKS if block.is_sensitive for name in block.fields)


def model_of(part: Part) -> type[models.Model]:
    """The model whose rows a part holds."""
    return apps.get_model(part.record)


@lru_cache(maxsize=256)
def columns_of(record: str) -> tuple[Column, ...]:
    """The fields of a record in their fixed order: ``uid`` first, then as the model declares them."""
    model = apps.get_model(record)
    kept = [one for one in model._meta.concrete_fields if one.name not in OMITTED.get(record, ())]  # noqa: SLF001
    if issubclass(model, Travelling):
        kept = [one for one in kept if not one.primary_key]
    found = [_column(record, one) for one in kept if not (one.primary_key and one.name == "id")]
    return tuple(sorted(found, key=lambda one: one.name != "uid"))


def _column(record: str, kept: Any) -> Column:
    is_closed = isinstance(kept, EncryptedTextField) or (record, kept.name) in _CLOSED
    label = str(kept.verbose_name)
    if kept.is_relation:
        to = kept.related_model
        lookup = f"{kept.name}__uid" if issubclass(to, Travelling) else kept.attname
        found = to._meta.label_lower  # noqa: SLF001 - Django's documented model API
        return Column(name=kept.name, lookup=lookup, label=label, kind="reference", to=found, is_closed=is_closed)
    kind = next((word for sort, word in _KINDS.items() if isinstance(kept, sort)), "text")
    if kept.__class__.__name__ == "PartialDateField":
        kind = "partial day"
    choices = tuple((str(value), str(said)) for value, said in kept.flatchoices)
    return Column(name=kept.name, lookup=kept.name, label=label, kind=kind, choices=choices, is_closed=is_closed)


def shown(part: Part, reach: Reach) -> tuple[Column, ...]:
    """The columns of a part that go into the archive."""
    return tuple(one for one in columns_of(part.record) if reach.is_open or not one.is_closed)


# ---------------------------------------------------------------------- rows


def rows_of(part: Part, reach: Reach) -> QuerySet[Any]:
    """The rows of a part within reach, in no order."""
    manager = model_of(part)._default_manager  # noqa: SLF001 - any model
    if part.by_uid:
        units = Organisation.objects.filter(reach.range_of("scope_key", part.seen_by))
        return manager.filter(**{f"{part.by_uid}__in": units.values("uid")})
    if not part.paths:
        return manager.all()
    wanted = Q(pk__in=[])
    for path in part.paths:
        wanted |= reach.range_of(path, part.seen_by)
    if any(path.startswith("parts__") for path in part.paths):  # several rows lead to one
        wanted = Q(pk__in=manager.filter(wanted).values("pk"))
    return _narrowed(part, reach, manager.filter(wanted))


def _narrowed(part: Part, reach: Reach, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without people whose data may only be stored, and without scans that the actor does not see."""
    if reach.restricted:
        ways = [one.path for one in HOLDINGS if one.record == part.record and not one.is_mention]
        for path in [*ways, *(["pk"] if part.record == _PERSON else [])]:
            rows = rows.exclude(**{f"{path}__in": reach.restricted})
    if part.record == "documents.scan":
        return rows.filter(_seen_scans(reach))
    if part.record == _FILE:
        closed = Scan.objects.exclude(file=None).exclude(_seen_scans(reach))
        return rows.exclude(pk__in=closed.values("file"))
    return rows


def _seen_scans(reach: Reach) -> Q:
    """Which scans go along: all for a test; for somebody those of rooms they see, and only with the closed blocks."""
    if reach.actor is None:
        return Q(pk__isnull=False)
    if not reach.is_open:
        return Q(pk__in=[])
    key = reach.organisation.scope_key
    return Q(seen_with__in=[each.value for each in Permission if reach.actor.may(each, key)])


def lines_of(part: Part, reach: Reach) -> Iterator[bytes]:
    """The lines of a part, some hundreds at a time, in order of ``uid``; memory does not grow with the rows."""
    columns = shown(part, reach)
    if part.record == _LOG:
        yield from _log(columns, reach)
        return
    rows = rows_of(part, reach).order_by().values_list(*(one.lookup for one in columns))
    if any(one.name == "uid" for one in columns):
        found: Iterable[tuple[Any, ...]] = rows.order_by("uid").iterator(chunk_size=AT_ONCE)
    else:
        found = sorted(rows, key=lambda row: [str(value) for value in row])  # kinds and lines of ballots: few
    yield from _written(columns, found, more=_place if part.record == _FILE else None)


def _place(line: dict[str, Any]) -> dict[str, Any]:
    """Where the content of a stored file lies in the archive."""
    return {**line, "path": file_path(line["uid"], line["name"])}


def file_path(uid: str, name: str) -> str:
    """The name of a file in the archive: its uid, and the ending of its own name where that is a plain one."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return f"files/{uid}.{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= 8 else f"files/{uid}"  # noqa: PLR2004


def _written(columns: tuple[Column, ...], rows: Iterable[tuple[Any, ...]], more: Any = None) -> Iterator[bytes]:
    held: list[str] = []
    for row in rows:
        line = {column.name: _plain(value) for column, value in zip(columns, row, strict=True)}
        held.append(_json(more(line) if more else line))
        if len(held) >= AT_ONCE:
            yield ("\n".join(held) + "\n").encode()
            held.clear()
    if held:
        yield ("\n".join(held) + "\n").encode()


def _json(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """A value as JSON has it: days and moments in ISO 8601 (these in UTC), exact numbers and dates in part as text."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case UUID() | Decimal() | PartialDate():
            return str(value)
        case dict() | list():
            return json.loads(json.dumps(value, sort_keys=True))  # one order on both engines
        case _:
            return value


def _log(columns: tuple[Column, ...], reach: Reach) -> Iterator[bytes]:
    """The chains of the organisations, one after another, each from its first line on."""
    units = Organisation.objects.filter(reach.range_of("scope_key", Permission.VIEW_AUDIT)).order_by("uid")
    chains = [str(uid) for uid in units.values_list("uid", flat=True)]
    for start in range(0, len(chains), _CHAINS_AT_ONCE):
        held = AuditEntry.objects.filter(chain__in=chains[start : start + _CHAINS_AT_ONCE]).order_by("chain", "seq")
        rows = held.values_list(*(one.lookup for one in columns)).iterator(chunk_size=AT_ONCE)
        yield from _written(columns, rows)


# ---------------------------------------------------------------------- who and what is named from elsewhere


def people_elsewhere(reach: Reach) -> Iterator[bytes]:
    """Name and uid of people whom rows of the archive name and who are not among its own people."""
    return _elsewhere(reach, _PERSON, "full_name")


def organisations_elsewhere(reach: Reach) -> Iterator[bytes]:
    """Name and uid of organisations whom rows of the archive name and who are not among its own."""
    return _elsewhere(reach, _ORGANISATION, "name")


def _elsewhere(reach: Reach, record: str, name: str) -> Iterator[bytes]:
    model: Any = apps.get_model(record)
    own = next(part for part in PARTS if part.record == record)
    named = Q(pk__in=[])
    for part in PARTS:
        if not reach.sees(part) or part.record == _LOG:
            continue
        for column in columns_of(part.record):
            if column.to == record:
                named |= Q(pk__in=rows_of(part, reach).order_by().values(column.name))
    found = model.objects.filter(named).exclude(pk__in=rows_of(own, reach).values("pk")).order_by("uid")
    rows = found.values_list("uid", name).iterator(chunk_size=AT_ONCE)
    columns = tuple(one for one in columns_of(record) if one.name in {"uid", name})
    return _written(columns, rows)


def uids_of_people(reach: Reach) -> list[str]:
    """The people whose data the archive holds, for the log."""
    own = next(part for part in PARTS if part.record == _PERSON)
    return [str(uid) for uid in rows_of(own, reach).values_list("uid", flat=True)] if reach.sees(own) else []
