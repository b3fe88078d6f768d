"""``chibo restore``: a backup put into an empty data folder, its key kept on this machine."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from chibo.base import asking, backup, keys

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


def asked_pass_phrase() -> str:
    """Ask for a pass phrase, unseen at a terminal; else take the first line of the input."""
    if sys.stdin.isatty():
        return getpass.getpass("Cụm mật khẩu của bản sao lưu: ")
    return sys.stdin.readline().rstrip("\n")


class Command(BaseCommand):
    help = "Khôi phục từ bản sao lưu vào một thư mục dữ liệu còn trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="TỆP", help="bản sao lưu (.age)")

    def handle(self, *args: Any, **options: Any) -> None:
        source, folder = asking.path(options["source"]), Path(settings.DATA_DIR)
        phrase = asked_pass_phrase() if backup.wants_pass_phrase(source) else ""
        key = None if phrase else _asked_key()
        done = backup.restore(source, folder, secrets.token_hex(8), connection, key=key, pass_phrase=phrase)
        self.stdout.write(f"{done.said()} Dữ liệu nay ở {folder}. Mở bằng: chibo start")
        if done.is_older:
            self.stdout.write(
                "Bản sao lưu do bản chibo cũ hơn làm ra: lần mở đầu tiên chương trình giữ một bản rồi nâng cấp dữ liệu."
            )


def _asked_key() -> bytes:
    if os.environ.get("CHIBO_KEY_FILE"):
        return keys.current()
    return keys.from_sheet(asking.sheet_at_hand())
