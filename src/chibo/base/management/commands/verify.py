"""``chibo verify``: is everything whole? The database, the log, the records, the files."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from chibo.base import blocked, clock, kept, logfile, oddities, vault, witness
from chibo.base.access import Actor
from chibo.base.engine.base import WrongKey
from chibo.base.records import accept_odd
from chibo.base.seals import checking
from chibo.base.words import log as words
from chibo.base.words import records

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

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
        lost = lost_tables()
        if options["accept"]:
            self._accept(options["accept"], lost)
        log, of_log = looked_at_log(lost)
        of_records = _as_far("records", lambda: record_faults(lost), lost)
        faults = [*lost_said(lost), *of_log, *of_records, *_as_far("files", file_faults, lost)]
        notes = [] if lost else [*oddities.clock_notes(), *stray_notes()]
        if log is not None:
            notes = [*map(words.gap_said, log.gaps), *filter(None, [log.witness_away]), *notes]
        if options["json"]:
            self.stdout.write(json.dumps({"whole": not faults, "faults": faults, "notes": notes}, ensure_ascii=False))
        else:
            last = [words.WHAT_NEXT] if of_log else []
            whole = [] if faults else ["Cơ sở dữ liệu, nhật ký, các bản ghi và các tệp đều nguyên vẹn."]
            seen = [] if log is None else [words.looked_at(log)]
            self.stdout.write("\n".join([*whole, *faults, *notes, *seen, *last]))
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
            if blocked.said(error):
                raise CommandError(blocked.said(error), returncode=3) from error
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

    def _accept(self, reason: str, lost: Collection[str]) -> None:
        if lost:  # the records of a whole table that is gone are nobody's wish
            raise CommandError(" ".join(lost_said(lost)), returncode=1)
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


def lost_tables() -> frozenset[str]:
    """Give the tables of ours that the database has no more."""
    known = connection.introspection.django_table_names(only_existing=False, include_views=False)
    return frozenset(known) - frozenset(connection.introspection.table_names())


def lost_said(lost: Collection[str]) -> list[str]:
    """Say which tables are gone; nothing where all are there."""
    return [records.LOST.format(tables=", ".join(sorted(lost)))] if lost else []


def _as_far(part: Literal["log", "records", "files"], look: Callable[[], Iterable[str]], lost: object) -> list[str]:
    """Look as far as the tables reach that are there."""
    found: list[str] = []
    try:
        found.extend(look())
    except DatabaseError:
        if not lost:
            raise
        found.append(records.UNSEEN.format(part=records.PARTS[part]))
    return found


def looked_at_log(lost: object) -> tuple[witness.Report | None, list[str]]:
    """Look at the log; give the report, unless a table that it takes is gone, and the faults."""
    found: list[witness.Report] = []

    def look() -> list[str]:
        found.append(witness.examine())
        return log_faults(found[0])

    faults = _as_far("log", look, lost)
    return next(iter(found), None), faults


def log_faults(report: witness.Report) -> list[str]:
    """Say the first broken line of each chain, with the name of its organisation."""
    names = import_string(settings.CHIBO_CHAIN_NAMES)({found.chain for found in report.breaks})
    return words.first_breaks(report, names)


def record_faults(lost: Collection[str] = ()) -> Iterator[str]:
    """Compare every record with what the last act left, and say what to do about those that differ.

    Those of a table that is ``lost`` are told of with it.
    """
    odd, loose = checking.verify(connection)
    odd = [one for one in odd if one.kind not in lost]
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
