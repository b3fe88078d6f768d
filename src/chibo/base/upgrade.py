"""Bringing the database to the present form: a copy first, and back to the copy when it does not succeed.

The copy holds the database only: no upgrade touches the files. While an upgrade goes on a note lies beside the copy; a
start that finds it (the power failed) gives the database back as it was and begins anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from chibo.base import backup, keys, presence, vault
from chibo.base.backup.packing import unknown_migrations

if TYPE_CHECKING:
    from datetime import datetime

FOLDER: Final = "backups"
_NOTE: Final = "dang-nang-cap.json"
_FRONT: Final = "truoc-nang-cap-"
_NUMBERED: Final = "lan-"
_BEFORE_RETURN: Final = "truoc-khi-quay-lai-"
_KEPT: Final = 3


class UpgradeProblem(keys.KeyProblem):
    """An upgrade, or the way back, that did not succeed; the text is ready to show."""


def run(folder: Path, *, at: datetime) -> None:
    """Upgrade alone, with a copy before; raises :class:`UpgradeProblem` once the old state is back."""
    with presence.alone(folder):
        return_if_cut_off(folder)
        refuse_newer()
        copy = _copy(folder, _FRONT, at) if _holds_data() else None
        if copy is not None:
            vault.write_whole(folder / FOLDER / _NOTE, json.dumps({"copy": copy.name}).encode())
        try:
            _migrate()
        except Exception as error:
            if copy is None:
                raise
            _give_back(copy, folder)
            raise UpgradeProblem(
                f"Nâng cấp dữ liệu không xong ({type(error).__name__}). Dữ liệu đã được đưa về đúng như trước khi nâng "
                f"cấp, không mất gì. Dùng lại bản chibo cũ, và báo lỗi này; bản giữ trước nâng cấp: {copy}."
            ) from error
        (folder / FOLDER / _NOTE).unlink(missing_ok=True)
        _drop_oldest(folder, _FRONT)


def refuse_newer() -> None:
    """Open nothing that a later program has changed the form of; raises :class:`UpgradeProblem`."""
    unknown = unknown_migrations(MigrationRecorder(connection).applied_migrations())
    if unknown:
        app, name = max(unknown)
        raise UpgradeProblem(
            f"Dữ liệu này đã được một bản chibo mới hơn nâng cấp ({app}.{name}); bản này mở ra thì hỏng. Mở bằng bản "
            "chibo ấy hoặc mới hơn. Muốn dùng lại bản này thì chạy “chibo rollback” bằng bản mới trước."
        )


def is_pending() -> bool:
    """Whether the database still has to be brought to the present form; raises as :func:`refuse_newer`."""
    refuse_newer()
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def return_if_cut_off(folder: Path) -> None:
    """Give the database back as it was where an upgrade was cut off."""
    if not was_cut_off(folder):
        return
    copy = _noted(folder)
    if copy is not None:
        _give_back(copy, folder)
    else:  # a torn note, and nobody's copy: each change of form is whole by itself
        (folder / FOLDER / _NOTE).unlink()


def _noted(folder: Path) -> Path | None:
    """Give the copy that the note names; of a note that an earlier program left torn, the latest one."""
    try:
        name = json.loads((folder / FOLDER / _NOTE).read_text(encoding="utf-8"))["copy"]
    except (ValueError, KeyError, TypeError):
        return next(iter(copies(folder)), None)
    return folder / FOLDER / str(name)


def was_cut_off(folder: Path) -> bool:
    """Whether the last upgrade did not come to its end."""
    return (folder / FOLDER / _NOTE).exists()


def copies(folder: Path, front: str = _FRONT) -> list[Path]:
    """Give the copies made before upgrades, the latest first: by their number, as the clock may have been wrong.

    Those of an earlier program have none and are the oldest.
    """
    return sorted((folder / FOLDER).glob(f"{front}*.age"), key=lambda copy: (_number(copy), str(copy)), reverse=True)


def put_aside(folder: Path) -> list[Path]:
    """Give the copies of what ways back left behind, the latest first."""
    return copies(folder, _BEFORE_RETURN)


def _number(copy: Path) -> int:
    found = re.match(f"(?:{_FRONT}|{_BEFORE_RETURN}){_NUMBERED}([0-9]+)-", copy.name)
    return int(found[1]) if found else 0


def _next(folder: Path, front: str) -> int:
    return max(map(_number, copies(folder, front)), default=0) + 1


def roll_back(folder: Path, *, at: datetime, source: Path | None = None) -> tuple[Path, Path]:
    """Go back to before the last upgrade, or to the copy ``source``; give the copy used, and the copy of what is left.

    Raises :class:`UpgradeProblem` where there was no upgrade.
    """
    with presence.alone(folder):
        found = [source] if source is not None else copies(folder)
        if not found:
            raise UpgradeProblem("Chưa có lần nâng cấp nào để quay lại.")
        left = _copy(folder, _BEFORE_RETURN, at)
        try:
            back = backup.put_back(found[0], folder, connection)
        except backup.WrongOpener as error:
            raise UpgradeProblem(
                "Khóa đã đổi sau lần nâng cấp ấy nên không quay lại được. Khôi phục từ bản sao lưu của ngày ấy, bằng "
                "phiếu khôi phục cũ, vào một thư mục khác."
            ) from error
        backup.note_restored(folder, back.about.made_at, keys.current())
        _drop_oldest(folder, _BEFORE_RETURN)
        return found[0], left


def named(folder: Path, text: str) -> Path:
    """Give the copy that somebody named, by its path or by its name alone; the latest put aside where it is empty.

    Raises :class:`UpgradeProblem` where there is none.
    """
    if not text:
        found = next(iter(put_aside(folder)), None)
        if found is None:
            raise UpgradeProblem("Chưa có lần quay lại nào, nên không có bản giữ lại nào để lấy lại.")
        return found
    for path in (Path(text).expanduser(), folder / FOLDER / Path(text).name):
        if path.is_file():
            return path
    there = ", ".join(copy.name for copy in [*put_aside(folder), *copies(folder)]) or "chưa có bản nào"
    raise UpgradeProblem(f"Không thấy tệp {text}. Trong {folder / FOLDER} có: {there}.")


def _copy(folder: Path, front: str, at: datetime) -> Path:

    (folder / FOLDER).mkdir(exist_ok=True)
    target = folder / FOLDER / f"{front}{_NUMBERED}{_next(folder, front)}-{at:%Y-%m-%d-%H%M%S}.age"
    backup.make(connection, folder, target, at=at, scope="database")
    return target


def _give_back(copy: Path, folder: Path) -> None:

    backup.put_back(copy, folder, connection)
    (folder / FOLDER / _NOTE).unlink(missing_ok=True)


def _holds_data() -> bool:

    on_disk = connection.vendor != "sqlite" or Path(str(connection.settings_dict["NAME"])).exists()
    return on_disk and bool(MigrationRecorder(connection).applied_migrations())


def _migrate() -> None:

    call_command("migrate", verbosity=0, interactive=False)


def _drop_oldest(folder: Path, front: str) -> None:
    for old in copies(folder, front)[_KEPT:]:
        old.unlink(missing_ok=True)
