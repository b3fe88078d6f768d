"""What ``chibo start --lan`` calls to have a key pair made for the server; not for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from chibo.base import authority, clock, place

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Làm chứng thư của máy cho lần mở này (chibo start --lan gọi)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", help="thư mục tạm, sẽ bị xóa ngay")
        parser.add_argument("name", nargs="+", help="tên máy")

    def handle(self, *args: Any, **options: Any) -> None:
        chain, key = authority.issue(place.data_folder(), options["name"], at=clock.now())
        for name, content in (("server.pem", chain), ("server.key", key)):
            (Path(options["place"]) / name).write_bytes(content)
