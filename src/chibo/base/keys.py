"""The installation's key: 32 random bytes from which every other key is derived.

The key opens the database, the files and the protected columns. It lives outside the data folder: in the
system's credential store where there is a secure one, else in a file that only its owner may read.
This module keeps nothing of the person's: no name, no number, only key material and the sheet to write it down.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LENGTH = 32
_SALT = b"chibo.key.1"


class KeyProblem(Exception):
    """Something about the key that the person at the machine must know; the text is ready to show."""


class NoKey(KeyProblem):
    """There is no key where one was expected."""


class BadKeyText(KeyProblem):
    """A recovery sheet or key file that cannot be read."""


class _Holder:
    """The key of this process. One process serves one installation."""

    key: bytes | None = None


def make() -> bytes:
    """Make a new installation key."""
    return secrets.token_bytes(LENGTH)


def use(key: bytes | None) -> None:
    """Set the key of this process (or forget it)."""
    if key is not None and len(key) != LENGTH:
        message = f"Khóa phải dài {LENGTH} byte."
        raise BadKeyText(message)
    _Holder.key = key
    _derived.cache_clear()


def is_known() -> bool:
    """Whether this process has a key, or can read the one that ``CHIBO_KEY_FILE`` names."""
    return _Holder.key is not None or bool(os.environ.get("CHIBO_KEY_FILE"))


def is_held() -> bool:
    """Whether this process was given its key; a file that only is named has opened nothing yet."""
    return _Holder.key is not None


def current() -> bytes:
    """Give the key of this process; raises :class:`NoKey`."""
    if _Holder.key is None:
        named = os.environ.get("CHIBO_KEY_FILE")
        if not named:
            message = "Chưa có khóa của bản cài đặt này."
            raise NoKey(message)
        use(read_file(Path(named)))
    assert _Holder.key is not None
    return _Holder.key


def derive(purpose: str, *, key: bytes | None = None) -> bytes:
    """Derive the 32-byte key of one purpose ("database", "files", "fields", "session") by HKDF-SHA256."""
    return _derived(current() if key is None else key, purpose)


def check_of(key: bytes) -> str:
    """Give what tells one key from another and nothing else about it."""
    return derive("check", key=key).hex()


@lru_cache(maxsize=16)
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=_SALT, info=purpose.encode()).derive(key)


# --- the recovery sheet: what a person writes down and keeps in the safe ---

_LINE = 13  # bytes on one line: 13 + 13 + 6, each with two bytes of checksum


def _checksum(number: int, part: bytes) -> bytes:
    return binascii.crc_hqx(bytes([number]) + part, 0xFFFF).to_bytes(2, "big")


def to_sheet(key: bytes) -> tuple[str, ...]:
    """Write a key as numbered lines of base32 groups; each line ends with its own checksum.

    A mistyped letter is found on its line, and lines in the wrong order too.
    """
    lines = []
    for number, start in enumerate(range(0, len(key), _LINE), start=1):
        part = key[start : start + _LINE]
        text = base64.b32encode(part + _checksum(number, part)).decode().rstrip("=")
        groups = " ".join(text[at : at + 4] for at in range(0, len(text), 4))
        lines.append(f"{number}: {groups}")
    return tuple(lines)


_SIZES = {1: _LINE, 2: _LINE, 3: LENGTH - 2 * _LINE}  # bytes of the key on each line
# "1: ABCD …" as it is printed; as people type it "1. …", "1) …", "Dòng 1: …", full width letters and signs too
_NUMBERED = re.compile(r"(?:d[oò]ng\s*)?([0-9]{1,2})\s*(?:[:.)\-–—]\s*|\s)(.*)", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z0-9\s.\-–—]*[A-Z][A-Z0-9\s.\-–—]*")
_LONG = range(22, 27)  # letters of a line that has lost its number and is mistyped; the last line looks like a word


def from_sheet(text: str) -> bytes:
    """Read a recovery sheet back, as people type it; raises :class:`BadKeyText` naming the faulty line.

    A line without a number is known by its checksum. What is no line of the sheet, such as a heading, is passed by.
    """
    read = read_lines(text)
    missing = [number for number in _SIZES if number not in read.parts]
    if not missing:
        return b"".join(read.parts[number] for number in _SIZES)
    for number in missing:
        if number in read.faulty:
            raise BadKeyText(bad_line(number))
    if 0 in read.faulty:
        raise BadKeyText(bad_line(0))
    message = "Phiếu khôi phục phải có đủ 3 dòng, đánh số 1 đến 3."
    if read.parts:
        message = f"{message} Còn thiếu dòng {' và dòng '.join(map(str, missing))}."
    raise BadKeyText(message)


def bad_line(number: int) -> str:
    """Say that a line is mistyped; nought where its number is not known."""
    named = f"Dòng {number} của phiếu khôi phục" if number else "Một dòng gõ không có số thứ tự"
    return f"{named} không đúng. Hãy xem lại từng chữ trên dòng này."


@dataclass(slots=True)
class Read:
    """What was read of a sheet: the good lines by their number, and the numbers of faulty ones (nought: unknown)."""

    parts: dict[int, bytes] = field(default_factory=dict)
    faulty: set[int] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        """Whether all lines are there."""
        return len(self.parts) == len(_SIZES)


def read_lines(text: str) -> Read:
    """Read whatever lines of a sheet are in a text."""
    read = Read()
    text = unicodedata.normalize("NFKC", text)
    for line in re.sub(r"(?<!\S)([1-3]\s*:)", r"\n\1", text).splitlines():  # all on one line too
        _read_line(" ".join(line.split()), read)
    return read


def _read_line(line: str, read: Read) -> None:
    """Put down what one line is: a good one, a faulty one, or nothing of a sheet."""
    line = line.lstrip("-–—•* ")
    found = _NUMBERED.fullmatch(line)
    number, rest = (int(found[1]), found[2]) if found else (0, line)
    for one, typed in [(number, rest)] if number in _SIZES else [(one, line) for one in _SIZES]:
        part = _part(one, typed)
        if part is not None:
            read.parts[one] = part
            return
    if not _LETTERS.fullmatch(rest.upper()):
        return  # a heading, a note, a telephone number
    if number in _SIZES:
        read.faulty.add(number)
    elif not found and sum(character.isalnum() for character in rest) in _LONG:
        read.faulty.add(0)


def _part(number: int, text: str) -> bytes | None:
    """Give the bytes of one line where its checksum holds."""
    letters = re.sub(r"[\s.\-–—]", "", text).upper().replace("0", "O").replace("1", "I").replace("8", "B")
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        return None
    part, mark = raw[:-2], raw[-2:]
    return part if len(part) == _SIZES[number] and _checksum(number, part) == mark else None


def read_file(path: Path) -> bytes:
    """Read a key from a file: a recovery sheet or 64 hexadecimal digits; raises :class:`KeyProblem`."""
    try:
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        message = f"Không tìm thấy tệp khóa: {path}. Đặt lại tệp ấy, hoặc chép 3 dòng của phiếu khôi phục vào đó."
        raise NoKey(message) from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"Không đọc được tệp khóa: {path}"
        raise BadKeyText(message) from error
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return from_sheet(text)
    if len(key) != LENGTH:
        message = f"Tệp khóa phải có {2 * LENGTH} chữ số thập lục phân: {path}"
        raise BadKeyText(message)
    return key
