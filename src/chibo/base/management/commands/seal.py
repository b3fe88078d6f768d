"""``chibo seal``: fold the heads of the log into one digest, keep it, tell the witness; check a printed one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from chibo.base import clock, witness
from chibo.base.dates import say_date

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from chibo.base.models import LogSeal


class Command(BaseCommand):
    help = "Niêm phong nhật ký: gộp dòng cuối của mọi chuỗi thành một mã, giữ lại và ghi ra tệp nhân chứng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", metavar="MÃ", help="mã ngắn chép từ tờ niêm phong: xem máy còn khớp không")
        parser.add_argument("--if-due", action="store_true", help="chỉ niêm phong khi đã bật và hôm nay chưa làm")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check(str(options["check"]))
            return
        on = clock.today()
        if options["if_due"] and not witness.is_due(on):
            self.stdout.write("Hôm nay không cần niêm phong thêm.")
            return
        actor = import_string(settings.CHIBO_SYSTEM_ACTOR)(at=clock.now())
        made = witness.seal_log(actor=actor, on=on)
        self._say(made, options["json"])
        said = witness.rule()
        if said is not None and said.witness:
            try:
                witness.tell_witness(said.witness)
            except witness.WitnessAway as away:
                raise CommandError(f"{away} Niêm phong đã giữ trong máy; lần sau sẽ ghi bù.", returncode=1) from away

    def _say(self, made: LogSeal, as_json: bool) -> None:  # noqa: FBT001 - one of two ways to say it
        if as_json:
            told = {"number": made.number, "digest": made.digest, "short": witness.short(made.digest)}
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(
            f"Đã niêm phong nhật ký lần {made.number}, ngày {say_date(made.on)}. Mã ngắn: {witness.short(made.digest)}"
        )

    def _check(self, typed: str) -> None:
        made = witness.typed(typed)
        if made is None:
            raise CommandError("không có niêm phong nào mang mã này: gõ lại từng nhóm, hoặc nhật ký đã bị thay.")
        report = witness.examine()
        if not report.is_whole:
            raise CommandError("có niêm phong này, nhưng nhật ký không còn nguyên vẹn; xem: chibo verify")
        self.stdout.write(f"Khớp với niêm phong lần {made.number}, ngày {say_date(made.on)}. Nhật ký còn nguyên vẹn.")
