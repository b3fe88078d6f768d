"""One file that holds everything: made, sealed, and tried out before it is trusted.

The file is an age file (age-encryption.org). Inside is a tar: ``manifest.json`` describes the rest, ``chibo.db`` is the
encrypted database, ``files/`` the vault. Without a pass phrase the seal is made from the installation's key, so that
the recovery sheet opens it; with a pass phrase the key travels inside.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyrage

from chibo.base import keys, keystore, place, vault
from chibo.base.engine.base import WrongKey
from chibo.base.engine.base import connect as connect_encrypted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "chibo.db"
KEY = "key"
SUFFIX = ".age"


class BackupProblem(keys.KeyProblem):
    """A backup that cannot be made or used; the text is ready to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a backup holds."""

    files: int
    size: int
    rows: int


def make(connection: Any, folder: Path, target: Path, *, at: datetime, pass_phrase: str = "") -> Summary:
    """Write a backup of an SQLCipher installation to ``target``, then restore it into a scratch copy to prove it.

    ``connection`` is Django's. Raises :class:`BackupProblem`, :class:`~chibo.base.vault.DiskFull`.
    """
    if target.exists():
        raise BackupProblem(f"Đã có tệp {target}; chọn tên khác, bản sao lưu cũ không bị ghi đè.")
    if connection.vendor != "sqlite":
        raise BackupProblem("Với PostgreSQL, sao lưu cơ sở dữ liệu bằng pg_dump; xem docs/operate/cai-dat.md.")
    with tempfile.TemporaryDirectory(prefix="chibo-", dir=folder) as scratch:
        copy = Path(scratch) / DATABASE
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        parts = {DATABASE: copy, **{f"files/{name[:2]}/{name}": vault.path_of(name) for name in vault.addresses()}}
        sealed = _seal(_packed(parts, folder, at, with_key=bool(pass_phrase)), pass_phrase)
    vault.write_whole(target, sealed)
    try:
        return prove(target, key=None if pass_phrase else keys.current(), pass_phrase=pass_phrase)
    except BackupProblem:
        target.unlink(missing_ok=True)
        raise


def _packed(parts: Mapping[str, Path], folder: Path, at: datetime, *, with_key: bool) -> bytes:
    contents = {name: path.read_bytes() for name, path in parts.items()}
    marker = place.read_marker(folder)
    manifest = {
        "what": "chibo",
        "format": FORMAT,
        "made_at": at.isoformat(),
        "kind": marker.kind if marker else "cell",
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
    }
    if with_key:
        contents[KEY] = keys.current().hex().encode()
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        for name, content in {MANIFEST: json.dumps(manifest, indent=1).encode(), **contents}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return held.getvalue()


def _seal(packed: bytes, pass_phrase: str) -> bytes:
    if pass_phrase and len(pass_phrase) < keystore.SHORTEST_PASS_PHRASE:
        raise BackupProblem(f"Cụm mật khẩu phải có ít nhất {keystore.SHORTEST_PASS_PHRASE} ký tự.")
    return bytes(pyrage.passphrase.encrypt(packed, pass_phrase or _from_key(keys.current())))


def _from_key(key: bytes) -> str:
    return keys.derive("backup", key=key).hex()


# --- reading ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An opened backup: its description, its key, its parts."""

    kind: place.Kind
    key: bytes
    parts: Mapping[str, bytes]


def open_backup(source: Path, *, key: bytes | None, pass_phrase: str = "") -> Opened:
    """Open a backup with the key of the recovery sheet or a pass phrase; raises :class:`BackupProblem`."""
    try:
        sealed = source.read_bytes()
    except OSError as error:
        raise BackupProblem(f"Không đọc được tệp sao lưu {source}.") from error
    try:
        packed = pyrage.passphrase.decrypt(sealed, pass_phrase or _from_key(key or b""))
    except pyrage.DecryptError as error:
        raise BackupProblem(
            f"Không mở được {source}: cụm mật khẩu hoặc phiếu khôi phục không đúng, hoặc tệp đã hỏng."
        ) from error
    contents = _unpacked(packed, source)
    manifest = json.loads(contents.pop(MANIFEST, b"{}"))
    inner = contents.pop(KEY, b"").decode()
    _check(manifest, contents, source)
    found = bytes.fromhex(inner) if inner else key
    if found is None:
        raise BackupProblem(f"{source} được niêm phong bằng phiếu khôi phục: cần phiếu, không phải cụm mật khẩu.")
    return Opened(kind=manifest["kind"], key=found, parts=contents)


def _unpacked(packed: bytes, source: Path) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            for entry in tar:
                held = tar.extractfile(entry)
                if held is not None:
                    contents[entry.name] = held.read()
    except tarfile.TarError as error:
        raise BackupProblem(f"{source} không phải bản sao lưu của chibo.") from error
    return contents


def _check(manifest: Mapping[str, Any], contents: Mapping[str, bytes], source: Path) -> None:
    if manifest.get("what") != "chibo" or manifest.get("format") != FORMAT:
        raise BackupProblem(f"{source} không phải bản sao lưu của chibo, hoặc do bản chibo mới hơn làm ra.")
    found = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    if found != manifest["sha256"]:
        raise BackupProblem(f"{source} đã hỏng: nội dung không khớp bản kê bên trong.")
    for name in contents:
        if name != DATABASE and name != f"files/{name[6:8]}/{Path(name).name}":
            raise BackupProblem(f"{source} có phần lạ: {name}.")


def prove(source: Path, *, key: bytes | None, pass_phrase: str = "") -> Summary:
    """Restore into a scratch copy, ask the database whether it is whole, and count; raises :class:`BackupProblem`."""
    opened = open_backup(source, key=key, pass_phrase=pass_phrase)
    with tempfile.TemporaryDirectory(prefix="chibo-") as scratch:
        copy = Path(scratch) / DATABASE
        copy.write_bytes(opened.parts[DATABASE])
        rows = _count(copy, opened.key)
    return Summary(files=len(opened.parts) - 1, size=source.stat().st_size, rows=rows)


def _count(database: Path, key: bytes) -> int:
    try:
        connection = connect_encrypted(str(database), keys.derive("database", key=key))
    except WrongKey as error:
        raise BackupProblem("Khóa không mở được cơ sở dữ liệu trong bản sao lưu.") from error
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise BackupProblem("Cơ sở dữ liệu trong bản sao lưu đã hỏng.")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables]  # noqa: S608
        return sum(counts)
    finally:
        connection.close()


def restore(source: Path, folder: Path, identity: str, *, key: bytes | None, pass_phrase: str = "") -> Summary:
    """Put a backup into an empty data folder and keep its key on this machine; raises :class:`BackupProblem`."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupProblem(f"Thư mục {folder} không trống; khôi phục vào thư mục khác bằng --data.")
    summary = prove(source, key=key, pass_phrase=pass_phrase)
    opened = open_backup(source, key=key, pass_phrase=pass_phrase)
    for name, content in opened.parts.items():
        vault.write_whole(folder / name, content)
    store = keystore.keep(opened.key, identity)
    place.write_marker(folder, place.Marker(id=identity, kind=opened.kind, is_filled=True, store=store))
    return summary
