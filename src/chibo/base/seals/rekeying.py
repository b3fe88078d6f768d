"""Seals under another key of the installation: what was whole is printed anew, what was odd stays odd."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from chibo.base.seals import checking, layout, sealing
from chibo.base.seals.layout import ACTS, SEALS, rows, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Whole = set[tuple[str, str]]


class Through:
    """A database reached by a function that runs a statement with ``%s`` in it and gives its rows.

    Other rooms of the base write a copy of the database again that Django does not know; the seals go along.
    """

    def __init__(self, run: Callable[..., list[Any]], vendor: str) -> None:
        self._run, self.vendor = run, vendor
        self.wrap_database_errors = nullcontext()
        self.connection, self.description = self, True
        self._found: list[Any] = []

    def ensure_connection(self) -> None:
        """It is there."""

    def cursor(self) -> Through:
        """Be the cursor too."""
        return self

    def close(self) -> None:
        """Keep nothing."""
        self._found = []

    def execute(self, sql: str, params: Iterable[Any] = ()) -> None:
        """Run one statement."""
        self._found = self._run(sql.replace("?", "%s") if self.vendor == "sqlite" else sql, list(params))

    def executemany(self, sql: str, lines: Iterable[Iterable[Any]]) -> None:
        """Run one statement for each line."""
        for line in lines:
            self.execute(sql, line)

    def fetchall(self) -> list[Any]:
        """Give what was found."""
        return self._found


def whole(connection: Any, old: bytes) -> Whole:
    """Give the records that match their seals under the key that goes, before anything is written again."""
    found: Whole = set()
    for table in layout.read(connection).values():
        printer = sealing.Printer(table, old)
        for row, text, mac in checking.read_table(connection, table):
            if mac is not None and bytes(mac) == printer.of(row, text):
                found.add((table.name, row))
    return found


def again(connection: Any, known: Whole, old: bytes, new: bytes) -> None:
    """Print with the key that comes what was whole, as it stands now, and every line about an act that held."""
    total = 0
    for table in layout.read(connection).values():
        printer, fresh = sealing.Printer(table, new), list[Any]()
        for row, text, mac in checking.read_table(connection, table):
            if (table.name, row) in known:
                seal = printer.of(row, text)
                fresh.append((table.name, row, seal))
                total += sealing.number(seal) - sealing.number(mac)
        sealing.put(connection, fresh, [])
    total += _heads_again(connection, old, new)
    _acts_again(connection, old, new)
    if known:
        sealing.put_line(connection, "", 0, 0, "", total % sealing.ROOM, 0, key=new)


def _heads_again(connection: Any, old: bytes, new: bytes) -> int:
    """Print the ends of the log that held with the key that comes; give by how much the sum of all prints changes."""
    kept = dict(rows(connection, f"SELECT row, mac FROM {SEALS} WHERE kind = %s", (sealing.HEAD,)))  # noqa: S608
    fresh, total = list[Any](), 0
    for chain, last, seal in checking.ends_of(connection):
        mac = kept.get(chain)
        if mac is not None and bytes(mac) == sealing.head_print(chain, last, seal, key=old):
            fresh.append((sealing.HEAD, chain, sealing.head_print(chain, last, seal, key=new)))
            total += sealing.number(fresh[-1][2]) - sealing.number(mac)
    sealing.put(connection, fresh, [])
    return total


def _acts_again(connection: Any, old: bytes, new: bytes) -> None:
    asked = (
        f"SELECT a.id, a.mac, a.chain, a.first, a.last, COALESCE(e.hash, ''), a.delta, a.count FROM {ACTS} a "  # noqa: S608
        "LEFT JOIN base_auditentry e ON e.chain = a.chain AND e.seq = a.last"
    )
    lines = rows(connection, asked)
    fresh = [
        (sealing.act_print(*told, key=new), number)
        for number, mac, *told in lines
        if mac == sealing.act_print(*told, key=old)
    ]
    write(connection, f"UPDATE {ACTS} SET mac = %s WHERE id = %s", fresh)  # noqa: S608
