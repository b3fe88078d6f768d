"""The census of the whole installation, kept in memory and renewed for whoever an act may have touched.

A large unit has too many spells to read them for a page. They are kept as they were at a line of the log; before every
look the lines written since are asked for, and the people of their organisations are read anew. Every act writes a line
into the log of its organisation in its own transaction (ADR 0006, 0013), so nothing that was written is missed: an act
of the installation, or on the tree, has everything read anew. Nothing is kept outside the memory of the process.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from chibo.base.audit import INSTALLATION
from chibo.base.models import AuditEntry
from chibo.register.models import Membership, Organisation, Person
from chibo.register.queries import below
from chibo.register.tree import below_then, keys_then, standing_on
from chibo.reports.queries.statistics.census import Census, Row, read, read_under, read_where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

LARGE: Final = 3_000  # spells; a unit with fewer is read for each look
LOOKED_BACK: Final = 500  # lines: one whose transaction was still open when later lines were seen is met among them
_MANY: Final = 5_000  # people; to read more one by one takes longer than to read everybody
_AT_ONCE: Final = 500  # people asked for in one query
_TREE: Final = ("register.", "exchange.", "desk.")
_NO_MEMBERS: Final = ("accounts.", "base.", "documents.", "reports.")  # these rooms cannot write members


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """The spells of everybody as they were when these lines were the last of the log."""

    lines: Mapping[int, str]  # the last lines: number → seal
    census: Census


@dataclass(frozen=True, slots=True)
class _Since:
    """What was written since: the organisations whose people are read anew, or everything."""

    chains: frozenset[str]
    is_everything: bool


_lock = Lock()
_standing: list[_Standing] = []  # at most one
_put_back_last: list[tuple[Census, dict[str, str], Census]] = []  # at most one


def census_of(unit: Organisation) -> Census:
    """Give the spells of a unit and of everything under it, as they are now.

    Four queries for a small unit. For a large one two, and a few more where something was written since the last look.
    """
    spells = Membership.objects.filter(below(unit)).order_by()
    if spells[: LARGE + 1].count() <= LARGE:
        return read_under(unit)
    with _lock:
        return _renewed().census


def census_then(unit: Organisation, on: date) -> tuple[Organisation, Census]:
    """Give a unit as it stood on a day, and the spells of it and everything under it in the tree of that day.

    One query more than :func:`census_of` where nothing has changed since the day, a few more where something has.
    """
    then = standing_on(unit, on)
    keys = keys_then(on) if then.as_of == on else {}
    if not keys:
        return then, census_of(unit)
    here = below_then(then, on)
    if Membership.objects.filter(here).order_by()[: LARGE + 1].count() <= LARGE:
        return then, read_where(here).then(keys)
    with _lock:
        return then, _put_back(_renewed().census, keys)


def _put_back(census: Census, keys: dict[str, str]) -> Census:
    """The kept census in the tree of another day; the last one asked for is remembered."""
    if not _put_back_last or _put_back_last[0][0] is not census or _put_back_last[0][1] != keys:
        _put_back_last[:] = [(census, keys, census.then(keys))]
    return _put_back_last[0][2]


def forget() -> None:
    """Forget the kept census: the next look reads everybody."""
    with _lock:
        _standing.clear()
        _put_back_last.clear()


def _renewed() -> _Standing:
    """The kept census brought up to the last line of the log; the lines are read first, so that none is missed."""
    before = _standing[0] if _standing else None
    lines = _lines(before)
    since = _since(before, lines)
    if before is None or since.is_everything:
        census = _everybody()
    else:
        census = _changed(before.census, since.chains) if since.chains else before.census
    made = _Standing(lines=_seals(lines), census=census)
    _standing[:] = [made]
    return made


def _everybody() -> Census:
    """Read everybody. What is kept this long is put out of the sight of the collector of garbage.

    The rows of a province are a million objects that hold no cycles; to look through them again and again took longer
    than most tables.
    """
    gc.unfreeze()
    was_on = gc.isenabled()
    gc.disable()
    try:
        census = Census(chain.from_iterable(read(Membership.objects.all()).values()))
    finally:
        if was_on:
            gc.enable()
    gc.collect()
    gc.freeze()
    return census


def _lines(before: _Standing | None) -> list[tuple[int, str, str, str, str]]:
    """The last lines of the log, from some way before the last one known."""
    if before is None or not before.lines:
        newest = AuditEntry.objects.order_by("-pk")[:LOOKED_BACK]
        return list(newest.values_list("pk", "hash", "chain", "action", "subject_type"))
    first = max(before.lines) - LOOKED_BACK
    newer = AuditEntry.objects.filter(pk__gt=first).order_by("pk")
    return list(newer.values_list("pk", "hash", "chain", "action", "subject_type"))


def _seals(lines: Iterable[tuple[int, str, str, str, str]]) -> Mapping[int, str]:
    return {number: seal for number, seal, *_ in lines}


def _since(before: _Standing | None, lines: Iterable[tuple[int, str, str, str, str]]) -> _Since:
    """What the lines that are new say; where a known line is gone, another database lies here (a restored backup)."""
    if before is None:
        return _Since(frozenset(), is_everything=True)
    told = list(lines)
    now, first = _seals(told), max(before.lines, default=0) - LOOKED_BACK
    gone = any(now.get(number) != seal for number, seal in before.lines.items() if number > first)
    is_other = gone or (bool(now) and not before.lines)
    new = [line for line in told if line[0] not in before.lines and not line[3].startswith(_NO_MEMBERS)]
    is_wide = any(place == INSTALLATION or _is_of_the_tree(action, subject) for *_, place, action, subject in new)
    return _Since(frozenset(line[2] for line in new), is_everything=is_other or is_wide)


def _is_of_the_tree(action: str, subject: str) -> bool:
    """Whether an act may have moved an organisation; a meeting or a paper of one does not."""
    return subject == "register.organisation" and action.startswith(_TREE)


def _changed(before: Census, chains: frozenset[str]) -> Census:
    """The rows with those people read anew who are, or ever were, in one of some organisations or below it."""
    units = list(Organisation.objects.filter(uid__in=chains))
    if not units:
        return _everybody()
    here, kept = Q(), Q()
    for unit in units:
        here |= below(unit)
        kept |= below(unit, field="scope_key")
    touched = {number for unit in units for number in before.column("person", unit)}
    touched |= set(Membership.objects.filter(here).order_by().values_list("person_id", flat=True))
    touched |= set(Person.objects.filter(kept).order_by().values_list("pk", flat=True))
    if len(touched) > _MANY:
        return _everybody()
    return before.changed(touched, chain.from_iterable(_read_some(touched).values()))


def _read_some(people: set[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    numbers = sorted(people)
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found |= read(Membership.objects.filter(person__in=some), some=some)
    return found
