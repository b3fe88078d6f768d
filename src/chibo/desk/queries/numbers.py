"""Sổ số văn bản: which paper bears which number in a term, what is next, and which gaps nobody has explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.documents.queries import NUMBERERS, UsedNumber, number_registers
from chibo.documents.regimes import cell_ban_on, paper_types
from chibo.meetings.models import Resolution

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.documents.queries import RegisterLine, TypeRegister
    from chibo.register.models import Organisation, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """One line of the book with the address of its paper, where the program keeps the paper."""

    line: RegisterLine
    address: str = ""

    @property
    def numbers(self) -> str:
        """The number, or the run of numbers: ``07``, ``02–11``."""
        line = self.line
        return f"{line.first:02d}" if line.first == line.last else f"{line.first:02d}–{line.last:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSection:
    """One type of paper: its register and its lines, latest first."""

    register: TypeRegister
    symbol: str
    lines: tuple[NumberLine, ...]

    @property
    def next_said(self) -> str:
        """The number of the next paper as it is written: ``08-NQ/CB``."""
        return f"{self.register.next:02d}-{self.symbol}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberBook:
    """The book of one term; ``term`` is nothing where no term of the day is known."""

    organisation: Organisation
    term: Term | None
    terms: tuple[Term, ...]
    sections: tuple[NumberSection, ...]
    may_number: bool

    @property
    def unexplained(self) -> int:
        """How many numbers nobody has explained."""
        return sum(line.last - line.first + 1 for each in self.sections for line in each.register.unexplained)


def number_book(actor: Actor, organisation: Organisation, on: date, term_uid: str = "") -> NumberBook:
    """Return the book of a term (of the day, unless one is named). Six queries, however many numbers there are.

    Raises ``NotAllowedError`` for somebody who may not see this organisation's meetings.
    """
    if not actor.may(Permission.VIEW_MEETINGS, organisation.scope_key):
        raise NotAllowedError("xem sổ số văn bản của chi bộ này")
    terms = tuple(organisation.terms.order_by("-starts_on"))
    term = _term(terms, on, term_uid)
    return NumberBook(
        organisation=organisation,
        term=term,
        terms=terms,
        sections=tuple(_sections(organisation, term)) if term is not None else (),
        may_number=any(actor.may(right, organisation.scope_key) for right in NUMBERERS),
    )


def book_to_write(actor: Actor, organisation: Organisation, on: date, term_uid: str = "") -> NumberBook:
    """Return the same for somebody who takes numbers there; raises ``NotAllowedError`` for anybody else."""
    book = number_book(actor, organisation, on, term_uid)
    if not book.may_number:
        raise NotAllowedError("lấy số văn bản của chi bộ này")
    return book


def types_to_give(on: date, *, is_cell: bool) -> tuple[tuple[str, str], ...]:
    """Return the types of paper that may be numbered on a day: symbol and name; a cell may not issue all."""
    return tuple(
        (symbol, f"{name} ({symbol})")
        for symbol, name in paper_types().items()
        if not is_cell or cell_ban_on(symbol, on) is None
    )


def _term(terms: tuple[Term, ...], on: date, term_uid: str) -> Term | None:
    named = next((term for term in terms if str(term.uid) == term_uid), None)
    return named or next((term for term in terms if _covers(term, on)), None)


def _covers(term: Term, on: date) -> bool:
    return term.starts_on <= on and (term.ends_on is None or on < term.ends_on)


def _sections(organisation: Organisation, term: Term) -> Iterator[NumberSection]:
    resolutions = list(_resolutions(organisation, term))
    addresses: dict[UUID, str] = {
        one.uid: reverse("meetings:minutes", args=[one.meeting.uid]) for one in resolutions if one.meeting is not None
    }
    also = [
        UsedNumber(
            paper_type=one.symbol.partition("/")[0],
            number=one.number or 0,
            dated=one.on,
            title=one.title,
            paper_uid=one.uid,
        )
        for one in resolutions
    ]
    for found in number_registers(organisation_uid=organisation.uid, term_uid=term.uid, also=also):
        lines = (NumberLine(line=line, address=_address(line, addresses)) for line in reversed(found.lines))
        yield NumberSection(register=found, symbol=f"{found.paper_type}/CB", lines=tuple(lines))


def _address(line: RegisterLine, addresses: dict[UUID, str]) -> str:
    return addresses.get(line.paper_uid, "") if line.paper_uid is not None else ""


def _resolutions(organisation: Organisation, term: Term) -> Iterator[Resolution]:
    found = Resolution.objects.filter(organisation=organisation, number__isnull=False, on__gte=term.starts_on)
    if term.ends_on is not None:
        found = found.filter(on__lt=term.ends_on)
    yield from found.select_related("meeting")
