"""``chibo verify``: is everything whole? The database, the log, the records, the files."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from chibo.base import clock, kept, logfile, oddities, vault, witness
from chibo.base.access import Actor
from chibo.base.engine.base import WrongKey
from chibo.base.records import accept_odd
from chibo.base.seals import checking
from chibo.base.words import log as words
from chibo.base.words import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

LOOKS_AT_PAGES = 3
_WRITING = timedelta(hours=1)  # an act that keeps a file has ended by then, and its row says so


class Command(BaseCommand):
    help = "Kiểm tra cơ sở dữ liệu, chuỗi nhật ký, các bản ghi và các tệp còn nguyên vẹn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in ra JSON")
        parser.add_argument("--log", metavar="TỆP", help="kiểm tra nhật ký đã xuất ra tệp, không cần dữ liệu")
        parser.add_argument("--accept", metavar="LÝ_DO", help="chấp nhận các bản ghi bị đổi ngoài chương trình")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["log"]:
            self._check_file(Path(options["log"]), as_json=options["json"])
            return
        self._stop_where_broken(as_json=options["json"])
        if options["accept"]:
            self._accept(options["accept"])
        log = witness.examine()
        of_log = log_faults(log)
        faults = [*of_log, *record_faults(), *file_faults()]
        notes = [*map(words.gap_said, log.gaps), *filter(None, [log.witness_away]), *oddities.clock_notes()]
        notes += stray_notes()
        if options["json"]:
            self.stdout.write(json.dumps({"whole": not faults, "faults": faults, "notes": notes}, ensure_ascii=False))
        else:
            last = [words.WHAT_NEXT] if of_log else []
            whole = [] if faults else ["Cơ sở dữ liệu, nhật ký, các bản ghi và các tệp đều nguyên vẹn."]
            self.stdout.write("\n".join([*whole, *faults, *notes, words.looked_at(log), *last]))
        if faults:
            raise CommandError(f"có {len(faults)} chỗ không nguyên vẹn.", returncode=1)

    def _stop_where_broken(self, *, as_json: bool) -> None:
        """Say what is wrong with the database itself, and read nothing further from it."""
        faults = list[str]()
        try:
            faults.extend(database_faults())
        except WrongKey:
            raise
        except DatabaseError as error:
            faults.append(f"Cơ sở dữ liệu không đọc được ({type(error).__name__}).")
        if not faults:
            return
        if as_json:
            self.stdout.write(json.dumps({"whole": False, "faults": faults, "notes": []}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join([*faults, records.BROKEN]))
        raise CommandError(f"có {len(faults)} chỗ không nguyên vẹn.", returncode=1)

    def _check_file(self, path: Path, *, as_json: bool) -> None:
        try:
            found = logfile.check(path)
        except logfile.NotALog as error:
            raise CommandError(str(error), returncode=3) from error
        if as_json:
            told = {"whole": not found.faults, "faults": found.faults, "rows": found.rows, "left_out": found.left_out}
            self.stdout.write(json.dumps({**told, "sha256": found.sha256}, ensure_ascii=False))
        else:
            whole = [] if found.faults else ["Nhật ký trong tệp nguyên vẹn."]
            self.stdout.write("\n".join([*whole, *found.faults, *_said_of_file(found)]))
        if found.faults:
            raise CommandError(f"có {len(found.faults)} chỗ không khớp.", returncode=1)

    def _accept(self, reason: str) -> None:
        actor = Actor(uid="chibo", name="Lệnh verify", at=clock.now())
        count = accept_odd(actor=actor, on=clock.today(), reason=reason)
        self.stderr.write(f"Đã chấp nhận {count} bản ghi; lý do đã ghi vào nhật ký.")


def _said_of_file(found: logfile.Checked) -> list[str]:
    lines = [f"Đã xem {found.rows} dòng. SHA-256 của tệp: {found.sha256}"]
    if found.left_out:
        lines.append(f"{found.left_out} dòng không có trong tệp (khi xuất đã lọc).")
    if found.blanked:
        lines.append(f"{found.blanked} dòng đã xóa nội dung theo yêu cầu xóa dữ liệu.")
    if found.unreadable:
        lines.append(f"{found.unreadable} dòng dài hơn một ô Excel nên chưa kiểm được; dùng bản JSON.")
    return lines


def database_faults() -> Iterator[str]:
    """Ask the embedded engine about its pages and about rows that point nowhere."""
    if connection.vendor == "sqlite":
        yield from _told("cipher_integrity_check", _damaged_pages())
        for pragma in ("integrity_check", "foreign_key_check"):
            yield from _told(pragma, _asked(pragma))


def _damaged_pages() -> list[tuple[object, ...]]:
    """Compare every page of the file with its seal.

    The check reads the file past the write-ahead log, where a page may stand whose place in the file is still empty
    or is being written now. So the log is folded first, and a page is damaged only if it is so at every look.
    """
    for _ in range(LOOKS_AT_PAGES):
        if not connection.in_atomic_block:  # a checkpoint inside of an act is refused
            _asked("wal_checkpoint(TRUNCATE)")
        found = _asked("cipher_integrity_check")
        if not found:
            break
    return found


def _asked(pragma: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        return list(cursor.fetchall())


def _told(pragma: str, rows: list[tuple[object, ...]]) -> Iterator[str]:
    for row in rows:
        if row != ("ok",):
            yield f"Cơ sở dữ liệu, {pragma}: {' '.join(str(part) for part in row)}"


def log_faults(report: witness.Report) -> list[str]:
    """Say the first broken line of each chain, with the name of its organisation."""
    names = import_string(settings.CHIBO_CHAIN_NAMES)({found.chain for found in report.breaks})
    return words.first_breaks(report, names)


def record_faults() -> Iterator[str]:
    """Compare every record with what the last act left, and say what to do about those that differ."""
    odd, loose = checking.verify(connection)
    yield from (oddities.said(one) for one in odd)
    yield from (oddities.said_loose(one) for one in loose)
    if odd:
        yield records.WHAT_NEXT


def file_faults() -> Iterator[str]:
    """Open every file of the vault, and look for those that a row names but the vault lacks."""
    for address in vault.addresses():
        try:
            vault.read(address)
        except vault.DamagedFile as error:
            yield str(error)
    for address in kept.missing():
        yield f"Tệp {address[:12]}… có trong sổ nhưng không còn trong kho."


def stray_notes() -> Iterator[str]:
    """Name what lies in the vault and nothing leads to, of ours or of others; nothing is wrong with the rest."""
    for address in kept.unnamed(clock.now() - _WRITING):
        yield f"Tệp {address[:12]}… còn trong kho nhưng không bản ghi nào dùng."
    for name in vault.strays():
        yield f"Trong kho tệp có “{name}” không phải của chibo (hệ điều hành hay ai đó chép vào); xóa được."
