"""The long part of backups, done by a job: made, or tried out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from chibo.base import backup, keys
from chibo.base.models import Backup
from chibo.desk.safekeeping import actions, queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.jobs import Task

_PIECE = 1024 * 1024


def make(task: Task) -> tuple[str, str]:
    """Do a backup; the file lies in the folder that was set, none in the vault."""
    actor = task.actor
    size = backup.size_of(connection, Path(settings.DATA_DIR))
    task.expect(max(1, 2 * size // _PIECE))
    made, found = actions.back_up(actor=actor, on=task.on, reason=Backup.Reason.ASKED, told=_teller(task))
    return "", f"Đã sao lưu vào {made.path}. {found.said()}"


def tried(task: Task) -> tuple[str, str]:
    """Try a backup out; what is found is on record either way."""
    actor = task.actor
    made = queries.backup_for(actor, task.given["backup"])
    task.expect(max(1, made.size // _PIECE))
    try:
        found = backup.prove(
            Path(made.path), connection, Path(settings.DATA_DIR), key=keys.current(), told=_teller(task)
        )
    except keys.KeyProblem as problem:
        if isinstance(problem, backup.WrongOpener):  # nothing is known of the backup then
            raise
        actions.record_trial(actor=actor, on=task.on, made=made, found=None, problem=str(problem))
        raise
    actions.record_trial(actor=actor, on=task.on, made=made, found=found)
    return "", f"{found.said()} Bản sao lưu {made.path} dùng được; dữ liệu đang dùng không bị động đến."


def _teller(task: Task) -> Callable[[int], None]:
    """Tell how far it is, in whole megabytes."""
    passed = 0

    def told(size: int) -> None:
        nonlocal passed
        passed += size
        task.step(passed // _PIECE)
        passed %= _PIECE

    return told
