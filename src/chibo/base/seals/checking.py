"""Comparing every record with its seal, and the seals with the log: what no act has done is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Max, OuterRef, Subquery

from chibo.base.models import ActSeal, AuditEntry
from chibo.base.seals import layout, sealing
from chibo.base.seals.layout import SEALS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.seals.layout import Table

UNDERWAY = "upgrade"  # the kind of the notes of an upgrade that has not ended
_CHUNK = 5_000
_TRIES = 3
What = Literal["changed", "added", "gone"]


@dataclass(frozen=True, slots=True, order=True)
class Odd:
    """A record that is not as the last act left it."""

    kind: str
    row: str
    what: What


@dataclass(slots=True)
class Compared:
    """What a comparison of all records found."""

    odd: list[Odd] = field(default_factory=list)
    count: int = 0  # seals
    total: int = 0  # their sum


@dataclass(frozen=True, slots=True)
class Loose:
    """Something about the seals as a whole that does not hold; ``chain`` and ``seq`` where it concerns the log."""

    what: Literal["line", "gap", "sum"]
    chain: str = ""
    seq: int = 0


def compare(connection: Any, *, only: str = "") -> Compared:
    """Compare every record with its seal; ``only`` those of one table where that is enough to know."""
    connection.ensure_connection()
    found = Compared()
    if only:
        _compare_table(connection, sealing.tables_of(connection)[only], found)
        return found
    tables = layout.read(connection)
    for table in tables.values():
        _compare_table(connection, table, found)
    kinds = rows(connection, f"SELECT DISTINCT kind FROM {SEALS}") if tables else []  # noqa: S608
    for (kind,) in kinds:
        if kind == sealing.HEAD:
            _count(connection, kind, found)
        elif kind not in tables and kind != UNDERWAY:
            _missing(connection, kind, set(), found)
    return found


def _count(connection: Any, kind: str, found: Compared) -> None:
    for (mac,) in rows(connection, f"SELECT mac FROM {SEALS} WHERE kind = %s", (kind,)):  # noqa: S608
        found.count, found.total = found.count + 1, found.total + sealing.number(mac)


def _compare_table(connection: Any, table: Table, found: Compared) -> None:
    printer, held = sealing.Printer(table), 0
    for row, text, mac in read_table(connection, table):
        if mac is None:
            found.odd.append(Odd(table.name, row, "added"))
            continue
        held += 1
        found.count, found.total = found.count + 1, found.total + sealing.number(mac)
        if bytes(mac) != printer.of(row, text):
            found.odd.append(Odd(table.name, row, "changed"))
    sealed = rows(connection, f"SELECT count(*) FROM {SEALS} WHERE kind = %s", (table.name,))[0][0]  # noqa: S608
    if sealed != held:
        there = {row for row, _, _ in read_table(connection, table)}
        _missing(connection, table.name, there, found)


def _missing(connection: Any, kind: str, there: set[str], found: Compared) -> None:
    for row, mac in rows(connection, f"SELECT row, mac FROM {SEALS} WHERE kind = %s", (kind,)):  # noqa: S608
        if row not in there:
            found.odd.append(Odd(kind, row, "gone"))
            found.count, found.total = found.count + 1, found.total + sealing.number(mac)


def read_table(connection: Any, table: Table) -> Iterator[tuple[str, str, bytes | None]]:
    """Give key, text and seal of every row, some thousands at a time."""
    start: Any = None
    while True:
        after = f'WHERE t."{table.key}" > %s' if start is not None else ""
        sql = (
            f'SELECT t."{table.key}", CAST(t."{table.key}" AS TEXT), {table.text("t")}, s.mac '  # noqa: S608
            f'FROM "{table.name}" t LEFT JOIN {SEALS} s ON s.kind = %s AND s.row = CAST(t."{table.key}" AS TEXT) '
            f'{after} ORDER BY t."{table.key}" LIMIT {_CHUNK}'
        )
        lines = rows(connection, sql, (table.name,) if start is None else (table.name, start))
        for start, row, text, mac in lines:  # noqa: B007 — the last one is where the next chunk starts
            yield row, text, mac
        if len(lines) < _CHUNK:
            return


def verify(connection: Any) -> tuple[list[Odd], list[Loose]]:
    """Compare everything; while others work, until no act has come between the two halves."""
    compared, loose = Compared(), list[Loose]()
    for _ in range(_TRIES):
        before = ActSeal.objects.count()
        compared, loose = compare(connection), [*_loose_lines(), *_cut_heads(connection)]
        count, total, lines = said()
        if lines == before:
            if (count, total) != (compared.count, compared.total % sealing.ROOM):
                loose.append(Loose("sum"))
            break
    return compared.odd, loose


def said() -> tuple[int, int, int]:
    """Give what all acts together say: number of seals, their sum; and how many acts there are."""
    count, total, lines = 0, 0, 0
    for delta, more in ActSeal.objects.values_list("delta", "count").iterator(chunk_size=_CHUNK):
        count, total, lines = count + more, total + _read(delta), lines + 1
    return count, total % sealing.ROOM, lines


def _read(delta: str) -> int:
    try:
        return int(delta, 16)
    except ValueError:
        return 0  # its line's own print says so


def _loose_lines() -> Iterator[Loose]:
    """Look whether every line of the log belongs to an act whose print holds."""
    ends: dict[str, int] = {}
    for chain, first, last, delta, count, mac, seal in _acts():
        if mac != sealing.act_print(chain, first, last, seal or "", delta, count):
            yield Loose("line", chain, last)
        if last:
            if first != ends.get(chain, 0) + 1:
                yield Loose("gap", chain, ends.get(chain, 0) + 1)
            ends[chain] = last
    for chain, last in AuditEntry.objects.values_list("chain").annotate(last=Max("seq")).order_by("chain"):
        if last > ends.get(chain, 0):
            yield Loose("gap", chain, ends.get(chain, 0) + 1)


def _cut_heads(connection: Any) -> Iterator[Loose]:
    """Look whether every chain ends where its last act left it."""
    ends = {chain: (last, seal) for chain, last, seal in ends_of(connection)}
    for chain, mac in rows(connection, f"SELECT row, mac FROM {SEALS} WHERE kind = %s", (sealing.HEAD,)):  # noqa: S608
        last, seal = ends.get(chain, (0, ""))
        if bytes(mac) != sealing.head_print(chain, last, seal):
            yield Loose("gap", chain, last + 1)


def ends_of(connection: Any) -> list[tuple[str, int, str]]:
    """Give every chain of the log with its last line and that line's hash."""
    return rows(
        connection,
        "SELECT e.chain, e.seq, e.hash FROM base_auditentry e JOIN "
        "(SELECT chain, max(seq) AS last FROM base_auditentry GROUP BY chain) x "
        "ON e.chain = x.chain AND e.seq = x.last ORDER BY e.chain",
    )


def _acts() -> Iterator[tuple[Any, ...]]:
    """Give every act in the order of its writing, with the hash of the last log line it names."""
    said = AuditEntry.objects.filter(chain=OuterRef("chain"), seq=OuterRef("last")).values("hash")[:1]
    asked = ActSeal.objects.annotate(said=Subquery(said)).order_by("id")
    names = ("id", "chain", "first", "last", "delta", "count", "mac", "said")
    start = 0
    while lines := list(asked.filter(id__gt=start).values_list(*names)[:_CHUNK]):
        for line in lines:
            yield line[1:]
        start = lines[-1][0]
