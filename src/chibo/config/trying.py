"""Do data lie here, and does a key open them? Asked before Django is set up, and before a typed sheet is kept.

SQLCipher itself refuses another key. PostgreSQL does not: under another one everything but the protected columns is
read, and what is written mixes two keys. There the key is asked for at every start.
"""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from chibo.base import blocked, fields, keys, place, swap, vault
from chibo.base.engine.base import WrongKey, connect
from chibo.base.seals import sealing
from chibo.config import urlform

if TYPE_CHECKING:
    from pathlib import Path

_PROTECTED = ("register_person", "identity_number", "register.person.identity_number")  # a column under the key
_TRIED = 5
# The first acts: whoever wrote under a wrong key later does not make it the right one.
_ACTS = """
SELECT a.chain, a.first, a.last, coalesce(e.hash, ''), a.delta, a.count, a.mac FROM base_actseal a
LEFT JOIN base_auditentry e ON e.chain = a.chain AND e.seq = a.last ORDER BY a.id LIMIT 5
"""
_RESTORE = "hoặc khôi phục bản sao lưu vào một thư mục khác: chibo restore TỆP --data THƯ_MỤC. Chưa tạo hay ghi gì."


class WrongSheet(keys.KeyProblem):
    """The key on the sheet is another one's; the text is ready to show."""


class Away(keys.KeyProblem):
    """PostgreSQL does not answer, so nobody knows whether the key is the right one; the text is ready to show."""


class NoDatabase(keys.KeyProblem):
    """The marker tells of data and there are none; the text is ready to show."""


def is_server() -> bool:
    """Whether the rows lie in PostgreSQL."""
    return bool(os.environ.get("CHIBO_DATABASE_URL"))


def refuse_empty(folder: Path, key: bytes) -> None:
    """Let nobody begin anew where data were filled in before; raises :class:`NoDatabase`, and :class:`Away`."""
    if _has_tables(folder, key):
        return
    told = f"mà {folder / place.MARKER} ghi là đã có dữ liệu."
    if is_server():
        raise NoDatabase(
            f"Không thấy cơ sở dữ liệu: nơi CHIBO_DATABASE_URL chỉ đến đang trống, {told} Xem lại tên cơ sở dữ liệu "
            f"trong biến ấy, {_RESTORE}"
        )
    raise NoDatabase(
        f"Không thấy cơ sở dữ liệu: {folder / swap.DATABASE} không có hoặc trống, {told} Tìm lại tệp ấy (thùng rác, "
        f"bản chép, phần mềm đồng bộ hay diệt vi-rút), {_RESTORE}"
    )


def _has_tables(folder: Path, key: bytes) -> bool:
    """Whether any table lies there. What cannot be opened is something: why not is told by who opens it."""
    if is_server():
        return bool(_asked_of_postgres("pg_tables", "SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"))
    database = folder / swap.DATABASE
    if not database.exists() or not database.stat().st_size:
        return False
    try:  # only to read: nothing is folded into a file that may be torn
        opened = connect(f"{database.resolve().as_uri()}?mode=ro", keys.derive("database", key=key), uri=True)
    except (WrongKey, dbapi2.Error):
        return True
    try:
        return bool(opened.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1").fetchone())
    finally:
        opened.close()


def ask_opens(folder: Path, key: bytes) -> None:
    """Try a key on what lies here; raises :class:`WrongSheet`. Where there is nothing yet, any key is as good."""
    opens = _opens_rows(key) if is_server() else _opens_database(folder, key)
    if opens is None:
        opens = _opens_a_file(folder, key)
    if opens is False and is_server():
        raise WrongSheet(
            "Khóa này không phải khóa của cơ sở dữ liệu mà CHIBO_DATABASE_URL chỉ đến: tệp khóa hay phiếu của dữ liệu "
            "khác, hoặc từ trước một lần đổi khóa. Chưa ghi gì. Xem lại CHIBO_KEY_FILE và CHIBO_DATABASE_URL, tìm đúng "
            "tệp khóa hoặc phiếu rồi mở lại."
        )
    if opens is False:
        raise WrongSheet(
            f"Khóa này không mở được dữ liệu ở {folder}: phiếu khôi phục của dữ liệu khác, phiếu trước một lần đổi "
            "khóa, hoặc tệp cơ sở dữ liệu đã hỏng. Chưa giữ lại gì; tìm đúng phiếu rồi mở lại chibo."
        )


def is_sample(folder: Path, key: bytes) -> bool | None:
    """Whether the data are a sample's; nothing where no data were filled in yet."""
    asked = "SELECT is_sample FROM base_installation"
    if is_server():
        found = next(iter(_asked_of_postgres("base_installation", asked)), None)
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
    except dbapi2.Error as error:
        if not blocked.said(error):
            raise
        raise keys.KeyProblem(blocked.said(error)) from error
    return True


def _opens_rows(key: bytes) -> bool | None:
    """Ask PostgreSQL: by the note of its key, else by what the key printed or protected; one that fits is enough."""
    check = _asked_of_postgres("base_safekeeping", "SELECT key_check FROM base_safekeeping WHERE key_check <> ''")
    if check:
        return bool(check[0][0] == keys.check_of(key))
    table, column, where = _PROTECTED
    wanted = f"SELECT {column} FROM {table} WHERE {column} <> '' ORDER BY id LIMIT {_TRIED}"  # noqa: S608 - ours
    tried = [sealing.act_print(*said, key=key) == mac for *said, mac in _asked_of_postgres("base_actseal", _ACTS)]
    tried += [_unseals(str(sealed), where, key) for (sealed,) in _asked_of_postgres(table, wanted)]
    return any(tried) if tried else None


def _unseals(sealed: str, where: str, key: bytes) -> bool:
    try:
        fields.unseal(sealed, where, key=key)
    except fields.DamagedValue:
        return False
    return True


def _asked_of_postgres(table: str, asked: str) -> list[Any]:
    """Give the rows that are asked for; none where there is no such table, or an earlier program made it otherwise."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    try:
        with psycopg.connect("", **urlform.reach()) as beside:  # type: ignore[arg-type]
            there = beside.execute("SELECT to_regclass(%s)", [table]).fetchone()
            return beside.execute(asked.encode()).fetchall() if there and there[0] else []
    except psycopg.errors.UndefinedColumn:
        return []
    except psycopg.OperationalError as error:
        raise Away("Không nối được PostgreSQL để thử khóa. Mở PostgreSQL rồi làm lại.") from error


def _opens_a_file(folder: Path, key: bytes) -> bool | None:
    """Try the key on the files: one that opens is enough, as others may be damaged."""
    files = list(islice(vault.addresses_in(folder / swap.FILES), _TRIED))
    return any(_opens(folder / swap.FILES / name[:2] / name, key) for name in files) if files else None


def _opens(path: Path, key: bytes) -> bool:
    try:
        next(vault.blocks_of(path, path.name, key=key))
    except vault.DamagedFile:
        return False
    return True
