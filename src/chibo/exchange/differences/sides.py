"""The two sides of a comparison in one shape: a list of the national database, and the register on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.base.vietnamese import fold, name_keys, sort_key
from chibo.documents.wording import short_day
from chibo.exchange.lists.columns import best_sheet, find_header, guess
from chibo.exchange.lists.composite import status_of
from chibo.exchange.lists.fields import NAMES, Column
from chibo.exchange.lists.kinds import Makes
from chibo.exchange.lists.leaving import is_gone
from chibo.exchange.lists.numbers import number_or_text
from chibo.exchange.lists.rows import read_rows
from chibo.exchange.lists.sheets import read_sheets
from chibo.register.models import Admission, Background, Correction, Membership
from chibo.register.queries import below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.kinds import Kind
    from chibo.exchange.lists.rows import Row
    from chibo.exchange.lists.sheets import Sheet
    from chibo.register.models import Organisation, Person

MOST: Final = 20_000
"""Rows compared in one request; a longer list is compared unit by unit."""

FIELDS: Final[dict[str, tuple[str, Column]]] = {
    "full_name": ("Họ và tên", Column.FULL_NAME),
    "birth_name": ("Họ và tên khai sinh", Column.BIRTH_NAME),
    "sex": ("Giới tính", Column.SEX),
    "birth": ("Ngày sinh", Column.BIRTH),
    "ethnicity": ("Dân tộc", Column.ETHNICITY),
    "religion": ("Tôn giáo", Column.RELIGION),
    "native_place": ("Quê quán", Column.NATIVE_PLACE),
    "identity_number": ("Số định danh cá nhân", Column.IDENTITY_NUMBER),
    "card_number": ("Số thẻ đảng viên", Column.CARD_NUMBER),
    "joined": ("Ngày vào Đảng", Column.CEREMONY_ON),
    "official": ("Ngày chính thức", Column.OFFICIAL_ON),
}
"""What is compared, in this order: the words, and the column of a list that says it."""

_SEXES: Final = {"female": "nữ", "male": "nam"}
_NUMBERS: Final = ("card_number", "identity_number")
_STATUS: Final = re.compile(r"^(trang thai|tinh trang)( hoat dong| sinh hoat| dang vien| dang| hien nay| hien tai)*$")
_WAYS: Final = {
    Column.DIED_ON: "đã từ trần",
    Column.MOVED_OUT_ON: "đã chuyển đi",
    Column.ENDED_ON: "đã ra khỏi Đảng",
}
_TELL_STATUS: Final = frozenset({Column.STATUS, *_WAYS, Column.DIED, Column.MOVED_OUT, Column.ENDED})
_HOW_HERE: Final[dict[str, Column]] = {
    Membership.LeftBy.DEATH: Column.DIED_ON,
    Membership.LeftBy.TRANSFER_OUT: Column.MOVED_OUT_ON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person on one side: where, the words of each field, what the search goes by.

    ``number`` is the row of the list, ``sheet`` its table where it has several, ``tells`` what that table tells of;
    ``uid`` the person here; ``left`` says how and since when somebody is no more a member on that side, ``way`` the
    same in one word for both, where it is known; ``proved`` are the fields that
    were set right here with a proof.
    """

    values: dict[str, str]
    number: int = 0
    sheet: str = ""
    tells: frozenset[str] = field(default_factory=frozenset)
    pk: int = 0
    uid: str = ""
    unit: str = ""
    left: str = ""
    way: str = ""
    proved: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The name in use."""
        return self.values["full_name"]

    @property
    def row_said(self) -> str:
        """Where the list has the person."""
        return f"dòng {self.number}, bảng “{self.sheet}”" if self.sheet else f"dòng {self.number}"

    @property
    def name_key(self) -> str:
        """The folded name."""
        return name_keys(self.name).name_key

    @property
    def order(self) -> bytes:
        """What sorts by name."""
        return sort_key(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """A list as it was read: what it is, which tables of the file, its people, which fields it tells of."""

    title: str
    tables: tuple[str, ...]
    people: tuple[Entry, ...]
    fields: tuple[str, ...]
    left_out: int
    tells_status: bool = False


def there(name: str, content: bytes, on: date) -> There:
    """Read a list of members: every table of the file that can be seen and names people.

    Raises ``FaultyError``: what cannot be read, no names, too many rows.
    """
    tables = [table for each in _tables(read_sheets(name, content)) if (table := _table(*each, on)) is not None]
    if not tables:
        then = "Dùng tệp xuất từ cơ sở dữ liệu đảng viên, hoặc sổ 7-HSĐV, có dòng tiêu đề."
        raise FaultyError([Fault(what="Không thấy cột họ tên trong tệp.", next=then, field="file")])
    if sum(len(table.sheet.rows) - table.header.first_data_row for table in tables) > MOST:
        what = f"Tệp có hơn {MOST:,} dòng.".replace(",", ".")
        raise FaultyError([Fault(what=what, next="Tách theo từng đảng bộ rồi đối chiếu từng tệp.", field="file")])
    people: list[Entry] = []
    left_out, tells_status = 0, False
    for table in tables:
        found, left = _read(table, on, is_alone=len(tables) == 1)
        before = {_said(one) for one in people}  # a table of all together says anew what those of the cells say
        people += [one for one in found if _said(one) not in before]
        left_out += left
        tells_status = tells_status or bool(_TELL_STATUS & set(table.columns))
    return There(
        title="; ".join(dict.fromkeys(table.kind.title for table in tables)),
        tables=tuple(table.sheet.name for table in tables) if len(tables) > 1 else (),
        people=tuple(people),
        fields=tuple(key for key in FIELDS if any(key in one.tells for one in people)),
        left_out=left_out,
        tells_status=tells_status,
    )


def _read(table: _Table, on: date, *, is_alone: bool) -> tuple[list[Entry], int]:
    """The people of a table, and how many of its rows are none."""
    rows, left = read_rows(table.sheet, table.header, table.columns, on, kind=table.kind)
    told = {column for row in rows for column in row.raw}
    tells = frozenset(key for key, (_, column) in FIELDS.items() if column in told or key == "full_name")
    sheet = "" if is_alone else table.sheet.name
    return [_of_row(row, sheet, tells) for row in rows if row.name], len(left)


def _said(one: Entry) -> tuple[str, ...]:
    return (*one.values.values(), one.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    sheet: Sheet
    header: Header
    kind: Kind
    columns: tuple[Column, ...]


def _tables(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Header]]:
    """Every table that can be seen and has a header; else what :func:`best_sheet` would begin with."""
    found = [(one, header) for one in sheets if not one.hidden and (header := find_header(one)) is not None]
    return found or [best_sheet(sheets)]


def _table(sheet: Sheet, header: Header, on: date) -> _Table | None:
    """What a table is; nothing where it names no people."""
    kind, columns = guess(sheet, header, on)
    names_people = bool(set(columns) & NAMES) and kind.makes is Makes.PERSON
    if not names_people:
        return None
    return _Table(sheet=sheet, header=header, kind=kind, columns=_with_status(header, columns))


def _with_status(header: Header, columns: Sequence[Column]) -> tuple[Column, ...]:
    """Read a column of the status also in a list whose kind has no place for it: nothing of it is entered here."""
    found = list(columns)
    if Column.STATUS not in found:
        for place, (column, text) in enumerate(zip(columns, header.texts, strict=False)):
            if column is Column.IGNORE and _STATUS.search(fold(text)):
                found[place] = Column.STATUS
                break
    return tuple(found)


def _of_row(row: Row, sheet: str, tells: frozenset[str]) -> Entry:
    days = {key: row.days.get(FIELDS[key][1]) for key in ("joined", "official")}
    values = {
        "full_name": row.name,
        "sex": _SEXES.get(row.sex, ""),
        "birth": short_day(row.birth) or row.raw.get(Column.BIRTH, ""),
        **{key: short_day(day) or row.raw.get(FIELDS[key][1], "") for key, day in days.items()},
        **{
            key: row.texts.get(FIELDS[key][1], "")
            for key in ("birth_name", "ethnicity", "religion", "native_place", *_NUMBERS)
        },
    }
    values.update({key: number_or_text(values[key]) for key in _NUMBERS})
    unit = row.texts.get(Column.ORGANISATION, "")
    way, left = _left_there(row)
    return Entry(values=values, number=row.number, sheet=sheet, unit=unit, tells=tells, left=left, way=way)


def _left_there(row: Row) -> tuple[str, str]:
    """How the list says somebody left, in one word and in words with the day; empty of who is there."""
    if not is_gone(row):
        return "", ""
    told = row.raw.get(Column.STATUS, "")
    by_status = status_of(told)
    ways = (by_status,) if by_status is not None else tuple(_WAYS)
    way = next((one for one in ways if one in row.days or row.raw.get(one)), by_status)
    if way is None:
        return "", "đã rời"
    day = short_day(row.days.get(way))
    said = told if by_status is not None else _WAYS[way]
    return way.value, f"{said[:1].lower()}{said[1:]}{f' từ {day}' if day else ''}"


def here(actor: Actor, organisation: Organisation, on: date) -> tuple[Entry, ...]:
    """The members of an organisation and below, those who left too, for who may see closed fields. Four queries."""
    reach = within(actor, Permission.VIEW_SENSITIVE, field="organisation__scope_key")
    begun = Membership.objects.filter(reach, below(organisation), starts_on__lte=on)
    spells = {one.person_id: one for one in begun.select_related("person", "organisation").order_by("starts_on", "pk")}
    people = begun.values("person")
    joined = Admission.objects.filter(person__in=people, ceremony_on__lte=on).order_by("ceremony_on")
    admissions = {one.person_id: one for one in joined}
    lives = {one.person_id: one for one in Background.objects.filter(person__in=people)}
    proved = _proved(Correction.objects.filter(person__in=people).values_list("person_id", "field"))
    return tuple(
        Entry(
            values=_values(spell.person, spell, admissions.get(key), lives.get(key) or Background(), on),
            pk=key,
            uid=str(spell.person.uid),
            unit=spell.organisation.name,
            left=(left := _left(spell, on)),
            way=_HOW_HERE.get(spell.left_by, Column.ENDED_ON).value if left else "",
            proved=frozenset(proved.get(key, ())),
        )
        for key, spell in spells.items()
    )


def _proved(rows: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, name in rows:
        found[key].add(name)
    return found


def _values(
    person: Person, spell: Membership, admission: Admission | None, life: Background, on: date
) -> dict[str, str]:
    official = admission.official_on if admission is not None and admission.official_on else None
    told = short_day(spell.told_joining) or ""
    return {
        "full_name": person.full_name,
        "birth_name": life.birth_name,
        "sex": _SEXES.get(person.sex, ""),
        "birth": short_day(person.birth) or "",
        "ethnicity": person.ethnicity,
        "religion": life.religion,
        "native_place": person.native_place,
        "identity_number": number_or_text(person.identity_number),
        "card_number": number_or_text(person.card_number),
        "joined": say_date(admission.ceremony_on) if admission is not None else told,
        "official": say_date(official) if official is not None and official <= on else "",
    }


def _left(spell: Membership, on: date) -> str:
    if spell.ends_on is None or spell.ends_on > on:
        return ""
    return f"{spell.get_left_by_display()} từ {say_date(spell.ends_on)}"
