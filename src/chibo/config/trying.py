"""Does a key open the data that lie here? Asked before a typed recovery sheet is kept, and before Django is set up."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from chibo.base import fields, keys, swap, vault
from chibo.base.engine.base import WrongKey, connect
from chibo.config import urlform

if TYPE_CHECKING:
    from pathlib import Path

_PROTECTED = ("register_person", "identity_number", "register.person.identity_number")  # a column under the key


class WrongSheet(keys.KeyProblem):
    """The key on the sheet is another one's; the text is ready to show."""


def ask_opens(folder: Path, key: bytes) -> None:
    """Try a key on what lies here; raises :class:`WrongSheet`. Where there is nothing yet, any key is as good."""
    opens = _opens_rows(key) if os.environ.get("CHIBO_DATABASE_URL") else _opens_database(folder, key)
    if opens is None:
        opens = _opens_a_file(folder, key)
    if opens is False:
        raise WrongSheet(
            f"Khóa này không mở được dữ liệu ở {folder}: phiếu khôi phục của dữ liệu khác, phiếu trước một lần đổi "
            "khóa, hoặc tệp cơ sở dữ liệu đã hỏng. Chưa giữ lại gì; tìm đúng phiếu rồi mở lại chibo."
        )


def is_sample(folder: Path, key: bytes) -> bool | None:
    """Whether the data are a sample's; nothing where no data were filled in yet."""
    asked = "SELECT is_sample FROM base_installation"
    if os.environ.get("CHIBO_DATABASE_URL"):
        found = _asked_of_postgres("base_installation", asked)
    elif (folder / swap.DATABASE).exists():
        opened = connect(str(folder / swap.DATABASE), keys.derive("database", key=key))
        try:
            has_table = opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'base_installation'").fetchone()
            found = opened.execute(asked).fetchone() if has_table else None
        finally:
            opened.close()
    else:
        found = None
    return bool(found[0]) if found else None


def _opens_database(folder: Path, key: bytes) -> bool | None:
    database = folder / swap.DATABASE
    if not database.exists() or not database.stat().st_size:
        return None
    try:
        connect(str(database), keys.derive("database", key=key)).close()
    except WrongKey:
        return False
    return True


def _opens_rows(key: bytes) -> bool | None:
    """Ask PostgreSQL: by what a change of the key left there, else by a protected value."""
    check = _asked_of_postgres("base_safekeeping", "SELECT key_check FROM base_safekeeping WHERE key_check <> ''")
    if check:
        return bool(check[0] == keys.check_of(key))
    table, column, place = _PROTECTED
    held = _asked_of_postgres(table, f"SELECT {column} FROM {table} WHERE {column} <> '' LIMIT 1")  # noqa: S608 - ours
    if not held:
        return None
    try:
        fields.unseal(str(held[0]), place, key=key)
    except fields.DamagedValue:
        return False
    return True


def _asked_of_postgres(table: str, asked: str) -> Any:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    try:
        with psycopg.connect("", **urlform.reach()) as beside:  # type: ignore[arg-type]
            there = beside.execute("SELECT to_regclass(%s)", [table]).fetchone()
            return beside.execute(asked.encode()).fetchone() if there and there[0] else None
    except psycopg.OperationalError as error:
        raise keys.KeyProblem("Không nối được PostgreSQL để thử khóa. Mở PostgreSQL rồi làm lại.") from error


def _opens_a_file(folder: Path, key: bytes) -> bool | None:
    """Try the key on the files: one that opens is enough, as others may be damaged."""
    files = sorted((folder / swap.FILES).glob("??/*"))[:_TRIED]
    return any(_opens(path, key) for path in files) if files else None


_TRIED = 5


def _opens(path: Path, key: bytes) -> bool:
    try:
        next(vault.blocks_of(path, path.name, key=key))
    except vault.DamagedFile:
        return False
    return True
