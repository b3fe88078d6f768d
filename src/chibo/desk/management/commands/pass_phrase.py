"""``chibo pass-phrase``: set, change or remove the phrase that is asked for at every start."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.desk.safekeeping import actions

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Đặt, đổi hoặc bỏ cụm mật khẩu hỏi mỗi lần mở chibo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="bỏ cụm mật khẩu, giữ khóa trên máy này")

    def handle(self, *args: Any, **options: Any) -> None:
        actor, on = system_actor(at=clock.now(), name="Lệnh chibo pass-phrase"), clock.today()
        if options["remove"]:
            actions.drop_key_phrase(actor=actor, on=on)
            self.stdout.write(f"Từ nay mở chibo không hỏi cụm mật khẩu; khóa nằm trên máy này.{_besides()}")
            return
        phrase = _asked("Cụm mật khẩu mới: ")
        if sys.stdin.isatty() and _asked("Nhập lại: ") != phrase:
            raise CommandError("hai lần nhập không giống nhau; chưa đổi gì.", returncode=1)
        actions.set_key_phrase(actor=actor, on=on, phrase=phrase)
        self.stdout.write(f"Từ nay mỗi lần mở chibo đều hỏi cụm mật khẩu mới.{_besides()}")


def _besides() -> str:
    """Say that the copy of the sheet which opened it this time is to go."""
    if not os.environ.get("CHIBO_KEY_FILE"):
        return ""
    return " Biến CHIBO_KEY_FILE còn đặt thì vẫn mở bằng tệp ấy: bỏ biến ấy và hủy tệp chép phiếu."


def _asked(prompt: str) -> str:
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
