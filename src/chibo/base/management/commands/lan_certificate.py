"""``chibo lan-certificate``: the certificate that other machines of the office are told to trust."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.base import authority, clock, place
from chibo.base.dates import local_day, say_date

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Ghi chứng thư gốc của chibo ra tệp để cài trên máy khác trong mạng cơ quan; in dấu vân tay để so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="TỆP", help="tệp sẽ ghi, nên có đuôi .crt")
        parser.add_argument("--new-authority", action="store_true", help="lập chứng thư gốc mới; phải cài lại mọi máy")

    def handle(self, *args: Any, **options: Any) -> None:
        names = authority.names_of_this_machine()
        held = authority.ready(place.data_folder(), names, at=clock.now(), is_new=options["new_authority"])
        if options["file"]:
            self._write(Path(options["file"]), held.handed_out)
        self._say(held)

    def _write(self, path: Path, content: bytes) -> None:
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError as error:
            raise CommandError(f"Tệp {path} đã có. Chọn tên khác.") from error
        self.stdout.write(f"Đã ghi chứng thư gốc: {path}")

    def _say(self, held: authority.Held) -> None:
        self.stdout.write(f"Dấu vân tay (SHA-256), so với máy cài: {held.fingerprint}")
        self.stdout.write(f"Chứng thư gốc dùng đến {say_date(local_day(held.authority.not_valid_after_utc))}.")
        if held.server:
            self.stdout.write(f"Tên máy của lần mở gần nhất: {', '.join(held.names)}")
