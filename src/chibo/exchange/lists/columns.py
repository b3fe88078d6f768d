"""Where the header is, under titles and merged cells, and what each column holds: by its header and by its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import UnreadableError, bare_name, date_of, is_blank, looks_like_name, sex_of, text_of
from chibo.exchange.lists.composite import says_two_days
from chibo.exchange.lists.fields import DATES, NAMES, Column
from chibo.exchange.lists.habits import day_first
from chibo.exchange.lists.headers import column_of_header, folded
from chibo.exchange.lists.kinds import KINDS, PEOPLE, Kind, Makes
from chibo.exchange.lists.phones import is_phone
from chibo.exchange.lists.years import ResultError, grade_of, year_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.sheets import Sheet


_JOINED = dict.fromkeys(map(ord, " '’-"))
_JOINING = frozenset({Column.CEREMONY_ON, Column.OFFICIAL_ON})
_BORN = {Column.FEMALE: Column.BIRTH_FEMALE, Column.MALE: Column.BIRTH_MALE}
_GROUP = re.compile(r"(?:[IVX]+|\d+|[A-Z])[.)]\s")  # the title of the first group of rows
_BIRTH_PARTS = ("ngay", "thang", "nam")
_UNDER = (frozenset(_BIRTH_PARTS), frozenset({"nam", "nu"}))  # what stands under the title of a group of columns
_WHEN = re.compile(r"(tu )?(thoi (gian|diem)|ngay|tu ngay|ngay,? thang(,? nam)?|thang,? nam)")
_WHERE_TO = re.compile(r"(noi|don vi|chi bo|to chuc|dang bo)?.{0,12}chuyen (sinh hoat )?den\b(?!.*\btu\b)")
_SAMPLES = 40
_MOSTLY = 0.6
_PEOPLES = frozenset(
    re.split(
        " ",
        "kinh tay thai hoa muong nung mong hmong dao giang giarai ede bana xodang sanchay sandiu cham hre raglai mnong "
        "xtieng khmu khomu tho giay lahu lao lu lolo mang pathen khang xinhmun hanhi sila cong phula boy lachi colao",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a sheet: its first row, how many rows it takes, and the text over each column."""

    row: int
    height: int
    texts: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        """The row after the header."""
        return self.row + self.height


def find_header(sheet: Sheet) -> Header | None:
    """Find the header under titles: the one or two rows whose texts name most columns, a name among them."""
    best: tuple[int, int, int] = (0, 0, 0)
    for row in range(sheet.first_row, len(sheet.top)):
        for height in (1, 2):
            score = 0 if _holds_data(sheet, row, height) else _most_named(header_texts(sheet, row, height))
            score += bool(score) and height > 1 and _is_divided(sheet, row)
            best = max(best, (score, -height, -row))
    score, height, row = best[0], -best[1], -best[2]
    if score < 2:  # noqa: PLR2004 - a title may speak of names; a header speaks of something else too
        return None
    return Header(row=row, height=height, texts=header_texts(sheet, row, height))


def _is_divided(sheet: Sheet, row: int) -> bool:
    """Whether the row under a header divides some of its columns: Nam, Nữ; Ngày, Tháng, Năm."""
    rows = sheet.top[row : row + 2]
    said = {folded(text_of(below)) for above, below in zip(rows[0], rows[-1], strict=True) if above != below}
    return any(parts <= said for parts in _UNDER) and _most_named(header_texts(sheet, row, 1)) > 1


def _most_named(texts: Sequence[str]) -> int:
    """How many columns the texts name in the words of one kind; nothing where no name is among them."""
    found = ({column for text in texts if (column := column_of_header(text, kind))} for kind in KINDS.values())
    fitting = (named & set(kind.columns) for named, kind in zip(found, KINDS.values(), strict=True))
    return max((len(named) for named in fitting if named & NAMES), default=0)


def _holds_data(sheet: Sheet, row: int, height: int) -> bool:
    """Whether a row of people was taken into the header: dates and numbers do not stand in headers."""
    rows = sheet.top[row : row + height]
    last = [text for value in rows[-1] if (text := text_of(value))]
    if height > 1 and len(last) == 1 and _GROUP.match(last[0]):
        return True
    return any(
        not isinstance(value, str | None) and not year_in(text_of(value)) for cells in rows for value in cells
    ) or any(re.search(r"\d{1,2}[-/.]\d", text_of(value)) for cells in rows for value in cells)


def best_sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, Header]:
    """The sheet to begin with: the longest with a header; else the longest, its first row taken for the header."""
    sheets = [sheet for sheet in sheets if not sheet.hidden] or sheets  # a hidden one only where there is no other
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet)) is not None]
    if found:
        return max(found, key=lambda pair: len(pair[0].rows) - pair[1].first_data_row)
    longest = max(sheets, key=lambda sheet: len(sheet.rows) - sheet.first_row)
    first = longest.first_row
    return longest, Header(row=first, height=1, texts=header_texts(longest, first, 1))


def header_texts(sheet: Sheet, row: int, height: int) -> tuple[str, ...]:
    """Join the rows of a header column by column; a merged cell's text is not said twice.

    A group's title that was typed over its first column only, without merging cells, is said over the others too.
    """
    rows = (sheet.top if row + height <= len(sheet.top) else sheet.rows)[row : row + height]
    texts, group = [], ""
    for column in range(len(sheet.rows[0])):
        parts = [text_of(cells[column]) for cells in rows]
        above, below = parts[0], parts[-1]
        group = above if above and below and above != below else group if below and not above else ""
        texts.append(" ".join(dict.fromkeys(part for part in (group, *parts) if part)))
    return tuple(texts)


def samples(sheet: Sheet, header: Header, column: int, count: int = 5) -> tuple[Value, ...]:
    """Give the first values of a column that say something; groups' titles and numbers of columns say nothing."""
    return tuple(_filled(sheet, header, column))[:count]


def _filled(sheet: Sheet, header: Header, column: int) -> Iterator[Value]:
    for row in sheet.rows[header.first_data_row : header.first_data_row + _SAMPLES]:
        texts = [text for value in row if (text := text_of(value))]
        if text_of(row[column]) and len(texts) > min(1, len(row) - 1) and not all(text.isdigit() for text in texts):
            yield row[column]


def guess(sheet: Sheet, header: Header, on: date) -> tuple[Kind, tuple[Column, ...]]:
    """Tell which kind of list a sheet is, by its columns and its title rows, with what each column holds."""
    heading = folded(" ".join((sheet.name, *_title_texts(sheet, header))))
    best_people = propose(sheet, header, on)
    best, columns, most = PEOPLE, best_people, 0
    for kind in KINDS.values():
        proposed = propose(sheet, header, on, kind)
        if not all(group & set(proposed) for group in kind.needs):
            continue
        if kind.makes is Makes.ORGANISATION and Column.FULL_NAME in best_people:
            continue  # people with a column of their cells
        alike = kind.likeness(proposed, heading)
        if alike > most:
            best, columns, most = kind, proposed, alike
    return best, columns


def _title_texts(sheet: Sheet, header: Header) -> Iterator[str]:
    for row in (sheet.top or sheet.rows)[: header.row]:
        yield from dict.fromkeys(text for value in row if (text := text_of(value)))


def propose(sheet: Sheet, header: Header, on: date, kind: Kind = PEOPLE) -> tuple[Column, ...]:
    """Propose what each column holds: its header if the content does not speak against it, else the content."""
    proposed: list[Column] = []
    for place, text in enumerate(header.texts):
        values = [*_filled(sheet, header, place)]
        named = column_of_header(text, kind)
        if named is not Column.IGNORE and named not in kind.columns:
            named = None
        if named is Column.FULL_NAME and named in proposed and "khai sinh" in folded(text):
            named = Column.BIRTH_NAME
        if named is not None:
            named = _by_both(named, values, on, kind)
        column = named if named is not None and _may_hold(named, values, on) else None
        if column is None and named is None:
            column = _by_content(values)
        fits = column in kind.columns and (column not in proposed or column is Column.GRADE)
        proposed.append(column if column is not None and fits else Column.IGNORE)
    if Column.BIRTH_MALE in proposed and not {Column.BIRTH_FEMALE, Column.FEMALE, Column.BIRTH} & set(proposed):
        proposed[proposed.index(Column.BIRTH_MALE)] = Column.BIRTH  # of men alone there is no column
    _take_birth_in_parts(proposed, header.texts, kind)
    _take_leaving(proposed, header, sheet, on, kind)
    if Column.FULL_NAME in proposed:  # a list with whole names may have a column of given names beside it
        split = {Column.SURNAME, Column.GIVEN_NAME}
        proposed = [Column.IGNORE if column in split else column for column in proposed]
    return tuple(proposed)


def _by_both(named: Column, values: Sequence[Value], on: date, kind: Kind) -> Column:
    """Tell what a column holds whose content is of another shape than its header tells."""
    if named in _JOINING and _share(values, _says_two_days) > _MOSTLY / 2 and Column.JOINED in kind.columns:
        return Column.JOINED
    if named is Column.IS_MEMBER and _share(values, lambda value: _is_day(value, on)) > _MOSTLY:
        return Column.CEREMONY_ON  # who is a member, and since when
    if named in _BORN and _share(values, lambda value: _is_day(value, on)) > _MOSTLY:
        return _BORN[named]
    return named


def _take_birth_in_parts(proposed: list[Column], texts: Sequence[str], kind: Kind) -> None:
    """Take three columns Ngày, Tháng, Năm under a header that speaks of birth for the parts of one date."""
    said = [folded(text) for text in texts]
    for place in range(len(texts) - 2):
        three = said[place : place + 3]
        are_parts = all(text.split()[-1:] == [part] for text, part in zip(three, _BIRTH_PARTS, strict=True))
        if are_parts and all("sinh" in text for text in three) and Column.BIRTH_YEAR in kind.columns:
            proposed[place : place + 3] = [Column.BIRTH_DAY, Column.BIRTH_MONTH, Column.BIRTH_YEAR]
            return


def _take_leaving(proposed: list[Column], header: Header, sheet: Sheet, on: date, kind: Kind) -> None:
    """Beside a reason of leaving, a bare "Thời gian" is the day of it, and "Nơi chuyển đến" is where to."""
    if Column.LEFT_WHY not in proposed:
        return
    said = [folded(text) for text in header.texts]
    for place, text in enumerate(said):
        if proposed[place] is Column.MOVED_FROM and _WHERE_TO.match(text) and Column.MOVED_TO not in proposed:
            proposed[place] = Column.MOVED_TO
    near = sorted(range(len(said)), key=lambda place: abs(place - proposed.index(Column.LEFT_WHY)))
    if {Column.LEFT_ON, Column.STATUS_ON} & set(proposed) or Column.LEFT_ON not in kind.columns:
        return
    for place in near:
        values = [*_filled(sheet, header, place)]
        if proposed[place] is Column.IGNORE and _WHEN.fullmatch(said[place]) and _may_hold(Column.LEFT_ON, values, on):
            proposed[place] = Column.LEFT_ON
            return


def _may_hold(column: Column, values: Sequence[Value], on: date) -> bool:
    if column in DATES:
        return not values or _share(values, lambda value: _is_date(value, on)) >= _MOSTLY / 2
    if column is Column.GRADE:
        return not values or _share(values, _is_grade) >= _MOSTLY / 2
    if column is Column.IDENTITY_NUMBER:
        return _share(values, lambda value: is_phone(text_of(value))) <= _MOSTLY
    if column is Column.FULL_NAME:
        return _share(values, lambda value: looks_like_name(bare_name(text_of(value)))) >= _MOSTLY / 2
    return True


def _by_content(values: Sequence[Value]) -> Column | None:
    """Guess a column without a telling header; only what content shows beyond doubt."""
    if not values:
        return None
    tests: tuple[tuple[Column, Callable[[Value], bool]], ...] = (
        (Column.SEX, _is_sex),
        (Column.ETHNICITY, lambda value: fold(text_of(value)).translate(_JOINED) in _PEOPLES),
        (Column.FULL_NAME, lambda value: looks_like_name(bare_name(text_of(value)))),
    )
    return next((column for column, test in tests if _share(values, test) > _MOSTLY), None)


def _share(values: Sequence[Value], test: Callable[[Value], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0


def _is_day(value: Value, on: date) -> bool:
    """Whether a cell is a date and no tick: 1 and x are none."""
    return len(text_of(value)) > 1 and _is_date(value, on)


def _is_date(value: Value, on: date) -> bool:
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


def _says_two_days(value: Value) -> bool:
    return isinstance(value, str) and says_two_days(value)


def _is_sex(value: Value) -> bool:
    try:
        return not is_blank(text_of(value)) and bool(sex_of(text_of(value)))
    except UnreadableError:
        return False
