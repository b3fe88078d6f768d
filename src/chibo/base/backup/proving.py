"""Trying a backup out: the database restored into a scratch place and counted, every file looked at."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from chibo.base import vault
from chibo.base.backup import embedded, postgres, sealing
from chibo.base.backup.packing import DATABASE, About, Unpacking, known_migrations, unknown_migrations
from chibo.base.backup.problem import BackupProblem, newer, not_ours

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.backup.packing import Part


_NAMED = 5  # damaged files told by their address


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a backup holds, as found by restoring it. ``way`` tells how the database was tried.

    ``damaged`` are the addresses of files that do not open: they were so in the vault before the backup was made.
    ``missing`` are those that a row names and the vault lacks: only who made the backup knows.
    """

    about: About
    files: int
    size: int
    rows: int
    tables: int
    log_lines: int
    way: Literal["restored", "read"] = "restored"
    is_older: bool = False
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def whole_files(self) -> int:
        """How many files of the backup open."""
        return self.files - len(self.damaged)

    def said(self) -> str:
        """Say it in words."""
        rows = f"{self.rows:,}".replace(",", ".")
        held = f"{rows} dòng dữ liệu ở {self.tables} bảng, trong đó {self.log_lines} dòng nhật ký; {self.files} tệp"
        if self.way == "read":
            way = (
                f"Đã đọc hết bản sao lưu bằng pg_restore (không được tạo cơ sở dữ liệu để thử) và mở {self.files} tệp."
            )
            return f"{way} {self.damage_said()}".rstrip()
        return f"Đã khôi phục vào một nơi tạm và đếm: {held}. {self.damage_said() or 'Tất cả mở được.'}"

    def damage_said(self) -> str:
        """Say which files were damaged or gone before, and what helps; nothing where all are there and open."""
        found = [
            f"{len(lost)} tệp trong kho {what}: {_named(lost)}."
            for lost, what in ((self.damaged, "đã hỏng từ trước"), (self.missing, "không còn, dù sổ có ghi"))
            if lost
        ]
        if not found:
            return ""
        return (
            f"{' '.join(found)} Nộp lại đúng bản chụp ấy, hoặc lấy từ bản sao lưu cũ hơn; mọi thứ khác dùng được. Các "
            "bản cũ giữ nhiều tệp hơn chưa bị thay."
        )


def _named(addresses: tuple[str, ...]) -> str:
    named = ", ".join(f"{address[:12]}…" for address in addresses[:_NAMED])
    return f"{named}{' và các tệp khác' if len(addresses) > _NAMED else ''}"


class Trial(Protocol):
    """Where the parts of a database go while it is tried."""

    def take(self, part: Part) -> None:
        """Take the next part."""

    def end(self, key: bytes) -> dict[str, int] | None:
        """Give the rows of every table, or nothing where they could not be counted."""

    def give_up(self) -> None:
        """Leave nothing behind."""


class EmbeddedTrial:
    """A scratch copy of the encrypted file."""

    def __init__(self, scratch: Path) -> None:
        self._copy = scratch / DATABASE
        self.migrations: set[tuple[str, str]] = set()

    def take(self, part: Part) -> None:
        """Write it down; it is encrypted as it stands."""
        with self._copy.open("ab") as file:
            for piece in part.pieces:
                file.write(piece)

    def end(self, key: bytes) -> dict[str, int] | None:
        """Open, ask, count."""
        if not self._copy.exists():
            raise BackupProblem("Trong bản sao lưu không có cơ sở dữ liệu.")
        counts = embedded.count(self._copy, key)
        self.migrations = embedded.migrations(self._copy, key) if "django_migrations" in counts else set()
        return counts

    def give_up(self) -> None:
        """Nothing is left: the folder goes away."""


class PostgresTrial:
    """A scratch database, or pg_restore reading everything."""

    def __init__(self, connection: Any, stack: ExitStack) -> None:
        self.migrations: set[tuple[str, str]] = set()
        name = stack.enter_context(postgres.scratch_database(connection))
        self._reach = postgres.params(connection, name) if name else None
        schema = postgres.schema_of(connection)
        self._into = postgres.Restoring(self._reach, schema=schema) if self._reach else postgres.Leafing()

    def take(self, part: Part) -> None:
        """Pass it on."""
        self._into.take(part.pieces)

    def end(self, key: bytes) -> dict[str, int] | None:
        """Count what came out."""
        del key
        self._into.end()
        return postgres.count(self._reach) if self._reach else None

    def give_up(self) -> None:
        """End the programs."""
        self._into.give_up()


def prove(
    source: Path,
    connection: Any,
    folder: Path,
    *,
    key: bytes | None,
    pass_phrase: str = "",
    told: Callable[[int], None] | None = None,
) -> Summary:
    """Restore a backup into a scratch place, ask the database whether it is whole, count, open every file.

    A file that was damaged before it was packed is told of and stops nothing: the rest is wanted all the more.
    Nothing of the installation is touched; memory stays small whatever the size. Raises :class:`BackupProblem`.
    """
    unpacking, files, trial = Unpacking(source, key=key), 0, None
    damaged: list[str] = []
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".chibo-", dir=folder)))
        try:
            with sealing.opened(source, key=key, pass_phrase=pass_phrase) as stream:
                for part in unpacking.parts(stream):
                    if told is not None:
                        told(part.size)
                    if part.name.startswith("files/"):
                        damaged += [] if _opens(part, unpacking.key, scratch) else [part.name[-64:]]
                        files += 1
                        continue
                    assert unpacking.about is not None
                    trial = trial or _trial(unpacking.about, connection, scratch, stack)
                    trial.take(part)
            counts = _ended(source, trial, unpacking.key)
        except BaseException:
            if trial is not None:
                trial.give_up()
            raise
        assert unpacking.about is not None
        assert trial is not None
        found = _summary(source, unpacking.about, counts, trial.migrations, files)
        return replace(found, damaged=tuple(damaged))


def _ended(source: Path, trial: Trial | None, key: bytes | None) -> dict[str, int] | None:
    if trial is None or key is None:
        raise not_ours(source)
    return trial.end(key)


def _trial(about: About, connection: Any, scratch: Path, stack: ExitStack) -> EmbeddedTrial | PostgresTrial:
    if about.engine == "sqlcipher":
        return EmbeddedTrial(scratch)
    if connection is None or connection.vendor != "postgresql":
        raise BackupProblem(
            "Bản sao lưu này là của PostgreSQL. Đặt CHIBO_DATABASE_URL trỏ đến một cơ sở dữ liệu ấy, rồi làm lại."
        )
    return PostgresTrial(connection, stack)


def _opens(part: Part, key: bytes | None, scratch: Path) -> bool:
    """Whether a file of the vault opens with the key of its backup: block by block, in a place that goes away."""
    if key is None:  # the first format told its key last
        return True
    copy = scratch / "file"
    with copy.open("wb") as file:
        for piece in part.pieces:
            file.write(piece)
    try:
        for _ in vault.blocks_of(copy, part.name[-64:], key=key):
            pass
    except vault.DamagedFile:
        return False
    finally:
        copy.unlink()
    return True


def _summary(
    source: Path, about: About, counts: dict[str, int] | None, migrations: set[tuple[str, str]], files: int
) -> Summary:
    applied = set(about.migrations) or migrations
    if unknown := unknown_migrations(applied):
        raise newer(source, about.version, unknown)
    return Summary(
        about=about,
        files=files,
        size=source.stat().st_size,
        rows=sum((counts or {}).values()),
        tables=len(counts or {}),
        log_lines=(counts or {}).get(embedded.LOG, 0),
        way="read" if counts is None else "restored",
        is_older=bool(applied) and not known_migrations() <= applied,
    )
