"""The inside of a backup: a tar of parts, made and taken apart piece by piece.

``about.json`` comes first and says what this is, ``manifest.json`` last with the SHA-256 of every part; between them
``chibo.db`` (the encrypted database) or ``database/0001…`` (what pg_dump gave) and ``files/`` (the vault).
The first format had its manifest in front and no ``about.json``.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings

from chibo.base.backup.problem import BackupProblem, damaged, newer, not_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from chibo.base.place import Kind

FORMAT = 2
ABOUT, MANIFEST, DATABASE, KEY = "about.json", "manifest.json", "chibo.db", "key"
PIECE = 1024 * 1024
_SMALL = 64 * 1024 * 1024  # no description is larger
_DUMP = re.compile(r"database/\d{4,}")
Engine = Literal["sqlcipher", "postgresql"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a backup says of itself. ``scope`` "database" leaves the files out: an upgrade does not touch them."""

    made_at: str
    kind: Kind
    engine: Engine = "sqlcipher"
    version: str = ""
    scope: Literal["whole", "database"] = "whole"
    migrations: tuple[tuple[str, str], ...] = ()
    format: int = FORMAT

    def plain(self) -> bytes:
        """Write it down."""
        return json.dumps({"what": "chibo", **asdict(self)}, indent=1).encode()


def read_about(content: bytes, source: Path) -> About:
    """Read what :meth:`About.plain` or the first format wrote; raises :class:`BackupProblem`."""
    said = _json(content, source)
    if said.get("what") != "chibo" or not isinstance(said.get("format"), int):
        raise not_ours(source)
    if said["format"] > FORMAT:
        raise newer(source, str(said.get("version", "")))
    known = {name: said[name] for name in About.__dataclass_fields__ if name in said}
    known["migrations"] = tuple((str(app), str(name)) for app, name in said.get("migrations", ()))
    return About(**known)


def _json(content: bytes, source: Path) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError as error:
        raise not_ours(source) from error
    return said if isinstance(said, dict) else {}


# --- packing ---


class Packing:
    """Parts on their way into a tar, each counted and summed while it passes."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self._told = told
        self._sums: dict[str, str] = {}

    def content(self, name: str, content: bytes) -> Iterator[bytes]:
        """Give a part that lies in memory."""
        return self._entry(name, len(content), iter((content,)))

    def secret(self, name: str, content: bytes) -> Iterator[bytes]:
        """Give a part that the manifest leaves out."""
        yield from self._entry(name, len(content), iter((content,)))

    def file(self, name: str, path: Path) -> Iterator[bytes]:
        """Give a part that lies on the disk; raises :class:`BackupProblem` when it is gone or grows."""
        try:
            with path.open("rb") as file:
                yield from self._entry(name, path.stat().st_size, pieces_of(file))
        except FileNotFoundError as error:
            raise _gone() from error

    def kept(self, name: str, path: Path) -> Iterator[bytes]:
        """Give a file of the vault. One that the disk does not read is filled up with nothing and found by the trial.

        One bad sector is to stop no backup of all the rest. Raises :class:`BackupProblem` when it is gone or grows.
        """
        try:
            size = path.stat().st_size
        except FileNotFoundError as error:
            raise _gone() from error
        yield from self._entry(name, size, _whatever_comes(path, size))

    def end(self) -> Iterator[bytes]:
        """Give the manifest and the end of the archive."""
        yield from self.content(MANIFEST, json.dumps({"sha256": self._sums}, indent=1).encode())
        yield bytes(1024)

    def _entry(self, name: str, size: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
        head = tarfile.TarInfo(name)
        head.size = size
        yield head.tobuf(tarfile.PAX_FORMAT)
        summed, passed = hashlib.sha256(), 0
        for piece in pieces:
            summed.update(piece)
            passed += len(piece)
            self._told(len(piece))
            yield piece
        if passed != size:
            raise BackupProblem("Có tệp bị đổi trong lúc sao lưu. Sao lưu lại một lần nữa.")
        if name not in {ABOUT, MANIFEST, KEY}:
            self._sums[name] = summed.hexdigest()
        yield bytes(-size % 512)


def _gone() -> BackupProblem:
    return BackupProblem("Có tệp bị gỡ khỏi kho trong lúc sao lưu. Sao lưu lại một lần nữa.")


def _whatever_comes(path: Path, size: int) -> Iterator[bytes]:
    passed = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                passed += len(piece)
                yield piece
    except FileNotFoundError as error:
        raise _gone() from error
    except OSError:
        while passed < size:
            piece = bytes(min(PIECE, size - passed))
            passed += len(piece)
            yield piece


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file piece by piece."""
    while piece := file.read(PIECE):
        yield piece


# --- taking apart ---


@dataclass(slots=True)
class Part:
    """One part of a backup on its way out; its pieces are to be used up before the next part is asked for."""

    name: str
    size: int
    pieces: Iterator[bytes]


@dataclass(slots=True)
class Unpacking:
    """What was found so far while a backup is taken apart; ``key`` is the one inside, where a pass phrase sealed it."""

    source: Path
    about: About | None = None
    key: bytes | None = None
    _sums: dict[str, str] = field(default_factory=dict)
    _manifest: dict[str, str] | None = None

    def parts(self, stream: IO[bytes]) -> Iterator[Part]:
        """Give every part that is no description; at the end they are known to be the very ones of the manifest."""
        with tarfile.open(fileobj=stream, mode="r|", bufsize=PIECE) as tar:
            for entry in tar:
                held = tar.extractfile(entry)
                if held is None:
                    raise not_ours(self.source)
                if entry.name in {ABOUT, MANIFEST, KEY}:
                    self._describe(entry.name, entry.size, held)
                    continue
                self._check(entry.name)
                pieces = self._summed(entry.name, pieces_of(held))
                yield Part(entry.name, entry.size, pieces)
                for _ in pieces:
                    pass  # what nobody wanted is summed too
        if self.about is None:
            raise not_ours(self.source)
        if self._manifest != self._sums:
            raise damaged(self.source)

    def _describe(self, name: str, size: int, held: IO[bytes]) -> None:
        if size > _SMALL:
            raise not_ours(self.source)
        content = held.read()
        if name == KEY:
            self.key = bytes.fromhex(content.decode())
        elif name == ABOUT:
            self.about = read_about(content, self.source)
            if unknown := unknown_migrations(self.about.migrations):
                raise newer(self.source, self.about.version, unknown)
        else:
            self.about = self.about or read_about(content, self.source)
            self._manifest = _json(content, self.source).get("sha256", {})

    def _check(self, name: str) -> None:
        if self.about is None:
            raise not_ours(self.source)
        parts = PurePosixPath(name).parts
        is_file = len(parts) == 3 and parts[0] == "files" and re.fullmatch("[0-9a-f]{64}", parts[2])  # noqa: PLR2004
        if not (name == DATABASE or _DUMP.fullmatch(name) or (is_file and parts[1] == parts[2][:2])):
            raise not_ours(self.source)

    def _summed(self, name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
        summed = hashlib.sha256()
        for piece in pieces:
            summed.update(piece)
            yield piece
        self._sums[name] = summed.hexdigest()


def known_migrations() -> set[tuple[str, str]]:
    """Give every change of the database's form that this program knows."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 - apps must be loaded

    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {name for one in loader.disk_migrations.values() for name in one.replaces}
    return set(loader.disk_migrations) | replaced


def unknown_migrations(applied: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Give the changes of form that only a later program knows.

    Those of a library that this installation may be run without are nobody's age: the tables stay and are not asked.
    """
    from django.apps import apps  # noqa: PLC0415 - apps must be loaded

    absent = {label for label in settings.CHIBO_AT_WILL if label not in apps.app_configs}
    return {(app, name) for app, name in set(applied) - known_migrations() if app not in absent}
