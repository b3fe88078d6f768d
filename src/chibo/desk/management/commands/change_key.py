"""``chibo change-key``: another key for the installation, while nobody else works on the data."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from chibo.accounts.queries import system_actor
from chibo.base import clock, keys, place, presence, rekey
from chibo.base.models import KeyChange
from chibo.desk.safekeeping import actions, queries

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from chibo.base.access import Actor


class Command(BaseCommand):
    help = "Đổi khóa của bản cài đặt; in phiếu khôi phục mới một lần. Phiếu cũ chỉ còn mở bản sao lưu cũ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ordered", action="store_true", help="chỉ làm khi đã có yêu cầu được xác nhận")
        parser.add_argument("--yes", action="store_true", help="làm luôn, không hỏi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=clock.now(), name="Lệnh chibo change-key")
        change = queries.open_change()
        if options["ordered"] and (change is None or change.state != KeyChange.State.READY):
            return
        change = change or self._asked(actor, is_sure=options["yes"])
        if change.state != KeyChange.State.READY:
            raise CommandError("cần hai người: một người yêu cầu, người kia xác nhận ở Cài đặt → Khóa.", returncode=1)
        folder = Path(settings.DATA_DIR)
        phrase = _asked_phrase(folder)
        with presence.alone(folder):
            rekey.change(folder, connection, phrase=phrase)
        settings.SECRET_KEY = keys.derive("session").hex()
        is_seen = sys.stdout.isatty() or not options["ordered"]
        actions.record_key_change(actor=actor, on=clock.today(), change=change, is_seen=is_seen)
        self._tell(is_seen=is_seen)

    def _asked(self, actor: Actor, *, is_sure: bool) -> KeyChange:
        if not is_sure:
            sys.stderr.write(
                "Đổi khóa: mọi người phải đăng nhập lại, phiếu khôi phục cũ hết tác dụng. Gõ CO rồi Enter: "
            )
            sys.stderr.flush()
            if sys.stdin.readline().strip().upper() not in {"CO", "CÓ"}:
                raise CommandError("chưa làm gì. Thêm --yes để làm mà không hỏi.", returncode=1)
        return actions.ask_key_change(actor=actor, on=clock.today(), reason="Đổi khóa bằng lệnh trên máy giữ dữ liệu")

    def _tell(self, *, is_seen: bool) -> None:
        if not is_seen:
            self.stdout.write("Đã đổi khóa. Người quản lý tài khoản mở Cài đặt → Khóa để chép phiếu khôi phục mới.")
            return
        self.stdout.write("Đã đổi khóa. PHIẾU KHÔI PHỤC MỚI – chỉ in ra lần này. Chép tay, cất trong két:")
        for line in keys.to_sheet(keys.current()):
            self.stdout.write(f"    {line}")
        self.stdout.write("Giữ phiếu cũ cùng các bản sao lưu cũ; sao lưu lại ngay để có bản mở bằng phiếu mới.")


def _asked_phrase(folder: Path) -> str:
    marker = place.read_marker(folder)
    if marker is None or not marker.pass_phrase:
        return ""
    if sys.stdin.isatty():
        return getpass.getpass("Cụm mật khẩu (để bọc khóa mới): ")
    return sys.stdin.readline().rstrip("\n")
