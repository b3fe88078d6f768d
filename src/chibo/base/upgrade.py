"""Bringing the database to the present form: a copy first, and back to the copy when it does not succeed.

The copy holds the database only: no upgrade touches the files. While an upgrade goes on a note lies beside the copy; a
start that finds it (the power failed) gives the database back as it was and begins anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from chibo.base import backup, keys, presence

if TYPE_CHECKING:
    from datetime import datetime

FOLDER: Final = "backups"
_NOTE: Final = "dang-nang-cap.json"
_FRONT: Final = "truoc-nang-cap-"
_BEFORE_RETURN: Final = "truoc-khi-quay-lai-"
_KEPT: Final = 3


class UpgradeProblem(keys.KeyProblem):
    """An upgrade, or the way back, that did not succeed; the text is ready to show."""


def run(folder: Path, *, at: datetime) -> None:
    """Upgrade alone, with a copy before; raises :class:`UpgradeProblem` once the old state is back."""
    with presence.alone(folder):
        return_if_cut_off(folder)
        copy = _copy(folder, _FRONT, at) if _holds_data() else None
        if copy is not None:
            (folder / FOLDER / _NOTE).write_text(json.dumps({"copy": copy.name}), encoding="utf-8")
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
        _drop_oldest(folder)


def is_pending() -> bool:
    """Whether the database still has to be brought to the present form."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def return_if_cut_off(folder: Path) -> None:
    """Give the database back as it was where an upgrade was cut off."""
    note = folder / FOLDER / _NOTE
    if note.exists():
        _give_back(folder / FOLDER / json.loads(note.read_text(encoding="utf-8"))["copy"], folder)


def was_cut_off(folder: Path) -> bool:
    """Whether the last upgrade did not come to its end."""
    return (folder / FOLDER / _NOTE).exists()


def copies(folder: Path) -> list[Path]:
    """Give the copies made before upgrades, the latest first."""
    return sorted((folder / FOLDER).glob(f"{_FRONT}*.age"), reverse=True)


def roll_back(folder: Path, *, at: datetime) -> tuple[Path, Path]:
    """Go back to before the last upgrade; give the copy used, and the copy kept of what is left now.

    Raises :class:`UpgradeProblem` where there was no upgrade.
    """
    with presence.alone(folder):
        found = copies(folder)
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
        backup.note_restored(folder, back.about.made_at)
        return found[0], left


def _copy(folder: Path, front: str, at: datetime) -> Path:

    (folder / FOLDER).mkdir(exist_ok=True)
    target = folder / FOLDER / f"{front}{at:%Y-%m-%d-%H%M%S}.age"
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


def _drop_oldest(folder: Path) -> None:
    for old in copies(folder)[_KEPT:]:
        old.unlink(missing_ok=True)
