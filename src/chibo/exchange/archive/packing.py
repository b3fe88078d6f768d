"""The archive itself: a ZIP written piece by piece, whatever its size, the same bytes for the same records.

Records come first, then files, then ``manifest.json`` with the SHA-256 of every part. Who made it and when stands in
``made.json`` alone, so that two archives of one state differ in nothing else.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, Final, cast

from django.db.migrations.loader import MigrationLoader

import chibo
from chibo.base import vault
from chibo.exchange.archive import rows, texts
from chibo.exchange.archive.shape import FORMAT, LEFT_OUT, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chibo.exchange.archive.rows import Reach
    from chibo.exchange.archive.shape import Part
    from chibo.register.models import Organisation

SCHEMA, MANIFEST, MADE, READ_ME = "schema.json", "manifest.json", "made.json", "DOC-TOI.txt"
PEOPLE_ELSEWHERE, ORGANISATIONS_ELSEWHERE = "records/elsewhere.people.jsonl", "records/elsewhere.organisations.jsonl"
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # made.json says when
_READABLE: Final = 0o644
_PACKED: Final = frozenset({"pdf", "docx", "xlsx", "png", "jpg", "jpeg", "webp", "zip"})

Piece = tuple[str, "Iterable[bytes]"]


@dataclass(slots=True, kw_only=True)
class Contents:
    """What went in, summed while it passes: bytes, lines and SHA-256 of every part."""

    parts: list[dict[str, Any]] = field(default_factory=list)

    def count(self, record: str) -> int:
        """How many lines of a record there are."""
        name = f"records/{record}.jsonl"
        return next((int(one["records"]) for one in self.parts if one["name"] == name), 0)


def archive_parts(organisation: Organisation, *, with_minutes: bool = False) -> dict[str, bytes]:
    """Everything of an organisation and below, part by part, for a test that compares two states byte by byte.

    Without ``with_minutes`` the log and what imports keep of themselves are left out: they grow whatever is undone.
    Holds all of it in memory; asks nobody's right. Not for the program.
    """
    reach = rows.Reach(organisation=organisation)
    left_out = frozenset() if with_minutes else frozenset(part.file for part in PARTS if part.is_minutes)
    return {name: b"".join(pieces) for name, pieces in parts(reach) if name not in left_out}


def archive_bytes(organisation: Organisation) -> bytes:
    """The same as one ZIP, log and imports too; ``made.json`` is left out, so equal states give equal bytes."""
    return b"".join(pieces(rows.Reach(organisation=organisation), Contents()))


def parts(reach: Reach) -> Iterator[Piece]:
    """Every part that is compared: the schema, the records, who is named from elsewhere, the files."""
    seen = [part for part in PARTS if reach.sees(part)]
    yield SCHEMA, (_pretty(_schema(seen, reach)),)
    for part in seen:
        yield part.file, rows.lines_of(part, reach)
    yield PEOPLE_ELSEWHERE, rows.people_elsewhere(reach)
    yield ORGANISATIONS_ELSEWHERE, rows.organisations_elsewhere(reach)
    yield from _files(seen, reach)


def _files(seen: list[Part], reach: Reach) -> Iterator[Piece]:
    part = next((one for one in seen if one.record == "documents.storedfile"), None)
    if part is None:
        return
    kept = rows.rows_of(part, reach).order_by("uid").values_list("uid", "name", "digest")
    for uid, name, digest in kept.iterator(chunk_size=rows.AT_ONCE):
        yield rows.file_path(str(uid), name), vault.blocks(digest)


def pieces(
    reach: Reach,
    contents: Contents,
    *,
    made: Callable[[], dict[str, Any]] | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> Iterator[bytes]:
    """The ZIP, piece by piece. ``contents`` is filled meanwhile; ``made`` is asked at the end for ``made.json``.

    ``told`` hears 1 after each part and 0 after each piece. Raises ``DamagedFile`` for a file the vault cannot give.
    """
    sink = _Sink()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_DEFLATED) as target:
        yield from _entry(target, sink, READ_ME, (texts.read_me(reach),))
        for name, content in parts(reach):
            yield from _entry(target, sink, name, _summed(contents, name, content, told))
            told(1)
        yield from _entry(target, sink, MANIFEST, (_pretty(_manifest(reach, contents)),))
        if made is not None:
            yield from _entry(target, sink, MADE, (_pretty(made()),))
    yield sink.take()


def count_of_parts(reach: Reach) -> int:
    """How many parts there will be, about: files are counted by the rows that name them."""
    stored = next(one for one in PARTS if one.record == "documents.storedfile")
    files = rows.rows_of(stored, reach).count() if reach.sees(stored) else 0
    return sum(reach.sees(part) for part in PARTS) + files + 3


def _entry(target: zipfile.ZipFile, sink: _Sink, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, _DAY)
    info.external_attr = _READABLE << 16
    is_packed = name.startswith("files/") and name.rpartition(".")[2] in _PACKED
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    with target.open(info, "w", force_zip64=name.startswith(("records/", "files/"))) as entry:
        for piece in content:
            entry.write(piece)
            if sink.size:
                yield sink.take()
    yield sink.take()


def _summed(contents: Contents, name: str, content: Iterable[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    summed, size, lines = hashlib.sha256(), 0, 0
    for piece in content:
        summed.update(piece)
        size += len(piece)
        lines += piece.count(b"\n")
        yield piece
        told(0)
    found: dict[str, Any] = {"name": name, "bytes": size, "sha256": summed.hexdigest()}
    contents.parts.append(found | ({"records": lines} if name.startswith("records/") else {}))


class _Sink:
    """What the ZIP is written into: it only holds what has not been taken yet, and cannot go back."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def size(self) -> int:
        """How much waits to be taken."""
        return len(self._held)

    def write(self, content: bytes) -> int:
        """Take more."""
        self._held += content
        return len(content)

    def flush(self) -> None:
        """Do nothing: what is held is taken by :meth:`take`."""

    def take(self) -> bytes:
        """Give what was written since."""
        taken = bytes(self._held)
        self._held.clear()
        return taken


# ---------------------------------------------------------------------- what the archive says of itself


def _schema(seen: list[Part], reach: Reach) -> dict[str, Any]:
    """Each file of records with its fields: name, Vietnamese label, kind, what it points at, what its codes mean."""
    return {
        "format": FORMAT,
        "files": [
            {
                "file": part.file,
                "record": part.record,
                "title": texts.title_of(part.record),
                "fields": [
                    {"name": one.name, "label": one.label, "kind": one.kind}
                    | ({"to": f"records/{one.to}.jsonl"} if one.to else {})
                    | ({"codes": dict(one.choices)} if one.choices else {})
                    | ({"closed": True} if one.is_closed else {})
                    for one in rows.shown(part, reach)
                ]
                + ([texts.PATH_FIELD] if part.record == "documents.storedfile" else []),
            }
            for part in seen
        ],
    }


def _manifest(reach: Reach, contents: Contents) -> dict[str, Any]:
    unseen = [part.record for part in PARTS if not reach.sees(part)]
    return {
        "what": "chibo-archive",
        "format": FORMAT,
        "program": chibo.__version__,
        "schema": _migrations(),
        "organisation": {"uid": str(reach.organisation.uid), "name": reach.organisation.name},
        "with_closed_fields": reach.is_open,
        "people_by_name_only": len(reach.restricted),
        "not_included": {**LEFT_OUT, **dict.fromkeys(unseen, texts.NO_RIGHT)},
        "parts": contents.parts,
    }


@lru_cache(maxsize=1)
def _migrations() -> dict[str, str]:
    """The last change of form of each room: the schema's version."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    rooms = sorted({part.record.partition(".")[0] for part in PARTS})
    return {room: max(name for app, name in known if app == room) for room in rooms}


def _pretty(said: dict[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def counted(contents: Contents) -> dict[str, int]:
    """What the log keeps of an archive: how many files of the vault, how many lines of the main records."""
    wanted = {"people": "register.person", "memberships": "register.membership", "meetings": "meetings.meeting"}
    files = sum(one["name"].startswith("files/") for one in contents.parts)
    return {"files": files, **{name: contents.count(record) for name, record in wanted.items()}}
