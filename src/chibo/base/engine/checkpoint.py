"""The tables of an empty embedded database laid in one go, as they were after some migration.

Django builds a schema by living through its whole history, and most of that time goes into the history of the models,
not into the database: fifteen seconds of a first start. ``checkpoint.sql`` is where that history had come to when
``tools/make_checkpoint.py`` was last run; later migrations run on top of it. It is only a shorter way to the same
tables: a test compares both.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "checkpoint.sql"


def lay(connection: Any) -> bool:
    """Lay the tables where there are none yet; tell whether it was done. Only on the embedded database."""
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return False
    text = resources.files("chibo.base.engine").joinpath(FILE).read_text("utf-8")
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in text.split(";\n\n"):
            if statement.strip():
                cursor.execute(statement)
    return True


def told(connection: Any) -> str:
    """Write down a migrated database without a row of its own as the text of a checkpoint."""
    return "".join(f"{statement};\n\n" for statement in _statements(connection))


def _statements(connection: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        )
        yield from (sql for (sql,) in cursor.fetchall())
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        done = ",\n".join(f"('{app}', '{name}', CURRENT_TIMESTAMP)" for app, name in cursor.fetchall())
    yield f"INSERT INTO django_migrations (app, name, applied) VALUES\n{done}"
