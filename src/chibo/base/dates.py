"""Vietnamese dates: read the ways people type them, and say them as offices write them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime  # noqa: TID251 - turns a given moment, asks for none

from chibo.base.refusal import Fault, FaultyError
from chibo.base.vietnamese import fold

if TYPE_CHECKING:
    from datetime import datetime

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_HOW = "Ghi ngày, tháng, năm, ví dụ 5-2-2018."
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_PIVOT = 50  # 5-2-18 is in this century, 5-2-62 in the last one
_TWO_DIGITS = 100
_MONTHS = 12

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")


def read_date(text: str, *, field: str = "") -> date:
    """Read ``5/2/2018``, ``05022018``, ``5-2-18``, ``5.2.2018``, ``2018-02-05`` or ``ngày 5 tháng 2 năm 2018``.

    Raises ``FaultyError`` with one kind message; ``field`` is the form's field it speaks about.
    """
    typed = " ".join(text.split())
    day, month, year = _numbers(typed, field)
    if year < _TWO_DIGITS:
        year += 2000 if year < _PIVOT else 1900
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _faulty(f"“{typed}”: năm {year} nằm ngoài khoảng {_FIRST_YEAR}–{_LAST_YEAR}.", field)
    if not 1 <= month <= _MONTHS:
        raise _faulty(f"“{typed}”: không có tháng {month}.", field)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        of_year = f" năm {year}" if month == 2 else ""  # noqa: PLR2004 - only February has two lengths
        raise _faulty(f"“{typed}”: tháng {month}{of_year} chỉ có {last} ngày.", field)
    return date(year, month, day)


def _numbers(typed: str, field: str) -> tuple[int, int, int]:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(group) for group in found.groups())
        return day, month, year
    for pattern in (_DAY_FIRST, _RUN):
        if found := pattern.fullmatch(typed):
            day, month, year = (int(group) for group in found.groups())
            return day, month, year
    if found := _WORDS.fullmatch(fold(typed)):
        day, month, year = (int(group) for group in found.groups())
        return day, month, year
    raise _faulty(f"Chưa đọc được ngày “{typed}”." if typed else "Chưa ghi ngày.", field)


def _faulty(what: str, field: str) -> FaultyError:
    return FaultyError([Fault(what=what, next=_HOW, field=field)])


def local_moment(moment: datetime) -> datetime:
    """A moment as the clocks in Viet Nam show it: the database gives it back in UTC."""
    return localtime(moment)


def local_day(moment: datetime) -> date:
    """The day in Viet Nam of a moment: until seven in the morning it is still yesterday in UTC."""
    return localtime(moment).date()


def say_time(moment: datetime) -> str:
    """The time of day of a moment in Viet Nam: ``8:12``."""
    local = localtime(moment)
    return f"{local.hour}:{local.minute:02d}"


def say_moment(moment: datetime) -> str:
    """A moment as a paper says it: ``8 giờ 12 ngày 5-2-2018``."""
    local = localtime(moment)
    return f"{local.hour} giờ {local.minute:02d} ngày {say_date(local.date())}"


def say_date(day: date) -> str:
    """``5-2-2018``."""
    return f"{day.day}-{day.month}-{day.year}"


def say_long(day: date) -> str:
    """``thứ Hai, ngày 5 tháng 2 năm 2018``."""
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day} tháng {day.month} năm {day.year}"


def say_paper_date(day: date) -> str:
    """``ngày 05 tháng 02 năm 2018``: papers write days below 10, and January and February, with a zero (36-HD/VPTW)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - as the instrument says
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
