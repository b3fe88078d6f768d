"""Where the header is, under titles and merged cells, and what each column holds: by its header and by its content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chibo.exchange.lists.beside import take_birth_in_parts, take_leaving, take_names, take_official
from chibo.exchange.lists.book import Header
from chibo.exchange.lists.cells import text_of
from chibo.exchange.lists.composite import says_two_days
from chibo.exchange.lists.content import MOSTLY, by_content, filled, is_day, may_hold, share
from chibo.exchange.lists.fields import NAMES, Column
from chibo.exchange.lists.headers import column_of_header, folded
from chibo.exchange.lists.kinds import KINDS, PEOPLE, Kind, Makes
from chibo.exchange.lists.years import year_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.sheets import Sheet

__all__ = ["Header", "best_sheet", "find_header", "guess", "header_texts", "propose", "samples"]

_JOINING = frozenset({Column.CEREMONY_ON, Column.OFFICIAL_ON})
_BORN = {Column.FEMALE: Column.BIRTH_FEMALE, Column.MALE: Column.BIRTH_MALE}
_GROUP = re.compile(r"(?:[IVX]+|\d+|[A-Z])[.)]\s")  # the title of the first group of rows
_BIRTH_PARTS = ("ngay", "thang", "nam")
_UNDER = (frozenset(_BIRTH_PARTS), frozenset({"nam", "nu"}))  # what stands under the title of a group of columns


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
    """Whether the row under a header divides some of its columns: Nam, Nữ; Ngày, Tháng, Năm; 2016, 2017."""
    rows = sheet.top[row : row + 2]
    said = {folded(text_of(below)) for above, below in zip(rows[0], rows[-1], strict=True) if above != below}
    years = {year for text in said if (year := year_in(text)) and len(text.split()) <= len(_BIRTH_PARTS)}
    is_divided = any(parts <= said for parts in _UNDER) or len(years) > 1
    return is_divided and _most_named(header_texts(sheet, row, 1)) > 1


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
    return tuple(filled(sheet, header, column))[:count]


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
        values = [*filled(sheet, header, place)]
        named = column_of_header(text, kind)
        if named is not Column.IGNORE and named not in kind.columns:
            named = Column.IGNORE if named is Column.PARTY_POST else None
        if named is Column.FULL_NAME and named in proposed and "khai sinh" in folded(text):
            named = Column.BIRTH_NAME
        if named is not None:
            named = _by_both(named, values, on, kind)
        column = named if named is not None and may_hold(named, values, on) else None
        if column is None and named is None:
            column = by_content(values)
        fits = column in kind.columns and (column not in proposed or column is Column.GRADE)
        proposed.append(column if column is not None and fits else Column.IGNORE)
    if Column.BIRTH_MALE in proposed and not {Column.BIRTH_FEMALE, Column.FEMALE, Column.BIRTH} & set(proposed):
        proposed[proposed.index(Column.BIRTH_MALE)] = Column.BIRTH  # of men alone there is no column
    take_birth_in_parts(proposed, header.texts, kind)
    take_leaving(proposed, header, sheet, on, kind)
    take_names(proposed, header, sheet, kind)
    take_official(proposed, header, sheet, on, kind)
    return tuple(proposed)


def _by_both(named: Column, values: Sequence[Value], on: date, kind: Kind) -> Column:
    """Tell what a column holds whose content is of another shape than its header tells."""
    if (
        named in _JOINING
        and share(values, lambda value: isinstance(value, str) and says_two_days(value)) > MOSTLY / 2
        and Column.JOINED in kind.columns
    ):
        return Column.JOINED
    if named is Column.IS_MEMBER and share(values, lambda value: is_day(value, on)) > MOSTLY:
        return Column.CEREMONY_ON  # who is a member, and since when
    if named in _BORN and share(values, lambda value: is_day(value, on)) > MOSTLY:
        return _BORN[named]
    return named


def _says_two_days(value: Value) -> bool:
    return isinstance(value, str) and says_two_days(value)
