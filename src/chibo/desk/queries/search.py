"""Tìm kiếm: people, papers, meetings, rules and pages, each with why it was found; only what one may see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.vietnamese import fold, normalise_name
from chibo.desk import addresses
from chibo.desk.queries.find_pages import find_help, find_pages
from chibo.desk.queries.find_people import PAGE, find_people
from chibo.desk.queries.find_records import find_meetings, find_papers, paper_number
from chibo.desk.queries.find_units import find_units
from chibo.desk.queries.find_words import parts
from chibo.desk.queries.law import rules_named
from chibo.development.queries.boxes import labels_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.queries.find_people import PeopleFound
    from chibo.desk.queries.find_records import RecordFound
    from chibo.register.models import Organisation

_MOST = 20
_MOST_RULES = 5
_SHORTEST = 4
_LABEL = re.compile(r"\bHS[- ]?(\d{1,6})\b", re.IGNORECASE)
OWN, ELSEWHERE = "Người", "Người ở đơn vị khác"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: its name, where it is, and why it matched."""

    sort: str
    text: str
    why: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found; ``after`` names where more people follow. ``words`` are the folded words asked."""

    found: tuple[Found, ...]
    words: tuple[str, ...] = ()
    after: str = ""


def search(actor: Actor, organisation: Organisation, on: date, asked: str, *, after: str = "") -> Results:
    """Search people, papers, meetings, rules and pages for a text typed with or without marks; people come first.

    People of other organisations in reach follow those of one's own; ``after`` gives the next page of people, and of
    nothing else. A label of a box is read back by its number (HS-0007), as a scanner types it.
    """
    text = normalise_name(asked)
    if not text:
        return Results(found=())
    words = tuple(fold(word) for word in parts(text.replace("-", " ")))
    number = paper_number(text)
    if number is not None and number[1]:  # nobody is called 7-NQ
        papers = _records("Văn bản", find_papers(actor, organisation, text, limit=_MOST))
        return Results(found=(*papers, *_rules(actor, on, text)), words=words)
    people = find_people(actor, organisation, on, text, after=after, limit=PAGE)
    found = [*_people(people)]
    if not after:
        found = [*_labelled(actor, organisation, text), *found]
        found += [*_units(actor, text)]
        found += _records("Văn bản", find_papers(actor, organisation, text, limit=_MOST))
        found += _records("Cuộc họp", find_meetings(actor, organisation, text, limit=_MOST))
        found += [*_rules(actor, on, text), *_pages(actor, text)]
    return Results(found=tuple(found), words=words, after=people.after)


def _people(found: PeopleFound) -> Iterator[Found]:
    for one in found.people:
        sort = OWN if one.is_own else ELSEWHERE
        yield Found(sort=sort, text=one.person.full_name, why=one.why, address=addresses.person(one.person))


def _units(actor: Actor, text: str) -> Iterator[Found]:
    for one in find_units(actor, text, limit=_MOST):
        yield Found(sort="Tổ chức đảng", text=one.name, why=one.why, address=one.address)


def _records(sort: str, records: list[RecordFound]) -> Iterator[Found]:
    for one in records:
        yield Found(sort=sort, text=one.text, why=one.why, address=one.address)


def _rules(actor: Actor, on: date, text: str) -> Iterator[Found]:
    if len(text) < _SHORTEST:
        return
    for page in rules_named(actor, on, text, limit=_MOST_RULES):
        address = reverse("law_figure", args=[page.key])
        yield Found(sort="Quy định", text=page.name, why=page.sentence, address=address)


def _labelled(actor: Actor, organisation: Organisation, asked: str) -> Iterator[Found]:
    number = _LABEL.search(asked)
    if number is None:
        return
    for label in labels_for(actor, organisation, [int(number[1])]):
        why = f"số hồ sơ {label}"
        yield Found(sort="Hồ sơ", text=label.case.person.full_name, why=why, address=addresses.case(label.case))


def _pages(actor: Actor, text: str) -> Iterator[Found]:
    for sort, pages in (("Trang", find_pages(actor, text)), ("Trợ giúp", find_help(text, limit=_MOST_RULES))):
        for one in pages:
            yield Found(sort=sort, text=one.title, why=one.why, address=one.address)
