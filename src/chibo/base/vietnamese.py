"""Vietnamese names: one normal form, search without marks, and the order of the alphabet, given name first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = {letter: 0x20 + place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_DIGITS = {digit: 0x10 + place for place, digit in enumerate("0123456789")}
_ALPHABET = _LETTERS | _DIGITS
_NO_TONE = 0x02
_TONES = {"\u0300": 0x03, "\u0309": 0x04, "\u0303": 0x05, "\u0301": 0x06, "\u0323": 0x07}  # huyền hỏi ngã sắc nặng
_PART = b"\x01"
_LONGEST_NUMBER = 6
_KEY_LENGTH = 400  # as long as the column of the register


@dataclass(frozen=True, slots=True, kw_only=True)
class NameKeys:
    """What is stored beside a name: folded whole name and given name for search, and the bytes that sort it."""

    name_key: str
    given_key: str
    sort_key: bytes


def phrase_form(text: str) -> str:
    """Give the one form in which a pass phrase counts: input methods write the same letters in different bytes."""
    return unicodedata.normalize("NFC", text)


def phrase_forms(text: str) -> tuple[str, ...]:
    """Give the forms in which a phrase may have been set, the one form first, the typed one second.

    Before there was one form a phrase was kept as its machine wrote it: in one piece, in all pieces, or with the tone
    alone apart from its letter, as "Unicode tổ hợp" does.
    """
    whole = phrase_form(text)
    return tuple(dict.fromkeys((whole, text, unicodedata.normalize("NFD", text), "".join(map(_tone_apart, whole)))))


def _tone_apart(letter: str) -> str:
    pieces = unicodedata.normalize("NFD", letter)
    rest = "".join(piece for piece in pieces if piece not in _TONES)
    return unicodedata.normalize("NFC", rest) + "".join(piece for piece in pieces if piece in _TONES)


def normalise_name(text: str) -> str:
    """Give the text in Unicode NFC with single spaces; letters and their case stay as typed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def person_name(text: str) -> str:
    """Give a person's name as lists are read: all in small letters or all in capitals, each word gets its capital.

    Whoever typed both knew how the name is written: it stays.
    """
    name = normalise_name(text)
    if name.isupper():
        return " ".join(map(_capital, name.split()))
    return " ".join(word[:1].upper() + word[1:] for word in name.split()) if name.islower() else name


def _capital(word: str) -> str:
    return "'".join(part[:1].upper() + part[1:].lower() for part in word.replace("’", "'").split("'"))


def fold(text: str) -> str:
    """Give the text in small letters without any mark, for search: ``"Đặng Mẫu Ý"`` → ``"dang mau y"``."""
    quick = text.translate(_FOLDED)
    return quick if quick.isascii() else _folded(text)


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join("d" if char == "đ" else char for char in bare if not unicodedata.combining(char))


def initials(full_name: str) -> str:
    """Give the folded first letters: ``"Sùng Mẫu Vừ"`` → ``"smv"``."""
    return "".join(syllable[0] for syllable in fold(full_name).split())


def given_name(full_name: str) -> str:
    """Give the last syllable, by which people are called and sorted; empty for an empty name."""
    return normalise_name(full_name).rpartition(" ")[2]


def name_keys(full_name: str) -> NameKeys:
    """Derive all keys of a name. Equal for ``hoà`` and ``hòa``, for composed and decomposed writing, for any case."""
    name = normalise_name(full_name)
    return NameKeys(name_key=fold(name), given_key=fold(given_name(name)), sort_key=sort_key(name))


def sort_key(full_name: str) -> bytes:
    """Give bytes whose order is that of a Vietnamese name list: given name, then surname, then middle names.

    Inside a syllable the letters count first (a ă â b c d đ e ê …), then the tone (ngang huyền hỏi ngã sắc nặng).
    """
    syllables = normalise_name(full_name).split()
    given, surname, middle = syllables[-1:], syllables[:1] if len(syllables) > 1 else [], syllables[1:-1]
    return _PART.join(b"".join(_syllable(part) for part in parts) for parts in (given, surname, middle))[:_KEY_LENGTH]


def text_key(text: str) -> bytes:
    """Give bytes whose order is that of a Vietnamese index: word by word as read, numbers by their size.

    For names of organisations and other things; people are sorted by :func:`sort_key`, given name first.
    """
    words = normalise_name(text).split()
    return _PART.join(_syllable(word.zfill(_LONGEST_NUMBER) if word.isdecimal() else word) for word in words)


@lru_cache(maxsize=20_000)  # a language has some thousand syllables, a list of names many of each
def _syllable(text: str) -> bytes:
    """Letters, then the tone: lower than every letter, so that ``an`` comes before ``ang`` whatever the tones are."""
    tone, toneless = _NO_TONE, []
    for char in unicodedata.normalize("NFD", text.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            toneless.append(char)
    letters = unicodedata.normalize("NFC", "".join(toneless))
    return bytes(code for char in letters for code in _codes(char)) + bytes([tone])


def _codes(char: str) -> list[int]:
    """The place of a letter in the alphabet; a foreign letter counts as its plain one, a sign does not count."""
    if char in _ALPHABET:
        return [_ALPHABET[char]]
    return [_ALPHABET[plain] for plain in fold(char) if plain in _ALPHABET]


_COMPOSED = unicodedata.normalize(
    "NFC",
    "".join(
        letter + mark + tone
        for letter in "AaEeIiOoUuYy"
        for mark in ("", "\u0302", "\u0306", "\u031b")
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    ),
)
_FOLDED = {ord(char): _folded(char) for char in {*_COMPOSED, *"ĐđABCDEFGHIJKLMNOPQRSTUVWXYZ"}}
"""The letters of Vietnamese as they are usually written: most texts fold in one pass."""
