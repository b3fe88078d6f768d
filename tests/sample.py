"""The sample cell, gathered once a run through the verbs of every room and laid out again for each test that asks.

Gathering takes two seconds, laying out some hundredths of one. The rows go in as the database itself writes them, so
encrypted fields, dates and the chained log are the very ones the verbs made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.color import no_style
from django.db import connection, transaction

from chibo.base.seals import sealing
from chibo.exchange.sample import load_sample
from chibo.register.models import Organisation
from chibo.reports.queries.kept import forget
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE = 200  # rows in one statement
_statements: list[str] = []


def lay_sample() -> Organisation:
    """The sample cell on its working day, in an empty installation; inside a transaction that the test ends."""
    forget()  # a test before may have changed rows past the log, whose last seal is the same here
    if not _statements:
        _statements.extend(_gathered())
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _statements:
            cursor.execute(statement)
    return Organisation.objects.get(parent=None)


def _gathered() -> list[str]:
    """Load the sample, note every row it adds as a statement, and take it back."""
    with transaction.atomic():
        before = {table: set(_written(table)) for table in _tables()}
        load_sample(actor=actor(), on=MONDAY)
        sealing.end(connection)  # else the seals come when the outermost block ends
        statements = [line for table in _tables() for line in _inserts(table, before[table])]
        transaction.set_rollback(True)
    return [*statements, *_sequences()]


def _tables() -> list[str]:
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [connection.ops.quote_name(column.name) for column in found]


def _written(table: str) -> list[str]:
    """Every row of a table as the database writes its values."""
    quoted = "quote_nullable({}::text)" if connection.vendor == "postgresql" else "quote({})"
    values = " || ', ' || ".join(quoted.format(name) for name in _columns(table))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {values} FROM {connection.ops.quote_name(table)}")
        return [row[0] for row in cursor.fetchall()]


def _inserts(table: str, before: set[str]) -> Iterator[str]:
    rows = _written(table)
    assert before <= set(rows), f"the sample changes rows of {table} that were there before it"
    added = [row for row in rows if row not in before]
    head = f"INSERT INTO {connection.ops.quote_name(table)} ({', '.join(_columns(table))}) VALUES "
    for first in range(0, len(added), _AT_ONCE):
        yield head + ", ".join(f"({row})" for row in added[first : first + _AT_ONCE])


def _sequences() -> list[str]:
    """What makes PostgreSQL count on after the rows that brought their numbers along; nothing elsewhere."""
    from django.apps import apps  # noqa: PLC0415 — beside its only use

    return connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
