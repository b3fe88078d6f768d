"""``chibo verify``: is everything whole? The database, the log, the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from chibo.base import vault
from chibo.base.audit import verify_chains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Kiểm tra cơ sở dữ liệu, chuỗi nhật ký và các tệp còn nguyên vẹn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [*database_faults(), *log_faults(), *file_faults()]
        if options["json"]:
            self.stdout.write(json.dumps({"whole": not faults, "faults": faults}, ensure_ascii=False))
        elif not faults:
            self.stdout.write("Cơ sở dữ liệu, nhật ký và các tệp đều nguyên vẹn.")
        else:
            self.stdout.write("\n".join(faults))
        if faults:
            raise CommandError(f"có {len(faults)} chỗ không nguyên vẹn.", returncode=1)


def database_faults() -> Iterator[str]:
    """Ask the embedded engine about its pages and both engines about rows that point nowhere."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
                for row in cursor.execute(f"PRAGMA {pragma}").fetchall():
                    if row != ("ok",):
                        yield f"Cơ sở dữ liệu, {pragma}: {' '.join(str(part) for part in row)}"


def log_faults() -> Iterator[str]:
    """Walk the chains of the log."""
    for broken in verify_chains():
        yield f"Nhật ký {broken.chain}, dòng {broken.seq}: {broken.what}"


def file_faults() -> Iterator[str]:
    """Open every file of the vault, and look for those that a row names but the vault lacks.

    A model says with ``KEPT_IN_VAULT`` which of its fields is an address.
    """
    kept = set(vault.addresses())
    for address in sorted(kept):
        try:
            vault.read(address)
        except vault.DamagedFile as error:
            yield str(error)
    for model in apps.get_models():
        field = getattr(model, "KEPT_IN_VAULT", None)
        if field is not None:
            named = set(model._default_manager.values_list(field, flat=True))  # noqa: SLF001 — any model
            for address in sorted(named - kept - {""}):
                yield f"Tệp {address[:12]}… có trong sổ nhưng không còn trong kho."
