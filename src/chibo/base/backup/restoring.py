"""Putting a backup in its place: an empty folder, or the database of an installation as it was before an upgrade."""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model

from chibo.base import keys, keystore, place, presence, swap, vault
from chibo.base.backup import postgres, sealing, waiting
from chibo.base.backup.packing import DATABASE, Part, Unpacking
from chibo.base.backup.problem import BackupProblem, not_ours
from chibo.base.backup.proving import prove

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.backup.proving import Summary


def restore(
    source: Path, folder: Path, identity: str, connection: Any, *, key: bytes | None, pass_phrase: str = ""
) -> Summary:
    """Put a backup into an empty data folder (and an empty database) and keep its key on this machine.

    The backup is tried out first. Raises :class:`BackupProblem`, and ``NotAloneError`` while another restores here.
    """
    _ask_empty(folder, connection)  # first, so that no lock is left in somebody's own folder
    with presence.alone(folder):
        _ask_empty(folder, connection)
        return _restored(source, folder, identity, connection, key, pass_phrase)


def _ask_empty(folder: Path, connection: Any) -> None:
    left = (
        [one for one in folder.iterdir() if one.name not in {presence.LOCK, presence.SERVING, swap.NOTE}]
        if folder.exists()
        else []
    )
    if any(one != swap.beside(folder) and not one.name.startswith(".chibo-") for one in left):
        raise BackupProblem(f"Thư mục {folder} không trống; khôi phục vào thư mục khác bằng --data.")
    if connection.vendor == "postgresql" and not postgres.is_empty(connection):
        raise BackupProblem(
            "Cơ sở dữ liệu PostgreSQL không trống. Tạo cơ sở dữ liệu mới rồi đặt CHIBO_DATABASE_URL trỏ đến nó."
        )


def _restored(
    source: Path, folder: Path, identity: str, connection: Any, key: bytes | None, pass_phrase: str
) -> Summary:
    found, marker = stage(source, folder, identity, connection, key=key, pass_phrase=pass_phrase)
    note_restored(swap.beside(folder) / swap.BESIDES, found.about.made_at, keystore.fetch_next(marker))
    swap.ready(folder, marker=marker)
    connection.close()
    try:
        _fill(folder, connection, marker)
    except BackupProblem:
        swap.take_back(folder)  # as if nothing had been asked
        raise
    swap.finish(folder)
    place.make_private(folder)
    return found


def _fill(folder: Path, connection: Any, marker: place.Marker) -> None:
    if swap.rows(folder) is not None:
        people = get_user_model()._meta.db_table  # noqa: SLF001 - Django's documented name
        waiting.fill(folder, postgres.params(connection), keystore.fetch_next(marker), people=people)


def note_restored(folder: Path, made_at: str, key: bytes) -> None:
    """Leave word for the next start: the log will say from when to when nothing is known.

    ``key`` is the one that the restored data are under. The word excuses what a witness knows and the log lacks, so it
    carries a print: a file that anybody could write would let an older database pass.
    """
    vault.write_whole(folder / swap.NOTE, f"{made_at} {_print_of(made_at, key)}".encode())


def restored_at(folder: Path) -> datetime | None:
    """Read the word that a restore of these very data left; nothing where it is torn or proves nothing."""
    try:
        made_at, _, proof = (folder / swap.NOTE).read_text(encoding="ascii").partition(" ")
        found = datetime.fromisoformat(made_at)
    except ValueError:
        return None
    return found if found.tzinfo and hmac.compare_digest(proof, _print_of(made_at, keys.current())) else None


def _print_of(made_at: str, key: bytes) -> str:
    return hmac.new(keys.derive("restored", key=key), made_at.encode(), hashlib.sha256).hexdigest()


def stage(
    source: Path,
    folder: Path,
    identity: str,
    connection: Any,
    *,
    key: bytes | None,
    pass_phrase: str = "",
    is_exchange: bool = False,
    told: Callable[[int], None] | None = None,
) -> tuple[Summary, place.Marker]:
    """Gather the state that a backup holds beside the data folder, tried out, its key kept; nothing is exchanged yet.

    ``is_exchange``: an installation lies there already, and its key stays until then. ``told`` hears of every part,
    twice. Raises :class:`BackupProblem`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = prove(source, connection, folder, key=key, pass_phrase=pass_phrase, told=told)
    _check(found, connection)
    fresh = swap.clear(folder)
    unpacking = Unpacking(source, key=key)
    _unpack(
        unpacking,
        fresh,
        lambda: waiting.Holding(fresh, _known(unpacking, source)),
        pass_phrase=pass_phrase,
        told=told,
    )
    (fresh / swap.FILES).mkdir(exist_ok=True)
    assert unpacking.key is not None
    if is_exchange:
        store = keystore.keep_beside(unpacking.key, identity)
        return found, place.Marker(id=identity, kind=found.about.kind, is_filled=True, store=store)
    store = keystore.keep(unpacking.key, identity)
    if store == "named" and keys.read_file(Path(os.environ["CHIBO_KEY_FILE"])) != unpacking.key:
        raise BackupProblem(
            "CHIBO_KEY_FILE đang trỏ đến một khóa khác khóa của bản sao lưu. Bỏ biến ấy, hoặc trỏ đến tệp chưa có."
        )
    return found, place.Marker(id=identity, kind=found.about.kind, is_filled=True, store=store)


def put_back(source: Path, folder: Path, connection: Any) -> Summary:
    """Give an installation the database of an earlier backup of its own; its files stay. Raises :class:`BackupProblem`.

    The caller is alone on the data folder.
    """
    found = prove(source, connection, folder, key=keys.current())
    if found.about.scope != "database":
        raise BackupProblem(
            f"{source} là bản sao lưu cả cơ sở dữ liệu lẫn các tệp. Khôi phục vào thư mục khác bằng “chibo restore”."
        )
    connection.close()
    fresh = swap.clear(folder)
    _unpack(Unpacking(source, key=keys.current()), fresh, lambda: _filling(connection), with_files=False)
    swap.ready(folder)
    swap.finish(folder)
    return found


def _check(found: Summary, connection: Any) -> None:
    if found.about.scope != "whole":
        raise BackupProblem(
            "Bản này chỉ có cơ sở dữ liệu, chibo giữ lại khi nâng cấp hoặc quay lại. Trên chính máy đã làm ra nó, dùng "
            "“chibo rollback --from TỆP”."
        )
    if found.about.engine == "sqlcipher" and connection.vendor != "sqlite":
        raise BackupProblem("Bản sao lưu này không phải của PostgreSQL. Bỏ biến CHIBO_DATABASE_URL rồi khôi phục.")


def _filling(connection: Any) -> postgres.Restoring:
    filling = postgres.Restoring(postgres.params(connection), schema=postgres.schema_of(connection))
    connection.close()
    return filling


def _known(unpacking: Unpacking, source: Path) -> bytes:
    if unpacking.key is None:
        raise not_ours(source)
    return unpacking.key


def _unpack(
    unpacking: Unpacking,
    fresh: Path,
    filled: Callable[[], waiting.Holding | postgres.Restoring],
    *,
    pass_phrase: str = "",
    with_files: bool = True,
    told: Callable[[int], None] | None = None,
) -> None:
    """Take a backup apart into the empty place; rows of PostgreSQL go where ``filled`` takes them."""
    source, filling = unpacking.source, None
    with ExitStack() as stack, sealing.opened(source, key=unpacking.key, pass_phrase=pass_phrase) as stream:
        for part in unpacking.parts(stream):
            if told is not None:
                told(part.size)
            if part.name.startswith("database/"):
                if filling is None:
                    filling = filled()
                    stack.callback(filling.give_up)
                filling.take(part.pieces)
            elif part.name == DATABASE or with_files:
                _write(part, fresh / part.name)
        if filling is not None:
            filling.end()
            stack.pop_all()
    _known(unpacking, source)


def _write(part: Part, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        for piece in part.pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
