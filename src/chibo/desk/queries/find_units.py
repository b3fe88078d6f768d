"""Organisations of the tree by their name of today and by names they bore before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.vietnamese import fold
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from uuid import UUID

    from chibo.base.access import Actor

_LEAST = 3  # letters of all words together


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFound:
    """An organisation: what it is called today, which name matched, where its page is."""

    name: str
    why: str
    address: str


def find_units(actor: Actor, asked: str, *, limit: int) -> list[UnitFound]:
    """Return the organisations in reach of whose name, today's or an earlier one, words begin with every word asked.

    In the order of the tree. One query; the names, a few thousand, are compared here, for the database folds no marks.
    """
    words = fold(asked).split()
    if sum(len(word) for word in words) < _LEAST:
        return []
    reach = Organisation.objects.filter(within(actor, Permission.VIEW_PEOPLE)).order_by(
        "scope_key", "former_states__ends_on"
    )
    found: dict[UUID, UnitFound] = {}
    for uid, now, before, until in reach.values_list("uid", "name", "former_states__name", "former_states__ends_on"):
        if uid in found:
            continue
        if _begins(now, words):
            found[uid] = UnitFound(name=now, why="tổ chức đảng", address=_page(uid))
        elif before and until and _begins(before, words):
            found[uid] = UnitFound(name=now, why=f"tên cũ “{before}”, đến {say_date(until)}", address=_page(uid))
    return list(found.values())[:limit]


def _page(uid: UUID) -> str:
    return reverse("organisation", args=[uid])


def _begins(name: str, words: list[str]) -> bool:
    told = f" {fold(name)}"
    return all(f" {word}" in told for word in words)
