"""``chibo jobs``: do the long works that wait, for an installation with several servers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from chibo.base import jobs

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

_PAUSE = 2.0  # seconds


class Command(BaseCommand):
    help = "Làm các việc dài đang chờ (soạn giấy tờ hàng loạt); chạy đến khi bấm Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            count = jobs.run_waiting()
            if count or options["once"]:
                self.stdout.write(f"Đã làm {count} việc.")
            if options["once"]:
                return
            time.sleep(_PAUSE)
