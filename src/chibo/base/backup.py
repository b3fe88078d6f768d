"""One file that holds everything: made, sealed, and tried out before it is trusted.

The file is an age file (age-encryption.org). Inside is a tar: ``manifest.json`` describes the rest, ``chibo.db`` is the
encrypted database, ``files/`` the vault. Without a pass phrase it is sealed to an age identity derived from the
installation's key, so that the recovery sheet opens it; with a pass phrase the key travels inside. The head of the file
tells which.
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
        return prove(open_backup(target, key=None if pass_phrase else keys.current(), pass_phrase=pass_phrase))
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
    if not pass_phrase:
        return bytes(pyrage.encrypt(packed, [identity_of(keys.current()).to_public()]))
    if len(pass_phrase) < keystore.SHORTEST_PASS_PHRASE:
        raise BackupProblem(f"Cụm mật khẩu phải có ít nhất {keystore.SHORTEST_PASS_PHRASE} ký tự.")
    return bytes(pyrage.passphrase.encrypt(packed, pass_phrase))


def identity_of(key: bytes) -> Any:
    """Give the age identity of an installation: its recovery sheet is enough to make it again."""
    return pyrage.x25519.Identity.from_str(_bech32("age-secret-key-", keys.derive("backup", key=key)).upper())


_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _bech32(label: str, held: bytes) -> str:
    """Write bytes as age writes its identities (BIP 173)."""
    bits = "".join(f"{byte:08b}" for byte in held)
    groups = [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    spread = [ord(letter) >> 5 for letter in label] + [0] + [ord(letter) & 31 for letter in label]
    mark = _polymod([*spread, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    groups += [(mark >> shift) & 31 for shift in range(25, -1, -5)]
    return label + "1" + "".join(_LETTERS[group] for group in groups)


def _polymod(values: list[int]) -> int:
    mark = 1
    for value in values:
        top, mark = mark >> 25, (mark & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            mark ^= term if top >> bit & 1 else 0
    return mark


# --- reading ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An opened backup: its description, its key, its parts."""

    kind: place.Kind
    key: bytes
    parts: Mapping[str, bytes]
    size: int


def wants_pass_phrase(source: Path) -> bool:
    """Tell from the head of a backup whether a pass phrase sealed it; raises :class:`BackupProblem`."""
    return b"\n-> scrypt " in _sealed_bytes(source)[:200]


def _sealed_bytes(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise BackupProblem(f"Không đọc được tệp sao lưu {source}.") from error


def open_backup(source: Path, *, key: bytes | None, pass_phrase: str = "") -> Opened:
    """Open a backup with the key of the recovery sheet or a pass phrase; raises :class:`BackupProblem`."""
    sealed = _sealed_bytes(source)
    try:
        if key is None:
            packed = pyrage.passphrase.decrypt(sealed, pass_phrase)
        else:
            packed = pyrage.decrypt(sealed, [identity_of(key)])
    except pyrage.DecryptError as error:
        raise BackupProblem(
            f"Không mở được {source}: cụm mật khẩu hoặc phiếu khôi phục không đúng, hoặc tệp đã hỏng."
        ) from error
    contents = _unpacked(packed, source)
    manifest = json.loads(contents.pop(MANIFEST, b"{}"))
    inner = contents.pop(KEY, b"").decode()
    _check(manifest, contents, source)
    held = key if key is not None else bytes.fromhex(inner)
    return Opened(kind=manifest["kind"], key=held, parts=contents, size=len(sealed))


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


def prove(opened: Opened) -> Summary:
    """Restore into a scratch copy, ask the database whether it is whole, and count; raises :class:`BackupProblem`."""
    with tempfile.TemporaryDirectory(prefix="chibo-") as scratch:
        copy = Path(scratch) / DATABASE
        copy.write_bytes(opened.parts[DATABASE])
        rows = _count(copy, opened.key)
    return Summary(files=len(opened.parts) - 1, size=opened.size, rows=rows)


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
    opened = open_backup(source, key=key, pass_phrase=pass_phrase)
    summary = prove(opened)
    for name, content in opened.parts.items():
        vault.write_whole(folder / name, content)
    store = keystore.keep(opened.key, identity)
    place.write_marker(folder, place.Marker(id=identity, kind=opened.kind, is_filled=True, store=store))
    return summary
