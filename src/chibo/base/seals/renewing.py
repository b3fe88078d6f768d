"""Sealing outside of acts: once after an upgrade, with another key, or records that somebody looked at and accepts."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
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
FIRST = ("base", "0005_seals")  # the migration that makes the place for seals: what is older has none
_RENEWED = "base.seal_records"  # what the log says of every upgrade that sealed records


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An upgrade under way: the records that were odd before it, and whether it is the one that brought the seals."""

    odd: frozenset[str] = frozenset()
    is_first: bool = False


def is_ready(connection: Any) -> bool:
    """Whether the database has a place for seals."""
    connection.ensure_connection()
    return bool(layout.read(connection))


def before_upgrade(connection: Any) -> Begun | None:
    """Note which records are odd before the tables change, so that no upgrade makes them good.

    The note outlives a program killed in the middle: the next start goes on with it. Nothing where there is no place
    for seals yet.
    """
    connection.ensure_connection()
    touching.rest(connection)
    if not is_ready(connection):
        return None
    new = _not_sealed_yet(connection)
    return under_way(connection) or _begin(
        connection,
        [one for one in checking.compare(connection).odd if one.kind not in new or one.what != "added"],
        is_first=False,
    )


def begin_first(connection: Any) -> Begun:
    """Note that the place for seals was just made: every record that lies here is older and is sealed once.

    Where the log tells of seals, somebody took their tables away: then no record is good because it has none.
    """
    connection.ensure_connection()
    asked = f"SELECT 1 FROM base_auditentry WHERE action = '{_RENEWED}' LIMIT 1"  # noqa: S608
    was_sealed = bool(rows(connection, asked))
    return _begin(connection, checking.compare(connection).odd if was_sealed else [], is_first=not was_sealed)


def _begin(connection: Any, odd: Iterable[Odd], *, is_first: bool) -> Begun:
    begun = Begun(odd=frozenset(f"{one.kind} {one.row}"[:100] for one in odd), is_first=is_first)
    with transaction.atomic():
        RowSeal.objects.filter(kind=UNDERWAY).delete()  # of another upgrade, or of none
        notes = [(UNDERWAY, "", _mark(connection, begun, len(_migrations(connection))))]
        sealing.put(connection, notes + [(UNDERWAY, said, b"") for said in sorted(begun.odd)], [])
    return begun


def _mark(connection: Any, begun: Begun, upto: int) -> bytes:
    """Give the mark of an upgrade: a print of the state it began from, and what is needed to make it again.

    Bound to the acts so far, the migrations so far and the odd records, it fits no other moment: kept and put back
    later it says nothing.
    """
    count, total, lines = checking.said()
    told = (count, total, lines, upto, *_migrations(connection)[:upto], begun.is_first, *sorted(begun.odd))
    return sealing.Printer(_NOTES).of("", "\n".join(map(str, told))) + upto.to_bytes(4, "big") + bytes([begun.is_first])


def _not_sealed_yet(connection: Any) -> set[str]:
    """Give the tables of libraries that this upgrade takes under the seals: their rows have none, once."""
    done = set(MigrationRecorder(connection).applied_migrations())
    besides = settings.CHIBO_SEALED_BESIDES.items()
    return {apps.get_model(label)._meta.db_table for label, said in besides if said["since"] not in done}  # noqa: SLF001


def _migrations(connection: Any) -> list[str]:
    """Give the changes of form that the database went through, in their order."""
    return [f"{app}.{name}" for app, name in rows(connection, "SELECT app, name FROM django_migrations ORDER BY id")]


def under_way(connection: Any) -> Begun | None:
    """Give the upgrade that has begun and whose records are not sealed yet; nothing where the mark does not fit."""
    if not is_ready(connection):
        return None
    noted = dict(RowSeal.objects.filter(kind=UNDERWAY).values_list("row", "mac"))
    mark = bytes(noted.pop("", b""))
    if len(mark) != sealing.SIZE + 5:
        return None  # none, or of an earlier program, which fits every moment
    upto, is_first = int.from_bytes(mark[sealing.SIZE : -1], "big"), bool(mark[-1])
    begun = Begun(odd=frozenset(noted), is_first=is_first)
    return begun if hmac.compare_digest(mark, _mark(connection, begun, upto)) else None


def is_due(connection: Any) -> bool:
    """Whether records wait to be sealed: an upgrade was cut off, or nobody has worked here yet.

    That there are no seals is no reason where the log has lines: whoever takes them away has not made anything good.
    """
    if not is_ready(connection):
        return False
    is_new = not RowSeal.objects.exists() and not AuditEntry.objects.exists()
    return is_new or under_way(connection) is not None


def after_upgrade(connection: Any, begun: Begun | None = None) -> int:
    """Make the triggers for the new tables and seal every record but those that were odd before; give how many.

    ``begun`` is the upgrade that this process began, else the mark of one that was cut off tells. Without either
    nothing is sealed where the log has lines.
    """
    if not is_ready(connection):
        return 0
    touching.watch(connection)
    begun = begun or under_way(connection)
    has_log = AuditEntry.objects.exists()
    if begun is None and has_log:
        return 0
    with transaction.atomic():
        RowSeal.objects.filter(kind=UNDERWAY).delete()
        count = _seal_all(connection, begun.odd if begun else ())
        if begun is None or begun.is_first:
            _cover_log(connection)
        _mark_heads(connection)
        if has_log:
            sealing.put_line(connection, "", 0, 0, "", 0, 0)  # so that the mark fits no more
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
