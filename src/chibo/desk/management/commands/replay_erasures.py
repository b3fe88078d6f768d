"""Erase again what an older backup brought back: run at every start, does nothing where the list shows nothing new."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.register.actions import replay_erasures


class Command(BaseCommand):
    help = "Xóa lại dữ liệu đã xóa mà bản sao lưu cũ hơn vừa mang về, theo danh sách cạnh khóa."

    def handle(self, *args: Any, **options: Any) -> None:
        done = replay_erasures(actor=system_actor(at=clock.now(), name="Chương trình"), on=clock.today())
        if done:
            self.stdout.write(f"Đã xóa lại dữ liệu của {done} lần xóa mà bản sao lưu cũ mang về.")
