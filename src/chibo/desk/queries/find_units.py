"""Organisations of the tree by their name of today and by names they bore before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.vietnamese import fold
from chibo.register.models import Organisation

if TYPE_CHECKING:
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
    reach = Organisation.objects.filter(within(actor, Permission.VIEW_PEOPLE)).annotate(said=Cast("uid", CharField()))
    names = reach.order_by("scope_key", "former_states__ends_on").values_list(
        "said", "name", "former_states__name", "former_states__ends_on"
    )
    found: dict[str, UnitFound] = {}
    for uid, now, before, until in names:
        if uid in found:
            continue
        if len(found) == limit:
            break
        if _begins(now, words):
            found[uid] = UnitFound(name=now, why="tổ chức đảng", address=_page(uid))
        elif before and until and _begins(before, words):
            found[uid] = UnitFound(name=now, why=f"tên cũ “{before}”, đến {say_date(until)}", address=_page(uid))
    return list(found.values())


def _page(uid: str) -> str:
    return reverse("organisation", args=[UUID(uid)])  # only of what is found: making thousands takes longest of all


def _begins(name: str, words: list[str]) -> bool:
    told = f" {fold(name)}"
    return all(f" {word}" in told for word in words)
