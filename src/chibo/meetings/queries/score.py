"""Scoring of sessions: the sheets of a cell by version, and the score of one session."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.law import sitting
from chibo.meetings.models import Attendance, Meeting, ScoreSheet, SessionScore
from chibo.register import queries as register
from chibo.register.facts import covering

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One line of a sheet with the points typed or stored for it; ``most`` are its full points."""

    key: str
    title: str
    most: Decimal
    points: str = ""

    @property
    def field(self) -> str:
        """The name of its box on the page."""
        return f"diem-{self.key}"


def lines_of(sheet: ScoreSheet, points: Mapping[str, str] | None = None) -> tuple[ScoreLine, ...]:
    """The lines of a sheet in their order, with points by key."""
    typed = points or {}
    return tuple(
        ScoreLine(
            key=line["key"],
            title=line["title"],
            most=Decimal(line["most"]),
            points=typed.get(line["key"], "").replace(".", ","),
        )
        for line in sheet.lines
    )


def class_by(sheet: ScoreSheet, total: Decimal) -> str:
    """The class that a sheet gives for a total."""
    return sitting.class_of(total, {line["name"]: Decimal(line["from"]) for line in sheet.classes})


def full_points(sheet: ScoreSheet) -> Decimal:
    """All points a sheet can give."""
    return sum((line.most for line in lines_of(sheet)), Decimal(0))


def sheet_on(organisation: Organisation, day: date) -> ScoreSheet | None:
    """The sheet in use on a day."""
    return ScoreSheet.objects.filter(covering(day), organisation=organisation).order_by("-version").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePage:
    """The page Chấm điểm of one session: the sheet of its day, what is known of it, and its score."""

    sheet: ScoreSheet | None
    lines: tuple[ScoreLine, ...]
    full: Decimal
    score: SessionScore | None
    share: Fraction | None
    expected: int
    present: int
    unexcused: int


def score_page(meeting: Meeting, typed: Mapping[str, str] | None = None) -> ScorePage:
    """The sheet with points as typed, else as stored. Who is exempt is not expected at a session (sheets say so)."""
    score = SessionScore.objects.filter(meeting=meeting).select_related("sheet").first()
    sheet = score.sheet if score is not None else sheet_on(meeting.organisation, meeting.on)
    exempt = register.exemptions_on(meeting.organisation, meeting.on).count()
    members, present = meeting.members_total or 0, meeting.present_total or 0
    expected = max(members - exempt, present)
    points = typed if typed is not None else score.points if score is not None else {}
    return ScorePage(
        sheet=sheet,
        lines=lines_of(sheet, points) if sheet else (),
        full=full_points(sheet) if sheet else Decimal(0),
        score=score,
        share=sitting.attendance_share(expected, present),
        expected=expected,
        present=present,
        unexcused=meeting.exceptions.filter(mark=Attendance.Mark.ABSENT).count(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One version of a sheet, with its lines and its full points."""

    sheet: ScoreSheet
    lines: tuple[ScoreLine, ...]
    full: Decimal

    @property
    def classes(self) -> tuple[tuple[str, Decimal], ...]:
        """Each class with its least points, best first."""
        return tuple((line["name"], Decimal(line["from"])) for line in self.sheet.classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """The page Phiếu chấm điểm: every version, newest first, and the scores of the last sessions."""

    sheets: tuple[SheetLine, ...]
    scores: tuple[SessionScore, ...]
    may_run: bool


def sheet_page(actor: Actor, organisation: Organisation) -> SheetPage:
    """The sheets of a cell and its last twenty-four scores."""
    if not actor.may(Permission.VIEW_MEETINGS, organisation.scope_key):
        raise NotYoursError
    sheets = ScoreSheet.objects.filter(organisation=organisation).order_by("-version")
    scores = SessionScore.objects.filter(meeting__organisation=organisation).select_related("meeting", "sheet")
    return SheetPage(
        sheets=tuple(SheetLine(sheet=sheet, lines=lines_of(sheet), full=full_points(sheet)) for sheet in sheets),
        scores=tuple(scores.order_by("-meeting__on", "-id")[:24]),
        may_run=actor.may(Permission.RUN_MEETINGS, organisation.scope_key),
    )
