"""The outside of a backup: an age file, written and opened piece by piece.

Without a pass phrase it is sealed to an identity derived from the installation's key, so that the recovery sheet opens
it. With a pass phrase a fresh identity is made, sealed by the phrase, and stands before what it opens: the library
seals streams to identities only, and nothing of this is invented here. A file of the first format is one whole.
"""

from __future__ import annotations

import os
import tarfile
import threading
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

import pyrage

from chibo.base import keys, keystore
from chibo.base.backup.problem import (
    BackupProblem,
    WrongOpener,
    damaged,
    not_ours,
    unreadable,
    wrong_phrase,
    wrong_sheet,
)
from chibo.base.vietnamese import phrase_form, phrase_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HEAD = b"age-encryption.org/v1\n"
_FRONT = 4096  # bytes in which a sealed identity and the head of what follows it lie
_PIECE = 1024 * 1024


class _Pulled:
    """Bytes that come one after another, as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._rest = iter(pieces), b""
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Give at most ``size`` bytes; nothing at the end."""
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                return b""
            except BaseException as error:
                self.error = error  # the library would tell its own instead
                raise
        wanted = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:wanted], self._rest[wanted:]
        return given


class _Written:
    """A file to write into, which remembers why it could not be written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.error: BaseException | None = None

    def write(self, content: bytes) -> int:
        """Take more."""
        try:
            return self._file.write(content)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Pass it on."""
        self._file.flush()


def seal(pieces: Iterable[bytes], target: IO[bytes], *, key: bytes, pass_phrase: str = "") -> None:
    """Write ``pieces`` sealed; raises :class:`BackupProblem` for a pass phrase that is too short."""
    identity = identity_of(key)
    if not pass_phrase:
        seal_for(str(identity.to_public()), pieces, target)
        return
    locked, recipient = locked_identity(pass_phrase)
    target.write(locked)
    seal_for(recipient, pieces, target)


def locked_identity(pass_phrase: str) -> tuple[bytes, str]:
    """Make a fresh identity: the age file that the phrase opens to it, and to whom what it opens is sealed.

    Neither tells the phrase, so work done later can be handed both. Raises :class:`BackupProblem` for a short phrase.
    """
    pass_phrase = phrase_form(pass_phrase)
    if len(pass_phrase) < keystore.SHORTEST_PASS_PHRASE:
        raise BackupProblem(f"Cụm mật khẩu phải có ít nhất {keystore.SHORTEST_PASS_PHRASE} ký tự.")
    identity = pyrage.x25519.Identity.generate()
    return pyrage.passphrase.encrypt(str(identity).encode(), pass_phrase), str(identity.to_public())


def seal_for(recipient: str, pieces: Iterable[bytes], target: IO[bytes]) -> None:
    """Write ``pieces`` as an age file for the public side of an identity."""
    pulled, written = _Pulled(pieces), _Written(target)
    try:
        pyrage.encrypt_io(pulled, written, [pyrage.x25519.Recipient.from_str(recipient)])
    except Exception:
        error = pulled.error or written.error
        if error is not None:
            raise error from None
        raise


def wants_pass_phrase(source: Path) -> bool:
    """Tell from the head of a backup whether a pass phrase sealed it; raises :class:`BackupProblem`."""
    return b"\n-> scrypt " in _front(source)[:200]


def _front(source: Path) -> bytes:
    try:
        with source.open("rb") as file:
            front = file.read(_FRONT)
    except OSError as error:
        raise unreadable(source) from error
    if not front.startswith(_HEAD):
        raise not_ours(source)
    return front


class Pouring:
    """A thread that opens a sealed file into a pipe; what it could not open is told by ``problem``."""

    def __init__(self, source: Path, start: int, identity: Any) -> None:
        self._source, self._start, self._identity = source, start, identity
        self._error: Exception | None = None
        self._is_away = False
        reading, self._writing = os.pipe()
        self.stream = os.fdopen(reading, "rb", _PIECE)
        self._thread = threading.Thread(target=self._pour, name="chibo-backup", daemon=True)
        self._thread.start()

    def _pour(self) -> None:
        # The pipe first: whatever happens, its end is closed, else who reads would wait for ever.
        with suppress(OSError), os.fdopen(self._writing, "wb", _PIECE) as into:
            try:
                file = self._source.open("rb")
            except OSError:
                self._is_away = True
                return
            with file:
                file.seek(self._start)
                try:
                    pyrage.decrypt_io(file, into, [self._identity])
                except Exception as error:  # noqa: BLE001 - told to the thread that reads
                    self._error = error

    def end(self) -> BackupProblem | None:
        """Stop reading; give what was wrong with the sealed file, if anything was."""
        self.stream.close()
        self._thread.join()
        if self._is_away:
            return unreadable(self._source)
        match self._error:
            case None:
                return None
            case pyrage.DecryptError() if "No matching keys" in str(self._error):
                return wrong_sheet(self._source)
            case _:
                return damaged(self._source)


@contextmanager
def opened(source: Path, *, key: bytes | None, pass_phrase: str = "") -> Iterator[IO[bytes]]:
    """Give the inside of a backup as a stream; at the end it is known to be whole. Raises :class:`BackupProblem`."""
    front = _front(source)
    if key is not None and wants_pass_phrase(source):
        raise WrongOpener(f"{source} mở bằng cụm mật khẩu riêng của bản ấy, không mở bằng phiếu khôi phục.")
    start, identity = 0, None if key is None else identity_of(key)
    if key is None:
        start = front.find(_HEAD, 1)
        if start < 0:
            with _whole(source, pass_phrase) as stream:
                yield stream
            return
        identity = _unsealed(source, front[:start], pass_phrase)
    pouring = Pouring(source, start, identity)
    try:
        yield pouring.stream
        while pouring.stream.read(_PIECE):
            pass  # only the last piece proves that nothing was cut off
    except tarfile.TarError as error:
        raise (pouring.end() or not_ours(source)) from error
    except BaseException:
        pouring.end()
        raise
    problem = pouring.end()
    if problem is not None:
        raise problem


def _unsealed(source: Path, sealed: bytes, pass_phrase: str) -> Any:
    return pyrage.x25519.Identity.from_str(_decrypted(source, sealed, pass_phrase).decode())


def _decrypted(source: Path, sealed: bytes, pass_phrase: str) -> bytes:
    """Open what a pass phrase sealed, in whichever form it was typed then. Raises :class:`BackupProblem`."""
    wrong: BackupProblem = wrong_phrase(source)
    for typed in phrase_forms(pass_phrase):
        try:
            return bytes(pyrage.passphrase.decrypt(sealed, typed))
        except pyrage.DecryptError as error:
            if "Decryption failed" not in str(error):  # the phrase was right, the rest is damaged
                wrong = damaged(source)
    raise wrong


@contextmanager
def _whole(source: Path, pass_phrase: str) -> Iterator[IO[bytes]]:
    """Open a file of the first format that a pass phrase sealed: the library opens it in one piece only."""
    from io import BytesIO  # noqa: PLC0415 - for old files alone

    content = _decrypted(source, source.read_bytes(), pass_phrase)
    try:
        yield BytesIO(content)
    except tarfile.TarError as error:
        raise not_ours(source) from error


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
