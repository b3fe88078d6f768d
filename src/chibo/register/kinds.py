"""The kinds of organisation an installation starts with. Kinds are rows: later regulations rename them (208-QĐ/TW)."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TypedDict

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


class _Shape(TypedDict, total=False):
    name: str
    is_cell: bool
    is_grassroots: bool
    has_section_committee: bool
    has_base_committee: bool


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
}


def kind_of(code: str) -> OrganisationKind | None:
    """Give the row of a kind; a kind of the program's own list is written when first asked for."""
    shape = KINDS.get(code)
    if shape is None:
        return OrganisationKind.objects.filter(code=code).first()
    return OrganisationKind.objects.get_or_create(code=code, defaults=shape)[0]
