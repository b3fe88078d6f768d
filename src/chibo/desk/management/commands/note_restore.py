"""What a start does after a restore: the log is told from when to when nothing is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from chibo.accounts.queries import system_actor
from chibo.base import backup, clock, swap, witness


class Command(BaseCommand):
    help = "Ghi vào nhật ký rằng dữ liệu vừa được khôi phục; lệnh mở chibo tự gọi."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.DATA_DIR)
        if not (folder / swap.NOTE).exists():
            return
        made_at = backup.restored_at(folder)
        if made_at is None or not witness.is_of_these(made_at):
            self.stderr.write(
                f"Tệp {swap.NOTE} không phải do lần khôi phục dữ liệu này để lại nên không được tính: quãng đứt của "
                "nhật ký, nếu có, sẽ bị báo khi kiểm tra. Nếu vừa khôi phục bằng một bản chibo cũ, khôi phục lại bằng "
                "bản này."
            )
        else:
            actor = system_actor(at=clock.now(), name="Chương trình (khôi phục)")
            witness.note_restore(actor=actor, on=clock.today(), made_at=made_at)
        (folder / swap.NOTE).unlink()
