"""``manage refresh_due``, daily: rebuild what every case keeps of the law, erase drafts and sessions kept too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from chibo.accounts.queries import system_actor
from chibo.accounts.sessions import forget_over
from chibo.base import clock
from chibo.base.dates import read_date
from chibo.development.actions import lapse_declarations, refresh_due
from chibo.development.queries import cases_for

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Tính lại bước và hạn gần nhất của mọi hồ sơ theo quy định; nói hồ sơ nào đã lệch."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", default="", help="tính theo ngày này, ví dụ 21-5-2018 (mặc định: hôm nay)")

    def handle(self, *args: Any, **options: Any) -> None:
        on = read_date(options["on"]) if options["on"] else clock.today()
        actor = system_actor(at=clock.now())
        rows = list(cases_for(actor))
        changed = refresh_due(actor=actor, on=on, cases=rows)
        lapsed = lapse_declarations(actor=actor, on=on)
        if lapsed:
            self.stdout.write(f"Đã xóa {lapsed} bản tự khai để quá số ngày giữ nháp.")
        over = forget_over()
        if over:
            self.stdout.write(f"Đã xóa {over} phiên đăng nhập đã hết.")
        self.stdout.write(f"Đã tính lại {len(rows)} hồ sơ, {len(changed)} hồ sơ có hạn đổi.")
