"""The two sides of a comparison in one shape: a list of the national database, and the register on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.base.vietnamese import name_keys, sort_key
from chibo.documents.wording import short_day
from chibo.exchange.lists.columns import best_sheet, guess
from chibo.exchange.lists.fields import NAMES, Column
from chibo.exchange.lists.rows import read_rows
from chibo.exchange.lists.sheets import read_sheets
from chibo.register.models import Admission, Background, Correction, Membership
from chibo.register.queries import below

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.exchange.lists.rows import Row
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person on one side: where, the words of each field, what the search goes by.

    ``number`` is the row of the list; ``uid`` the person here; ``left`` says since when somebody is no more a member
    here; ``proved`` are the fields that were set right here with a proof.
    """

    values: dict[str, str]
    number: int = 0
    pk: int = 0
    uid: str = ""
    unit: str = ""
    left: str = ""
    proved: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The name in use."""
        return self.values["full_name"]

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
    """A list as it was read: what it is, its people, which fields it tells of."""

    title: str
    people: tuple[Entry, ...]
    fields: tuple[str, ...]
    left_out: int


def there(name: str, content: bytes, on: date) -> There:
    """Read a list of members. Raises ``FaultyError``: what cannot be read, no names, too many rows."""
    sheet, header = best_sheet(read_sheets(name, content))
    kind, columns = guess(sheet, header, on)
    if not set(columns) & NAMES:
        then = "Dùng tệp xuất từ cơ sở dữ liệu đảng viên, hoặc sổ 7-HSĐV, có dòng tiêu đề."
        raise FaultyError([Fault(what="Không thấy cột họ tên trong tệp.", next=then, field="file")])
    if len(sheet.rows) - header.first_data_row > MOST:
        what = f"Tệp có hơn {MOST:,} dòng.".replace(",", ".")
        raise FaultyError([Fault(what=what, next="Tách theo từng đảng bộ rồi đối chiếu từng tệp.", field="file")])
    rows, left = read_rows(sheet, header, columns, on, kind=kind)
    told = {column for row in rows for column in row.raw}
    fields = tuple(key for key, (_, column) in FIELDS.items() if column in told or key == "full_name")
    people = tuple(_of_row(row) for row in rows if row.name)
    return There(title=kind.title, people=people, fields=fields, left_out=len(left))


def _of_row(row: Row) -> Entry:
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
    values.update({key: digits(values[key]) for key in _NUMBERS})
    return Entry(values=values, number=row.number, unit=row.texts.get(Column.ORGANISATION, ""))


def digits(text: str) -> str:
    """A number as it is compared: without blanks and dots; what is no number stays as it is."""
    plain = "".join(text.split()).replace(".", "")
    return plain if plain.isdigit() else text.strip()


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
            left=_left(spell, on),
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
        "identity_number": digits(person.identity_number),
        "card_number": digits(person.card_number),
        "joined": say_date(admission.ceremony_on) if admission is not None else told,
        "official": say_date(official) if official is not None and official <= on else "",
    }


def _left(spell: Membership, on: date) -> str:
    if spell.ends_on is None or spell.ends_on > on:
        return ""
    return f"{spell.get_left_by_display()} từ {say_date(spell.ends_on)}"
