"""``chibo drill``: does the sheet in the safe open this installation and the last backup? Nothing is touched."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import asking, clock
from chibo.desk.safekeeping import actions


class Command(BaseCommand):
    help = "Diễn tập mất khóa: thử phiếu khôi phục với dữ liệu đang dùng và bản sao lưu gần nhất."

    def handle(self, *args: Any, **options: Any) -> None:
        sheet = asking.sheet_at_hand()
        actor = system_actor(at=clock.now(), name="Lệnh chibo drill")
        found = actions.drill(actor=actor, on=clock.today(), sheet=sheet)
        self.stdout.write("\n".join(found.said))
        if not found.opens:
            raise CommandError("phiếu này không dùng được cho dữ liệu đang dùng.", returncode=1)
