"""``chibo backup``: everything in one encrypted file, tried out; by hand, or by the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import asking, clock
from chibo.base.management.commands.restore import asked_pass_phrase
from chibo.base.models import Backup
from chibo.desk.management import schedule
from chibo.desk.safekeeping import actions, queries

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Sao lưu toàn bộ vào một tệp đã mã hóa và thử khôi phục ngay để chắc chắn dùng được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", metavar="TỆP", nargs="?", help="tệp sẽ ghi, nên có đuôi .age")
        parser.add_argument("--scheduled", action="store_true", help="vào nơi đã đặt, nếu đã đến hạn")
        parser.add_argument("--pass-phrase", action="store_true", help="niêm phong bằng cụm mật khẩu thay cho phiếu")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scheduled"]:
            self._by_plan()
            return
        if not options["to"]:
            raise CommandError("thiếu: TỆP. Ghi tệp sẽ sao lưu vào, hoặc --scheduled.", returncode=2)
        phrase = {"pass_phrase": asked_pass_phrase()} if options["pass_phrase"] else {}
        actor = system_actor(at=clock.now(), name="Lệnh chibo backup")
        target = asking.path(options["to"]).absolute()
        made, found = actions.back_up(
            actor=actor, on=clock.today(), reason=Backup.Reason.ASKED, target=target, told=lambda _: None, **phrase
        )
        if options["json"]:
            self.stdout.write(f'{{"files": {found.files}, "rows": {found.rows}, "bytes": {found.size}}}')
            return
        opener = "cụm mật khẩu vừa nhập" if options["pass_phrase"] else "phiếu khôi phục"
        self.stdout.write(f"Đã sao lưu vào {made.path} ({found.size} byte). {found.said()} Mở lại bằng {opener}.")

    def _by_plan(self) -> None:
        kept = queries.plan()
        if not kept.folder or not kept.every_days:
            raise CommandError("chưa đặt nơi và lịch sao lưu. Đặt ở Cài đặt → Sao lưu.", returncode=1)
        if schedule.look():
            made = queries.last()
            self.stdout.write(f"Đã sao lưu vào {made.path}. {made.proof}" if made else "")
            return
        problem = queries.plan().problem
        if problem:
            raise CommandError(problem, returncode=3)
        self.stdout.write("Chưa đến hạn sao lưu.")
