"""The database notes which rows a transaction touches, and how each read before the first touch.

The notes lie in a temporary table of the connection: they live and die with the transaction and its savepoints, no
other program sees them, and a program that opens the database without chibo notes nothing – what it changes differs
from its seal. SQLite has temporary triggers too, made when a connection finds the tables new; on PostgreSQL the
triggers stand in the database and do nothing in a session that has no notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base.seals import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.seals.layout import Table

NOTES = ("chibo_touched", "chibo_acts")  # temporary tables of a connection
_NOTES = (
    "CREATE TEMP TABLE {exists} chibo_touched (kind TEXT, row TEXT, before TEXT, PRIMARY KEY (kind, row)) {end}",
    "CREATE TEMP TABLE {exists} chibo_acts (chain TEXT, seq BIGINT, hash TEXT) {end}",
)


def prepare(connection: Any) -> None:
    """Make the notes of a new connection; outside any transaction, so that nothing takes them back."""
    ends = ("WITHOUT ROWID", "") if connection.vendor == "sqlite" else ("ON COMMIT DELETE ROWS",) * 2
    for table, end in zip(_NOTES, ends, strict=True):
        layout.rows(connection, table.format(exists="IF NOT EXISTS", end=end))


def start(connection: Any) -> None:
    """Begin: what was touched before, outside any act, is forgotten, and stays without a fresh seal."""
    clear(connection)


def clear(connection: Any) -> None:
    """Empty the notes."""
    layout.rows(connection, "DELETE FROM chibo_touched")
    layout.rows(connection, "DELETE FROM chibo_acts")


def note_act(connection: Any, chain: str, seq: int, seal: str) -> None:
    """Note that the transaction under way is an act: this is its line in the log."""
    layout.rows(connection, "INSERT INTO chibo_acts (chain, seq, hash) VALUES (%s, %s, %s)", (chain, seq, seal))


def on_sqlite(tables: dict[str, Table]) -> Iterator[str]:
    """Give the statements that make the temporary triggers anew."""
    for name, table in tables.items():
        for event, row, before in (
            ("INSERT", "NEW", "NULL"),
            ("UPDATE", "OLD", table.text("OLD")),
            ("DELETE", "OLD", table.text("OLD")),
        ):
            trigger, key = f'temp."chibo_{name}_{event.lower()}"', f'CAST({row}."{table.key}" AS TEXT)'
            known = f"SELECT 1 FROM chibo_touched WHERE kind = '{name}' AND row = {key}"  # noqa: S608 — our own names
            only = "" if event == "INSERT" else f"WHEN NOT EXISTS ({known}) "  # how it read is not worked out again
            yield f"DROP TRIGGER IF EXISTS {trigger}"
            body = f"INSERT OR IGNORE INTO chibo_touched VALUES ('{name}', {key}, {before});"  # noqa: S608
            yield (
                f'CREATE TEMP TRIGGER "chibo_{name}_{event.lower()}" AFTER {event} ON main."{name}" '
                f"{only}BEGIN {body} END"
            )


def on_postgres(tables: dict[str, Table]) -> Iterator[str]:
    """Give the statements that make the triggers of a database anew: one look a statement, not one a row."""
    for name, table in tables.items():
        key = f'o."{table.key}"::text'
        put = "INSERT INTO pg_temp.chibo_touched SELECT '{}', {}, {} FROM changed o ON CONFLICT DO NOTHING;"
        yield (
            f'CREATE OR REPLACE FUNCTION "chibo_{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            "IF to_regclass('pg_temp.chibo_touched') IS NULL THEN RETURN NULL; END IF; "
            f"IF TG_OP = 'INSERT' THEN {put.format(name, key, 'NULL')} "
            f"ELSE {put.format(name, key, table.text('o'))} END IF; RETURN NULL; END $$"
        )
        for event, side in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            trigger = f"chibo_{event.lower()}"
            yield f'DROP TRIGGER IF EXISTS {trigger} ON "{name}"'
            yield (
                f'CREATE TRIGGER {trigger} AFTER {event} ON "{name}" REFERENCING {side} TABLE AS changed '
                f'FOR EACH STATEMENT EXECUTE FUNCTION "chibo_{name}"()'
            )


def watch(connection: Any) -> None:
    """Make the triggers for the tables as they are now."""
    tables = layout.read(connection)
    connection.sealed_tables, connection.sealed_rests = tables, False
    statements = on_sqlite(tables) if connection.vendor == "sqlite" else on_postgres(tables)
    for statement in statements:
        layout.rows(connection, statement)


def rest(connection: Any) -> None:
    """Take the temporary triggers away and make none until :func:`watch`: tables are about to change their form."""
    connection.sealed_rests = True
    if connection.vendor == "sqlite":
        asked = "SELECT name FROM sqlite_temp_master WHERE type = 'trigger' AND name LIKE 'chibo_%'"
        for (name,) in layout.rows(connection, asked):
            layout.rows(connection, f'DROP TRIGGER temp."{name}"')
