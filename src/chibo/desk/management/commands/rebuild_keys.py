"""``manage rebuild_keys``: bring every copy of an organisation's key to its own; name those whose key is odd."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.register import scope_keys
from chibo.register.actions import rebuild_keys


class Command(BaseCommand):
    help = "Dựng lại phạm vi xem của mọi người và hồ sơ theo cây tổ chức; nói tổ chức nào có khóa không khớp cây."

    def handle(self, *args: Any, **options: Any) -> None:
        brought = rebuild_keys(actor=system_actor(at=clock.now()), on=clock.today())
        self.stdout.write(f"Đã đưa {brought} dòng về đúng phạm vi của tổ chức.")
        wrong = scope_keys.wrong_keys()
        if wrong:
            names = ", ".join(one.name for one in wrong)
            message = f"Khóa không khớp cây: {names}. Khôi phục từ bản sao lưu, hoặc báo người phát triển."
            raise CommandError(message)
