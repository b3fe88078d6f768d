"""The rows of a sheet, read by a mapping of its columns: people with their faults, and what is no person at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import (
    UnreadableError,
    date_of,
    is_blank,
    is_yes,
    looks_like_name,
    name_of,
    sex_of,
    text_of,
)
from chibo.exchange.lists.columns import DATES, Column
from chibo.law.calendar import PartialDate, age_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.columns import Header
    from chibo.exchange.lists.sheets import Sheet

LABELS: Final[dict[Column, str]] = {
    Column.IGNORE: "(không nhập)",
    Column.FULL_NAME: "Họ và tên",
    Column.SURNAME: "Họ và tên đệm",
    Column.GIVEN_NAME: "Tên",
    Column.SEX: "Giới tính",
    Column.FEMALE: "Nữ (đánh dấu)",
    Column.BIRTH: "Ngày sinh",
    Column.BIRTH_MALE: "Ngày sinh (nam)",
    Column.BIRTH_FEMALE: "Ngày sinh (nữ)",
    Column.ETHNICITY: "Dân tộc",
    Column.NATIVE_PLACE: "Quê quán",
    Column.RESIDENCE: "Nơi ở",
    Column.POSITION: "Chức vụ, chức danh",
    Column.SCHOOLING: "Trình độ",
    Column.THEORY_LEVEL: "Lý luận chính trị",
    Column.HIRED_ON: "Ngày vào cơ quan",
    Column.IS_MEMBER: "Là đảng viên (đánh dấu)",
    Column.DECIDED_ON: "Ngày quyết định kết nạp",
    Column.CEREMONY_ON: "Ngày vào Đảng (lễ kết nạp)",
    Column.OFFICIAL_ON: "Ngày chính thức",
    Column.CARD_NUMBER: "Số thẻ đảng viên",
    Column.IDENTITY_NUMBER: "Số định danh cá nhân",
}
_NO_PERSON = re.compile(
    r"^(tong (cong|so)|tong[ :.]*(\d|$)|cong[ :.]*(\d|$)|nguoi (lap|ky)|lap bieu|thu truong|(pho )?bi thu\b|t/m\b|tm\b"
    r"|xac nhan|ghi chu|danh sach|noi nhan|trong do|an dinh)"
)
_ORDINAL = re.compile(r"\b(stt|tt|so thu tu|thu tu)\b")
_IDENTITY_DIGITS = (9, 12)
_CARD_DIGITS = (8, 12)
_ADULT = 18
_OLDEST = 1900
_FILLED, _FILLED_UNNUMBERED = 2, 3  # cells that make a row of a person, where the list has so many columns
_DAYS = (Column.HIRED_ON, Column.DECIDED_ON, Column.CEREMONY_ON, Column.OFFICIAL_ON)
_TEXTS = (
    Column.ETHNICITY,
    Column.NATIVE_PLACE,
    Column.RESIDENCE,
    Column.POSITION,
    Column.SCHOOLING,
    Column.THEORY_LEVEL,
    Column.CARD_NUMBER,
    Column.IDENTITY_NUMBER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One thing about a row: ``must`` be repaired, left empty or left out; or only looked at."""

    column: Column
    what: str
    next: str = ""
    must: bool = True

    @property
    def said(self) -> str:
        """What is wrong and what to do, as sentences."""
        end = "" if self.what.endswith("?") else "."
        return f"{self.what[:1].upper()}{self.what[1:].rstrip('.')}{end} {self.next}".strip()


@dataclass(slots=True, kw_only=True)
class Row:
    """One person of a list. ``number`` is the row as the spreadsheet counts; ``raw`` are the texts as typed."""

    number: int
    raw: dict[Column, str]
    name: str = ""
    sex: str = ""
    birth: PartialDate | None = None
    days: dict[Column, PartialDate] = field(default_factory=dict)
    texts: dict[Column, str] = field(default_factory=dict)
    is_member: bool = False
    faults: list[RowFault] = field(default_factory=list)

    def day(self, column: Column) -> date | None:
        """A date of the row where the whole day is known."""
        known = self.days.get(column)
        return known.earliest if known is not None and known.is_full else None

    def partial(self, column: Column) -> PartialDate | None:
        """A date of the row that is known only in part."""
        known = self.days.get(column)
        return known if known is not None and not known.is_full else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A row that is no person: a total, a signature, a group's title. It is shown, not hidden."""

    number: int
    text: str


def read_rows(
    sheet: Sheet,
    header: Header,
    columns: Sequence[Column],
    on: date,
    edits: Mapping[int, Mapping[Column, str]] | None = None,
) -> tuple[list[Row], list[Leftover]]:
    """Read all rows under a header; ``edits`` are cells repaired on the page. ``on``: today, no date lies after it."""
    rows: list[Row] = []
    left: list[Leftover] = []
    for place in range(header.first_data_row, len(sheet.rows)):
        cells = sheet.rows[place]
        if not any(text_of(value) for value in cells):
            continue
        values = dict(zip(columns, cells, strict=False))
        values.pop(Column.IGNORE, None)
        if _is_no_person(cells, values, header):
            left.append(Leftover(number=place + 1, text=_joined(cells)))
            continue
        values.update((edits or {}).get(place + 1, {}))
        rows.append(_row(place + 1, values, on))
    return rows, left


def _joined(cells: Sequence[Value]) -> str:
    texts = dict.fromkeys(text for value in cells if (text := text_of(value)))
    return " · ".join(texts)


def _whole_name(values: Mapping[Column, Value]) -> str:
    parts = (Column.FULL_NAME, Column.SURNAME, Column.GIVEN_NAME)
    return " ".join(text for column in parts if (text := text_of(values.get(column))))


def _is_no_person(cells: Sequence[Value], values: Mapping[Column, Value], header: Header) -> bool:
    """Tell totals, signatures, groups' titles, column numbers and repeated headers from people."""
    texts = [text_of(value) for value in cells]
    name = _whole_name(values)
    first = next(filter(None, texts))
    if not name or name.replace(" ", "").isdigit() or tuple(texts) == header.texts:
        return True
    if _NO_PERSON.search(fold(name)) or _NO_PERSON.search(fold(first)):
        return True
    filled = sum(bool(text_of(value)) for value in values.values())
    wanted = _FILLED if _is_numbered(texts, header) else _FILLED_UNNUMBERED
    return filled < min(wanted, len(values))


def _is_numbered(texts: Sequence[str], header: Header) -> bool:
    """Whether the row has its number, in a list whose rows are numbered; true where they are not."""
    places = [place for place, text in enumerate(header.texts) if _ORDINAL.search(fold(text))]
    return not places or any(texts[place] for place in places)


def _row(number: int, values: Mapping[Column, Value], on: date) -> Row:
    row = Row(number=number, raw={column: text_of(value) for column, value in values.items()})
    row.name = name_of(_whole_name(values))
    if not looks_like_name(row.name):
        row.faults.append(
            RowFault(column=Column.FULL_NAME, what=f"họ tên “{row.name}” chưa giống họ tên đầy đủ", must=False)
        )
    _sex_and_birth(row, values, on)
    for column in _DAYS:
        known = _date(row, column, values.get(column), on)
        if known is not None:
            row.days[column] = known
    for column in _TEXTS:
        said = row.raw.get(column, "")
        row.texts[column] = "" if is_blank(said) else said
    row.is_member = _is_member(row)
    row.faults.extend(_questions(row))
    return row


def _sex_and_birth(row: Row, values: Mapping[Column, Value], on: date) -> None:
    try:
        row.sex = sex_of(row.raw.get(Column.SEX, ""))
    except UnreadableError as error:
        row.faults.append(RowFault(column=Column.SEX, what=str(error)))
    if Column.FEMALE in values and not row.sex:
        row.sex = "female" if is_yes(row.raw[Column.FEMALE]) else "male"
    for column, sex in ((Column.BIRTH, ""), (Column.BIRTH_MALE, "male"), (Column.BIRTH_FEMALE, "female")):
        known = _date(row, column, values.get(column), on)
        row.birth = known or row.birth
        if sex and not is_blank(row.raw.get(column, "")):
            row.sex = row.sex or sex
    if row.birth is not None and row.birth.year < _OLDEST:
        row.faults.append(RowFault(column=Column.BIRTH, what=f"năm sinh {row.birth.year} quá xa"))


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


def _is_member(row: Row) -> bool:
    told = row.raw.get(Column.IS_MEMBER, "")
    dates = (Column.DECIDED_ON, Column.CEREMONY_ON, Column.OFFICIAL_ON)
    return is_yes(told) or any(column in row.days for column in dates) or bool(row.texts[Column.CARD_NUMBER])


def _questions(row: Row) -> Iterator[RowFault]:
    """What can be right and is worth a look."""
    ceremony = row.days.get(Column.CEREMONY_ON)
    if row.birth is not None and ceremony is not None and age_on(row.birth.earliest, ceremony.latest) < _ADULT:
        yield RowFault(column=Column.BIRTH, what=f"vào Đảng khi chưa đủ {_ADULT} tuổi", next="Kiểm tra hai ngày.")
    for column, lengths in ((Column.IDENTITY_NUMBER, _IDENTITY_DIGITS), (Column.CARD_NUMBER, _CARD_DIGITS)):
        said = row.texts[column].replace(" ", "").replace(".", "")
        if said and not (said.isdigit() and len(said) in lengths):
            digits = " hoặc ".join(str(length) for length in lengths)
            what = f"{_named(column)} “{row.texts[column]}” không đủ {digits} chữ số"
            yield RowFault(column=column, what=what, next="Có thể bảng tính đã bỏ số 0 ở đầu.", must=False)


def edited(column: Column) -> bool:
    """Whether a column's cell can be repaired on the page of faults."""
    return column in DATES or column in {Column.SEX, Column.FULL_NAME}
