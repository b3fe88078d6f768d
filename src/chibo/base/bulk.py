"""Very many new rows of one table at the speed of the driver: ``COPY`` on PostgreSQL, one statement on SQLite.

Django's ``bulk_create`` writes the text of a statement for every hundred rows and asks every field of every row several
times; a list of a hundred thousand members waits for that, not for the database (ADR 0053). What a row holds is still
what its fields make of it, and triggers, constraints and seals see the rows as any others.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from chibo.base.fields import following

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

    Prepare = Callable[[models.Model, Any], Any]  # a row and its attribute, to what the driver takes

_PLAIN = frozenset({str, int, bool})
_STORES_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


@contextmanager
def keeping_everything() -> Iterator[None]:
    """Let Python look for no rubbish meanwhile: of a long list everything is needed until the end.

    The search goes through all that was made so far, again and again: a sixth of the time of a long import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model, inside a transaction; each gets its number.

    As ``bulk_create`` does, but for a model of one table with a counted key, and without regard to conflicts: what
    the database refuses raises ``IntegrityError`` and ends the transaction. No signals are sent.
    """
    if not rows:
        return
    meta = rows[0]._meta  # noqa: SLF001 - Django's documented model API
    using = transaction.get_connection()
    if not using.in_atomic_block:
        message = "many rows are written whole or not at all"
        raise transaction.TransactionManagementError(message)
    for row, number in zip(rows, _numbers(using, meta.db_table, len(rows)), strict=True):
        row.pk = number
    fields: tuple[Any, ...] = tuple(meta.local_concrete_fields)
    _write(using, meta.db_table, [field.column for field in fields], _lines(using, fields, rows))
    for row in rows:
        row._state.adding, row._state.db = False, using.alias  # noqa: SLF001 - as bulk_create leaves them


def update(rows: Sequence[models.Model], names: Collection[str]) -> None:
    """Write some fields of rows of one model that stand already, and every key that follows one of those fields.

    As ``bulk_update`` does, which leaves such keys as they were: a number set right would not be found by its digits.
    """
    if not rows:
        return
    model, keys = type(rows[0]), following(type(rows[0]), names)
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented model API
        for row in rows if field.name in keys else ():
            field.pre_save(row, False)  # noqa: FBT003 - Django's own
    model._default_manager.bulk_update(rows, sorted({*names, *keys}))  # noqa: SLF001 - Django's documented manager


def _numbers(using: BaseDatabaseWrapper, table: str, count: int) -> Sequence[int]:
    """Take the next numbers of a table. On SQLite nobody else writes while this transaction lasts."""
    with using.cursor() as cursor:
        if using.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [f'"{table}"', count]
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        return range((last[0] if last else 0) + 1, (last[0] if last else 0) + count + 1)


def _lines(using: BaseDatabaseWrapper, fields: Sequence[Any], rows: Sequence[models.Model]) -> Iterator[list[Any]]:
    """Give the values of each row as the driver takes them; all rows are of one moment."""
    read = attrgetter(*(field.attname for field in fields))
    hows = [(_plain_types(field), _prepared(field, using)) for field in fields]
    for row in rows:
        yield [
            value if type(value) in plain else prepare(row, value)
            for value, (plain, prepare) in zip(read(row), hows, strict=True)
        ]


def _plain_types(field: Any) -> frozenset[type]:
    """Tell what a field stores as Python holds it: texts and numbers, unless the field makes something else of them."""
    if isinstance(field, models.ForeignKey | models.AutoField):
        return frozenset({int})
    if type(field) is models.DateField and not field.auto_now_add and not field.auto_now:
        return frozenset({date, type(None)})
    of = type(field)
    makers = {kind.get_prep_value for kind in _STORES_PLAIN}
    return _PLAIN if of.pre_save is models.Field.pre_save and of.get_prep_value in makers else frozenset()


def _prepared(field: Any, using: BaseDatabaseWrapper) -> Prepare:
    """Give what turns a value into what is stored, as the field itself would."""
    if getattr(field, "auto_now_add", False):
        return _Moment(field, using)
    if isinstance(field, models.ForeignKey):
        return lambda row, value: field.get_db_prep_save(value or _number_of_whom(field, row), using)
    return lambda row, _value: field.get_db_prep_save(field.pre_save(row, True), using)  # noqa: FBT003 - Django's own


class _Moment:
    """Notes when rows were written: the same moment for all of them."""

    def __init__(self, field: Any, using: BaseDatabaseWrapper) -> None:
        self.field, self.using = field, using
        self.moment, self.stored = None, None

    def __call__(self, row: models.Model, _value: Any) -> Any:
        if self.moment is None:
            self.moment = self.field.pre_save(row, True)  # noqa: FBT003 - Django's own
            self.stored = self.field.get_db_prep_save(self.moment, self.using)
        setattr(row, self.field.attname, self.moment)
        return self.stored


def _number_of_whom(field: Any, row: models.Model) -> Any:
    """Give the number of a row that was pointed at before it had one."""
    whom = field.get_cached_value(row, default=None)
    if whom is not None:
        setattr(row, field.attname, getattr(whom, field.target_field.attname))
    return getattr(row, field.attname)


def _write(using: BaseDatabaseWrapper, table: str, columns: Sequence[str], lines: Iterator[list[Any]]) -> None:
    """Hand the lines to the driver."""
    name, named = using.ops.quote_name(table), ", ".join(map(using.ops.quote_name, columns))
    with using.cursor() as opened, using.wrap_database_errors:
        cursor: Any = opened  # it takes lines one by one, though Django's type asks for all of them
        if using.vendor == "postgresql":
            with cursor.copy(f"COPY {name} ({named}) FROM STDIN") as target:
                for line in lines:
                    target.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {name} ({named}) VALUES ({marks})", lines)  # noqa: S608 - our own names
