"""Bản dữ liệu của một người: everything kept about somebody across the rooms, in words, and nothing about others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.holdings import HOLDINGS
from chibo.base.models import Travelling
from chibo.desk.log.queries import seen_of
from chibo.desk.privacy.words import CODES, COLUMNS, UNTOLD
from chibo.documents.models import Scan
from chibo.exchange.archive.shape import PARTS
from chibo.law.calendar import PartialDate
from chibo.register.erasing import rows_of
from chibo.register.models import Person
from chibo.register.queries import rows_about

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.base.holdings import Holding

_STRUCTURE = frozenset({"id", "uid", "recorded_at"})
_OWN = ("register.organisation", "register.workplace", "register.partygroup", "development.trainingclass")
_OF_PERSON = "person__scope_key"
_PATHS = {part.record: part.paths for part in PARTS}
_KEYS = frozenset({"name_key", "given_key", "sort_key"})

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of one kind of record, each column by its Vietnamese name."""

    label: str
    rows: tuple[Row, ...]


def sections_of(actor: Actor, person: Person) -> tuple[Section, ...]:
    """Everything kept about a person, kind by kind; kinds without a row are left out.

    Somebody else than the person gets what goes with the person, and of the rest what the organisations in reach noted.
    """
    own = Section(label="Thông tin chung", rows=(_row(person, "register.person"),))
    found = [Section(label=holding.label, rows=_rows(actor, holding, person)) for holding in HOLDINGS]
    seen = tuple(
        {
            "ngày": say_date(one.entry.on),
            "người xem": one.entry.actor_name,
            "vai trò": one.role,
            "việc": one.act,
            "phần": one.part,
            "để làm gì": one.entry.reason,
        }
        for one in seen_of(actor, person)[0]
    )
    return tuple(one for one in (own, *found, Section(label="Ai đã xem", rows=seen)) if one.rows)


def counts_of(person: Person) -> dict[str, int]:
    """How many rows of each kind are kept about a person, by label. One query."""
    asked = {f"n{place}": _count(holding) for place, holding in enumerate(HOLDINGS)}
    found = Person.objects.filter(pk=person.pk).annotate(**asked).values(*asked).get()
    counts: Counter[str] = Counter()
    for place, holding in enumerate(HOLDINGS):
        counts[holding.label] += found[f"n{place}"] or 0
    return {label: count for label, count in counts.items() if count}


def _count(holding: Holding) -> models.Subquery:
    manager = apps.get_model(holding.record)._default_manager  # noqa: SLF001 - any model
    rows = manager.filter(**{holding.path: models.OuterRef("pk")}).order_by().values(holding.path)
    return models.Subquery(rows.annotate(found=models.Count("pk")).values("found"), models.IntegerField())


def scans_of(actor: Actor, person: Person) -> list[Scan]:
    """The scans of a person's own papers that are still kept, and that the actor reaches."""
    uids: set[UUID] = {person.uid}
    for holding in HOLDINGS:
        if not holding.is_mention and issubclass(apps.get_model(holding.record), Travelling):
            uids.update(rows_of(holding, person).values_list("uid", flat=True))
    reach = rows_about(actor, person, Permission.EDIT_REGISTER, field="scope_key")
    kept = Scan.objects.filter(reach, subject_uid__in=uids, removed_on=None).select_related("file")
    return list(kept.order_by("added_on", "pk"))


def _rows(actor: Actor, holding: Holding, person: Person) -> tuple[Row, ...]:
    rows = rows_of(holding, person).filter(_reach(actor, holding, person))
    return tuple(_told(holding, row) for row in rows.order_by("pk"))


def _reach(actor: Actor, holding: Holding, person: Person) -> models.Q:
    """The rows whose organisation the actor keeps; those that lead to no organisation but the person's own are all."""
    paths = _PATHS.get(holding.record) or (("case__scope_key",) if holding.path == "case__person" else ())
    if not paths or _OF_PERSON in paths:
        return models.Q(pk__isnull=False)
    reach = models.Q()
    for path in paths:
        reach |= rows_about(actor, person, Permission.EDIT_REGISTER, field=path)
    return reach


def _told(holding: Holding, row: models.Model) -> Row:
    """A row as its person may read it: of a record about others only the days of the own part."""
    if holding.is_mention:
        return {label: said for name, label, said in _columns(row, holding.record) if _is_day(row, name)}
    told = {label: said for name, label, said in _columns(row, holding.record) if name not in holding.hidden}
    for name in holding.both:
        told[_label(row, name)] = str(getattr(row, name))
    return told


def _row(row: models.Model, record: str) -> Row:
    return {label: said for name, label, said in _columns(row, record) if name not in _KEYS}


def _columns(row: models.Model, record: str) -> Iterator[tuple[str, str, Any]]:
    """Each column that says something: its name, its Vietnamese label, what it says."""
    for kept in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
        if kept.name in _STRUCTURE or kept.name in UNTOLD or kept.primary_key:
            continue
        if isinstance(kept, models.ForeignKey):
            if kept.related_model._meta.label_lower in _OWN and getattr(row, kept.attname):  # noqa: SLF001 - Django's documented model API
                yield kept.name, _label(row, kept.name), str(getattr(row, kept.name))
            continue
        said = _said(row, kept, record)
        if said not in ("", None, [], {}):
            yield kept.name, _label(row, kept.name), said


def _label(row: models.Model, name: str) -> str:
    kept: Any = row._meta.get_field(name)  # noqa: SLF001 - Django's documented model API
    given = str(kept.verbose_name)
    if isinstance(kept, models.ForeignKey):
        return COLUMNS.get(name, {"organisation": "tổ chức", "mentor": "người giúp đỡ"}.get(name, given))
    return COLUMNS.get(name, given) if given == name.replace("_", " ") else given


def _said(row: models.Model, kept: Any, record: str) -> Any:
    value = getattr(row, kept.name)
    if kept.choices:
        return str(getattr(row, f"get_{kept.name}_display")())
    match value:
        case bool():
            said: Any = "có" if value else "không"
        case datetime():
            said = value.isoformat(timespec="minutes")
        case date():
            said = say_date(value)
        case PartialDate():
            said = "-".join(str(part) for part in (value.day, value.month, value.year) if part)
        case _:
            said = CODES.get((record, kept.name), {}).get(str(value), value)
    return said


def _is_day(row: models.Model, name: str) -> bool:
    return isinstance(row._meta.get_field(name), models.DateField)  # noqa: SLF001 - Django's documented model API
