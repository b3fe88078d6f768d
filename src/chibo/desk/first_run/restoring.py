"""Khôi phục từ bản sao lưu, on the first start: tried out and made ready here, put in place by the next start."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from chibo.accounts.queries import is_empty
from chibo.base import backup, keys, place, swap
from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from chibo.base.backup import Summary


def make_ready(*, source: str, sheet: str, phrase: str) -> Summary:
    """Try a backup out and make it ready to take the place of this empty installation when it is opened next.

    Raises ``FaultyError`` with what is wrong with the file, the sheet or the pass phrase.
    """
    folder, path = Path(settings.DATA_DIR), Path(source.strip()).expanduser()
    marker = place.read_marker(folder)
    if not is_empty() or marker is None:
        raise FaultyError([Fault(what="Máy này đã có dữ liệu.", next="Khôi phục vào thư mục khác: chibo restore.")])
    if connection.vendor != "sqlite":
        how = "Chạy chibo restore với một cơ sở dữ liệu còn trống."
        raise FaultyError([Fault(what="Với PostgreSQL, trang này không khôi phục được.", next=how)])
    try:
        key = None if backup.wants_pass_phrase(path) else _key(sheet)
        found, fresh = backup.stage(
            path, folder, secrets.token_hex(8), connection, key=key, pass_phrase=phrase, is_exchange=True
        )
    except keys.KeyProblem as problem:
        raise FaultyError([Fault(what=str(problem))]) from problem
    backup.note_restored(folder, found.about.made_at)
    swap.ready(folder, marker=fresh, forget=marker.id)
    return found


def _key(sheet: str) -> bytes:
    if not sheet.strip():
        raise keys.BadKeyText("Bản sao lưu này mở bằng phiếu khôi phục. Gõ ba dòng của phiếu.")
    return keys.from_sheet(sheet)
