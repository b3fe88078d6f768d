"""The encrypted embedded database.

Only the driver is exchanged: converters, cursor and the opening of a connection. Vendor and display name stay
"sqlite" and "SQLite", so that Django's own SQL for SQLite serves unchanged.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.utils import OperationalError
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database  # noqa: N812 — Django's name for a driver

from chibo.base import keys
from chibo.base.engine.acts import Acts
from chibo.base.seals import sealing

if TYPE_CHECKING:
    from collections.abc import Callable

CACHE_KIB = 65_536  # decrypted pages are kept in memory: then encryption is nearly free
BUSY_MS = 10_000


def _decoded(convert: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda raw: convert(raw.decode())


def _with_space(value: datetime.datetime) -> str:
    return value.isoformat(" ")


Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", _decoded(parse_date))
Database.register_converter("time", _decoded(parse_time))
Database.register_converter("datetime", _decoded(parse_datetime))
Database.register_converter("timestamp", _decoded(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, datetime.date.isoformat)
Database.register_adapter(datetime.datetime, _with_space)


class WrongKey(OperationalError):
    """The file exists but this key does not open it, or it is no database at all."""


def connect(name: str, key: bytes, **options: Any) -> Any:
    """Open an SQLCipher database with a raw 32-byte key; raises :class:`WrongKey`.

    The key pragma comes before any other statement, and the log level before it: SQLCipher would otherwise
    write its complaint about a wrong key to the terminal.
    """
    connection = Database.connect(name, **options)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except Database.DatabaseError as error:
        connection.close()
        if "not a database" in str(error):
            raise WrongKey(str(error)) from error
        raise
    return connection


class CipherCursor(Database.Cursor):  # type: ignore[misc]
    """The cursor of the SQLCipher driver, with Django's own translation of placeholders."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement; ``params`` is a sequence, a mapping or nothing."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(_placeholders(query, names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for each set of parameters; only the first is looked at for its shape."""
        rest = iter(param_list)
        first = list(islice(rest, 1))
        names = list(first[0]) if first and isinstance(first[0], Mapping) and first[0] else None
        return super().executemany(_placeholders(query, names), chain(first, rest))


def _placeholders(query: str, names: list[str] | None) -> str:
    if names is None:
        return plain.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return query % {name: f":{name}" for name in names}


class _Cipher(plain.DatabaseWrapper):
    """Django's SQLite backend with the driver exchanged."""

    Database = Database
    init_commands: list[str]

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open, unlock, then set what every connection needs; raises :class:`WrongKey`."""
        options = {name: value for name, value in conn_params.items() if name != "database"}
        connection = connect(str(conn_params["database"]), keys.derive("database"), **options)
        register_functions(connection)
        for pragma in (
            "foreign_keys = ON",
            "legacy_alter_table = OFF",
            f"busy_timeout = {BUSY_MS}",
            f"cache_size = -{CACHE_KIB}",
            "temp_store = MEMORY",
            "journal_mode = WAL",
            "synchronous = FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
        for command in filter(None, (part.strip() for part in self.init_commands)):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Give a cursor that understands Django's placeholders."""
        del name  # only PostgreSQL names its cursors
        return self.connection.cursor(factory=CipherCursor)


class DatabaseWrapper(Acts, _Cipher):
    """The encrypted engine, with the seals told where an act begins and ends."""

    def _start_transaction_under_autocommit(self) -> None:
        sealing.begin(self)
        super()._start_transaction_under_autocommit()  # type: ignore[misc]
