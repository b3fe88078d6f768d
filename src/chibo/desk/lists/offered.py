"""Which lists somebody may take out today, in the groups of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission
from chibo.desk.lists.national import NOT_KEPT
from chibo.desk.lists.papers import LIST_PAPERS
from chibo.desk.lists.rooms import ROOMS
from chibo.desk.lists.sheets import AWARENESS, LISTS, NEW_MEMBER, persons_to_card, persons_to_send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_SIGNED: Final = (
    ("lop-nhan-thuc", ("cong-van-lop-nhan-thuc", "lop-nhan-thuc"), "lop-nhan-thuc"),
    ("lop-dang-vien-moi", ("cong-van-lop-dang-vien-moi", "lop-dang-vien-moi"), "lop-dang-vien-moi"),
    ("phat-the", ("1-tdv", "1a-tdv"), "phat-the"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedList:
    """A list that is signed: how many stand on it today, its papers, and its workbook where somebody may take it."""

    title: str
    count: int
    papers: tuple[tuple[str, str], ...]
    workbook: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the page offers to one person."""

    signed: tuple[SignedList, ...]
    merged: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str], ...]
    not_kept: str
    may_register: bool


def lists_offered(actor: Actor, organisation: Organisation, on: date) -> Offered:
    """Return the lists an actor may take out of an organisation on a day."""
    may = {right for right in Permission if actor.may(right, organisation.scope_key)}
    signed = {each for _, _, each in _SIGNED}
    return Offered(
        signed=tuple(_signed(actor, organisation, on, may)) if Permission.MAKE_PAPERS in may else (),
        merged=tuple(
            (kind, each.title)
            for kind, each in LISTS.items()
            if each.permission in may and kind not in {*signed, *ROOMS, "ra-soat-2025"}
        ),
        tables=tuple(
            (kind, each.title)
            for kind, each in ROOMS.items()
            if each.permission in may and (each.is_there is None or each.is_there(organisation))
        ),
        not_kept="; ".join(NOT_KEPT),
        may_register=Permission.VIEW_SENSITIVE in may,
    )


def _signed(actor: Actor, organisation: Organisation, on: date, may: set[Permission]) -> Iterator[SignedList]:
    counts = {
        "lop-nhan-thuc": len(persons_to_send(actor, organisation, on, AWARENESS)),
        "lop-dang-vien-moi": len(persons_to_send(actor, organisation, on, NEW_MEMBER)),
        "phat-the": len(persons_to_card(organisation, on)),
    }
    for kind, papers, workbook in _SIGNED:
        yield SignedList(
            title=LISTS[kind].title,
            count=counts[kind],
            papers=tuple((each, LIST_PAPERS[each].title) for each in papers),
            workbook=workbook if LISTS[workbook].permission in may else "",
        )
