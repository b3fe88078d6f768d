"""One cell → a name, a date known in part, a sex, a yes: in whatever way people wrote it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError
from chibo.base.vietnamese import fold, normalise_name
from chibo.law.calendar import PartialDate

Value = str | float | int | bool | date | datetime | time | timedelta | None

# What nobody sees and nobody typed: joiners, soft hyphens, marks of direction, control characters (not tab, new line).
INVISIBLE = dict.fromkeys(
    [
        *map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060\u061c"),
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *(code for code in range(0x20) if code not in {0x09, 0x0A, 0x0D}),
        *range(0x7F, 0xA0),
    ]
)
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73_050  # 1-1-1910 to 31-12-2099
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_MOMENT, _LAST_NUMBER = 0, 100_000_000  # eight digits: ddmmyyyy
_MONTHS = 12
_CENTURY = 100

_YEAR = re.compile(r"(?:nam\s*)?(\d{4})")
_MONTH_YEAR = re.compile(r"(?:thang\s*|t\.?\s*)?(\d{1,2})\s*(?:[-/.]|nam|\s)\s*(\d{4})")
_SHORT_MONTH_YEAR = re.compile(r"(?:thang\s*|t\.?\s*)(\d{1,2})\s*[-/.]\s*(\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_UNKNOWN = re.compile(r"(?:0{1,2}|[?x…]+)[-/.](?:(0?[1-9]|1[0-2])|0{1,2}|[?x…]+)[-/.](\d{4})")  # 00/00/1953
_YEAR_FIRST = re.compile(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])(\d\d)")  # 19850205, which is no day of month 85
_LOST_ZERO = re.compile(r"\d{7}")  # 5021985: Excel dropped the first zero of 05021985
_HOURS = re.compile(r"[T ]\d{2}:\d{2}")  # a program wrote a moment where only the day was known
_BLANKS = frozenset(
    {"", "-", "--", "–", "…", "k", "khong", "khong ro", "chua ro", "khong co", "chua", "chua co", "?", "0"}
)
_MALE = frozenset({"nam", "m", "male", "trai"})
_FEMALE = frozenset({"nu", "f", "female", "gai"})
_CODED = re.compile(r"\b(nam|nu)\s*[=:–-]\s*(\d)\b|\b(\d)\s*[=:–-]\s*(nam|nu)\b")
_SEX_CODES = ("0", "1")
_YES = frozenset({"x", "v", "co", "1", "yes", "true", "dung", "✓", "✔", "+", "dv", "dang vien", "la"})
_NO = frozenset({"nam", "no", "false", "sai", "n"})
_MEMBER = re.compile(  # with its stage behind it, or the stage alone
    r"((la )?dang vien|dv(ct|db)?|ct|db|chinh thuc|du bi|da (vao dang|ket nap))\b(?!.*\b(khong|chua|chan)\b)"
)
_PROBATION = re.compile(r"((la )?(dang vien|dv) ?)?(db|du bi)\b")
_OFFICE = re.compile(  # of the Party: a secretary of the youth union may be no member
    r"(?!.*\b(doan|hoi|nu cong)\b)((pho )?bi thu|p\.? ?bi thu|p?bt\b|(chi|dang|cap) uy( vien)?\b|cuv\b"
    r"|uv(bch|btv|cu|du)?\b.*\b(chi|dang|cap) (bo|uy)|uy vien.*\b(chi|dang|cap) (bo|uy)|to truong to dang)"
)
_NO_MEMBER = re.compile(r"(khong|chua|quan chung|qc|ngoai dang|doan vien|dtv|cam tinh|doi tuong|nguon)\b")
_UNICODE_TICKS = "✓✔☑√"
_NAME = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[ \-][^\W\d_]+(?:['’][^\W\d_]+)*)*")
_NAME_WORDS = range(2, 8)
_BEFORE_NAME = re.compile(  # Ông may be a family: it goes only where a whole name follows
    r"^(?:\d{1,4}[.)]\s*)?(?:(?:đ/c|đ\.c\.?|đồng chí|bà)\s*:?\s+|ông\s*:?\s+(?=\S+\s+\S+\s+\S))?", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
POST = re.compile(r"(pho )?bi thu|p?bt\b|chi uy|dang uy|cuv\b|uy vien|du bi|chinh thuc|(nam|nu)$")
_ORGANISATION = re.compile(r"(chi|dang) (bo|uy)\b")  # no family's name, with any given name


class UnreadableError(ValueError):
    """A cell that cannot be read as what its column holds; the message is for the page, in Vietnamese."""


def text_of(value: Value) -> str:
    """Write a cell as text: wide letters narrowed, invisible ones dropped, single spaces, whole numbers as such."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _narrowed(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return _narrowed(str(value))


@lru_cache(maxsize=20_000)  # lists say the same things often
def _narrowed(said: str) -> str:
    if said.isascii():
        return " ".join(said.split()).strip("'\"` ")
    narrowed = unicodedata.normalize("NFKC", said).translate(INVISIBLE)
    return normalise_name(narrowed).strip("'\"` ")


def bare_name(text: str) -> str:
    """Leave out what is no part of a name: a number, Đ/c, Ông, Bà before it, a post in brackets behind it."""
    name = _BEFORE_NAME.sub("", normalise_name(text))
    behind = _BRACKETS.search(name)
    return name[: behind.start()] if behind and POST.match(fold(behind[1])) else name


def name_of(text: str) -> str:
    """Give a person's name with a capital at each word; only a name all in capitals loses those inside the words."""
    name = bare_name(text)
    if name.isupper():
        return " ".join(_capital(word) for word in name.split())
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _capital(word: str) -> str:
    return "'".join(part[:1].upper() + part[1:].lower() for part in word.replace("’", "'").split("'"))


def looks_like_name(text: str) -> bool:
    """Whether a text can be a person's name: two to seven words of letters, and no organisation's."""
    is_worded = len(text.split()) in _NAME_WORDS and _NAME.fullmatch(text) is not None
    return is_worded and _ORGANISATION.match(fold(text)) is None


@lru_cache(maxsize=20_000)
def is_blank(text: str) -> bool:
    """Whether a cell says "nothing" in one of the ways people do."""
    return fold(text).strip(" .") in _BLANKS


def date_of(value: Value, on: date) -> PartialDate | None:
    """Read a date, as far as it is known; ``None`` for an empty cell. Raises :class:`UnreadableError`, kindly worded.

    ``on`` decides the century of two-digit years: no date of a list lies ahead.
    """
    if isinstance(value, datetime):
        return PartialDate.of(value.date())
    if isinstance(value, date):
        return PartialDate.of(value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _of_number(value, on)
    text = text_of(value)
    return None if is_blank(text) else _of_text(text.strip(" .,;").replace("'", ""), on)


def _of_number(value: float, on: date) -> PartialDate | None:
    if not value:
        return None
    if not _FIRST_MOMENT <= value < _LAST_NUMBER:  # also what is no number at all
        what = f"Chưa đọc được ngày “{value}”."
        raise UnreadableError(what)
    if float(value).is_integer():
        number = int(value)
        if _FIRST_YEAR <= number < _LAST_YEAR:
            return PartialDate(number)
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return PartialDate.of(_EXCEL_EPOCH + timedelta(days=number))
        return _of_text(str(number), on)
    if value > _FIRST_SERIAL:  # a moment: the day counts
        return _of_number(int(value), on)
    return _of_text(f"{value:.4f}", on)  # 7.1985 typed into a cell of numbers


@lru_cache(maxsize=20_000)
def _of_text(text: str, on: date) -> PartialDate:
    folded = fold(text)
    if found := _YEAR.fullmatch(folded):
        return _partial(text, int(found[1]))
    for pattern in (_MONTH_YEAR, _SHORT_MONTH_YEAR):
        if found := pattern.fullmatch(folded):
            return _partial(text, _whole_year(int(found[2]), on), int(found[1]))
    if found := _YEAR_MONTH.fullmatch(folded):
        return _partial(text, int(found[1]), int(found[2]))
    if found := _UNKNOWN.fullmatch(folded):
        return _partial(text, int(found[2]), int(found[1] or 0))
    if found := _YEAR_FIRST.fullmatch(folded):
        text = "-".join(found.groups())
    return PartialDate.of(_whole_day(f"0{text}" if _LOST_ZERO.fullmatch(text) else text, on))


def _whole_day(text: str, on: date) -> date:
    try:
        day = read_date(_HOURS.split(text, maxsplit=1)[0])
    except FaultyError as error:
        raise UnreadableError(error.faults[0].what) from None
    years_short = not re.search(r"\d{4}", text)
    return day.replace(year=day.year - _CENTURY) if years_short and day > on and _fits_before(day) else day


def _fits_before(day: date) -> bool:
    return (day.month, day.day) != (2, 29)


def _whole_year(year: int, on: date) -> int:
    if year >= _CENTURY:
        return year
    return year + on.year // _CENTURY * _CENTURY - (_CENTURY if year > on.year % _CENTURY else 0)


def _partial(text: str, year: int, month: int = 0) -> PartialDate:
    if not _FIRST_YEAR <= year < _LAST_YEAR:
        what = f"“{text}”: năm {year} nằm ngoài khoảng {_FIRST_YEAR}–{_LAST_YEAR - 1}."
        raise UnreadableError(what)
    if not 0 <= month <= _MONTHS:
        what = f"“{text}”: không có tháng {month}."
        raise UnreadableError(what)
    return PartialDate(year, month)


def say_partial(day: PartialDate) -> str:
    """Write a date as far as it is known: 5-2-2018, tháng 2-2018, năm 2018."""
    if day.day:
        return f"{day.day}-{day.month}-{day.year}"
    return f"tháng {day.month}-{day.year}" if day.month else f"năm {day.year}"


@lru_cache(maxsize=100)
def sex_of(text: str) -> str:
    """Read a sex: ``male``, ``female`` or nothing. Raises :class:`UnreadableError`."""
    said = fold(text).strip(" .")
    if said in _MALE:
        return "male"
    if said in _FEMALE:
        return "female"
    if is_blank(text):
        return ""
    what = f"“{text}”: giới tính ghi nam hoặc nữ."
    raise UnreadableError(what)


def sexes_of(header: str) -> dict[str, str]:
    """Read what digits a header says for which sex ("1: nữ, 0: nam"); where it tells one of 0 and 1, the other too."""
    found = {(one or three): (two or four) for two, one, three, four in _CODED.findall(fold(header))}
    said = {code: "male" if sex == "nam" else "female" for code, sex in found.items()}
    if len(said) == 1 and (code := next(iter(said))) in _SEX_CODES:
        other = "female" if said[code] == "male" else "male"
        said[_SEX_CODES[code == _SEX_CODES[0]]] = other
    return said


def is_woman(text: str) -> bool:
    """Whether a cell of a column of women ticks one."""
    return is_yes(text) or fold(text) == "nu"


def is_man(text: str) -> bool:
    """Whether a cell of a column of men ticks one."""
    return is_yes(text) or text.strip(" .").lower() == "nam"


def is_member(text: str) -> bool:
    """Whether a cell of the column of members says that somebody is one."""
    return is_yes(text) or names_member(text)


def names_member(text: str) -> bool:
    """Whether a text names a member, or somebody in an office of the Party: Bí thư, PBT, Chi ủy viên."""
    said = fold(text).strip(" .")
    return _MEMBER.match(said) is not None or _OFFICE.match(said) is not None


def is_in_probation(text: str) -> bool:
    """Whether a cell of the column of members says that somebody is one in probation."""
    return _PROBATION.match(fold(text).strip(" .")) is not None


def is_no_member(text: str) -> bool:
    """Whether a cell of the column of members says that somebody is none."""
    return is_no(text) or _NO_MEMBER.match(fold(text).strip(" .")) is not None


def is_no(text: str) -> bool:
    """Whether a tick column says no: it is empty, or says it in a word."""
    return is_blank(text) or fold(text).strip(" .") in _NO


def is_yes(text: str) -> bool:
    """Whether a tick column says yes."""
    said = fold(text).strip(" .")
    return said in _YES or any(tick in text for tick in _UNICODE_TICKS)
