"""Which tables are sealed, with which columns, and how a row of each reads as one line of text on either engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db import models
    from django.db.backends.base.base import BaseDatabaseWrapper

SEALS, ACTS = "base_rowseal", "base_actseal"
_INTEGERS = {"AutoField", "BigAutoField", "IntegerField", "BigIntegerField", "PositiveSmallIntegerField"}
_ON_POSTGRES = {  # what a session's settings could write in another way is written in one
    "timestamp with time zone": "to_json({} AT TIME ZONE 'UTC')::text",
    "date": "to_json({})::text",
    "time without time zone": "to_json({})::text",
    "bytea": "encode({}, 'hex')",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A sealed table as it stands in the database."""

    name: str
    key: str  # the column of its primary key
    has_number: bool  # whether that is a number
    columns: tuple[str, ...]
    texts: tuple[str, ...]  # one SQL expression a column, with ``{row}`` for the row's name

    def text(self, row: str) -> str:
        """Give the SQL that writes one row as text; equal rows give equal texts, different rows different ones."""
        return " || ',' || ".join(self.texts).replace("{row}", row)

    def key_of(self, column: str) -> str:
        """Give the SQL that reads a kept key back, so that the index of the primary key serves."""
        return f"CAST({column} AS BIGINT)" if self.has_number else column


def is_sealed(model: type[models.Model]) -> bool:
    """Whether the rows of a model are records: every model of ours that does not say why not (``NOT_SEALED``).

    Besides, those of libraries that ``CHIBO_SEALED_BESIDES`` names.
    """
    if model._meta.label_lower in settings.CHIBO_SEALED_BESIDES:  # noqa: SLF001
        return True
    return model.__module__.startswith("chibo.") and not hasattr(model, "NOT_SEALED") and bool(model._meta.managed)  # noqa: SLF001


def left_out(model: type[models.Model]) -> tuple[str, ...]:
    """The fields of a sealed model that are written outside of any act, and are not sealed."""
    besides = settings.CHIBO_SEALED_BESIDES.get(model._meta.label_lower, {})  # noqa: SLF001
    names: tuple[str, ...] = besides.get("left_out", getattr(model, "NOT_SEALED_FIELDS", ()))
    return names


@lru_cache(maxsize=1)
def sealed_models() -> tuple[type[models.Model], ...]:
    """Every model whose rows are sealed, tables of many-to-many fields too."""
    return tuple(model for model in apps.get_models(include_auto_created=True) if is_sealed(model))


def rows(connection: Any, sql: str, params: Iterable[Any] = ()) -> list[Any]:
    """Ask the driver itself: seals are no query of the page that is being made."""
    cursor = connection.connection.cursor()
    try:
        with connection.wrap_database_errors:
            cursor.execute(sql.replace("%s", "?") if connection.vendor == "sqlite" else sql, tuple(params))
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        cursor.close()


def write(connection: Any, sql: str, lines: list[tuple[Any, ...]], *, at_once: str = "") -> None:
    """Run one statement for each line; on PostgreSQL ``at_once`` takes all lines, one array a column."""
    if not lines:
        return
    cursor = connection.connection.cursor()
    try:
        with connection.wrap_database_errors:
            if connection.vendor == "sqlite":
                cursor.executemany(sql.replace("%s", "?"), lines)
            elif at_once:
                cursor.execute(at_once, [list(column) for column in zip(*lines, strict=True)])
            else:
                cursor.executemany(sql, lines)
    finally:
        cursor.close()


def read(connection: BaseDatabaseWrapper) -> dict[str, Table]:
    """Read from the database how the sealed tables stand; empty while there is no place for seals yet."""
    columns = _on_sqlite(connection) if connection.vendor == "sqlite" else _on_postgres(connection)
    if not {SEALS, ACTS} <= columns.keys():
        return {}
    found = {}
    for model in sealed_models():
        meta = model._meta  # noqa: SLF001 — Django's documented model API
        there = columns.get(meta.db_table)
        if there and meta.pk.column in there:
            names = left_out(model)
            without = {field.column for field in meta.concrete_fields if field.name in names}
            wanted = {name: text for name, text in sorted(there.items()) if name not in without}
            has_number = meta.pk.get_internal_type() in _INTEGERS
            found[meta.db_table] = Table(
                meta.db_table, meta.pk.column, has_number, tuple(wanted), tuple(wanted.values())
            )
    return found


def _on_sqlite(connection: BaseDatabaseWrapper) -> Mapping[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    asked = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
    for table, column in rows(connection, asked):
        found.setdefault(table, {})[column] = f'quote({{row}}."{column}")'
    return found


def _on_postgres(connection: BaseDatabaseWrapper) -> Mapping[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    asked = (
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema"
    )
    for table, column, kind in rows(connection, asked):
        written = _ON_POSTGRES.get(kind, "{}::text").format(f'{{row}}."{column}"')
        found.setdefault(table, {})[column] = f"quote_nullable({written})"
    return found
