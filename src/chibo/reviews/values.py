"""What each topic of the room gives to the pages that gather: a card, dated duties, a block of a person's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.law.verdict import Citation
from chibo.law.vocabulary import Confidence

if TYPE_CHECKING:
    from datetime import date

    from chibo.register.models import Person

OWN_WORK: Final = Citation(text="Việc tự đặt của tổ chức, không phải quy định", confidence=Confidence.LOCAL)
"""The ground of a duty that no regulation sets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of a topic that exists."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One topic on the page Đánh giá: what it is, where it stands today in one or two sentences, its pages."""

    title: str
    told: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do by a day.

    ``key`` names the kind of work and ``uid`` the record it is about: together they keep the line's identity in a
    calendar. ``who`` are the people who act, empty for the secretary; ``person`` is whom it is about. ``has_limit``:
    a regulation sets the last day. ``waits``: somebody above has the paper.
    """

    key: str
    uid: str
    title: str
    why: str
    button: str
    address: str
    start_by: date
    due_on: date | None = None
    opens_on: date | None = None
    who: tuple[Person, ...] = ()
    person: Person | None = None
    citations: tuple[Citation, ...] = (OWN_WORK,)
    has_limit: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a block: what, its day, what is said of it; ``tone`` (err, warn, ok, inf) makes a tag of ``tag``."""

    what: str
    day: date | None = None
    told: str = ""
    address: str = ""
    tag: str = ""
    tone: str = "inf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One topic on a person's page; ``empty`` is what stands there without lines."""

    title: str
    lines: tuple[Line, ...]
    empty: str
    button: str = ""
    address: str = ""
