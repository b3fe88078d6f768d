"""``chibo sample --day``: another working day for the sample installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date, say_date
from chibo.base.refusal import FaultyError
from chibo.exchange.sample.day import move_working_day

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Đặt ngày làm việc của dữ liệu mẫu; chương trình đang chạy theo ngày mới ngay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", metavar="NGÀY", help="ngày làm việc mẫu, ví dụ 6-2-2018")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = read_date(options["day"])
            move_working_day(actor=system_actor(at=clock.now(), name="Bộ nạp mẫu"), on=on)
        except FaultyError as error:
            raise CommandError("\n".join(f"{fault.what} {fault.next}".strip() for fault in error.faults)) from error
        self.stdout.write(f"Ngày làm việc mẫu: {say_date(on)}.")
