"""Files, encrypted, in the data folder. A file's name on disk is a keyed digest of its content and tells nothing.

Each file is a header, then blocks of 64 KiB, each sealed with AES-256-GCM under a key of the file's own. The number of
the block and whether it is the last are sealed in, so that blocks cannot be dropped, repeated or moved.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from chibo.base import disk, keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

_MAGIC = b"chibo1\n"
_SALT = 16
_BLOCK = 64 * 1024
_TAG = 16
_ADDRESS = re.compile("[0-9a-f]{64}")
_FRONT = 2  # letters of an address that name its folder
_PART = ".part"
FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


class DiskFull(OSError):
    """No room left: nothing was written, the old content stands. ``filename`` is the folder whose disk is full."""

    def __str__(self) -> str:
        return str(self.args[-1])


class DamagedFile(keys.KeyProblem):
    """A stored file that is missing, altered, or sealed with another key."""


def store(content: bytes) -> str:
    """Keep ``content`` and return its address, 64 hexadecimal digits; the same content has the same address.

    The file appears whole or not at all; one that does not open any more is written again. Raises :class:`DiskFull`.
    """
    digest = hmac.new(keys.derive("file-names"), content, hashlib.sha256).hexdigest()
    if not _opens(digest):
        write_whole(path_of(digest), b"".join(_sealed(content)))
    return digest


def _opens(digest: str) -> bool:
    try:
        read(digest)
    except DamagedFile:
        return False
    return True


def read(digest: str) -> bytes:
    """Return the content kept at an address; raises :class:`DamagedFile`."""
    try:
        content = _opened(path_of(digest).read_bytes())
    except (OSError, InvalidTag) as error:
        raise _damaged(digest, error) from error
    if not hmac.compare_digest(hmac.new(keys.derive("file-names"), content, hashlib.sha256).hexdigest(), digest):
        raise _damaged(digest)
    return content


def _damaged(digest: str, error: Exception | None = None) -> DamagedFile:
    """Name the file, and say what the machine says where it is the disk or a right that keeps it from being read."""
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
        return DamagedFile(f"Tệp {digest[:12]}… trong kho không đọc được ({error.strerror or error}).")
    return DamagedFile(f"Tệp {digest[:12]}… bị mất, bị hỏng hoặc được mã hóa bằng khóa khác.")


def blocks(digest: str) -> Iterator[bytes]:
    """Give a kept file piece by piece, whatever its size; raises :class:`DamagedFile` where a piece is altered.

    Every piece is proved when it is opened, its place and the end of the file too; only :func:`read` compares the
    whole with its address.
    """
    return blocks_of(path_of(digest), digest)


def blocks_of(path: Path, digest: str, *, key: bytes | None = None) -> Iterator[bytes]:
    """Give a file that lies anywhere, such as in a backup, opened with the key of another installation."""
    try:
        with path.open("rb") as file:
            head, sealed, number = file.read(len(_MAGIC) + _SALT), file.read(_BLOCK + _TAG), 0
            magic, cipher = head[: len(_MAGIC)], _file_key(head[len(_MAGIC) :], key)
            while sealed or number == 0:
                following = file.read(_BLOCK + _TAG)
                yield cipher.decrypt(_nonce(number, last=not following), sealed, magic)
                sealed, number = following, number + 1
    except (OSError, InvalidTag) as error:
        raise _damaged(digest, error) from error


class Sealing:
    """A file being written into the vault: what is given to it is sealed block by block, nothing waits in the open."""

    def __init__(self, file: IO[bytes], key: bytes | None = None) -> None:
        salt = secrets.token_bytes(_SALT)
        self._file, self._cipher, self._rest, self._number = file, _file_key(salt, key), bytearray(), 0
        self._mark = hmac.new(keys.derive("file-names", key=key), digestmod=hashlib.sha256)
        self.size, self.digest = 0, ""
        file.write(_MAGIC + salt)

    def write(self, content: bytes) -> int:
        """Take more."""
        self._mark.update(content)
        self.size += len(content)
        self._rest += content
        while len(self._rest) > _BLOCK:
            self._seal(bytes(self._rest[:_BLOCK]), last=False)
            del self._rest[:_BLOCK]
        return len(content)

    def flush(self) -> None:
        """Do nothing: a block is written when it is full."""

    def finish(self) -> str:
        """Seal the last block and give the address."""
        self._seal(bytes(self._rest), last=True)
        self.digest = self._mark.hexdigest()
        return self.digest

    def _seal(self, block: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), block, _MAGIC))
        self._number += 1


@contextmanager
def writing(name: str) -> Iterator[Sealing]:
    """Keep a file that is too large to hold: inside the block it is written, after it ``digest`` is its address.

    It appears whole or not at all; until then it lies sealed under ``name``. Raises :class:`DiskFull`.
    """
    root = Path(settings.CHIBO_FILES_DIR)
    disk.make_folder(root)
    part = root / f"{name}.part"
    try:
        with part.open("wb") as file:
            sealing = Sealing(file)
            yield sealing
            place = path_of(sealing.finish())
            file.flush()
            os.fsync(file.fileno())
        disk.make_folder(place.parent)
        disk.replace(part, place)
    except OSError as error:
        say_if_full(error, root)
        raise
    finally:
        part.unlink(missing_ok=True)


def drop_part(name: str) -> None:
    """Take away what a writing that never ended left behind; one that still goes on takes its own away."""
    with suppress(PermissionError):  # Windows keeps a file that somebody writes
        (Path(settings.CHIBO_FILES_DIR) / f"{name}.part").unlink(missing_ok=True)


def forget(digest: str) -> None:
    """Take a file out of the vault for good; the caller knows that nothing else names it."""
    path_of(digest).unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Tell where a file lies; refuses anything that is not an address."""
    if not _ADDRESS.fullmatch(digest):
        message = "not an address of the vault"
        raise ValueError(message)
    return Path(settings.CHIBO_FILES_DIR) / digest[:_FRONT] / digest


def addresses() -> Iterator[str]:
    """Give the address of every file kept, in order."""
    return addresses_in(Path(settings.CHIBO_FILES_DIR))


def addresses_in(root: Path) -> Iterator[str]:
    """Give the address of every file kept under ``root``; what else lies there is nobody's file."""
    for folder in sorted(path for path, is_folder in _entries(root) if is_folder and len(path.name) == _FRONT):
        for path in sorted(path for path, is_folder in _entries(folder) if not is_folder and _is_at_home(path)):
            yield path.name


def strays() -> Iterator[str]:
    """Give, as paths within the vault, what lies there and is none of ours: a thumbnail list, a copy made by hand."""
    root = Path(settings.CHIBO_FILES_DIR)
    for path, is_folder in sorted(_entries(root)):
        if is_folder and re.fullmatch(f"[0-9a-f]{{{_FRONT}}}", path.name):
            yield from (
                str(inner.relative_to(root))
                for inner, is_inner_folder in sorted(_entries(path))
                if is_inner_folder or not (_is_at_home(inner) or inner.suffix == _PART)
            )
        elif is_folder or path.suffix != _PART:
            yield path.name


def _is_at_home(path: Path) -> bool:
    """Whether a file bears an address and lies where that address leads."""
    return _ADDRESS.fullmatch(path.name) is not None and path.parent.name == path.name[:_FRONT]


def _entries(folder: Path) -> list[tuple[Path, bool]]:
    """Give what a folder holds, and whether each is a folder; of one that cannot be read, nothing."""
    try:
        with os.scandir(folder) as found:
            return [(Path(one.path), one.is_dir()) for one in found]
    except OSError:
        return []


def write_whole(place: Path, content: bytes) -> None:
    """Write a file so that it is whole or absent, even when the power fails; raises :class:`DiskFull`."""
    disk.make_folder(place.parent)
    part = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            if os.name != "nt":
                os.fchmod(file.fileno(), 0o600)  # nothing is in it yet
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        disk.replace(part, place)
    except OSError as error:
        part.unlink(missing_ok=True)
        say_if_full(error, place.parent)
        raise


def say_if_full(error: OSError, folder: Path) -> None:
    """Raise :class:`DiskFull` where that is what is wrong with the disk of a folder."""
    if error.errno in FULL:
        message = (
            f"Ổ đĩa có {folder} đã đầy: chưa lưu được tệp. Hãy giải phóng chỗ trống rồi thử lại; dữ liệu cũ còn nguyên."
        )
        raise DiskFull(error.errno, message, str(folder)) from error


def _file_key(salt: bytes, key: bytes | None = None) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"file").derive(keys.derive("files", key=key)))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _sealed(content: bytes) -> Iterator[bytes]:
    salt = secrets.token_bytes(_SALT)
    cipher = _file_key(salt)
    yield _MAGIC + salt
    count = max(1, -(-len(content) // _BLOCK))
    for number in range(count):
        block = content[number * _BLOCK : (number + 1) * _BLOCK]
        yield cipher.encrypt(_nonce(number, last=number == count - 1), block, _MAGIC)


def _opened(raw: bytes) -> bytes:
    start = len(_MAGIC) + _SALT
    if not raw.startswith(_MAGIC) or len(raw) < start + _TAG:
        raise InvalidTag
    cipher = _file_key(raw[len(_MAGIC) : start])
    sealed = raw[start:]
    step = _BLOCK + _TAG
    count = -(-len(sealed) // step)
    blocks = (
        cipher.decrypt(_nonce(number, last=number == count - 1), sealed[number * step : (number + 1) * step], _MAGIC)
        for number in range(count)
    )
    return b"".join(blocks)
