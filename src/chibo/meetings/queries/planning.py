"""What comes next: the planned meeting, the day the cell usually meets, and what may stand on the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_high
from typing import TYPE_CHECKING

from django.db.models import Count

from chibo.law.calendar import CalendarGap, month_end
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries.follow import open_concerns
from chibo.meetings.queries.ways import SESSIONS, recent_sessions
from chibo.register import facts as register_facts
from chibo.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from chibo.law.calendar import HolidayCalendar
    from chibo.register.models import Organisation, Person

_WITH_STANDING_ITEMS = (Meeting.Kind.REGULAR, Meeting.Kind.REVIEW, Meeting.Kind.COMBINED)
_USUAL_DAY = 5  # where nothing is known yet
_YEAR = 12
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointProposal:
    """One person to look at under an item: where they stand, the month's note, and what the cell has to decide."""

    person: Person
    standing: str
    note: str = ""
    decide: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaProposal:
    """Something that may stand on an agenda, handed down by the rooms above as plain values.

    ``sort`` is a value of ``AgendaItem.Sort``; ``minutes`` the time it takes; ``draft`` the draft of a resolution.
    """

    title: str
    sort: str = AgendaItem.Sort.TOPIC
    subject: Person | None = None
    draft: str = ""
    minutes: int = 10
    presenter: str = ""
    is_voted: bool = False
    points: tuple[PointProposal, ...] = ()

    @property
    def is_standing(self) -> bool:
        """Whether every regular session has it, due or not."""
        return self.sort in (AgendaItem.Sort.TASKS, AgendaItem.Sort.DEVELOPMENT, AgendaItem.Sort.CONCERNS)


def standing_items() -> tuple[AgendaProposal, ...]:
    """What every regular session has (meetings.md 3): the tasks given last time, and the month behind and ahead."""
    return (
        AgendaProposal(title="Kết quả thực hiện nhiệm vụ giao kỳ trước", sort=AgendaItem.Sort.TASKS),
        AgendaProposal(title="Đánh giá công tác tháng qua, nhiệm vụ tháng tới", minutes=15),
    )


def carried_concerns(organisation: Organisation) -> tuple[AgendaProposal, ...]:
    """The item for concerns still without an answer; nothing where there is none."""
    count = open_concerns(organisation).count()
    if not count:
        return ()
    title = f"Trả lời tâm tư, nguyện vọng, kiến nghị ({count} việc từ kỳ trước)"
    return (AgendaProposal(title=title, sort=AgendaItem.Sort.CONCERNS),)


def whole_agenda(organisation: Organisation, due: Sequence[AgendaProposal] = ()) -> tuple[AgendaProposal, ...]:
    """Everything a regular session starts with: what every one has, what is due, the concerns carried over."""
    return (*standing_items(), *due, *carried_concerns(organisation))


def agenda_for(organisation: Organisation, kind: str, due: Sequence[AgendaProposal] = ()) -> tuple[AgendaProposal, ...]:
    """What a session planned by hand starts with: the standing items for a regular one, an empty page for others."""
    if kind not in _WITH_STANDING_ITEMS:
        return ()
    return whole_agenda(organisation, [item for item in due if item.is_standing])


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """How this cell usually meets: what a new meeting starts with."""

    held_on: date
    starts_at: time | None = None
    place: str = ""
    chair: Person | None = None
    minute_taker: Person | None = None


def usual(organisation: Organisation, on: date) -> Usual:
    """Day, hour, place and people to propose: the secretary takes the chair, the rest is as it was last time."""
    held = _held(organisation)
    held_on = _next_day(held, on, register_facts.rulebook_of(organisation, on).holidays)
    last = held[0] if held else None
    chair = register.office_holders(organisation, held_on).first()
    return Usual(
        held_on=held_on,
        starts_at=last.starts_at if last else None,
        place=last.place if last else "",
        chair=chair.person if chair else None,
        minute_taker=last.minute_taker if last else None,
    )


def next_regular(organisation: Organisation, on: date, *, with_count: bool = False) -> Meeting | None:
    """The next planned session on or after a day, or nothing; on request with its number of items, ``item_count``."""
    planned = Meeting.objects.filter(
        organisation=organisation, kind__in=SESSIONS, state=Meeting.State.PLANNED, on__gte=on
    ).select_related("organisation")
    counted = planned.annotate(item_count=Count("items")) if with_count else planned
    return counted.order_by("on", "id").first()


def proposed_day(organisation: Organisation, on: date) -> date:
    """The day to propose for the next session: the cell's usual day of the month, on the nearest working day.

    The month is that of ``on``, or the next one if the cell already met in it or the day is past.
    """
    return _next_day(_held(organisation), on, register_facts.rulebook_of(organisation, on).holidays)


def _held(organisation: Organisation) -> list[Meeting]:
    """The sessions of the last year, latest first."""
    return recent_sessions(organisation)[:_YEAR]


def _next_day(held: list[Meeting], on: date, worked: HolidayCalendar) -> date:
    days = [meeting.on for meeting in held]
    usual_day = median_high([day.day for day in days]) if days else _USUAL_DAY
    met_this_month = bool(days) and (days[0].year, days[0].month) >= (on.year, on.month)
    this_month = _working_day_near(_in_month(on, usual_day), worked)
    if met_this_month or this_month < on:
        return _working_day_near(_in_month(month_end(on) + _ONE_DAY, usual_day), worked)
    return this_month


def _in_month(month: date, day: int) -> date:
    last = month_end(month)
    return month.replace(day=min(day, last.day))


def _working_day_near(day: date, worked: HolidayCalendar) -> date:
    """A Saturday goes back to Friday, any other day off goes forward."""
    if day.weekday() == _SATURDAY and _is_worked(day - _ONE_DAY, worked):
        return day - _ONE_DAY
    while not _is_worked(day, worked):
        day += _ONE_DAY
    return day


def _is_worked(day: date, worked: HolidayCalendar) -> bool:
    try:
        return worked.is_working_day(day)
    except CalendarGap:
        return day.weekday() < _SATURDAY
