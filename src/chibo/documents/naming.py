"""Names of files that leave the program: safe on every system, and inside an archive that somebody unpacks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names Windows keeps for itself
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_LONGEST: Final = 120
_LONGEST_TITLE: Final = 90
_NAMELESS: Final = "khong-ten"


def safe(name: str) -> str:
    """A name as one part of a path: no folder, no way up, no sign that a system keeps for itself."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", name)).split()).strip(" .")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    path = PurePosixPath(plain or _NAMELESS)
    room = _LONGEST - len(path.suffix)
    return (path.stem[:room].rstrip(" .") or _NAMELESS) + path.suffix if len(plain) > _LONGEST else plain or _NAMELESS


def within(*parts: str) -> str:
    """A path inside an archive, each part made safe."""
    return "/".join(safe(part) for part in parts if part) or _NAMELESS


def unused(name: str, taken: Container[str]) -> str:
    """The same name, or with ``(2)``, ``(3)`` … before its ending where it is taken already."""
    path, count, free = PurePosixPath(name), 1, name
    while free in taken:
        count += 1
        free = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
    return free


def unmarked(text: str) -> str:
    """A text without marks, its words joined by ``_``: ``Lò Mẫu Ẩn`` → ``Lo_Mau_An``."""
    return "_".join(_words(text))


def joined(text: str) -> str:
    """A name without marks and gaps: ``Lò Mẫu Ẩn`` → ``LoMauAn``."""
    return "".join(word[:1].upper() + word[1:] for word in _words(text))


def digitised(number: int | None, title: str, nth: int, of: int, ending: str = ".pdf") -> str:
    """A file's name by the rule for digitised member files (1361-CV/BTCTW, annex 2): ``43.Nghi_quyet….2.pdf``.

    Two digits up to 99; the last number only where a person has several papers of the type. A type whose number is
    not known gets none: a number is never made up.
    """
    said = unmarked(title)
    if len(said) > _LONGEST_TITLE:
        said = said[:_LONGEST_TITLE].rpartition("_")[0]
    parts = [f"{number:02d}" if number is not None else "", said or _NAMELESS, str(nth) if of > 1 else ""]
    return ".".join(part for part in parts if part) + ending


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
