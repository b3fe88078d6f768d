"""``chibo narrative``: the state of an organisation in a few sentences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.register.queries import home
from chibo.reports.queries import narrative

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from chibo.reports.queries import Narrative


class Command(BaseCommand):
    help = "Kể tình hình của chi bộ trong vài câu; mỗi con số có danh sách phía sau."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", default="", help="ngày của số liệu, ví dụ 6-2-2018 (mặc định: hôm nay)")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = read_date(options["on"]) if options["on"] else clock.today()
            actor = system_actor(at=clock.now())
            told = narrative(actor, home(actor), on)
        except FaultyError as error:
            raise CommandError(str(error)) from None
        except NotYoursError:
            message = "Chưa có tổ chức nào trong sổ."
            raise CommandError(message) from None
        self.stdout.write(json.dumps(_plain(told), ensure_ascii=False, indent=2) if options["json"] else told.text)


def _plain(told: Narrative) -> dict[str, Any]:
    return {
        "on": told.on.isoformat(),
        "organisation": told.organisation.name,
        "text": told.text,
        "figures": [
            {"text": figure.text, "list": figure.what, "count": figure.count, "year": figure.year}
            for figure in told.figures
        ],
    }
