"""``chibo backup``: everything in one encrypted file, tried out."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from chibo.base import backup, clock

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


def asked_pass_phrase() -> str:
    """Ask for a pass phrase, unseen at a terminal; else take the first line of the input."""
    if sys.stdin.isatty():
        return getpass.getpass("Cụm mật khẩu của bản sao lưu: ")
    return sys.stdin.readline().rstrip("\n")


class Command(BaseCommand):
    help = "Sao lưu toàn bộ vào một tệp đã mã hóa và thử khôi phục ngay để chắc chắn dùng được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", metavar="TỆP", help="tệp sẽ ghi, nên có đuôi .age")
        parser.add_argument("--pass-phrase", action="store_true", help="niêm phong bằng cụm mật khẩu thay cho phiếu")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        made = backup.make(
            connection,
            Path(settings.DATA_DIR),
            Path(options["to"]).expanduser(),
            at=clock.now(),
            pass_phrase=asked_pass_phrase() if options["pass_phrase"] else "",
        )
        if options["json"]:
            self.stdout.write(f'{{"files": {made.files}, "rows": {made.rows}, "bytes": {made.size}}}')
            return
        opener = "cụm mật khẩu vừa nhập" if options["pass_phrase"] else "phiếu khôi phục"
        self.stdout.write(f"Đã sao lưu vào {options['to']} ({made.size} byte). {made.said()} Mở lại bằng {opener}.")
