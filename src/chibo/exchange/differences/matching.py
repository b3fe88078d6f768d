"""Who of a list is who of the register: by number, by name with birth or joining day, else by a like name.

Like names are compared only within one given name and one birth date, so that a long list stays quick. Where two fit,
nobody is chosen: the row is told as unclear.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.exchange.differences.sides import Entry

_ALIKE: Final = 88  # of 100, beside the same given name and the same whole birth date
CARD, IDENTITY, BIRTH = "số thẻ", "số định danh", "họ tên và ngày sinh"
JOINED, LIKE = "họ tên và ngày vào Đảng", "ngày sinh và tên gần giống"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One person on both sides, and by what they were found."""

    here: Entry
    there: Entry
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A row of the list that fits nobody for sure: whom it may mean, and why nobody was chosen."""

    there: Entry
    perhaps: tuple[Entry, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Everybody of both sides, sorted out."""

    met: tuple[Met, ...]
    only_there: tuple[Entry, ...]
    only_here: tuple[Entry, ...]
    unclear: tuple[Unclear, ...]


class _Register:
    """The people of the register in blocks."""

    def __init__(self, people: Iterable[Entry]) -> None:
        self.cards: dict[str, list[Entry]] = defaultdict(list)
        self.identities: dict[str, list[Entry]] = defaultdict(list)
        self.births: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.joined: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.names: dict[str, list[Entry]] = defaultdict(list)
        self.like: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for one in people:
            key, birth = one.name_key, one.values["birth"]
            for blocks, value in ((self.cards, one.values["card_number"]), (self.identities, _identity(one))):
                if value:
                    blocks[value].append(one)
            self.names[key].append(one)
            if _is_whole(one.values["joined"]):
                self.joined[key, one.values["joined"]].append(one)
            if birth:
                self.births[key, birth].append(one)
                self.like[key.rpartition(" ")[2], birth].append(one)


def _identity(one: Entry) -> str:
    return one.values["identity_number"]


def match(people: Iterable[Entry], rows: Iterable[Entry]) -> Matched:
    """Sort out who is who. A person is met once: a second row for the same person is unclear."""
    pool = tuple(people)
    register, met, only, unclear = _Register(pool), [], [], []
    taken: dict[int, Entry] = {}
    for row in rows:
        found, by, why = _find(register, row)
        if len(found) == 1 and not why and found[0].pk in taken:
            why = f"{taken[found[0].pk].row_said} của tệp cũng là người này"
        if why or len(found) > 1:
            unclear.append(Unclear(there=row, perhaps=found, why=why or f"có {len(found)} người trùng {by}"))
        elif found:
            taken[found[0].pk] = row
            met.append(Met(here=found[0], there=row, by=by))
        else:
            only.append(row)
    maybe = {one.pk for each in unclear for one in each.perhaps}
    rest = tuple(one for one in pool if one.pk not in taken and one.pk not in maybe)
    return Matched(met=tuple(met), only_there=tuple(only), only_here=rest, unclear=tuple(unclear))


def _find(register: _Register, row: Entry) -> tuple[tuple[Entry, ...], str, str]:
    """Whom a row may be, by what, and why that is not sure."""
    by_card = register.cards.get(row.values["card_number"], [])
    by_identity = register.identities.get(_identity(row), [])
    if by_card and by_identity and not {one.pk for one in by_card} & {one.pk for one in by_identity}:
        return (*by_card, *by_identity), "", "số thẻ là của người này, số định danh là của người kia"
    for found, by in ((by_card, CARD), (by_identity, IDENTITY)):
        if found:
            return tuple(found), by, ""
    key, birth = row.name_key, row.values["birth"]
    for found, by in (
        (register.births.get((key, birth), []), BIRTH),
        (register.joined.get((key, row.values["joined"]), []), JOINED),
    ):
        if found:
            return tuple(found), by, ""
    if birth:
        near = [one for one in register.like.get((key.rpartition(" ")[2], birth), []) if _alike(one, key)]
        if near:
            return tuple(near), LIKE, ""
    found = [one for one in register.names.get(key, []) if _may_be(one, birth)]
    return tuple(found), "", "trùng họ tên, ngày sinh chưa đủ để biết" if found else ""


def _alike(one: Entry, key: str) -> bool:
    return fuzz.ratio(one.name_key, key) >= _ALIKE


def _may_be(one: Entry, birth: str) -> bool:
    """Whether the births do not speak against it: one is not known, or says less than the other."""
    known = one.values["birth"]
    return not known or not birth or known.endswith(f"-{birth}") or birth.endswith(f"-{known}")


def _is_whole(day: str) -> bool:
    return day.count("-") == 2  # noqa: PLR2004 - day, month and year
