"""The rows of a sheet, read by a mapping of its columns: each with all its faults at once; and what is no row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import (
    UnreadableError,
    date_of,
    is_blank,
    is_in_probation,
    is_man,
    is_member,
    is_no,
    is_no_member,
    is_woman,
    names_member,
    sex_of,
    sexes_of,
    text_of,
)
from chibo.exchange.lists.composite import (
    BIRTH_PARTS,
    PLACE_PARTS,
    birth_of,
    is_composite,
    leaving_of,
    parts_of,
    places_of,
)
from chibo.exchange.lists.fields import DATES, LABELS, Column
from chibo.exchange.lists.habits import as_above, day_first, is_month_first, with_exchanged
from chibo.exchange.lists.kinds import PEOPLE, Kind, Makes
from chibo.exchange.lists.naming import group_noted, read_name, whole_name
from chibo.exchange.lists.numbers import IDENTITY_DIGITS, card_digits, digits
from chibo.exchange.lists.official import ethnic_groups
from chibo.exchange.lists.phones import leave_phones_out
from chibo.exchange.lists.row import Leftover, Row, RowFault
from chibo.exchange.lists.standing import group_below, group_over
from chibo.exchange.lists.units import are_units_in_blocks, unit_before, unit_titled
from chibo.exchange.lists.years import ResultError, grade_of, kind_code_of, result_of, year_in
from chibo.law.calendar import PartialDate, age_on
from chibo.law.reading import rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.sheets import Sheet
    from chibo.exchange.lists.standing import Group

__all__ = ["Leftover", "Reading", "Row", "RowFault", "edited", "read_rows"]

_TOTALS = (  # with their marks, or typed without any: Tòng Công and An Đình are families' names
    r"(tổng (cộng|số)|người (lập|ký)|lập biểu|thủ trưởng|(phó )?bí thư|t/m|tm|xác nhận|ghi chú|danh sách|nơi nhận"
    r"|trong đó|ấn định)\b|(tổng|cộng)[ :.]*(\d|$)"
)
_NO_PERSON = re.compile(f"{_TOTALS}|{fold(_TOTALS)}", re.IGNORECASE)
_NO_NAME = re.compile(r"(đảng viên|dang vien)\b", re.IGNORECASE)  # the title of a group, typed where names stand
_NOTES = re.compile(r"ghi chu|chu thich")
_PERSONAL: Final = frozenset(
    {Column.SEX, Column.FEMALE, Column.MALE, Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE, Column.BIRTH_YEAR}
)
_NO_FAITH: Final = frozenset({"khong", "khong theo", "khong co"})
_ORDINAL = re.compile(r"\b(stt|tt|so thu tu|thu tu|so tt)\b")
_OLDEST = 1900
_FILLED, _FILLED_UNNUMBERED = 2, 3  # cells that make a row of a person, where the list has so many columns
_BIRTHS: Final = ((Column.BIRTH, ""), (Column.BIRTH_MALE, "male"), (Column.BIRTH_FEMALE, "female"))
_DAYS: Final = tuple(column for column in Column if column in DATES and column not in dict(_BIRTHS))
_SPLIT: Final = frozenset({Column.SURNAME, Column.MIDDLE_NAME, Column.GIVEN_NAME})
_READ_OTHERWISE: Final = (
    DATES
    | PLACE_PARTS
    | frozenset(BIRTH_PARTS)
    | {column for column in Column if is_composite(column)}
    | _SPLIT
    | {Column.IGNORE, Column.FULL_NAME, Column.SEX, Column.FEMALE, Column.MALE}
    | {Column.IS_MEMBER, Column.YEAR, Column.GRADE, Column.RESULT, Column.STATUS, Column.ORG_KIND}
)
_TEXTS: Final = tuple(column for column in Column if column not in _READ_OTHERWISE)
_MEMBER_DATES: Final = (Column.DECIDED_ON, Column.CEREMONY_ON, Column.OFFICIAL_ON, Column.RECOGNISED_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the rows of a sheet are read: as which kind, by which columns, on which day."""

    header: Header
    columns: tuple[Column, ...]
    kind: Kind
    on: date
    years: tuple[tuple[int, int], ...] = ()  # of a list of reviews: place of a column of grades → its year
    year: int = 0  # the year of the whole list, from its title
    ordinals: tuple[int, ...] = ()  # places of columns that number the rows
    notes: tuple[int, ...] = ()  # places of columns of notes, which do not come in
    sexes: Mapping[str, str] = field(default_factory=dict)  # what a header says its digits mean
    has_ticks: bool = True  # somebody is ticked in the columns of women and men; without, they say nothing of anybody


def read_rows(
    sheet: Sheet,
    header: Header,
    columns: Sequence[Column],
    on: date,
    edits: Mapping[int, Mapping[Column, str]] | None = None,
    kind: Kind = PEOPLE,
    exchanged: Collection[int] = (),
) -> tuple[list[Row], list[Leftover]]:
    """Read all rows under a header; ``edits`` are cells repaired on the page. ``on``: today, no date lies after it.

    ``exchanged``: columns whose dates have day and month the wrong way round (``lists.habits``).
    Rows under a title that names an organisation belong there, unless they name another themselves.
    """
    rows: list[Row] = []
    left: list[Leftover] = []
    how = _reading(sheet, header, columns, on, kind)
    is_turned = is_month_first(sheet, header.first_data_row, columns)
    above: Sequence[Value] = ()
    unit, group = unit_before(sheet, header), group_over(sheet, header)
    in_blocks = are_units_in_blocks(sheet, header, columns)
    for place in range(header.first_data_row, len(sheet.rows)):
        cells = as_above(with_exchanged(sheet.rows[place], exchanged), above, columns)
        texts = [text_of(value) for value in cells]
        if not any(texts):
            continue
        said = _said(columns, texts)
        if _is_no_row(texts, said, how):
            left.append(_leftover(place + 1, texts))
            unit, group = left[-1].unit or unit, group_below(group, texts)
            continue
        above = cells
        values = _values(columns, cells, is_turned=is_turned)
        if Column.ORGANISATION in kind.columns:
            unit = _belonging(said, unit, in_blocks=in_blocks)
        repaired = (edits or {}).get(place + 1, {})
        row = _row(place + 1, {**values, **repaired}, _repaired(said, repaired), texts, how)
        row.group, row.before = row.group or _noted(texts, how) or group, {one: said.get(one, "") for one in repaired}
        rows.append(row)
    return rows, left


def _said(columns: Sequence[Column], texts: Sequence[str]) -> dict[Column, str]:
    said: dict[Column, str] = dict(zip(columns, texts, strict=False))
    said.pop(Column.IGNORE, None)
    return said


def _repaired(said: dict[Column, str], repaired: Mapping[Column, str]) -> dict[Column, str]:
    """Put repaired cells in; a repaired name is whole, though it stood in two columns."""
    if repaired.get(Column.FULL_NAME):
        said = {column: text for column, text in said.items() if column not in _SPLIT}
    return {**said, **repaired}


def _noted(texts: Sequence[str], how: Reading) -> Group | None:
    """What a column of notes says of leaving, of being exempt or a guest; no other note is read."""
    found = (group_noted(texts[place]) for place in how.notes)
    return next(filter(None, found), None)


def _belonging(said: dict[Column, str], unit: str, *, in_blocks: bool) -> str:
    """Say of a row that names no organisation what stands over it; give what stands over the next row."""
    own = said.get(Column.ORGANISATION, "")
    if is_blank(own):
        said.update({Column.ORGANISATION: unit} if unit else {})
        return unit
    return own if in_blocks else unit


def _leftover(number: int, texts: Sequence[str]) -> Leftover:
    said = dict.fromkeys(filter(None, texts))
    return Leftover(number=number, text=" · ".join(said), unit=unit_titled(said))


def _values(columns: Sequence[Column], cells: Sequence[Value], *, is_turned: bool) -> dict[Column, Value]:
    values: dict[Column, Value] = dict(zip(columns, cells, strict=False))
    if is_turned:
        values |= {column: day_first(value) for column, value in values.items() if column in DATES}
    return values


def _reading(sheet: Sheet, header: Header, columns: Sequence[Column], on: date, kind: Kind) -> Reading:
    above = " ".join(text_of(value) for row in sheet.rows[: header.row] for value in row[:1] if value)
    years = tuple(
        (place, year)
        for place, column in enumerate(columns)
        if column is Column.GRADE and (year := year_in(header.texts[place] if place < len(header.texts) else ""))
    )
    whole = year_in(f"{above} {sheet.name}") if kind.makes in {Makes.GRADE, Makes.COMMITMENT} else 0
    ordinals = tuple(place for place, text in enumerate(header.texts) if _ORDINAL.search(fold(text)))
    said = dict(zip(columns, header.texts, strict=False))
    return Reading(
        header=header,
        columns=tuple(columns),
        kind=kind,
        on=on,
        years=years,
        year=whole,
        ordinals=ordinals,
        notes=_places_of_notes(header, columns),
        sexes=sexes_of(said.get(Column.SEX, "")),
        has_ticks=any(is_woman(text) for text in _texts_under(sheet, header, columns, Column.FEMALE)),
    )


def _places_of_notes(header: Header, columns: Sequence[Column]) -> tuple[int, ...]:
    texts = zip(header.texts, columns, strict=False)
    return tuple(
        place for place, (text, column) in enumerate(texts) if column is Column.IGNORE and _NOTES.match(fold(text))
    )


def _texts_under(sheet: Sheet, header: Header, columns: Sequence[Column], column: Column) -> Iterator[str]:
    place = columns.index(column) if column in columns else None
    return (text_of(row[place]) for row in sheet.rows[header.first_data_row :] if place is not None)


def _is_no_row(texts: Sequence[str], said: Mapping[Column, str], how: Reading) -> bool:
    """Tell totals, signatures, groups' titles, column numbers and repeated headers from rows."""
    name = said.get(Column.ORG_NAME) or whole_name(said) or said.get(Column.TWO_NAMES, "")
    first = next(filter(None, texts))
    if not name or name.replace(" ", "").isdigit() or tuple(texts) == how.header.texts:
        return True
    if (
        _NO_PERSON.match(name)
        or _NO_NAME.match(name)
        or (first != name and _NO_PERSON.match(first) and not _tells_of_somebody(said))
    ):
        return True
    filled = sum(bool(text) for column, text in zip(how.columns, texts, strict=False) if column is not Column.IGNORE)
    wanted = _FILLED if _is_numbered(texts, how.ordinals) else _FILLED_UNNUMBERED
    return filled < min(wanted, len(said))


def _tells_of_somebody(said: Mapping[Column, str]) -> bool:
    """Whether a row says of whom it names what totals and signatures never say: a birth, a sex."""
    return any(not is_blank(said.get(column, "")) for column in _PERSONAL)


def _is_numbered(texts: Sequence[str], places: Sequence[int]) -> bool:
    """Whether the row has its number, in a list whose rows are numbered; true where they are not."""
    return not places or any(texts[place] for place in places)


def _row(number: int, values: dict[Column, Value], said: dict[Column, str], texts: Sequence[str], how: Reading) -> Row:
    _spread(values, said)
    row = Row(number=number, raw=said)
    if how.kind.makes is Makes.ORGANISATION:
        _organisation(row, values, how)
        return row
    read_name(row, values.get(Column.FULL_NAME))
    _sex_and_birth(row, values, how)
    _days_and_texts(row, values, how.on)
    leave_phones_out(row)
    row.is_member = how.kind.are_members or (not how.kind.opens_case and _is_member(row, how.on))
    row.faults.extend(_questions(row, how.on))
    _of_a_year(row, texts, how)
    return row


def _spread(values: dict[Column, Value], said: dict[Column, str]) -> None:
    """Put what composite cells and places in parts say under its own columns; a column of its own goes before."""
    for column in [column for column in said if is_composite(column)]:
        written = values.get(column)
        for part, text in parts_of(column, str(written) if isinstance(written, str) else said[column]).items():
            if not said.get(part):
                said[part] = text
                values[part] = text
    for column, text in (*places_of(said), *birth_of(said)):
        if not said.get(column):
            said[column] = values[column] = text
    for column, told in [*leaving_of(said)]:
        said[column], values[column] = said[told], values.get(told)


def _days_and_texts(row: Row, values: Mapping[Column, Value], on: date) -> None:
    for column in _DAYS:
        if column in row.raw and (known := _date(row, column, values.get(column), on)) is not None:
            row.days[column] = known
    for column in _TEXTS:
        said = row.raw.get(column)
        if said and (not is_blank(said) or (column is Column.RELIGION and fold(said).strip(" .") in _NO_FAITH)):
            row.texts[column] = said  # of no religion is an answer; 2-HSĐV asks for it
    if Column.ETHNICITY in row.texts:
        row.texts[Column.ETHNICITY] = ethnic_groups().spelled(row.texts[Column.ETHNICITY])


def _sex_and_birth(row: Row, values: Mapping[Column, Value], how: Reading) -> None:
    told = row.raw.get(Column.SEX, "")
    try:
        row.sex = how.sexes.get(told) or sex_of(told)
    except UnreadableError as error:
        row.faults.append(RowFault(column=Column.SEX, what=str(error)))
    _ticked_sex(row, how)
    for column, sex in _BIRTHS:
        if column not in row.raw:
            continue
        known = _date(row, column, values.get(column), how.on)
        row.birth = known or row.birth
        if sex and not is_blank(row.raw[column]):
            row.sex = row.sex or sex
    if row.birth is not None and row.birth.year < _OLDEST:
        row.faults.append(RowFault(column=Column.BIRTH, what=f"năm sinh {row.birth.year} quá xa"))


def _ticked_sex(row: Row, how: Reading) -> None:
    """Read one column of ticks for women, or two; where nobody is ticked, the column says nothing of anybody."""
    woman, man = row.raw.get(Column.FEMALE, ""), row.raw.get(Column.MALE, "")
    if row.sex or not how.has_ticks or not {Column.FEMALE, Column.MALE} & row.raw.keys():
        return
    told = {"female": is_woman(woman), "male": is_man(man)}
    if sum(told.values()) == 1:
        row.sex = next(sex for sex, is_told in told.items() if is_told)
    elif Column.MALE not in row.raw and is_no(woman):
        row.sex = "male"
    elif woman or man:
        what = f"“{woman or man}”: cột này chỉ đánh dấu x, mỗi người một ô"
        row.faults.append(RowFault(column=Column.SEX, what=what, next="Ghi giới tính: nam hoặc nữ."))


def _date(row: Row, column: Column, value: Value, on: date) -> PartialDate | None:
    try:
        known = date_of(value, on)
    except UnreadableError as error:
        row.faults.append(RowFault(column=column, what=f"{_named(column)}: {error}", next="Sửa ô này hoặc để trống."))
        return None
    if known is not None and known.earliest > on:
        what = f"{_named(column)} ({row.raw[column]}) ở sau hôm nay ({say_date(on)})"
        row.faults.append(RowFault(column=column, what=what, next="Sửa ô này hoặc để trống."))
        return None
    return known


def _named(column: Column) -> str:
    return LABELS[column][:1].lower() + LABELS[column][1:]


def _is_member(row: Row, on: date) -> bool:
    told = row.raw.get(Column.IS_MEMBER, "")
    is_shown = any(column in row.days for column in _MEMBER_DATES) or names_member(row.said(Column.PARTY_POST))
    if not (is_member(told) or is_no_member(told) or is_shown):
        _since_when(row, told, on)
        is_shown = Column.CEREMONY_ON in row.days
    row.is_in_probation = is_in_probation(told) or is_in_probation(row.said(Column.PARTY_POST))
    return is_member(told) or is_shown or bool(row.said(Column.CARD_NUMBER))


def _since_when(row: Row, told: str, on: date) -> None:
    """Read a day in the column of members as the day of the ceremony; anything else must be said more clearly."""
    try:
        day = date_of(told, on)
    except UnreadableError:
        day = None
    if day is not None and day.earliest <= on:
        row.days.setdefault(Column.CEREMONY_ON, day)
        return
    what = f"“{told}”: chưa rõ là đảng viên hay quần chúng"
    then = "Ghi x cho đảng viên, để trống cho quần chúng."
    row.faults.append(RowFault(column=Column.IS_MEMBER, what=what, next=then, stops=True))


def _questions(row: Row, on: date) -> Iterator[RowFault]:
    """What can be right and is worth a look."""
    ceremony = row.days.get(Column.CEREMONY_ON)
    if row.birth is not None and ceremony is not None:
        yield from _too_young(row.birth, ceremony, on)
    for column, lengths in ((Column.IDENTITY_NUMBER, IDENTITY_DIGITS), (Column.CARD_NUMBER, card_digits(on))):
        said = digits(row.said(column))
        if said and lengths and not (said.isdigit() and len(said) in lengths):
            many = " hoặc ".join(str(length) for length in lengths)
            what = f"{_named(column)} “{row.texts[column]}” không đủ {many} chữ số"
            lost = "0" + said if said.isdigit() and len(said) + 1 in lengths else ""
            then = "Có thể bảng tính đã bỏ số 0 ở đầu."
            yield RowFault(column=column, what=what, next=then, must=False, suggestion=lost)


def _too_young(birth: PartialDate, ceremony: PartialDate, on: date) -> Iterator[RowFault]:
    """By the law of the ceremony; where it is not known, the age of today is only a reason to look at both dates."""
    then = rulebook().find("age.min", ceremony.latest)
    least = then or rulebook().find("age.min", on)
    if least is None or age_on(birth.earliest, ceremony.latest) >= least.number:
        return
    what = f"vào Đảng khi chưa đủ {least.number} tuổi"
    look = "Kiểm tra hai ngày." if then else "Kiểm tra hai ngày; chưa có căn cứ về tuổi vào Đảng của ngày ấy."
    yield RowFault(column=Column.BIRTH, what=what, next=look, must=then is not None)


def _of_a_year(row: Row, texts: Sequence[str], how: Reading) -> None:
    """Read the year and what it brought, of lists of reviews and commitments."""
    if how.kind.makes is Makes.PERSON:
        return
    row.year = year_in(row.raw.get(Column.YEAR, "")) or how.year
    if how.kind.makes is Makes.COMMITMENT:
        handed = row.days.get(Column.HANDED_ON)
        row.year = row.year or (handed.year if handed else 0)
        _read(row, Column.RESULT, lambda text: setattr(row, "code", result_of(text)))
    elif how.years:
        for place, year in how.years:
            _read(row, Column.GRADE, partial(_grade, row, year), texts[place])
    elif row.year:
        _read(row, Column.GRADE, partial(_grade, row, row.year))
    if not row.year and not how.years:
        what = "chưa rõ năm nào"
        row.faults.append(RowFault(column=Column.YEAR, what=what, next="Ghi năm vào ô bên.", stops=True))


def _grade(row: Row, year: int, text: str) -> None:
    if grade := grade_of(text):
        row.grades[year] = grade


def _read(row: Row, column: Column, put: Callable[[str], None], text: str | None = None) -> None:
    try:
        put(row.raw.get(column, "") if text is None else text)
    except ResultError as error:
        row.faults.append(RowFault(column=column, what=str(error), next="Sửa ô này hoặc bỏ qua dòng."))


def _organisation(row: Row, values: Mapping[Column, Value], how: Reading) -> None:
    row.name = row.raw.get(Column.ORG_NAME, "")
    row.name_key = fold(row.name)
    _days_and_texts(row, values, how.on)
    told = row.raw.get(Column.ORG_KIND, "") or row.name
    row.code = kind_code_of(told)
    if not row.code:
        what = f"chưa rõ “{told}” là loại tổ chức nào"
        row.faults.append(
            RowFault(column=Column.ORG_KIND, what=what, next="Ghi: chi bộ, chi bộ cơ sở, đảng bộ cơ sở…", stops=True)
        )


def edited(column: Column) -> bool:
    """Whether a column's cell can be repaired on the page of faults."""
    return column in DATES or column in _EDITED


_EDITED: Final = frozenset(
    {
        Column.SEX,
        Column.FULL_NAME,
        Column.IS_MEMBER,
        Column.LEFT_WHY,
        Column.IDENTITY_NUMBER,
        Column.CARD_NUMBER,
        Column.ORGANISATION,
        Column.YEAR,
        Column.GRADE,
        Column.RESULT,
        Column.ORG_NAME,
        Column.ORG_KIND,
        Column.ORG_PARENT,
    }
)
