"""The embedded database's part of a backup: a copy of the encrypted file, asked whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base import keys
from chibo.base.backup.packing import DATABASE
from chibo.base.backup.problem import BackupProblem
from chibo.base.engine.base import WrongKey
from chibo.base.engine.base import connect as connect_encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chibo.base.backup.packing import Packing

LOG = "base_auditentry"


def packed(connection: Any, packing: Packing, scratch: Path) -> Iterator[bytes]:
    """Give the database as it stands now, encrypted as it lies; work goes on meanwhile."""
    copy = scratch / DATABASE
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    yield from packing.file(DATABASE, copy)
    copy.unlink()


def count(database: Path, key: bytes) -> dict[str, int]:
    """Open a copy, ask whether it is whole, give the rows of every table; raises :class:`BackupProblem`."""
    try:
        connection = connect_encrypted(str(database), keys.derive("database", key=key))
    except WrongKey as error:
        raise BackupProblem("Khóa không mở được cơ sở dữ liệu trong bản sao lưu.") from error
    try:
        for pragma in ("cipher_integrity_check", "integrity_check"):
            if connection.execute(f"PRAGMA {pragma}").fetchall() not in ([], [("ok",)]):
                raise BackupProblem("Cơ sở dữ liệu trong bản sao lưu đã hỏng. Dùng bản sao lưu khác.")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
    finally:
        connection.close()


def migrations(database: Path, key: bytes) -> set[tuple[str, str]]:
    """Give the changes of form that a copy went through."""
    connection = connect_encrypted(str(database), keys.derive("database", key=key))
    try:
        return {(app, name) for app, name in connection.execute("SELECT app, name FROM django_migrations")}
    finally:
        connection.close()
