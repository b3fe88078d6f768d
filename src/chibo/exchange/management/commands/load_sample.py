"""``manage load_sample``: the sample cell into an empty installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date, say_date
from chibo.base.refusal import FaultyError
from chibo.exchange.sample import load_sample, sample_cell

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Nạp chi bộ mẫu (mọi nhân vật hư cấu) vào dữ liệu còn trống, với ngày làm việc cố định."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="NGÀY", help="ngày làm việc mẫu, ví dụ 6-2-2018 (mặc định 21-5-2018)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = read_date(options["on"]) if options["on"] else sample_cell().working_day
            organisation = load_sample(actor=system_actor(at=clock.now(), name="Bộ nạp mẫu"), on=on)
        except FaultyError as error:
            raise CommandError("\n".join(f"{fault.what} {fault.next}".strip() for fault in error.faults)) from error
        self.stdout.write(f"Đã nạp {organisation.name}; ngày làm việc mẫu: {say_date(on)}.")
