"""``chibo manage set_pass_phrase TÊN``: the way back in when nobody who manages accounts knows theirs."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chibo.accounts import actions, queries
from chibo.accounts.models import User
from chibo.base import clock
from chibo.base.refusal import FaultyError

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Đặt cụm mật khẩu mới cho một tài khoản, khi không còn ai đặt lại được trên trang Tài khoản và quyền."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="TÊN", help="tên đăng nhập")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{options['username']}”.")
        actor = queries.system_actor(at=clock.now(), name="Người quản trị máy")
        try:
            actions.set_pass_phrase(actor=actor, on=clock.today(), user=user, pass_phrase=asked())
        except FaultyError as error:
            raise CommandError(" ".join(fault.what for fault in error.faults)) from error
        self.stdout.write(f"Đã đặt cụm mật khẩu mới cho {user.display_name}.")


def asked() -> str:
    """Ask for the pass phrase, unseen at a terminal; else take the first line of the input."""
    if sys.stdin.isatty():
        return getpass.getpass("Cụm mật khẩu mới: ")
    return sys.stdin.readline().rstrip("\n")
