"""The kinds of organisation an installation starts with. Kinds are rows: later regulations rename them (208-QĐ/TW)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum, unique
from typing import TypedDict

from chibo.base.vietnamese import text_key
from chibo.register.models import OrganisationKind


@unique
class Kind(StrEnum):
    """Codes of the kinds that the program itself speaks of; an installation may hold others."""

    CELL = "cell"
    GRASSROOTS_CELL = "grassroots_cell"
    SUBORDINATE_CELL = "subordinate_cell"
    SECTION_CELL = "section_cell"
    GRASSROOTS_CHAPTER = "grassroots_chapter"
    SECTION_CHAPTER = "section_chapter"
    SUPERIOR_COMMITTEE = "superior_committee"
    DISTRICT_CHAPTER = "district_chapter"
    COMMUNE_CHAPTER = "commune_chapter"
    PROVINCE_CHAPTER = "province_chapter"


class _Shape(TypedDict, total=False):
    name: str
    is_cell: bool
    is_grassroots: bool
    has_section_committee: bool
    has_base_committee: bool
    from_day: date
    until_day: date


_TWO_LEVELS = date(2025, 7, 1)  # local government of two levels: no districts, new communes (statistics.md 3)

KINDS: dict[str, _Shape] = {
    Kind.CELL: {"name": "Chi bộ", "is_cell": True},
    Kind.GRASSROOTS_CELL: {"name": "Chi bộ cơ sở", "is_cell": True, "is_grassroots": True},
    Kind.SUBORDINATE_CELL: {"name": "Chi bộ trực thuộc đảng ủy cơ sở", "is_cell": True, "has_base_committee": True},
    Kind.SECTION_CELL: {
        "name": "Chi bộ trực thuộc đảng ủy bộ phận",
        "is_cell": True,
        "has_section_committee": True,
        "has_base_committee": True,
    },
    Kind.GRASSROOTS_CHAPTER: {"name": "Đảng bộ cơ sở", "is_grassroots": True},
    Kind.SECTION_CHAPTER: {"name": "Đảng bộ bộ phận"},
    Kind.SUPERIOR_COMMITTEE: {"name": "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng"},
    Kind.DISTRICT_CHAPTER: {"name": "Đảng bộ huyện, quận, thị xã, thành phố thuộc tỉnh", "until_day": _TWO_LEVELS},
    Kind.COMMUNE_CHAPTER: {"name": "Đảng bộ xã, phường, đặc khu", "from_day": _TWO_LEVELS},
    Kind.PROVINCE_CHAPTER: {"name": "Đảng bộ tỉnh, thành phố"},
}


def kind_of(code: str) -> OrganisationKind | None:
    """Give the row of a kind; a kind of the program's own list is written when first asked for."""
    shape = KINDS.get(code)
    if shape is None:
        return OrganisationKind.objects.filter(code=code).first()
    return OrganisationKind.objects.get_or_create(code=code, defaults=shape)[0]


def kinds_on(on: date) -> list[tuple[str, str]]:
    """Codes and names of the kinds of a day: the program's own list, then what the installation holds besides."""
    own = {code: (shape["name"], shape.get("from_day"), shape.get("until_day")) for code, shape in KINDS.items()}
    rows = sorted(OrganisationKind.objects.all(), key=lambda row: (text_key(row.name), row.code))
    held = {row.code: (row.name, row.from_day, row.until_day) for row in rows}
    return [
        (str(code), name)
        for code, (name, first, until) in {**own, **held}.items()
        if (first is None or first <= on) and (until is None or on < until)
    ]
