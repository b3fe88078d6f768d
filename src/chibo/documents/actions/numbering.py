"""The numbering register: one counter a unit, term and type; every number has its line, none is taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.documents import faults_of_numbers
from chibo.documents.models import GivenNumber, NumberCounter, SkippedNumbers
from chibo.documents.queries import NUMBERERS
from chibo.documents.regimes import cell_ban_on, paper_types

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor

_TITLE_LENGTH = 300
LABEL = "HS"  # labels of boxes: one run for the life of an organisation, no type of paper


@transaction.atomic
def take_number(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    term_uid: UUID,
    paper_type: str,
    dated: date | None = None,
    title: str = "",
    paper_uid: UUID | None = None,
) -> int:
    """Take the next number of one type of paper in one committee term; numbers run from 1 (documents.md 4).

    The register keeps the day (``on`` unless ``dated``), the summary and the paper's uid beside the number.
    Call it inside the transaction that writes the paper: if that fails, the number is given back, so that no number
    is used twice and none is lost. The caller has already judged the actor's right over the organisation.
    Raises ``NotAllowedError``, and ``ValueError`` for a type of paper that is not in the list.
    """
    counter = _locked(actor, organisation_uid, term_uid, paper_type)
    counter.last += 1
    counter.save(update_fields=["last"])
    _enter(actor, counter, counter.last, dated or on, title, paper_uid)
    _write(actor, on, counter, before=counter.last - 1)
    return counter.last


@transaction.atomic
def give_number(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    term_uid: UUID,
    paper_type: str,
    dated: date,
    title: str,
    is_cell: bool = True,
) -> int:
    """Give the next number to a paper that somebody writes outside the program; its line says what it is.

    Raises ``FaultyError`` without a summary, or for a type that a cell may not issue on the paper's day.
    """
    faults = [] if title.strip() else [faults_of_numbers.no_title()]
    ban = cell_ban_on(paper_type, dated) if is_cell else None
    if ban is not None:
        faults.append(faults_of_numbers.not_for_cells(paper_types()[paper_type], ban.ground))
    if faults:
        raise FaultyError(faults)
    return take_number(
        actor=actor,
        on=on,
        organisation_uid=organisation_uid,
        term_uid=term_uid,
        paper_type=paper_type,
        dated=dated,
        title=title,
    )


@transaction.atomic
def note_number(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    term_uid: UUID,
    paper_type: str,
    number: int,
    dated: date,
    title: str = "",
    paper_uid: UUID | None = None,
) -> bool:
    """Enter a number that an old paper already bears, so that it is never given again; whether it was free.

    History is never refused: two old papers with one number both stay, the register keeps the first.
    """
    counter = _locked(actor, organisation_uid, term_uid, paper_type)
    if counter.given.filter(number=number).exists():
        return False
    before, counter.last = counter.last, max(counter.last, number)
    counter.save(update_fields=["last"])
    _enter(actor, counter, number, dated, title, paper_uid)
    _write(actor, on, counter, before=before, reason=f"{number:02d}-{paper_type}: theo văn bản cũ")
    return True


@transaction.atomic
def skip_numbers(
    *, actor: Actor, on: date, organisation_uid: UUID, term_uid: UUID, paper_type: str, upto: int, reason: str
) -> SkippedNumbers:
    """Go on after ``upto``: the numbers up to it were used in the paper register, or spoilt, and ``reason`` says so.

    Raises ``FaultyError`` when ``upto`` was already passed or no reason is given.
    """
    counter = _locked(actor, organisation_uid, term_uid, paper_type)
    faults = [faults_of_numbers.passed(upto, counter.last, paper_type)] if upto <= counter.last else []
    if not reason.strip():
        faults.append(faults_of_numbers.no_reason())
    if faults:
        raise FaultyError(faults)
    skipped = SkippedNumbers.objects.create(counter=counter, first=counter.last + 1, last=upto, reason=reason.strip())
    before, counter.last = counter.last, upto
    counter.save(update_fields=["last"])
    _write(actor, on, counter, before=before, reason=skipped.reason)
    return skipped


@transaction.atomic
def explain_numbers(
    *,
    actor: Actor,
    on: date,
    organisation_uid: UUID,
    term_uid: UUID,
    paper_type: str,
    first: int,
    last: int,
    reason: str,
) -> SkippedNumbers:
    """Say why the numbers from ``first`` to ``last``, already passed, stand on no paper here; no number is given back.

    Raises ``FaultyError`` for numbers not passed yet, numbers that have their line already, or a missing reason.
    """
    counter = _locked(actor, organisation_uid, term_uid, paper_type)
    faults = []
    if not 0 < first <= last <= counter.last:
        faults.append(faults_of_numbers.not_passed(first, last, counter.last, paper_type))
    elif known := _known_among(counter, first, last):
        faults.append(faults_of_numbers.has_a_line(known, paper_type))
    if not reason.strip():
        faults.append(faults_of_numbers.no_reason())
    if faults:
        raise FaultyError(faults)
    skipped = SkippedNumbers.objects.create(counter=counter, first=first, last=last, reason=reason.strip())
    said = f"{first:02d}–{last:02d}-{paper_type}: {skipped.reason}"
    _write(actor, on, counter, before=counter.last, reason=said)
    return skipped


@transaction.atomic
def take_label(*, actor: Actor, on: date, organisation_uid: UUID) -> int:
    """Take the next number for the label of a box; the caller judged the right and keeps whose box it is."""
    counter = _held(organisation_uid, organisation_uid, LABEL)
    counter.last += 1
    counter.save(update_fields=["last"])
    _write(actor, on, counter, before=counter.last - 1)
    return counter.last


@transaction.atomic
def spoil_number(*, actor: Actor, on: date, given: GivenNumber, reason: str) -> GivenNumber:
    """Say that the paper of a number was not issued; the number keeps its line and is never given again.

    Raises ``FaultyError`` for a number that a paper of the program bears, one spoilt before, or a missing reason.
    """
    counter = given.counter
    _locked(actor, counter.organisation_uid, counter.term_uid, counter.paper_type)
    given.refresh_from_db()
    faults = []
    if given.paper_uid is not None:
        faults.append(faults_of_numbers.borne(given.number, counter.paper_type))
    if given.spoilt:
        faults.append(faults_of_numbers.spoilt_before(given.number, counter.paper_type, given.spoilt))
    if not reason.strip():
        faults.append(faults_of_numbers.no_reason())
    if faults:
        raise FaultyError(faults)
    given.spoilt = reason.strip()
    given.save(update_fields=["spoilt"])
    said = f"{given.number:02d}-{counter.paper_type}: {given.spoilt}"
    _write(actor, on, counter, before=counter.last, reason=said)
    return given


def _known_among(counter: NumberCounter, first: int, last: int) -> list[int]:
    known = set(counter.given.filter(number__range=(first, last)).values_list("number", flat=True))
    for begin, end in counter.skipped.filter(first__lte=last, last__gte=first).values_list("first", "last"):
        known.update(range(max(begin, first), min(end, last) + 1))
    return sorted(known)


def _enter(
    actor: Actor, counter: NumberCounter, number: int, dated: date, title: str, paper_uid: UUID | None
) -> GivenNumber:
    return GivenNumber.objects.create(
        counter=counter,
        number=number,
        dated=dated,
        title=" ".join(title.split())[:_TITLE_LENGTH],
        paper_uid=paper_uid,
        given_to=actor.name,
    )


def _locked(actor: Actor, organisation_uid: UUID, term_uid: UUID, paper_type: str) -> NumberCounter:
    if paper_type not in paper_types():
        message = f"no such type of paper: {paper_type}"
        raise ValueError(message)
    if not any(actor.holds(permission) for permission in NUMBERERS):
        raise NotAllowedError("lấy số văn bản")
    return _held(organisation_uid, term_uid, paper_type)


def _held(organisation_uid: UUID, term_uid: UUID, paper_type: str) -> NumberCounter:
    audit.hold(str(organisation_uid))  # before the counter: every act locks in this order
    counter, _ = NumberCounter.objects.get_or_create(
        organisation_uid=organisation_uid, term_uid=term_uid, paper_type=paper_type
    )
    return NumberCounter.objects.select_for_update().get(pk=counter.pk)


def _write(actor: Actor, on: date, counter: NumberCounter, *, before: int, reason: str = "") -> None:
    audit.record(
        actor=actor,
        on=on,
        action="documents.take_number",
        subject=counter,
        chain=str(counter.organisation_uid),
        changes={counter.paper_type: [before, counter.last]},
        reason=reason,
    )
