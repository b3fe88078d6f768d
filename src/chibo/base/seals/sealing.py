"""Printing anew what an act touched, in the transaction of the act, as its last deed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from chibo.base import keys
from chibo.base.seals import layout, touching
from chibo.base.seals.layout import ACTS, SEALS, rows, write

if TYPE_CHECKING:
    from chibo.base.seals.layout import Table

HEAD = "log"  # the kind of the seals of the log's ends, one a chain
SIZE = 16  # bytes of a print
_HEADS = layout.Table(HEAD, "chain", has_number=False, columns=("seq", "hash"), texts=())
ROOM = 2 ** (8 * SIZE)  # sums of prints are counted within this


class Printer:
    """Makes the prints of one table; everything a print says about the table is taken in once."""

    def __init__(self, table: Table, key: bytes | None = None) -> None:
        self._head = hashlib.blake2b(key=keys.derive("seals", key=key), digest_size=SIZE)
        self._head.update("\n".join((table.name, *table.columns, "")).encode())

    def of(self, row: str, text: str) -> bytes:
        """Give the print of a row: keyed BLAKE2b over its table, columns, key and every stored value."""
        mark = self._head.copy()
        mark.update(f"{row}\n{text}".encode())
        return mark.digest()


def number(seal: bytes | memoryview | None) -> int:
    """Give a print as a number to add up; none counts nothing."""
    return int.from_bytes(seal, "big") if seal is not None else 0


def act_print(chain: str, first: int, last: int, seal: str, delta: str, count: int, *, key: bytes | None = None) -> str:
    """Give the print of a line about an act; ``seal`` is the hash of the last log line it covers."""
    said = "\n".join(("act", chain, str(first), str(last), seal, delta, str(count)))
    return hashlib.blake2b(said.encode(), key=keys.derive("seals", key=key), digest_size=SIZE).hexdigest()


def head_print(chain: str, last: int, seal: str, *, key: bytes | None = None) -> bytes:
    """Give the print of a chain's end: its last line and that line's hash.

    An act that only looks changes no record. With its end among the prints it changes their sum nevertheless, so that
    its lines cannot be cut off together with the lines about them.
    """
    return Printer(_HEADS, key).of(chain, f"{last} {seal}")


def move_head(connection: Any, chain: str, last: int, seal: str) -> tuple[int, int]:
    """Print the end of a chain anew; give by how much that changes the number of prints and their sum."""
    found = rows(connection, f"SELECT mac FROM {SEALS} WHERE kind = %s AND row = %s", (HEAD, chain))  # noqa: S608
    new = head_print(chain, last, seal)
    put(connection, [(HEAD, chain, new)], [])
    return int(not found), number(new) - number(found[0][0] if found else None)


def tables_of(connection: Any) -> dict[str, Table]:
    """Give the sealed tables as this connection knows them."""
    if not getattr(connection, "sealed_tables", None):
        connection.sealed_tables = layout.read(connection)
    known: dict[str, Table] = connection.sealed_tables
    return known


def begin(connection: Any) -> None:
    """Start with empty notes. On SQLite the triggers are made anew when the tables have changed."""
    if connection.vendor == "sqlite" and not connection.sealed_rests:
        version = rows(connection, "PRAGMA main.schema_version")[0][0]
        if getattr(connection, "sealed_version", None) != version:
            touching.watch(connection)
            connection.sealed_version = version
    touching.start(connection)


def end(connection: Any) -> None:
    """Seal what the act touched; a transaction that wrote no line of the log is no act, and nothing is sealed."""
    acts = rows(connection, "SELECT chain, min(seq), max(seq) FROM chibo_acts GROUP BY chain ORDER BY chain")
    tables = tables_of(connection) if acts else {}
    if not tables:
        return
    count, total = 0, 0
    for (kind,) in rows(connection, "SELECT DISTINCT kind FROM chibo_touched ORDER BY kind"):
        if kind in tables:
            more, sum_of = _renew(connection, tables[kind])
            count, total = count + more, (total + sum_of) % ROOM
    for chain, first, last in acts:
        (seal,) = rows(connection, "SELECT hash FROM chibo_acts WHERE chain = %s AND seq = %s", (chain, last))[0]
        more, sum_of = move_head(connection, chain, last, seal)
        put_line(connection, chain, first, last, seal, (total + sum_of) % ROOM, count + more)
        count, total = 0, 0  # said once
    touching.clear(connection)


def put_line(
    connection: Any, chain: str, first: int, last: int, seal: str, total: int, count: int, *, key: bytes | None = None
) -> None:
    """Write by how much an act changed the sum of all prints and their number, under a print of its own."""
    delta = f"{total:0{2 * SIZE}x}"
    mac = act_print(chain, first, last, seal, delta, count, key=key)
    sql = f"INSERT INTO {ACTS} (chain, first, last, delta, count, mac) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608
    write(connection, sql, [(chain, first, last, delta, count, mac)])


def _renew(connection: Any, table: Table) -> tuple[int, int]:
    """Seal the touched rows of one table anew; a row that differed from its seal before the act keeps differing."""
    printer, count, total = Printer(table), 0, 0
    fresh, gone = list[Any](), list[Any]()
    for row, before, old, text in rows(connection, _touched(table), (table.name, table.name)):
        seal = None if old is None else bytes(old)
        was_whole = seal is None if before is None else seal == printer.of(row, before)
        new = None if text is None else printer.of(row, text)
        if not was_whole or new == seal:
            continue
        total += number(new) - number(seal)
        count += (new is not None) - (seal is not None)
        (gone if new is None else fresh).append((table.name, row) if new is None else (table.name, row, new))
    put(connection, fresh, gone)
    return count, total % ROOM


def put(connection: Any, fresh: list[Any], gone: list[Any]) -> None:
    """Write and remove seals, each row at most once: ``(kind, row, print)`` and ``(kind, row)``."""
    renewed = "ON CONFLICT (kind, row) DO UPDATE SET mac = excluded.mac"
    write(
        connection,
        f"INSERT INTO {SEALS} (kind, row, mac) VALUES (%s, %s, %s) {renewed}",  # noqa: S608 - our own names
        fresh,
        at_once=f"INSERT INTO {SEALS} (kind, row, mac) "  # noqa: S608
        f"SELECT * FROM unnest(%s::text[], %s::text[], %s::bytea[]) {renewed}",
    )
    write(
        connection,
        f"DELETE FROM {SEALS} WHERE kind = %s AND row = %s",  # noqa: S608
        gone,
        at_once=f"DELETE FROM {SEALS} s USING unnest(%s::text[], %s::text[]) g (kind, row) "  # noqa: S608
        "WHERE s.kind = g.kind AND s.row = g.row",
    )


def _touched(table: Table) -> str:
    return (
        f'SELECT x.row, x.before, s.mac, CASE WHEN t."{table.key}" IS NOT NULL THEN {table.text("t")} END '  # noqa: S608
        f'FROM chibo_touched x LEFT JOIN "{table.name}" t ON t."{table.key}" = {table.key_of("x.row")} '
        f"LEFT JOIN {SEALS} s ON s.kind = %s AND s.row = x.row WHERE x.kind = %s ORDER BY x.row"
    )
