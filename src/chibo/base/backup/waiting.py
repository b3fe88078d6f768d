"""A restore into PostgreSQL: rows that wait beside the data folder until they are filled in, once.

``chibo restore`` fills them in at once. The page that tries a backup runs on the very database that is to be filled,
under another key: nothing of it may be exchanged while it serves, so there the next start, which is alone, does it.
They are sealed as a file of the vault is, and go in by one transaction that also says so: cut off before its end
nothing happened; cut off after it, who goes on sees that it was done.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from chibo.base import disk, swap, vault
from chibo.base.backup import postgres
from chibo.base.backup.problem import BackupProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARKED = "django_migrations"  # a table that every backup brings


class Holding:
    """Rows on their way into a file beside the data folder, sealed under the key of their backup."""

    def __init__(self, fresh: Path, key: bytes) -> None:
        self._part = fresh / "rows.part"
        self._folder = fresh / swap.ROWS
        self._file = self._part.open("xb")
        self._sealing = vault.Sealing(self._file, key)

    def take(self, pieces: Iterator[bytes]) -> None:
        """Take the next part."""
        for piece in pieces:
            self._sealing.write(piece)

    def end(self) -> None:
        """Name the file by its address: it is the proof that all of it is there."""
        address = self._sealing.finish()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._folder.mkdir()
        disk.replace(self._part, self._folder / address)

    def give_up(self) -> None:
        """Close it; what lies beside the data folder is thrown away."""
        self._file.close()


def fill(folder: Path, reach: dict[str, str], key: bytes, *, people: str) -> None:
    """Fill a database with the rows that wait, once; ``people`` is the table that is empty in one nobody works in.

    The caller is alone on the data folder, and the exchange is decided. Raises :class:`BackupProblem`; then the
    database is as it was and the rows go on waiting.
    """
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    held = swap.rows(folder)
    if held is None:
        return
    try:
        if not _is_filled(reach, held.name):
            _ask_empty(reach, people, folder)
            _pour(held, reach, key, folder)
        held.unlink()
        _run(reach, f"COMMENT ON TABLE {_MARKED} IS NULL")
    except psycopg.OperationalError as error:
        raise BackupProblem(
            f"Không nối được PostgreSQL để đưa dữ liệu khôi phục vào ({' '.join(str(error).split())}). Mở PostgreSQL "
            "rồi mở lại chibo: bản đã thử vẫn chờ, chưa đổi gì."
        ) from error


def _is_filled(reach: dict[str, str], mark: str) -> bool:
    return bool(_run(reach, f"SELECT obj_description(to_regclass('{_MARKED}'), 'pg_class') = '{mark}'"))


def _ask_empty(reach: dict[str, str], people: str, folder: Path) -> None:
    """Refuse a database in which somebody began to work meanwhile."""
    if _run(reach, f"SELECT to_regclass('{people}') IS NOT NULL") and _run(
        reach,
        f'SELECT EXISTS (SELECT FROM "{people}")',  # noqa: S608 - a table of ours
    ):
        raise BackupProblem(
            "Cơ sở dữ liệu PostgreSQL đã có tài khoản, nên bản sao lưu đang chờ không được ghi đè lên. Đặt "
            "CHIBO_DATABASE_URL trỏ đến cơ sở dữ liệu còn trống rồi mở lại; hoặc bỏ việc khôi phục: xóa thư mục "
            f"{swap.beside(folder)}."
        )


def _pour(held: Path, reach: dict[str, str], key: bytes, folder: Path) -> None:
    schema = str(_run(reach, "SELECT current_schema()"))
    after = f"COMMENT ON TABLE \"{schema}\".{_MARKED} IS '{held.name}'"  # the search path is empty by then
    filling = postgres.Restoring(reach, schema=schema, after=after)
    try:
        filling.take(vault.blocks_of(held, held.name, key=key))
    except BaseException:
        filling.give_up()
        raise
    try:
        filling.end()
    except BackupProblem as problem:
        raise BackupProblem(
            f"{problem} Chưa đổi gì. Sửa rồi làm lại; hoặc bỏ bản đang chờ: xóa thư mục {swap.beside(folder)}."
        ) from problem


def _run(reach: dict[str, str], statement: str) -> object:
    import psycopg  # noqa: PLC0415

    with psycopg.connect("", **reach) as beside:  # type: ignore[arg-type]
        ran = beside.execute(statement.encode())
        found = ran.fetchone() if ran.description else None
    return found[0] if found else None
