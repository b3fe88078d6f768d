"""The year after the decision: the ceremony's days, and the twelve months of probation."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from chibo.development.queries.cases import cases_for, one
from chibo.development.queries.story import story
from chibo.law import probation
from chibo.law.vocabulary import DutyKind, StepKind
from chibo.meetings.models import Meeting

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.development.queries.story import SaidDuty, Story


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of the probationary year: its number, its first day, whether it is gone, its marks."""

    number: int
    starts_on: date
    state: str
    marks: tuple[str, ...]


def strip(known: Story, on: date) -> tuple[Month, ...]:
    """Give the twelve months from the ceremony, with what happened or is due in each."""
    ceremony = known.day_of(StepKind.ADMITTED)
    if ceremony is None:
        return ()
    rules = known.rules
    length = probation.probation_end(ceremony, rules).amount
    edges = [rules.add_months(ceremony, count) for count in range(length + 1)]
    return tuple(
        Month(
            number=number + 1,
            starts_on=first,
            state="done" if last <= on else "now" if first <= on else "",
            marks=tuple(_marks(known, first, last, is_eleventh=number + 1 == length - 1)),
        )
        for number, (first, last) in enumerate(itertools.pairwise(edges))
    )


def _marks(known: Story, first: date, last: date, *, is_eleventh: bool) -> list[str]:
    marks = []
    certified = known.day_of(StepKind.NEW_MEMBER_CLASS_CERTIFIED)
    if certified is not None and first <= certified < last:
        marks.append("lớp đảng viên mới")
    marks += ["ghi chú" for note in known.notes if first <= note.written_on < last][:1]
    marks += ["giao việc" for task in known.tasks if first <= task.given_on < last][:1]
    if is_eleventh:
        marks.append("chuẩn bị hồ sơ chính thức")
    return marks


@dataclass(frozen=True, kw_only=True)
class CeremonyView:
    """What the page of the ceremony shows: the last lawful day, what the count left out, and a day to propose."""

    story: Story
    due: SaidDuty | None
    skipped: tuple[date, ...] = ()
    proposed_on: date | None = None


def case_with_session(actor: Actor, uid: UUID | str, on: date) -> DevelopmentCase:
    """Give a case from its address, with the day of the cell's next session; raises ``NotYoursError``."""
    sessions = Meeting.objects.filter(
        organisation=OuterRef("organisation"), state=Meeting.State.PLANNED, on__gte=on
    ).exclude(kind=Meeting.Kind.EXTRAORDINARY)
    next_day = Subquery(sessions.order_by("on").values("on")[:1])
    return one(cases_for(actor).annotate(next_session_on=next_day), uid)


def ceremony(case: DevelopmentCase, on: date) -> CeremonyView:
    """Give the days of a ceremony; the next session (``case_with_session``) is proposed where it is in time."""
    told = story(case, on)
    due = told.duty(DutyKind.HOLD_CEREMONY)
    if due is None or due.duty.due_on is None or due.duty.computation is None:
        return CeremonyView(story=told, due=due)
    session: date | None = getattr(case, "next_session_on", None)
    in_time = session is not None and session <= due.duty.due_on
    return CeremonyView(
        story=told, due=due, skipped=due.duty.computation.skipped, proposed_on=session if in_time else None
    )
