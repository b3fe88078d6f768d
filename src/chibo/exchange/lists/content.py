"""What the cells of a column show: whether they can be what its header tells, and what they are without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import UnreadableError, bare_name, date_of, is_blank, looks_like_name, sex_of, text_of
from chibo.exchange.lists.composite import is_active, status_of
from chibo.exchange.lists.fields import DATES, Column
from chibo.exchange.lists.habits import day_first
from chibo.exchange.lists.phones import is_phone
from chibo.exchange.lists.standing import standing_of
from chibo.exchange.lists.years import ResultError, grade_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.sheets import Sheet

_SAMPLES = 40
MOSTLY = 0.6
_FEW_WORDS = 8
_PEOPLES = frozenset(
    re.split(
        " ",
        "kinh tay thai hoa muong nung mong hmong dao giang giarai ede bana xodang sanchay sandiu cham hre raglai mnong "
        "xtieng khmu khomu tho giay lahu lao lu lolo mang pathen khang xinhmun hanhi sila cong phula boy lachi colao",
    )
)
_JOINED = dict.fromkeys(map(ord, " '’-"))


def filled(sheet: Sheet, header: Header, column: int) -> Iterator[Value]:
    """Give what a column says in the first rows of people."""
    for row in sheet.rows[header.first_data_row : header.first_data_row + _SAMPLES]:
        texts = [text for value in row if (text := text_of(value))]
        if text_of(row[column]) and len(texts) > min(1, len(row) - 1) and not all(text.isdigit() for text in texts):
            yield row[column]


def may_hold(column: Column, values: Sequence[Value], on: date) -> bool:
    """Whether the content of a column does not speak against what its header tells."""
    if column in DATES:
        return not values or share(values, lambda value: is_date(value, on)) >= MOSTLY / 2
    if column is Column.GRADE:
        return not values or share(values, _is_grade) >= MOSTLY / 2
    if column is Column.STATUS:
        return share(values, _is_status) > MOSTLY
    if column is Column.IDENTITY_NUMBER:
        return share(values, lambda value: is_phone(text_of(value))) <= MOSTLY
    if column is Column.FULL_NAME:
        return share(values, lambda value: looks_like_name(bare_name(text_of(value)))) >= MOSTLY / 2
    return True


def by_content(values: Sequence[Value]) -> Column | None:
    """Guess a column without a telling header; only what content shows beyond doubt."""
    if not values:
        return None
    tests: tuple[tuple[Column, Callable[[Value], bool]], ...] = (
        (Column.SEX, _is_sex),
        (Column.ETHNICITY, lambda value: fold(text_of(value)).translate(_JOINED) in _PEOPLES),
        (Column.FULL_NAME, lambda value: looks_like_name(bare_name(text_of(value)))),
    )
    return next((column for column, test in tests if share(values, test) > MOSTLY), None)


def share(values: Sequence[Value], test: Callable[[Value], bool]) -> float:
    """How many of some values, from 0 to 1, are so."""
    return sum(map(test, values)) / len(values) if values else 0.0


def is_day(value: Value, on: date) -> bool:
    """Whether a cell is a date and no tick: 1 and x are none."""
    return len(text_of(value)) > 1 and is_date(value, on)


def is_date(value: Value, on: date) -> bool:
    """Whether a cell can be read as a date, whichever of day and month stands first."""
    return any(_reads(way, on) for way in (value, day_first(value)))


def _reads(value: Value, on: date) -> bool:
    try:
        return date_of(value, on) is not None
    except UnreadableError:
        return False


def _is_grade(value: Value) -> bool:
    try:
        return bool(grade_of(text_of(value)))
    except ResultError:
        return False


def _is_sex(value: Value) -> bool:
    try:
        return not is_blank(text_of(value)) and bool(sex_of(text_of(value)))
    except UnreadableError:
        return False


def tells_leaving(value: Value) -> bool:
    """Whether a cell says in a few words how somebody left."""
    text = text_of(value)
    return len(text.split()) <= _FEW_WORDS and status_of(text) is not None


def _is_status(value: Value) -> bool:
    text = text_of(value)
    return is_active(text) or standing_of(text) is not None or status_of(text) is not None
