"""``chibo change-key``: another key for the installation, while nobody else works on the data."""

from __future__ import annotations

import getpass
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from chibo.accounts.queries import system_actor
from chibo.base import clock, keys, place, presence, rekey, swap
from chibo.base.models import KeyChange
from chibo.desk.safekeeping import actions, queries

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

    from chibo.base.access import Actor


_NAMED = 5  # damaged files told by their address


class Command(BaseCommand):
    help = "Đổi khóa của bản cài đặt; in phiếu khôi phục mới một lần. Phiếu cũ chỉ còn mở bản sao lưu cũ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ordered", action="store_true", help="chỉ làm khi đã có yêu cầu được xác nhận")
        parser.add_argument("--withdraw", action="store_true", help="rút yêu cầu đổi khóa đang chờ, không đổi gì")
        parser.add_argument("--yes", action="store_true", help="làm luôn, không hỏi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(at=clock.now(), name="Lệnh chibo change-key")
        if options["withdraw"]:
            actions.withdraw_key_change(actor=actor, on=clock.today())
            self.stdout.write("Đã rút yêu cầu đổi khóa. Khóa và phiếu khôi phục đang dùng vẫn như cũ.")
            return
        change = queries.open_change()
        if options["ordered"]:
            if change is not None and change.state == KeyChange.State.READY:
                self._as_ordered(actor, change)
            return
        change = change or self._asked(actor, is_sure=options["yes"])
        if change.state != KeyChange.State.READY:
            raise CommandError("cần hai người: một người yêu cầu, người kia xác nhận ở Cài đặt → Khóa.", returncode=1)
        self._done(actor, change, self._changed(), is_seen=True)

    def _as_ordered(self, actor: Actor, change: KeyChange) -> None:
        """Change it at a start. What stops it is put down and told, and chibo opens under the key that it has."""
        try:
            damaged = self._changed()
        except (keys.KeyProblem, OSError, DatabaseError) as problem:
            folder = Path(settings.DATA_DIR)
            if swap.is_ready(folder) or swap.waits_for(folder):  # decided, perhaps: the next start goes on
                raise
            said = queries.why(problem)
            self.stderr.write(
                f"Chưa đổi được khóa: {said} chibo mở bằng khóa cũ, dữ liệu còn nguyên; lần mở sau thử lại. Không muốn "
                "đổi nữa thì rút yêu cầu ở Cài đặt → Khóa, hoặc chạy: chibo change-key --withdraw"
            )
            with suppress(DatabaseError):  # a disk that has no room for this line either
                actions.miss_key_change(actor=actor, on=clock.today(), problem=said)
            return
        self._done(actor, change, damaged, is_seen=sys.stdout.isatty())

    def _changed(self) -> list[str]:
        """Change the key; give the files that were damaged before."""
        folder, damaged = Path(settings.DATA_DIR), list[str]()
        phrase = _asked_phrase(folder)
        with presence.alone(folder):
            rekey.change(folder, connection, phrase=phrase, damaged=damaged.append)
        settings.SECRET_KEY = keys.derive("session").hex()
        return damaged

    def _done(self, actor: Actor, change: KeyChange, damaged: list[str], *, is_seen: bool) -> None:
        actions.record_key_change(actor=actor, on=clock.today(), change=change)
        self._tell(is_seen=is_seen)
        if damaged:
            named = ", ".join(f"{address[:12]}…" for address in damaged[:_NAMED])
            more = " và các tệp khác" if len(damaged) > _NAMED else ""
            self.stdout.write(
                f"{len(damaged)} tệp trong kho đã hỏng từ trước nên được giữ nguyên: {named}{more}. Nộp lại đúng bản "
                "chụp ấy; “chibo verify” kể đủ."
            )
        if is_seen:  # a program cut off before this line shows the sheet on the page
            self.stdout.flush()
            actions.record_sheet_shown(actor=actor, on=clock.today(), change=change)

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
