"""Old Vietnamese letters: TCVN3 and VNI text seen as Latin letters, and how to tell which one a text is in.

Lists typed before Unicode keep the codes of their fonts (.VnTime, VNI-Times); opened today, "Nguyễn" stands there as
"NguyÔn" or "Nguyeãn". The tables are written down from the published code charts of TCVN 5712 (VN3) and VNI-Win.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
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
_USUALLY = 0.97
_SAMPLE = 2_000  # texts
_HALF = 0.5
_LEAST_WORDS = 2  # words with old letters that a cell needs to speak for itself
_LEAST_TEXTS = 3  # that a column needs to be read otherwise than its list
_BEYOND_LATIN = re.compile("[\u0102-\u01b0\u1ea0-\u1ef9]")  # letters that only Unicode has: no old font's code


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """In which letters most of a list is written (``""``: Unicode, ``"TCVN3"``, ``"VNI"``); each cell is seen anew."""

    letters: str

    def turn(self, text: str) -> tuple[str, str]:
        """Turn one cell into Unicode in one normal form; gives the old letters it was written in (``""``: none) too.

        A cell is turned where most of the list is and nothing speaks against it; or, in a list of Unicode, where as it
        is fewer than half of its words can be Vietnamese and, turned, every one. What could be both stays as it is.
        """
        whole = as_it_is(text)
        if text.isascii() or _BEYOND_LATIN.search(whole):
            return "", whole
        told, turned = self._turned(text, whole)
        return (told, turned) if turned != whole else ("", whole)

    def _turned(self, text: str, whole: str) -> tuple[str, str]:
        usual = next(convert for name, convert in _READINGS if name == self.letters)
        if self.letters and likeness([usual(text)]) >= likeness([whole]):
            return self.letters, usual(text)
        if likeness([whole]) >= _HALF or sum(not word.isascii() for word in _WORD.findall(whole)) < _LEAST_WORDS:
            return "", whole
        for name, convert in _READINGS[1:]:
            turned = convert(text)
            if likeness([turned]) == 1 and not turned.isascii():
                return name, turned
        return "", whole


def old_letters(name: str) -> tuple[str, str] | None:
    """Tell of a name with a syllable that cannot be Vietnamese in which old letters every one can be, and what it says.

    ``None`` where it is a name as it stands, or in neither of the old letters: those of other peoples are.
    """
    whole = as_it_is(name)
    if name.isascii() or likeness([whole]) == 1:
        return None
    for letters, convert in _READINGS[1:]:
        turned = convert(name)
        if turned != whole and not turned.isascii() and likeness([turned]) == 1:
            return letters, turned
    return None


def reading_of(texts: Iterable[str]) -> Reading:
    """Tell in which letters most of these texts are written; a sample of different ones is looked at."""
    sample = list(islice(dict.fromkeys(text for text in texts if not text.isascii()), _SAMPLE))
    if not sample or likeness(map(as_it_is, sample)) >= _SURE:
        return Reading(letters="")
    scored = [(likeness(map(convert, sample)), -place) for place, (_, convert) in enumerate(_READINGS)]
    return Reading(letters=_READINGS[-max(scored)[1]][0])


def column_reading(texts: Iterable[str], whole: Reading) -> Reading:
    """Tell in which letters one column of a list of Unicode is written: names may come from an older list.

    Another reading than the list's needs several texts of which none can be Unicode's and each is Vietnamese so read.
    """
    if whole.letters:
        return whole
    old = [text for text in dict.fromkeys(texts) if not text.isascii() and not _BEYOND_LATIN.search(as_it_is(text))]
    found = reading_of(old)
    if len(old) < _LEAST_TEXTS or not found.letters:
        return whole
    convert = dict(_READINGS)[found.letters]
    return found if all(likeness([convert(text)]) == 1 for text in old) else whole


def decode(raw: bytes) -> tuple[str, str] | None:
    """Read the bytes of a text file, and name its letters where they are not Unicode; ``None`` for no text at all.

    UTF-8 and UTF-16 with and without a mark, Windows-1258; the codes of old fonts are given as Latin letters, to be
    turned by :func:`reading_of`.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _told(_strictly(raw, name))
    if b"\0" in raw:
        return _told(_unmarked(raw))
    text = _strictly(raw, "utf-8")
    return (text, "") if text is not None else _one_byte(raw)


def _told(text: str | None) -> tuple[str, str] | None:
    return None if text is None else (text, "")


def _unmarked(raw: bytes) -> str | None:
    """UTF-16 without a mark: the one of its two orders whose letters are those of Vietnamese, nothing else."""
    for name in ("utf-16-le", "utf-16-be"):
        text = _strictly(raw, name)
        if text is not None and "\0" not in text and sum(map(_is_usual, text)) >= _USUALLY * len(text):
            return text
    return None


def _is_usual(letter: str) -> bool:
    return letter < "\u0340" or "\u1ea0" <= letter <= "\u1ef9" or "\u2010" <= letter <= "\u2030"


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _one_byte(raw: bytes) -> tuple[str, str]:
    """Windows-1258 composes its letters from two codes; the fonts' codes are seen as Latin letters."""
    latin = raw.decode("latin-1")
    windows = unicodedata.normalize("NFC", raw.decode("cp1258", errors="replace"))
    return max(((latin, ""), (windows, "Windows-1258")), key=lambda read: _best(read[0].splitlines()))


def _best(lines: list[str]) -> float:
    return max(likeness(map(convert, lines)) for _, convert in _READINGS)
