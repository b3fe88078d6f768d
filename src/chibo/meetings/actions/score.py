"""Scoring of sessions. A sheet is data with versions; a score belongs to a session, never to a person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from chibo.meetings import faults
from chibo.meetings import score_words as words
from chibo.meetings.actions.common import put_down, refuse_if, take_up
from chibo.meetings.actions.year import check_may_plan, log_year
from chibo.meetings.models import Meeting, ScoreSheet, SessionScore
from chibo.meetings.queries.score import class_by, lines_of, sheet_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.meetings.queries.score import ScoreLine
    from chibo.register.models import Organisation

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRows:
    """Rows typed one a line, each a name and a number; ``wrong`` are the lines that are not."""

    rows: tuple[tuple[str, Decimal], ...]
    wrong: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> TypedRows:
        """Read "Tên | 5" lines; empty lines do not matter."""
        rows, wrong = [], []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            name, bar, number = line.rpartition("|")
            points = number_of(number)
            if not bar or not name.strip() or points is None or points < 0:
                wrong.append(line)
            else:
                rows.append((name.strip(), points))
        return cls(rows=tuple(rows), wrong=tuple(wrong))


def number_of(typed: str) -> Decimal | None:
    """Read a number with at most one figure after the comma; nothing for anything else."""
    try:
        number = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number == number.quantize(_TENTH) else None


@transaction.atomic
def adopt_sheet(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    name: str,
    ground: str,
    starts_on: date,
    lines: str,
    classes: str,
) -> ScoreSheet:
    """Put a new version of the sheet into use from a day on; the one before it ends that day.

    ``lines`` and ``classes`` are as typed: one a line, a name, a bar, the points. All faults at once.
    """
    check_may_plan(actor, organisation)
    items, bounds = TypedRows.read(lines), TypedRows.read(classes)
    last = ScoreSheet.objects.filter(organisation=organisation).order_by("-version").first()
    refuse_if([*_row_faults(items, bounds), _too_early(starts_on, last)])
    if last is not None and last.ends_on is None:
        last.ends_on = starts_on
        last.save(update_fields=["ends_on"])
    newest = ScoreSheet.objects.filter(organisation=organisation).aggregate(newest=Max("version"))["newest"] or 0
    sheet = ScoreSheet.objects.create(
        organisation=organisation,
        name=name.strip(),
        version=newest + 1,
        ground=ground.strip(),
        starts_on=starts_on,
        lines=[
            {"key": str(number), "title": title, "most": str(most)}
            for number, (title, most) in enumerate(items.rows, start=1)
        ],
        classes=[
            {"name": label, "from": str(least)}
            for label, least in sorted(bounds.rows, key=lambda row: row[1], reverse=True)
        ],
    )
    log_year(actor, on, "adopt_sheet", sheet, organisation, {"version": [newest or None, sheet.version]})
    return sheet


def _too_early(starts_on: date, last: ScoreSheet | None) -> Fault | None:
    return words.sheet_too_early(starts_on, last.starts_on) if last and starts_on <= last.starts_on else None


def _row_faults(items: TypedRows, bounds: TypedRows) -> Iterator[Fault]:
    for typed, field, what in ((items, "lines", "mục chấm"), (bounds, "classes", "mức xếp loại")):
        for line in typed.wrong:
            yield words.line_unreadable(line, field)
        if not typed.rows and not typed.wrong:
            yield words.no_lines(what, field)
    if bounds.rows and min(least for _, least in bounds.rows) > 0:
        yield words.lowest_class_not_nought()


@transaction.atomic
def score_session(
    *, actor: Actor, on: date, meeting: Meeting, points: Mapping[str, str], version: int | None = None
) -> SessionScore:
    """Score a session by the sheet of its day: points for every line as typed, the class as the sheet says.

    Scoring again corrects the points. Raises ``FaultyError`` before the attendance, without a sheet, and for every line
    without points or with too many.
    """
    fresh = take_up(actor, meeting, version)
    known = SessionScore.objects.filter(meeting=fresh).select_related("sheet").first()
    sheet = known.sheet if known is not None else sheet_on(fresh.organisation, fresh.on)
    refuse_if(
        [
            faults.attendance_first("chấm điểm") if fresh.state == Meeting.State.PLANNED else None,
            words.no_sheet(fresh.on) if sheet is None else None,
        ]
    )
    assert sheet is not None
    lines = lines_of(sheet, points)
    refuse_if(_points_fault(line) for line in lines)
    given = {line.key: str(number_of(line.points)) for line in lines}
    total = sum((Decimal(value) for value in given.values()), Decimal(0))
    before = str(known.total) if known is not None else None
    score = known or SessionScore(meeting=fresh, sheet=sheet)
    score.on, score.points, score.total, score.result = on, given, total, class_by(sheet, total)
    score.save()
    put_down(actor, fresh, on, "score_session", {"total": [before, str(total)], "sheet": [None, sheet.version]})
    return score


def _points_fault(line: ScoreLine) -> Fault | None:
    if not line.points.strip():
        return words.points_missing(line.title, line.field)
    number = number_of(line.points)
    if number is None:
        return words.points_unreadable(line.title, line.points, line.field)
    if not 0 <= number <= line.most:
        return words.points_out_of_range(line.title, line.points, str(line.most), line.field)
    return None
