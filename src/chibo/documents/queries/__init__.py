"""Every read of files and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.documents.models import GivenNumber, NumberCounter, StoredFile
from chibo.documents.queries.scans import may_see
from chibo.documents.regimes import paper_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor

NUMBERERS: Final = (Permission.RUN_MEETINGS, Permission.MAKE_PAPERS)
"""Who may take numbers out of the register."""


def file_for(actor: Actor, uid: UUID | str, *, permission: Permission = Permission.VIEW_CASES) -> StoredFile:
    """Return a file of an organisation that the actor may look into; raises ``NotYoursError``.

    The file of a scan opens to whoever may see each paper it is a scan of.
    """
    try:
        found = StoredFile.objects.get(within(actor, permission), uid=uid)
    except (StoredFile.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error
    if not all(may_see(actor, scan) for scan in found.scans.all()):
        raise NotYoursError(str(uid))
    return found


def given_numbers(organisation_uid: UUID, number: int) -> list[GivenNumber]:
    """Return where an organisation gave a number, in whichever term and type of paper, latest first. One query.

    For rooms above, which judge the right.
    """
    found = GivenNumber.objects.filter(counter__organisation_uid=organisation_uid, number=number, spoilt="")
    return list(found.select_related("counter").order_by("-dated", "-pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedNumber:
    """A number that a paper of a room above bears."""

    paper_type: str
    number: int
    dated: date
    title: str
    paper_uid: UUID


@unique
class LineKind(StrEnum):
    """What a line of the register tells of its numbers."""

    GIVEN = "given"
    SPOILT = "spoilt"
    SKIPPED = "skipped"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One number, or a run of numbers without a paper, and what is known of it."""

    first: int
    last: int
    kind: LineKind
    dated: date | None = None
    title: str = ""
    reason: str = ""
    given_to: str = ""
    uid: UUID | None = None
    paper_uid: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRegister:
    """The register of one type of paper in one term; ``last`` is the last number used."""

    paper_type: str
    name: str
    last: int
    lines: tuple[RegisterLine, ...]

    @property
    def next(self) -> int:
        """The number the next paper gets."""
        return self.last + 1

    @property
    def unexplained(self) -> tuple[RegisterLine, ...]:
        """The gaps nobody has explained."""
        return tuple(line for line in self.lines if line.kind is LineKind.UNEXPLAINED)


def number_registers(
    *, organisation_uid: UUID, term_uid: UUID, also: Iterable[UsedNumber] = ()
) -> tuple[TypeRegister, ...]:
    """Return the register of every type in use in one term, in the order of the list of types. Three queries.

    ``also`` are numbers that papers of the rooms above bear; those the register does not hold yet are shown too.
    """
    borne: dict[str, list[UsedNumber]] = {}
    for used in also:
        borne.setdefault(used.paper_type, []).append(used)
    counters = NumberCounter.objects.filter(organisation_uid=organisation_uid, term_uid=term_uid)
    held = {counter.paper_type: counter for counter in counters.prefetch_related("given", "skipped")}
    return tuple(
        _type_register(paper_type, name, held.get(paper_type), borne.get(paper_type, []))
        for paper_type, name in paper_types().items()
        if paper_type in held or paper_type in borne
    )


def _type_register(
    paper_type: str, name: str, counter: NumberCounter | None, borne: Sequence[UsedNumber]
) -> TypeRegister:
    lines = list(_lines(counter)) if counter is not None else []
    known = {line.first for line in lines if line.first == line.last}
    for used in borne:
        if used.number not in known:
            known.add(used.number)
            lines.append(
                RegisterLine(
                    first=used.number,
                    last=used.number,
                    kind=LineKind.GIVEN,
                    dated=used.dated,
                    title=used.title,
                    paper_uid=used.paper_uid,
                )
            )
    last = max([counter.last if counter else 0, *(line.last for line in lines)])
    lines.extend(_gaps(lines, last))
    lines.sort(key=lambda line: (line.first, line.last))
    return TypeRegister(paper_type=paper_type, name=name, last=last, lines=tuple(lines))


def _lines(counter: NumberCounter) -> Iterator[RegisterLine]:
    for given in counter.given.all():
        yield RegisterLine(
            first=given.number,
            last=given.number,
            kind=LineKind.SPOILT if given.spoilt else LineKind.GIVEN,
            dated=given.dated,
            title=given.title,
            reason=given.spoilt,
            given_to=given.given_to,
            uid=given.uid,
            paper_uid=given.paper_uid,
        )
    for skipped in counter.skipped.all():
        yield RegisterLine(first=skipped.first, last=skipped.last, kind=LineKind.SKIPPED, reason=skipped.reason)


def _gaps(lines: Iterable[RegisterLine], last: int) -> Iterator[RegisterLine]:
    reached = 0
    for line in sorted(lines, key=lambda each: (each.first, each.last)):
        if line.first > reached + 1:
            yield RegisterLine(first=reached + 1, last=line.first - 1, kind=LineKind.UNEXPLAINED)
        reached = max(reached, line.last)
    if last > reached:
        yield RegisterLine(first=reached + 1, last=last, kind=LineKind.UNEXPLAINED)


def given_number_for(actor: Actor, uid: UUID, *, organisation_uid: UUID) -> GivenNumber:
    """Return a line of one organisation's register (the caller's own); raises ``NotYoursError``."""
    found = GivenNumber.objects.filter(uid=uid, counter__organisation_uid=organisation_uid).select_related("counter")
    given = found.first() if any(actor.holds(right) for right in NUMBERERS) else None
    if given is None:
        raise NotYoursError(str(uid))
    return given
