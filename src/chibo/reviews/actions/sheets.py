"""Score sheets of the yearly review: data with versions, by kind of subject."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.vietnamese import fold
from chibo.register.facts import rulebook_of
from chibo.reviews import round_faults as faults
from chibo.reviews.actions.common import allow, refuse
from chibo.reviews.models import PointSheet
from chibo.reviews.queries.regime import point_parts
from chibo.reviews.words import EXAMPLE_GROUND, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation

_TENTH = Decimal("0.1")
_CELLS = 3  # part | title | points


def number_of(typed: str) -> Decimal | None:
    """Read a number with at most one figure after the comma; nothing for anything else."""
    try:
        number = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number == number.quantize(_TENTH) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """One line of a sheet as typed: its part, its title, the most points it can have."""

    part: str
    title: str
    most: Decimal


def read_lines(text: str) -> tuple[list[TypedLine], list[str]]:
    """Read "Chung | Chính trị tư tưởng | 10" lines; give the lines, and those that are none."""
    found, wrong = [], []
    names = {fold(name): part for part, name in PARTS.items()}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        cells = [cell.strip() for cell in line.split("|")]
        part = names.get(fold(cells[0])) if len(cells) == _CELLS else None
        most = number_of(cells[2]) if len(cells) == _CELLS else None
        if part is None or not cells[1] or most is None or most <= 0:
            wrong.append(line)
        else:
            found.append(TypedLine(part=part, title=cells[1], most=most))
    return found, wrong


@transaction.atomic
def adopt_point_sheet(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    subject: str,
    name: str,
    ground: str,
    starts_on: date,
    lines: str,
) -> PointSheet:
    """Put a new version of a score sheet into use from a day on; the one before it ends that day.

    ``lines`` as typed: one a line, part, title, points, with bars between. The parts must add up to what the regime of
    ``starts_on`` gives them, where it gives any. Raises :class:`FaultyError` with every fault.
    """
    allow(actor, organisation, "đặt bộ tiêu chí chấm điểm")
    found, wrong = read_lines(lines)
    known = PointSheet.objects.filter(organisation=organisation, subject=subject).order_by("-version").first()
    rules = rulebook_of(organisation, starts_on)
    refuse([*_line_faults(found, wrong, starts_on, rules), *_too_early(starts_on, known)])
    if known is not None and known.ends_on is None:
        known.ends_on = starts_on
        known.save(update_fields=["ends_on"])
    sheet = PointSheet.objects.create(
        organisation=organisation,
        subject=subject,
        name=name.strip(),
        version=known.version + 1 if known else 1,
        ground=ground.strip(),
        starts_on=starts_on,
        is_example=ground.strip() == EXAMPLE_GROUND,
        lines=[
            {"key": str(number), "part": line.part, "title": line.title, "most": str(line.most)}
            for number, line in enumerate(found, start=1)
        ],
    )
    audit.record(
        actor=actor,
        on=on,
        action="reviews.adopt_point_sheet",
        subject=sheet,
        chain=str(organisation.uid),
        changes={"version": [known.version if known else None, sheet.version], "subject": [None, subject]},
    )
    return sheet


def _too_early(starts_on: date, known: PointSheet | None) -> list[Fault]:
    return [faults.sheet_too_early(starts_on, known.starts_on)] if known and starts_on <= known.starts_on else []


def _line_faults(found: list[TypedLine], wrong: list[str], starts_on: date, rules: Rulebook) -> Iterator[Fault]:
    yield from (faults.line_unreadable(line) for line in wrong)
    if not found and not wrong:
        yield faults.nothing_chosen("tiêu chí nào")
        return
    parts = point_parts(starts_on, rules)
    if parts is None:
        return
    for part, wanted in parts.most.items():
        total = sum((line.most for line in found if line.part == part), Decimal(0))
        if total != wanted:
            yield faults.part_wrong(PARTS[part], str(total), str(wanted), parts.citation.text)
