"""Making a backup, and proving it at once: what cannot be opened again is no backup."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.db.migrations.recorder import MigrationRecorder

from chibo import __version__
from chibo.base import disk, keys, place, vault
from chibo.base.backup import embedded, postgres, sealing
from chibo.base.backup.packing import ABOUT, KEY, About, Packing
from chibo.base.backup.problem import BackupProblem
from chibo.base.backup.proving import Summary, prove
from chibo.base.vault import DiskFull

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Literal

SUFFIX = ".age"


def _nothing(size: int) -> None:
    del size


def make(
    connection: Any,
    folder: Path,
    target: Path,
    *,
    at: datetime,
    pass_phrase: str = "",
    scope: Literal["whole", "database"] = "whole",
    told: Callable[[int], None] = _nothing,
) -> Summary:
    """Write a backup of an installation to ``target``, then open it again and restore it into a scratch place.

    ``connection`` is Django's, ``told`` hears of every piece written. ``target`` appears whole and proved, or not at
    all. Raises :class:`BackupProblem`, :class:`~chibo.base.vault.DiskFull`.
    """
    if target.exists():
        raise BackupProblem(f"Đã có tệp {target}; chọn tên khác, bản sao lưu cũ không bị ghi đè.")
    if not target.parent.is_dir():
        raise BackupProblem(f"Không thấy thư mục {target.parent}. Nếu là USB thì cắm USB vào rồi sao lưu lại.")
    key = keys.current()
    part = target.with_name(f"{target.name}.{token_hex(4)}.part")
    try:
        with _blaming(folder, full=folder), _beside(folder) as scratch, _blaming(target), part.open("xb") as file:
            about = _about(connection, folder, at, scope)
            pieces = _pieces(connection, Packing(told), Path(scratch), about, key, pass_phrase)
            sealing.seal(pieces, file, key=key, pass_phrase=pass_phrase)
            file.flush()
            os.fsync(file.fileno())
        with _blaming(target, full=folder):
            made = prove(part, connection, folder, key=None if pass_phrase else key, pass_phrase=pass_phrase, told=told)
        with _blaming(target):
            disk.replace(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return made


@contextmanager
def _blaming(place: Path, *, full: Path | None = None) -> Iterator[None]:
    """Say of what goes wrong with a disk which it is, the data's or the stick's; ``full`` is what may fill up."""
    try:
        yield
    except DiskFull:
        raise
    except OSError as error:
        vault.say_if_full(error, full or place.parent)
        raise BackupProblem(f"Không ghi được {place}: {error.strerror or error}.") from error


def _beside(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """Give a scratch place on the disk of the data, not in a folder that others can read."""
    return tempfile.TemporaryDirectory(prefix=".chibo-", dir=folder, ignore_cleanup_errors=True)


def _about(connection: Any, folder: Path, at: datetime, scope: Literal["whole", "database"]) -> About:
    marker = place.read_marker(folder)
    return About(
        made_at=at.isoformat(),
        kind=marker.kind if marker else "cell",
        engine="sqlcipher" if connection.vendor == "sqlite" else "postgresql",
        version=__version__,
        scope=scope,
        migrations=tuple(sorted(MigrationRecorder(connection).applied_migrations())),
    )


def _pieces(
    connection: Any, packing: Packing, scratch: Path, about: About, key: bytes, pass_phrase: str
) -> Iterator[bytes]:
    """Give the whole inside. The database first: a file that a row names was there before the row."""
    yield from packing.content(ABOUT, about.plain())
    if pass_phrase:
        yield from packing.secret(KEY, key.hex().encode())
    if connection.vendor == "sqlite":
        yield from embedded.packed(connection, packing, scratch)
    else:
        yield from postgres.packed(connection, packing)
    for name in vault.addresses() if about.scope == "whole" else ():
        yield from packing.kept(f"files/{name[:2]}/{name}", vault.path_of(name))
    yield from packing.end()


def size_of(connection: Any, folder: Path) -> int:
    """Tell about how many bytes a backup will write, for the progress of a page."""
    files = sum(vault.path_of(name).stat().st_size for name in vault.addresses())
    if connection.vendor == "sqlite":
        return files + (folder / "chibo.db").stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return files + int(cursor.fetchone()[0])


def has_room(target: Path, size: int) -> bool:
    """Whether a disk has room for so much."""
    return shutil.disk_usage(target).free > size


__all__ = ["SUFFIX", "DiskFull", "has_room", "make", "size_of"]
