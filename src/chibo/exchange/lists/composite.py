"""Cells that say several things at once, as the columns of 7-HSĐV do, and places told in parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold, normalise_name
from chibo.exchange.lists.fields import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Parts = dict[Column, str]

BIRTH_PARTS: Final = (Column.BIRTH_DAY, Column.BIRTH_MONTH, Column.BIRTH_YEAR)
_BREAKS = re.compile(r"[\n;]+")
_COMMAS = re.compile(r"[\n;,]+")
_DASHES = re.compile(r"[\n;,]+|\s[-–]\s")
_ANY = re.compile(r"[\n;,/]+")
_DAY = re.compile(
    r"(?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|tháng\s*\d{1,2}\s*(?:năm|[-/.])\s*\d{4}"
    r"|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:\d{4}|\d{2}\b)|\d{1,2}\s*[-/.]\s*\d{4}|\b(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
_SEXES = {"nam": "nam", "nu": "nữ"}
_THEORY = re.compile(r"ly luan|\bllct\b|cao cap|so cap|cu nhan chinh tri|trung cap (chinh tri|ly luan)")
_LANGUAGE = re.compile(r"\b(tieng|anh|phap|nga|trung quoc|lao|ngoai ngu)\b")
_WHOLE_CARD = re.compile(r"(?<!\d)(?:\d{12}|\d{8})(?!\d)")
_FILE_NUMBER = re.compile(r"\d{4,6}\s*(?:[A-ZĐ]{1,3}|[a-zđ]{1,3})(?!\w)")
_CARD = re.compile(r"\d[\d .]{6,14}\d")
_TO_OR_FROM = re.compile(r"^(?:từ|đến|đi|về|sang)\s+", re.IGNORECASE)
_FAITHS = re.compile(r"\b(khong|phat giao|cong giao|thien chua|tin lanh|cao dai|hoa hao|hoi giao)\b")
_PLACE_WORD = re.compile(
    r"(?:quê quán|nguyên quán|quê|(?:nơi |chỗ )?(?:đăng ký )?(?:hộ khẩu )?thường trú|hộ khẩu"
    r"|(?:nơi|chỗ) ở(?: hiện nay| hiện tại)?|(?:nơi )?cư trú|tạm trú|địa chỉ)\s*:",
    re.IGNORECASE,
)
_PLACE_WORDS: Final = (
    (re.compile(r"que|nguyen quan"), Column.NATIVE_PLACE),
    (re.compile(r"thuong tru|ho khau"), Column.PERMANENT_RESIDENCE),
    (re.compile(""), Column.RESIDENCE),
)
_BOTH = 2
_IN_ORDER: Final = (  # of one or two places, of three
    (Column.NATIVE_PLACE, Column.RESIDENCE),
    (Column.NATIVE_PLACE, Column.PERMANENT_RESIDENCE, Column.RESIDENCE),
)
_HOME_COUNTRY = frozenset({"viet nam", "vietnam", "vn", ""})


def parts_of(column: Column, text: str) -> Parts:
    """Tell what a cell of a composite column says, each thing under its own column; nothing for a plain column."""
    reader = _READERS.get(column)
    return {part: said for part, said in reader(text).items() if said} if reader is not None and text.strip() else {}


def birth_of(raw: Mapping[Column, str]) -> Iterator[tuple[Column, str]]:
    """Join a birth date told in three columns, as far as it is known; nothing without its year."""
    day, month, year = (raw.get(part, "").strip(" .") for part in BIRTH_PARTS)
    if year:
        yield Column.BIRTH, "-".join((day, month, year) if day and month else (month, year) if month else (year,))


def is_composite(column: Column) -> bool:
    """Whether a column's cells say several things."""
    return column in _READERS


def _split(text: str, breaks: re.Pattern[str] = _BREAKS) -> list[str]:
    return [part for piece in breaks.split(text) if (part := normalise_name(piece).strip(" .-"))]


def _two_names(text: str) -> Parts:
    used, *born = _split(text)
    return {Column.FULL_NAME: used, Column.BIRTH_NAME: _inside(born[0]) if born else ""}


def _inside(text: str) -> str:
    """Leave out brackets and words like "khai sinh:" before a name."""
    return re.sub(r"^(?:tên\s+)?khai sinh\s*:?\s*", "", text.strip("() "), flags=re.IGNORECASE)


def _born(text: str) -> Parts:
    said: Parts = {}
    rest: list[str] = []
    if day := _DAY.search(text):
        said[Column.BIRTH] = day[0]
        text = text.replace(day[0], ";", 1)
    for part in _apart(_split(text, _DASHES)):
        folded = fold(part)
        if folded in _SEXES:
            said[Column.SEX] = _SEXES[folded]
        elif _FAITHS.search(folded):
            said[Column.RELIGION] = part
        else:
            rest.append(part)
    for column, part in zip((Column.ETHNICITY, Column.RELIGION), rest, strict=False):
        said.setdefault(column, part)
    return said


def _apart(parts: Iterable[str]) -> Iterator[str]:
    """Take apart what stands without a sign between: "Nam Kinh Không" is a sex, a people and a faith."""
    for part in parts:
        sex, _, rest = part.partition(" ")
        if not rest or fold(sex) not in _SEXES:
            yield part
            continue
        yield sex
        faith = _FAITHS.search(fold(rest))
        before = rest[: faith.start()].strip() if faith else rest  # letters keep their places when marks are left out
        yield from filter(None, (before, rest[faith.start() :] if faith else ""))


def _folk_and_faith(text: str) -> Parts:
    """Give the two in the order of the cell, but what is a faith beyond doubt is one wherever it stands."""
    parts = sorted(_split(text, _ANY), key=lambda part: bool(_FAITHS.search(fold(part))))
    if len(parts) == 1 and _FAITHS.search(fold(parts[0])):
        return {Column.RELIGION: parts[0]}
    return dict(zip((Column.ETHNICITY, Column.RELIGION), parts, strict=False))


def _lived(text: str) -> Parts:
    """Places with a word before each ("quê quán: …; nơi ở: …"); those without one come in the usual order."""
    said: Parts = {}
    rest: list[str] = []
    for part in _split(_PLACE_WORD.sub(r"; \g<0>", text)):
        named = _PLACE_WORD.match(part)
        place = part[named.end() :].strip(" :,.") if named else part
        column = next((one for pattern, one in _PLACE_WORDS if pattern.search(fold(named[0]))), None) if named else None
        if column is None:
            rest.append(place)
        elif place:
            said.setdefault(column, place)
    free = [column for column in _IN_ORDER[len(rest) + len(said) > _BOTH] if column not in said]
    return {**said, **dict(zip(free, rest, strict=False))}


def _learned(text: str) -> Parts:
    said: Parts = {}
    schooling: list[str] = []
    for part in _split(text):
        folded = fold(part)
        if _THEORY.search(folded):
            said[Column.THEORY_LEVEL] = part
        elif _LANGUAGE.search(folded):
            said[Column.LANGUAGES] = part
        else:
            schooling.append(part)
    return {**said, Column.SCHOOLING: ", ".join(schooling)}


def _worked(text: str) -> Parts:
    *before, now = _split(text)
    return {Column.POSITION: now, Column.OCCUPATION_BEFORE: before[0] if before else ""}


def says_two_days(text: str) -> bool:
    """Whether a cell says two days: that of the ceremony, and from when somebody is official."""
    return len(_DAY.findall(text)) == _BOTH


def _joined(text: str) -> Parts:
    days = _DAY.findall(text)
    return dict(zip((Column.CEREMONY_ON, Column.OFFICIAL_ON), days, strict=False))


def _numbers(text: str) -> Parts:
    said: Parts = {}
    for part in _split(text, _COMMAS):
        card = _WHOLE_CARD.search(part)
        if card is not None:
            said[Column.CARD_NUMBER] = card[0]
            part = part.replace(card[0], " ", 1)  # noqa: PLW2901 - the file's number may stand in the same part
        if found := _FILE_NUMBER.search(part):
            said[Column.FILE_NUMBER] = found[0]
        elif card is None and (found := _CARD.search(part)):
            said[Column.CARD_NUMBER] = found[0]
    return said


def _day_and(day: Column, place: Column) -> Callable[[str], Parts]:
    def read(text: str) -> Parts:
        found = _DAY.search(text)
        if found is None:
            return {place: normalise_name(text)}
        rest = normalise_name(text.replace(found[0], " ")).strip(" ,;:.-")
        return {day: found[0], place: _TO_OR_FROM.sub("", rest)}

    return read


def _died(text: str) -> Parts:
    """The day alone: of what somebody died may tell of health, and the register keeps no place for it."""
    found = _DAY.search(text)
    return {Column.DIED_ON: found[0] if found else normalise_name(text)}


def _left_on(text: str) -> Parts:
    """The day, where the reason says it too: "Từ trần 5/3/2015"."""
    found = _DAY.search(text)
    return {Column.LEFT_ON: found[0]} if found else {}


_READERS: Final[Mapping[Column, Callable[[str], Parts]]] = {
    Column.TWO_NAMES: _two_names,
    Column.BORN: _born,
    Column.FOLK_AND_FAITH: _folk_and_faith,
    Column.LIVED: _lived,
    Column.LEARNED: _learned,
    Column.WORKED: _worked,
    Column.JOINED: _joined,
    Column.NUMBERS: _numbers,
    Column.MOVED_OUT: _day_and(Column.MOVED_OUT_ON, Column.MOVED_TO),
    Column.MOVED_IN: _day_and(Column.MOVED_IN_ON, Column.MOVED_FROM),
    Column.DIED: _died,
    Column.ENDED: _day_and(Column.ENDED_ON, Column.ENDED_HOW),
    Column.LEFT_WHY: _left_on,
}

SAID_IN: Final[Mapping[Column, tuple[Column, ...]]] = {
    Column.ETHNICITY: (Column.BORN, Column.FOLK_AND_FAITH),
    Column.RELIGION: (Column.BORN, Column.FOLK_AND_FAITH),
    Column.NATIVE_PLACE: (Column.LIVED,),
    Column.PERMANENT_RESIDENCE: (Column.LIVED,),
    Column.RESIDENCE: (Column.LIVED,),
}
"""Places, ethnic groups and religions: the composite columns whose cells say them too."""

_PLACES: Final = (
    (Column.BIRTH_PLACE, (Column.BIRTH_DETAIL, Column.BIRTH_PROVINCE, Column.BIRTH_COUNTRY)),
    (Column.NATIVE_PLACE, (Column.NATIVE_DETAIL, Column.NATIVE_PROVINCE, Column.NATIVE_COUNTRY)),
    (Column.PERMANENT_RESIDENCE, (Column.HOME_DETAIL, Column.HOME_PROVINCE, Column.HOME_COUNTRY)),
)
PARTS_OF: Final[Mapping[Column, tuple[Column, ...]]] = dict(_PLACES)
PLACE_PARTS: Final = frozenset(part for _, parts in _PLACES for part in parts)


def places_of(raw: Mapping[Column, str]) -> Iterator[tuple[Column, str]]:
    """Join places told in parts, the narrower first; Việt Nam is not said."""
    for place, (detail, province, country) in _PLACES:
        abroad = raw.get(country, "")
        said = [raw.get(detail, ""), raw.get(province, ""), "" if fold(abroad) in _HOME_COUNTRY else abroad]
        joined = ", ".join(part for part in said if part)
        if joined:
            yield place, joined


_STATUS: Final = (
    (re.compile(r"tu tran|da chet|\bchet\b|qua doi|hy sinh|^(da )?mat( ngay| thang| nam| \d|$)"), Column.DIED_ON),
    (
        re.compile(r"chuyen\b(?! (vien|mon|nganh|trach|de|tu|gia|khoa|cap)\b)(?!.*\bden\b( tu\b.*| ngay\b.*|$))"),
        Column.MOVED_OUT_ON,
    ),  # but for who moved here
    (re.compile(r"xoa ten|khai tru|xin ra|ra khoi|cho ra|ra (ngoai )?dang\b"), Column.ENDED_ON),
)


@lru_cache(maxsize=20_000)
def status_of(text: str) -> Column | None:
    """Tell which day the second column of an activity status holds; nothing while the member is active."""
    folded = fold(text)
    return next((column for pattern, column in _STATUS if pattern.search(folded)), None)


REASONS: Final = ((Column.STATUS, Column.STATUS_ON), (Column.LEFT_WHY, Column.LEFT_ON))
"""Columns that tell how somebody left, each with the one of its day."""


def leaving_of(raw: Mapping[Column, str]) -> Iterator[tuple[Column, Column]]:
    """Tell which columns of leaving a reason and its day fill, and from which; a column of its own goes before."""
    for why, on in REASONS:
        day = status_of(raw.get(why, ""))
        if day is None or not raw.get(on):
            continue
        if not raw.get(day):
            yield day, on
        if day is Column.ENDED_ON and not raw.get(Column.ENDED_HOW):
            yield Column.ENDED_HOW, why


_ACTIVE: Final = re.compile(
    r"dang (sinh hoat|hoat dong|cong tac)|^(hoat dong|binh thuong)$|chinh thuc|du bi|^dang vien"
)


def is_active(text: str) -> bool:
    """Whether a status says that somebody is an active member."""
    return _ACTIVE.search(fold(text)) is not None
