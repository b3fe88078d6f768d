"""What a column holds that only the ones beside it tell: parts of a birth, of a name, days that follow others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chibo.exchange.lists.cells import UnreadableError, date_of, text_of
from chibo.exchange.lists.content import MOSTLY, filled, may_hold, share, tells_leaving
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.headers import column_of_header, folded
from chibo.exchange.lists.naming import ends_with

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.kinds import Kind
    from chibo.exchange.lists.sheets import Sheet

_BIRTH_PARTS: Final = ("ngay", "thang", "nam")
_WHEN = re.compile(r"(tu )?(thoi (gian|diem)|ngay|tu ngay|ngay (qd|quyet dinh)|ngay,? thang(,? nam)?|thang,? nam)")
_WHERE_TO = re.compile(r"(noi|don vi|chi bo|to chuc|dang bo)?.{0,12}chuyen (sinh hoat )?den\b(?!.*\btu\b)")
_YEAR_LATER: Final = range(330, 460)  # days from the ceremony to the official day: a year, and what offices are late
_ENOUGH: Final = 3  # pairs of days that show it


def take_birth_in_parts(proposed: list[Column], texts: Sequence[str], kind: Kind) -> None:
    """Take three columns Ngày, Tháng, Năm under a header that speaks of birth for the parts of one date."""
    said = [folded(text) for text in texts]
    for place in range(len(texts) - 2):
        three = said[place : place + 3]
        are_parts = all(text.split()[-1:] == [part] for text, part in zip(three, _BIRTH_PARTS, strict=True))
        if are_parts and all("sinh" in text for text in three) and Column.BIRTH_YEAR in kind.columns:
            proposed[place : place + 3] = [Column.BIRTH_DAY, Column.BIRTH_MONTH, Column.BIRTH_YEAR]
            return


def take_leaving(proposed: list[Column], header: Header, sheet: Sheet, on: date, kind: Kind) -> None:
    """Beside a reason of leaving, a bare "Thời gian" is the day of it, and "Nơi chuyển đến" is where to."""
    said = [folded(text) for text in header.texts]
    if Column.LEFT_WHY in kind.columns and not {Column.LEFT_WHY, Column.STATUS} & set(proposed):
        _take_reason(proposed, header, sheet, kind)
    if Column.LEFT_WHY not in proposed:
        return
    for place, text in enumerate(said):
        if proposed[place] is Column.MOVED_FROM and _WHERE_TO.match(text) and Column.MOVED_TO not in proposed:
            proposed[place] = Column.MOVED_TO
    near = sorted(range(len(said)), key=lambda place: abs(place - proposed.index(Column.LEFT_WHY)))
    if {Column.LEFT_ON, Column.STATUS_ON} & set(proposed) or Column.LEFT_ON not in kind.columns:
        return
    for place in near:
        values = [*filled(sheet, header, place)]
        if proposed[place] is Column.IGNORE and _WHEN.fullmatch(said[place]) and may_hold(Column.LEFT_ON, values, on):
            proposed[place] = Column.LEFT_ON
            return


def _take_reason(proposed: list[Column], header: Header, sheet: Sheet, kind: Kind) -> None:
    """Take a column under no telling header for the reason of leaving where its cells say little else."""
    for place, column in enumerate(proposed):
        is_free = column is Column.IGNORE and column_of_header(header.texts[place], kind) is None
        if is_free and share([*filled(sheet, header, place)], tells_leaving) > MOSTLY / 2:
            proposed[place] = Column.LEFT_WHY
            return


def take_names(proposed: list[Column], header: Header, sheet: Sheet, kind: Kind) -> None:
    """Take a column of given names beside another: for its second half where that lacks them, else for nothing."""
    if Column.FULL_NAME not in proposed or Column.SURNAME not in kind.columns:
        return
    full = proposed.index(Column.FULL_NAME)
    given = proposed.index(Column.GIVEN_NAME) if Column.GIVEN_NAME in proposed else _unnamed(full, header, sheet)
    proposed[:] = [Column.IGNORE if column in {Column.SURNAME, Column.MIDDLE_NAME} else column for column in proposed]
    if given is None:
        return
    both = [(text_of(row[full]), text_of(row[given])) for row in sheet.rows[header.first_data_row :]]
    lacking = [not ends_with(*names) for names in both if all(names)]
    if sum(lacking) > len(lacking) * MOSTLY:
        proposed[full], proposed[given] = Column.SURNAME, Column.GIVEN_NAME
    else:
        proposed[given] = Column.GIVEN_NAME if any(lacking) else Column.IGNORE  # some lack it: asked about in the row


def _unnamed(full: int, header: Header, sheet: Sheet) -> int | None:
    """The column under the same header as the names, or beside it under none, whose cells are single words."""
    after = full + 1
    if after >= len(header.texts) or header.texts[after] not in {"", header.texts[full]}:
        return None
    is_word = share([*filled(sheet, header, after)], lambda value: text_of(value).isalpha()) > MOSTLY
    return after if is_word else None


def take_official(proposed: list[Column], header: Header, sheet: Sheet, on: date, kind: Kind) -> None:
    """Take a column of dates under no telling header, each about a year after the ceremony, for the official day."""
    if Column.CEREMONY_ON not in proposed or Column.OFFICIAL_ON in proposed or Column.OFFICIAL_ON not in kind.columns:
        return
    ceremony = proposed.index(Column.CEREMONY_ON)
    for place, column in enumerate(proposed):
        if column is Column.IGNORE and column_of_header(header.texts[place], kind) is None:
            apart = [*_days_apart(sheet.rows[header.first_data_row :], ceremony, place, on)]
            year_later = sum(days in _YEAR_LATER for days in apart)
            if year_later >= _ENOUGH and year_later > len(apart) * MOSTLY:
                proposed[place] = Column.OFFICIAL_ON
                return


def _days_apart(rows: Sequence[Sequence[Value]], first: int, second: int, on: date) -> Iterator[int]:
    for row in rows:
        try:
            one, other = date_of(row[first], on), date_of(row[second], on)
        except UnreadableError:
            continue
        if one is not None and other is not None and one.is_full and other.is_full:
            yield (other.earliest - one.earliest).days
