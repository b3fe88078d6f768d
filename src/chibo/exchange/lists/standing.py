"""Titles that say who stands below: who left, who is exempt, who is a guest. None of them is an ordinary member."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.units import names_unit, unit_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.sheets import Sheet


@unique
class Standing(StrEnum):
    """What a title says of everybody below."""

    LEFT = "left"
    EXEMPT = "exempt"
    GUEST = "guest"


_BUT: Final = re.compile(r"\b(trong do|(khong|chua) (ke|tinh|bao gom|gom)|(?<!khai )tru|ngoai tru)\b.*")
_TOTAL: Final = re.compile(r"(tong|cong|ghi chu|an dinh)\b")
_CAME: Final = re.compile(r"chuyen( sinh hoat| sh| cong tac)?( dang)?( chinh thuc)? den\b(?! (ngay|het|thang|nam|\d))")
_SAYS: Final = (
    (Standing.GUEST, re.compile(r"sinh hoat( dang)? tam thoi|\bshtt\b|sinh hoat gui|gui sinh hoat")),
    (
        Standing.LEFT,
        re.compile(
            r"tu tran|qua doi|^mat( ngay| thang| nam| \d|$)"
            r"|da (chet|mat)\b(?! the)|hy sinh|xoa ten|khai tru|ra khoi|roi chi bo|thoi sinh hoat"
            r"|chuyen( sinh hoat| sh| cong tac)?( dang)?( chinh thuc)? di\b|da chuyen|chuyen (sinh hoat|sh)\b"
            r"|(dang vien|dv|tang,?|bien dong|truong hop|so|ds|danh sach) ?[/,-]? ?giam\b(?! (sat|doc|dinh))"
            r"|^(\w{1,4}[.):/ -]+)?giam\b(?! (sat|doc|dinh|hieu|thi|khao|ho))|bien dong"
        ),
    ),
    (Standing.EXEMPT, re.compile(r"\bmien\b.{0,20}\b(sinh hoat|cong tac|sh|ct)\b")),
)
_DAY: Final = re.compile(r"\d+([-/.]\d+)+|\b\d{4}\b")
_RANKS: Final = (  # how a title is numbered, the highest first; what has no number stands lowest
    re.compile(r"[A-HĐ]\s*[.)/:-]?(\s|$)"),
    re.compile(r"[IVX]+\s*[.)/:-]?(\s|$)"),
    re.compile(r"\d{1,2}\s*[.)/:-](\s|$)"),
)
_WORDS: Final = re.compile(r"\b(dang vien|dv|can bo|quan chung|chi bo|cb|to dang|chinh thuc|du bi|danh sach)\b")
_NUMBER: Final = re.compile(r"[\d\s.,]+|[IVXA-HĐ]{1,5}\s*[.)/:-]?|\D{0,3}\d+\s*(?:đ/c|đồng chí|đảng viên|đv|người)\W*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of a list under a title that tells who is no ordinary member."""

    title: str
    standing: Standing
    rank: int = len(_RANKS)
    is_noted: bool = False  # said in one row, in a note or behind a name

    @property
    def mark(self) -> str:
        """The same for all parts of one title, however it is written and whatever day it names."""
        return unit_mark(_DAY.sub(" ", self.title))[:200]


def standing_of(text: str) -> Standing | None:
    """Tell what a title says of everybody below it; nothing of ordinary members, and of who moved here."""
    said = _CAME.sub(" ", _BUT.sub("", fold(text)))
    if _TOTAL.match(said):
        return None
    return next((standing for standing, pattern in _SAYS if pattern.search(said)), None)


def group_over(sheet: Sheet, header: Header) -> Group | None:
    """Give what the titles over a header, the nearest first, or the name of the sheet say of the whole list."""
    rows = (sheet.top or sheet.rows)[: header.row]
    titles = [text for row in reversed(rows) for text in dict.fromkeys(map(text_of, row)) if text]
    found = ((text, standing_of(text)) for text in (*titles, sheet.name))
    return next((Group(title=text, standing=one, rank=-1) for text, one in found if one is not None), None)


def group_below(group: Group | None, texts: Sequence[str]) -> Group | None:
    """Give the part of the list that goes on under a row that is no person: another, none, or the same as before."""
    said = [text for text in dict.fromkeys(texts) if text]
    titles = [text for text in said if not _NUMBER.fullmatch(text)]
    if len(titles) != 1 or _TOTAL.match(fold(titles[0])):
        return group
    rank = next((place for place, pattern in enumerate(_RANKS) if pattern.match(said[0])), len(_RANKS))
    standing = standing_of(titles[0])
    if standing is not None:
        return Group(title=titles[0], standing=standing, rank=rank)
    if group is None or (group.rank < rank and (names_unit(titles[0]) or group.rank < 0)):
        return group  # the cells one by one within the part, or parts of a sheet that is whole of one sort
    is_title = rank < len(_RANKS) or _WORDS.search(fold(titles[0]))
    return None if is_title else group
