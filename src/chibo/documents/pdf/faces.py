"""The letters our own font has. What it lacks is shown as a sign it has: a PDF never asks for another font."""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fonts"
FAMILY = "Liberation Serif"
LACKING = "□"
# Signs that offices use and our font has under another number.
_ALIKE = {
    "☐": "□",
    "☑": "■",
    "☒": "■",
    "✓": "√",
    "✔": "√",
    "➢": "►",
    "➤": "►",
    "❖": "♦",
    "‑": "-",
    "−": "–",
    "⁃": "-",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    "\ufe0f": "",
}
_INVISIBLE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"  # they would turn the text about
_FORMAT = 4  # of a font's table of letters


def shown(text: str) -> str:
    """Compose the letters and replace each that our font lacks."""
    composed = unicodedata.normalize("NFC", text)
    strange = set(composed) - covered()
    if not strange:
        return composed
    return composed.translate({ord(sign): _instead(sign) for sign in strange})


def _instead(sign: str) -> str:
    if sign in _INVISIBLE:
        return ""
    known = _ALIKE.get(sign)
    if known is not None and set(known) <= covered():
        return known
    if sign.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain != sign and set(plain) <= covered() else LACKING


@lru_cache(maxsize=1)
def covered() -> frozenset[str]:
    """The letters that all four faces have."""
    faces = [letters(path.read_bytes()) for path in sorted(FOLDER.glob("*.ttf"))]
    return frozenset.intersection(*faces) - frozenset(map(chr, range(32))) - frozenset(_INVISIBLE)


def letters(font: bytes) -> frozenset[str]:
    """Read which letters a TrueType font draws: its table ``cmap``, format 4."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: struct.unpack_from(">II", font, at + 8) for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"][0]
    for index in range(struct.unpack_from(">H", font, start + 2)[0]):
        place = start + struct.unpack_from(">HHI", font, start + 4 + 8 * index)[2]
        if struct.unpack_from(">H", font, place)[0] == _FORMAT:
            return frozenset(_segments(font, place))
    message = "the font has no table of letters that we can read"
    raise ValueError(message)


def _segments(font: bytes, place: int) -> list[str]:
    count = struct.unpack_from(">H", font, place + 6)[0] // 2
    form = f">{count}H"
    ends = struct.unpack_from(form, font, place + 14)
    starts = struct.unpack_from(form, font, place + 16 + 2 * count)
    deltas = struct.unpack_from(form, font, place + 16 + 4 * count)
    at = place + 16 + 6 * count
    offsets = struct.unpack_from(form, font, at)
    found: list[str] = []
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, at + 2 * index + offset + 2 * (code - first))[0]
            if glyph and (glyph + delta) & 0xFFFF:
                found.append(chr(code))
    return found
