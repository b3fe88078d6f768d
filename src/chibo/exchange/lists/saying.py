"""What a row says about a person, as the register's paths: nothing empty, dates only where the whole day is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from chibo.base.dates import say_date
from chibo.base.vietnamese import fold, sort_key
from chibo.exchange.lists.cells import say_partial
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.numbers import number_or_text
from chibo.law.calendar import PartialDate, add_months
from chibo.register.facts import probation_from
from chibo.register.models import Membership, Person

if TYPE_CHECKING:
    from chibo.exchange.lists.rows import Row
    from chibo.register.models import Organisation, Workplace
    from chibo.register.standing import Held

PATHS: Final[dict[Column, str]] = {
    Column.FULL_NAME: "person.full_name",
    Column.SEX: "person.sex",
    Column.BIRTH: "person.birth",
    Column.ETHNICITY: "person.ethnicity",
    Column.NATIVE_PLACE: "person.native_place",
    Column.RESIDENCE: "person.residence",
    Column.SCHOOLING: "person.schooling",
    Column.THEORY_LEVEL: "person.theory_level",
    Column.IDENTITY_NUMBER: "person.identity_number",
    Column.CARD_NUMBER: "person.card_number",
    Column.BIRTH_NAME: "background.birth_name",
    Column.OTHER_NAMES: "background.other_names",
    Column.BIRTH_PLACE: "background.birth_place",
    Column.PERMANENT_RESIDENCE: "background.permanent_residence",
    Column.RELIGION: "background.religion",
    Column.OCCUPATION_BEFORE: "background.occupation_before",
    Column.LANGUAGES: "background.languages",
    Column.FILE_NUMBER: "background.file_number",
    Column.HIRED_ON: "employment.starts_on",
    Column.POSITION: "employment.position",
    Column.DECIDED_ON: "admission.decided_on",
    Column.CEREMONY_ON: "admission.ceremony_on",
    Column.OFFICIAL_ON: "admission.official_on",
    Column.RECOGNISED_ON: "admission.recognised_on",
    Column.MOVED_IN_ON: "membership.starts_on",
    Column.MOVED_FROM: "membership.joined_from",
    Column.MOVED_TO: "membership.left_to",
}
_COLUMNS: Final = {path: column for column, path in PATHS.items()}
_MORE_LABELS: Final = {
    "membership.ends_on": "Ngày rời chi bộ",
    "membership.left_by": "Rời chi bộ vì",
    "membership.joined_by": "Vào chi bộ bằng",
    "membership.told_joining": "Ngày vào Đảng biết chưa đủ",
    "membership.was_official": "Đã chính thức khi mở sổ",
    "organisation.code": "Mã",
    "organisation.short_name": "Tên gọn",
    "organisation.place": "Địa danh",
}
_WORDS: Final[dict[str, dict[str, str]]] = {
    "person.sex": {str(value): str(label) for value, label in Person.Sex.choices},
    "membership.left_by": {str(value): str(label) for value, label in Membership.LeftBy.choices},
    "membership.joined_by": {str(value): str(label) for value, label in Membership.JoinedBy.choices},
}
_TEXT_COLUMNS: Final = tuple(column for column, path in PATHS.items() if path.startswith(("person.", "background.")))
_DAYS: Final = (Column.DECIDED_ON, Column.CEREMONY_ON, Column.OFFICIAL_ON, Column.RECOGNISED_ON)
_NUMBERS: Final = frozenset({Column.IDENTITY_NUMBER, Column.CARD_NUMBER})
_MADE_OFFICIAL: Final = (Column.OFFICIAL_ON, Column.RECOGNISED_ON)
_LATE_MONTHS: Final = 18  # our own measure, no rule: so long after the ceremony a missing date is rather forgotten
_WAYS_OUT: Final = (
    (Column.DIED_ON, Membership.LeftBy.DEATH),
    (Column.ENDED_ON, Membership.LeftBy.REMOVAL),  # or as the list says
    (Column.MOVED_OUT_ON, Membership.LeftBy.TRANSFER_OUT),
)
_HOW: Final = (
    (re.compile(r"khai tru"), Membership.LeftBy.EXPULSION),
    (re.compile(r"xin ra"), Membership.LeftBy.RESIGNATION),
    (re.compile(r"."), Membership.LeftBy.REMOVAL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row's person belongs: the organisation, its workplace, and from when its book goes."""

    organisation: Organisation
    workplace: Workplace | None
    opening: date


def label_of(path: str) -> str:
    """What a path is called on the page."""
    return LABELS[_COLUMNS[path]] if path in _COLUMNS else _MORE_LABELS.get(path, path)


def say_value(path: str, value: Any) -> str:
    """Say what stands under a path, as the page does; empty for nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, PartialDate):
        return say_partial(value)
    return _WORDS.get(path, {}).get(str(value), str(value))


def column_of(path: str) -> Column | None:
    """The column under which a path is told."""
    return _COLUMNS.get(path)


def values_of(row: Row, place: Place, one: Held | None, *, on: date, are_official: bool = False) -> dict[str, Any]:
    """Give what a row says. For somebody the register does not have, also from when they belong here.

    ``are_official``: members of long standing without an official date count as official.
    """
    said: dict[str, Any] = {PATHS[column]: row.texts[column] for column in _TEXT_COLUMNS if column in row.texts}
    for column in _NUMBERS & row.texts.keys():
        said[PATHS[column]] = number_or_text(row.texts[column])
    said |= {"person.full_name": row.name, "person.sex": row.sex, "person.birth": row.birth}
    said |= {PATHS[column]: day for column in _DAYS if (day := row.day(column)) is not None}
    if place.workplace is not None:
        said |= _work(row, place, one)
    if row.is_member:
        said |= _spell(row, place, one, on)
        said |= {"membership.was_official": True} if are_official and is_late(row, place, one, on) else {}
    if one is not None and sort_key(row.name) == bytes(one.person.sort_key or b""):
        del said["person.full_name"]  # one name in two writings
    elif one is not None and row.name.isascii() and fold(one.person.full_name) == fold(row.name):
        del said["person.full_name"]  # the list has lost the marks
    return {path: value for path, value in said.items() if value not in (None, "")}


def _work(row: Row, place: Place, one: Held | None) -> dict[str, Any]:
    has_job = one is not None and any(job.ends_on is None for job in one.employments)
    hired = row.day(Column.HIRED_ON)
    left = _left(row)
    if one is None and not left:
        hired = hired or place.opening
    said = {"employment.starts_on": hired, "employment.position": row.said(Column.POSITION)}
    return {} if left and not has_job else {path: value for path, value in said.items() if value}


def _spell(row: Row, place: Place, one: Held | None, on: date) -> dict[str, Any]:
    """How a member came and left; a spell that stands already hears only what is new."""
    said: dict[str, Any] = dict(_left(row))
    came = row.day(Column.MOVED_IN_ON)
    if came is not None:
        is_admitted = came == row.day(Column.CEREMONY_ON) and not row.said(Column.MOVED_FROM)
        how = Membership.JoinedBy.ADMISSION if is_admitted else Membership.JoinedBy.TRANSFER_IN
        said |= {"membership.starts_on": came, "membership.joined_by": how}
        said["membership.joined_from"] = row.said(Column.MOVED_FROM)
    spell = one.spell(place.organisation.pk) if one is not None else None
    ceremony = row.day(Column.CEREMONY_ON) or (
        one.admissions[-1].ceremony_on if one is not None and one.admissions else None
    )
    if spell is not None:
        partly = row.partial(Column.CEREMONY_ON)
        return said if ceremony is not None or partly is None else {**said, "membership.told_joining": partly}
    if came is None:
        said |= {"membership.starts_on": _since(row, place, ceremony), "membership.joined_by": _joined_by(row, place)}
    said["membership.told_joining"] = row.partial(Column.CEREMONY_ON)
    if _was_official(row, ceremony, on):
        said["membership.was_official"] = True
    return said


def _was_official(row: Row, ceremony: date | None, on: date) -> bool:
    """Whether a member came as official, on a day that nobody knows: by what the list knows of it, else by time."""
    if row.is_in_probation:
        return False
    if any((known := row.partial(column)) is not None and known.latest <= on for column in _MADE_OFFICIAL):
        return True
    joined = row.partial(Column.CEREMONY_ON)
    return ceremony is None and (joined is None or _is_probation_over(joined.latest, on))


def _is_probation_over(ceremony: date, on: date) -> bool:
    """Whether a probation is full by the length in force on the day of the list: of old days the rule is not known."""
    probation = probation_from(ceremony, law_of=on)
    return probation is not None and probation.result <= on


def is_late(row: Row, place: Place, one: Held | None, on: date) -> bool:
    """Whether a member comes in as on probation whose probation should be over long ago."""
    is_here = one is not None and (one.spell(place.organisation.pk) is not None or bool(one.admissions))
    is_told = not row.is_member or row.is_in_probation
    if is_here or is_told or _left(row) or any(column in row.days for column in _MADE_OFFICIAL):
        return False
    ceremony = row.day(Column.CEREMONY_ON)
    return ceremony is not None and add_months(ceremony, _LATE_MONTHS) <= on


def _since(row: Row, place: Place, ceremony: date | None) -> date:
    """The first day as a member here: hiring or the ceremony, whichever is later; else the ledger's opening."""
    hired = row.day(Column.HIRED_ON)
    if _left(row):  # the opening of the book tells nothing about who had left by then
        return ceremony or hired or place.opening
    hired = hired or place.opening
    return hired if ceremony is None else max(hired, ceremony)


def _joined_by(row: Row, place: Place) -> str:
    """Who was on the staff already when admitted in this term, was admitted here."""
    hired, ceremony = row.day(Column.HIRED_ON), row.day(Column.CEREMONY_ON)
    here = ceremony is not None and hired is not None and hired <= ceremony and ceremony >= place.opening
    return Membership.JoinedBy.ADMISSION if here else Membership.JoinedBy.OPENING


def _left(row: Row) -> dict[str, Any]:
    """How a member left: death, moving away, or out of the Party."""
    for column, way in _WAYS_OUT:
        if (day := row.day(column)) is not None:
            how = _ended_how(row) if column is Column.ENDED_ON else way
            where = row.said(Column.MOVED_TO) if how == Membership.LeftBy.TRANSFER_OUT else ""
            return {"membership.ends_on": day, "membership.left_by": how, "membership.left_to": where}
    return {}


def _ended_how(row: Row) -> str:
    how = fold(row.said(Column.ENDED_HOW)) or "xoa ten"
    return next(str(way) for pattern, way in _HOW if pattern.search(how))
