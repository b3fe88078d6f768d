"""What a start does after a restore: the log is told from when to when nothing is known."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from chibo.accounts.queries import system_actor
from chibo.base import clock, swap, witness


class Command(BaseCommand):
    help = "Ghi vào nhật ký rằng dữ liệu vừa được khôi phục; lệnh mở chibo tự gọi."

    def handle(self, *args: Any, **options: Any) -> None:
        note = Path(settings.DATA_DIR) / swap.NOTE
        if not note.exists():
            return
        actor = system_actor(at=clock.now(), name="Chương trình (khôi phục)")
        made_at = _made_at(note) or witness.last_line_at() or actor.at
        witness.note_restore(actor=actor, on=clock.today(), made_at=made_at)
        note.unlink()


def _made_at(note: Path) -> datetime | None:
    """Of which moment the data are; nothing where the note was left torn."""
    try:
        made_at = datetime.fromisoformat(note.read_text(encoding="ascii"))
    except ValueError:
        return None
    return made_at if made_at.tzinfo else None
