"""The step that every start takes: the database in its present form, with a copy before anything changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from chibo.base import clock, upgrade


class Command(BaseCommand):
    help = "Nâng cấp cơ sở dữ liệu, giữ một bản trước khi nâng cấp; các lệnh khác tự gọi khi cần."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.DATA_DIR)
        if upgrade.was_cut_off(folder) or upgrade.is_pending():
            upgrade.run(folder, at=clock.now())
