"""Saying which record is odd, whose it is and where it belongs, without showing what stands in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import Lag

from chibo.base.dates import local_moment
from chibo.base.models import AuditEntry
from chibo.base.seals.layout import sealed_models
from chibo.base.words import records

if TYPE_CHECKING:
    from django.db import models

    from chibo.base.seals.checking import Loose, Odd

_DEEP = 3  # foreign keys away
_SMALL = timedelta(minutes=5)  # two acts at once may be written in the other order
_MOST_TOLD = 5


def said(odd: Odd) -> str:
    """Tell of one odd record."""
    model = next((one for one in sealed_models() if one._meta.db_table == odd.kind), None)  # noqa: SLF001 — any model
    noun = records.RECORDS.get(model._meta.label_lower, records.UNKNOWN) if model else records.UNKNOWN  # noqa: SLF001
    names = _names(model, odd.row) if model and odd.what != "gone" else {}
    of = f" của {names['person']}" if "person" in names else ""
    where = f" ({names['organisation']})" if "organisation" in names else ""
    return f"{noun[0].upper()}{noun[1:]}{of}{where}, số {odd.row}, {records.HAPPENED[odd.what]}."


def said_loose(loose: Loose) -> str:
    """Tell of seals that do not hold together."""
    return records.LOOSE[loose.what].format(chain=loose.chain or "chung", seq=loose.seq)


def clock_notes() -> list[str]:
    """Tell where the machine's clock went back between two lines of one log: their order holds, their times do not."""
    before = Window(Lag("at"), partition_by="chain", order_by="seq")
    lines = AuditEntry.objects.annotate(before=before).filter(at__lt=F("before")).order_by("id")
    jumps = [line for line in lines.iterator() if line.before - line.at > _SMALL]
    return [
        records.CLOCK.format(
            seq=line.seq,
            before=f"{local_moment(line.before):%H:%M %d-%m-%Y}",
            at=f"{local_moment(line.at):%H:%M %d-%m-%Y}",
        )
        for line in jumps[:_MOST_TOLD]
    ]


def _names(model: type[models.Model], key: Any) -> dict[str, str]:
    """Find whose a row is: itself, or what it points to, the nearest first. Reads keys and names only."""
    wanted = {label: (what, name) for what, (label, name) in settings.CHIBO_WHOSE.items()}
    found: dict[str, str] = {}
    near: list[tuple[type[models.Model], Any]] = [(model, key)]
    for _ in range(_DEEP + 1):
        further: list[tuple[type[models.Model], Any]] = []
        for at, row in near:
            asked = at._base_manager.filter(pk=row)  # noqa: SLF001 — any model
            what, name = wanted.get(at._meta.label_lower, ("", ""))  # noqa: SLF001
            if what and what not in found:
                found[what] = str(asked.values_list(name, flat=True).first() or "")
            further += _pointed_to(at, asked)
        near = further
    return {what: name for what, name in found.items() if name}


def _pointed_to(model: type[models.Model], asked: models.QuerySet[Any]) -> list[tuple[type[models.Model], Any]]:
    keys = [field for field in model._meta.concrete_fields if field.is_relation and field.many_to_one]  # noqa: SLF001
    ours = [field for field in keys if field.related_model in apps.get_models() and field.related_model is not model]
    values = asked.values_list(*(field.attname for field in ours)).first() if ours else None
    pairs = zip(ours, values or (), strict=False)
    return [(cast("type[models.Model]", field.related_model), value) for field, value in pairs if value is not None]
