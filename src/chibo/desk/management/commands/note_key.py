"""Have PostgreSQL remember under which key its rows are: run at every start, does nothing where it is known."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.desk.safekeeping import actions


class Command(BaseCommand):
    help = "Ghi lại dấu của khóa ở PostgreSQL, để lần sau mở bằng khóa khác thì bị từ chối."

    def handle(self, *args: Any, **options: Any) -> None:
        actions.note_key(actor=system_actor(at=clock.now(), name="Chương trình"), on=clock.today())
