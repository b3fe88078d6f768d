"""Old Vietnamese letters: TCVN3 and VNI text seen as Latin letters, and how to tell which one a text is in.

Lists typed before Unicode keep the codes of their fonts (.VnTime, VNI-Times); opened today, "Nguyễn" stands there as
"NguyÔn" or "Nguyeãn". The tables are written down from the published code charts of TCVN 5712 (VN3) and VNI-Win.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TCVN3_CODES = (
    "µ¶·¸¹" "¨»¼½¾Æ" "©ÇÈÉÊË" "®" "ÌÎÏÐÑ" "ªÒÓÔÕÖ" "×ØÜÝÞ" "ßáâãä" "«åæçèé" "¬êëìíî" "ïñòóô" "\u00adõö÷øù" "úûüýþ"
    "¡¢£¤¥¦§"
)  # fmt: skip
_TCVN3_LETTERS = (
    "àảãáạ" "ăằẳẵắặ" "âầẩẫấậ" "đ" "èẻẽéẹ" "êềểễếệ" "ìỉĩíị" "òỏõóọ" "ôồổỗốộ" "ơờởỡớợ" "ùủũúụ" "ưừửữứự" "ỳỷỹýỵ"
    "ĂÂÊÔƠƯĐ"
)  # fmt: skip
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}  # a e o with circumflex
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}  # a with breve
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel in "aeouy":
        pairs |= {vowel + code: vowel + tone for code, tone in _VNI_TONES.items()}
    for code, vowel in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {code + mark: vowel + tone for mark, tone in _VNI_TONES.items()}
    for vowel in "aeo":
        pairs |= {vowel + code: vowel + "\u0302" + tone for code, tone in _VNI_HAT.items()}
    pairs |= {"a" + code: "a\u0306" + tone for code, tone in _VNI_BREVE.items()}
    pairs |= _VNI_SINGLE
    upper = {code.upper(): letters.upper() for code, letters in pairs.items()}
    mixed = {code[0].upper() + code[1:]: letters[0].upper() + letters[1:] for code, letters in pairs.items()}
    return pairs | upper | mixed


_VNI = _vni_pairs()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    "(?:uyê|uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|uê|uơ|uâ|uy|uô|ươ|ưa|ưu|ưi|ua|ui|iê|ia|iu|yê|ya|oa|oă|oe|oi"
    "|oo|ôi|ơi|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + "(?:ng|nh|ch|[cmnpt])?")
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\s\d,;:.()/\-–+]+")
_SURE = 0.6


def from_tcvn3(text: str) -> str:
    """Turn TCVN3 codes into Unicode; capital fonts (.VnTimeH) hold small codes, so a syllable in capitals stays so."""
    return _WORD.sub(lambda word: _as_cased(word[0], word[0].translate(_TCVN3)), text)


def _as_cased(raw: str, word: str) -> str:
    plain = [letter for letter in raw if letter.isascii() and letter.isalpha()]
    return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word


def from_vni(text: str) -> str:
    """Turn VNI codes (a letter, then its marks) into Unicode."""
    return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda code: _VNI[code[0]], text))


def as_it_is(text: str) -> str:
    """Leave Unicode as it is, in one normal form."""
    return unicodedata.normalize("NFC", text)


Converter = "Callable[[str], str]"
_READINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("", as_it_is),
    ("TCVN3", from_tcvn3),
    ("VNI", from_vni),
)


def likeness(texts: Iterable[str]) -> float:
    """Tell how Vietnamese texts look: of the words with letters beyond ASCII, the share that can be a syllable."""
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    small = unicodedata.normalize("NFD", word.lower())
    toneless = small.translate(_TONE_MARKS)
    if len(small) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def reading_of(texts: Iterable[str]) -> tuple[str, Callable[[str], str]]:
    """Tell in which letters texts are written (``""``: Unicode, ``"TCVN3"``, ``"VNI"``) and how to turn them."""
    sample = [text for text in texts if not text.isascii()]
    if not sample or likeness(map(as_it_is, sample)) >= _SURE:
        return _READINGS[0]
    scored = [(likeness(map(convert, sample)), -place) for place, (_, convert) in enumerate(_READINGS)]
    return _READINGS[-max(scored)[1]]


def decode(raw: bytes) -> str | None:
    """Read the bytes of a text file: UTF-8, UTF-16, Windows-1258, or old fonts' codes; ``None`` for no text at all."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _strictly(raw, name)
    if b"\0" in raw:
        return _strictly(raw, "utf-16-le") if raw[1:2] == b"\0" else None
    text = _strictly(raw, "utf-8")
    return text if text is not None else _one_byte(raw)


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _one_byte(raw: bytes) -> str:
    """Windows-1258 composes its letters from two codes; the fonts' codes are seen as Latin letters."""
    latin = raw.decode("latin-1")
    windows = unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))
    return max((latin, windows), key=lambda text: _best(text.splitlines()))


def _best(lines: list[str]) -> float:
    return max(likeness(map(convert, lines)) for _, convert in _READINGS)
