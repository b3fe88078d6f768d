"""``chibo rollback``: back to how the data was before the last upgrade."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chibo.base import clock, upgrade

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Đưa dữ liệu về trước lần nâng cấp gần nhất; những gì nhập sau đó nằm trong một bản giữ lại."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="làm luôn, không hỏi lại")

        parser.add_argument(
            "--from", dest="source", nargs="?", const="", metavar="TỆP", help="lấy lại một bản khác đã giữ"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.DATA_DIR)
        source = None if options["source"] is None else upgrade.named(folder, options["source"])
        if not options["yes"] and not _is_sure(source):
            raise CommandError("chưa làm gì. Thêm --yes để làm mà không hỏi.", returncode=1)
        used, left = upgrade.roll_back(folder, at=clock.now(), source=source)
        back = f"Lấy lại bằng: chibo rollback --from {left.name}"
        if source is None:
            self.stdout.write(
                f"Dữ liệu đã về như trước khi nâng cấp (bản {used.name}). Những gì nhập từ đó đến nay nằm trong "
                f"{left}. Mở bằng bản chibo cũ; bản mới sẽ lại nâng cấp khi mở. {back}"
            )
        else:
            self.stdout.write(
                f"Dữ liệu đã về như trong bản {used.name}. Dữ liệu trước lúc này nằm trong {left}. {back}"
            )


def _is_sure(source: Path | None) -> bool:
    since = "sau lần nâng cấp" if source is None else f"sau khi giữ bản {source.name}"
    sys.stderr.write(f"Những gì nhập {since} sẽ không còn trong dữ liệu. Gõ CO rồi Enter để tiếp tục: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().upper() in {"CO", "CÓ"}
