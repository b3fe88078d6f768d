"""Sealing outside of acts: once after an upgrade, with another key, or records that somebody looked at and accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from chibo.base.models import ActSeal, AuditEntry, RowSeal
from chibo.base.seals import checking, layout, sealing, touching
from chibo.base.seals.checking import UNDERWAY, Odd
from chibo.base.seals.layout import SEALS, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


_NOTES = layout.Table(UNDERWAY, "row", has_number=False, columns=(), texts=())


def is_ready(connection: Any) -> bool:
    """Whether the database has a place for seals."""
    connection.ensure_connection()
    return bool(layout.read(connection))


def before_upgrade(connection: Any) -> None:
    """Note which records are odd before the tables change, so that no upgrade makes them good.

    The note outlives a program killed in the middle: the next start goes on with it.
    """
    connection.ensure_connection()
    touching.rest(connection)
    if not is_ready(connection) or is_under_way(connection):
        return
    new = _not_sealed_yet(connection)
    odd = [one for one in checking.compare(connection).odd if one.kind not in new or one.what != "added"]
    with transaction.atomic():
        notes = [(UNDERWAY, "", sealing.Printer(_NOTES).of("", ""))]
        notes += [(UNDERWAY, said, b"") for said in sorted({f"{one.kind} {one.row}"[:100] for one in odd})]
        sealing.put(connection, notes, [])


def _not_sealed_yet(connection: Any) -> set[str]:
    """Give the tables of libraries that this upgrade takes under the seals: their rows have none, once."""
    done = set(MigrationRecorder(connection).applied_migrations())
    besides = settings.CHIBO_SEALED_BESIDES.items()
    return {apps.get_model(label)._meta.db_table for label, said in besides if said["since"] not in done}  # noqa: SLF001


def is_under_way(connection: Any) -> bool:
    """Whether an upgrade has begun and its records are not sealed yet."""
    if not is_ready(connection):
        return False
    mark = RowSeal.objects.filter(kind=UNDERWAY, row="").values_list("mac", flat=True).first()
    return mark is not None and bytes(mark) == sealing.Printer(_NOTES).of("", "")


def is_due(connection: Any) -> bool:
    """Whether records wait to be sealed: an upgrade was cut off, or the tables are new."""
    return is_ready(connection) and (is_under_way(connection) or not RowSeal.objects.exists())


def after_upgrade(connection: Any) -> int:
    """Make the triggers for the new tables and seal every record but those that were odd before; give how many."""
    if not is_ready(connection):
        return 0
    touching.watch(connection)
    noted = set(RowSeal.objects.filter(kind=UNDERWAY).values_list("row", flat=True))
    with transaction.atomic():
        RowSeal.objects.filter(kind=UNDERWAY).delete()
        count = _seal_all(connection, noted)
        _cover_log(connection)
        _mark_heads(connection)
    return count


def accept(connection: Any, odd: Iterable[Odd]) -> None:
    """Seal records as they are now, inside the act of somebody who looked at them."""
    tables, count, total = layout.read(connection), 0, 0
    fresh, gone = list[Any](), list[Any]()
    for one in odd:
        table = tables.get(one.kind)
        old = rows(connection, f"SELECT mac FROM {SEALS} WHERE kind = %s AND row = %s", (one.kind, one.row))  # noqa: S608
        text = _text(connection, table, one.row) if table else None
        new = sealing.Printer(table).of(one.row, text) if table and text is not None else None
        (gone if new is None else fresh).append((one.kind, one.row) if new is None else (one.kind, one.row, new))
        total += sealing.number(new) - sealing.number(old[0][0] if old else None)
        count += (new is not None) - bool(old)
    sealing.put(connection, fresh, gone)
    sealing.put_line(connection, "", 0, 0, "", total % sealing.ROOM, count)


def balance(connection: Any) -> None:
    """Have the sum of all acts say what the seals say now; only beside ``accept``, in one act."""
    compared = checking.compare(connection)
    count, total, _ = checking.said()
    if (count, total) != (compared.count, compared.total % sealing.ROOM):
        difference = (compared.total - total) % sealing.ROOM
        sealing.put_line(connection, "", 0, 0, "", difference, compared.count - count)


def _text(connection: Any, table: layout.Table, row: str) -> str | None:
    sql = f'SELECT {table.text("t")} FROM "{table.name}" t WHERE CAST(t."{table.key}" AS TEXT) = %s'  # noqa: S608
    found = rows(connection, sql, (row,))
    return found[0][0] if found else None


def _seal_all(connection: Any, left_out: Collection[str]) -> int:
    count, total, sealed = 0, 0, 0
    for table in layout.read(connection).values():
        printer, fresh = sealing.Printer(table), list[Any]()
        for row, text, mac in checking.read_table(connection, table):
            new = printer.of(row, text)
            if f"{table.name} {row}"[:100] in left_out or (mac is not None and bytes(mac) == new):
                continue
            fresh.append((table.name, row, new))
            count += mac is None
            total += sealing.number(new) - sealing.number(mac)
        sealing.put(connection, fresh, [])
        sealed += len(fresh)
    if sealed:
        sealing.put_line(connection, "", 0, 0, "", total % sealing.ROOM, count)
    return sealed


def _cover_log(connection: Any) -> None:
    """Take the lines of the log from before the seals into the keeping of the key."""
    known = dict(ActSeal.objects.values_list("chain").annotate(last=Max("last")))
    for chain, last in AuditEntry.objects.values_list("chain").annotate(last=Max("seq")).order_by("chain"):
        if known.get(chain) is None:
            seal = AuditEntry.objects.values_list("hash", flat=True).get(chain=chain, seq=last)
            sealing.put_line(connection, chain, 1, last, seal, 0, 0)


def _mark_heads(connection: Any) -> None:
    """Print the ends of chains from before there were such prints; an end that has one keeps it, right or wrong."""
    known = set(RowSeal.objects.filter(kind=sealing.HEAD).values_list("row", flat=True))
    moved = [
        sealing.move_head(connection, chain, last, seal)
        for chain, last, seal in checking.ends_of(connection)
        if chain not in known
    ]
    if moved:
        more, sum_of = (sum(each) for each in zip(*moved, strict=True))
        sealing.put_line(connection, "", 0, 0, "", sum_of % sealing.ROOM, more)
