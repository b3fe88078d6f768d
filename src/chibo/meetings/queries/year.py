"""The yearly plan: every month with what is planned and what was held, and what the law of the days misses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from chibo.base import installation
from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.law import sitting
from chibo.law.reading import rulebook
from chibo.meetings.models import Attendance, Meeting, PlanLine, Topic
from chibo.meetings.queries.ways import RECENT, SESSIONS, THEMATIC, recent_sessions, session_facts
from chibo.register import facts as register_facts
from chibo.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.sitting import MissedTime
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation, Finding
    from chibo.register.models import Organisation

_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """One line of the plan with the session that carries it out, where there is one."""

    line: PlanLine
    meeting: Meeting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month: lines of the plan, sessions that stand in no line, and whether a session is missing."""

    first: date
    lines: tuple[PlannedLine, ...]
    others: tuple[Meeting, ...]
    is_missed: bool
    findings: tuple[tuple[Meeting, tuple[Finding, ...]], ...]
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentMember:
    """A proposal about somebody who stayed away without reason for too many months of the year."""

    uid: str
    name: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """The page Kế hoạch năm."""

    year: int
    months: tuple[MonthRow, ...]
    missed: tuple[MissedTime, ...]
    quarters: tuple[MissedTime, ...]
    absent: tuple[AbsentMember, ...]
    monthly: Citation | None
    thematic: Citation | None
    least_minutes: int | None
    least_citation: Citation | None
    may_run: bool
    has_plan: bool

    @property
    def held(self) -> int:
        """How many sessions of the cell were held."""
        return sum(
            meeting.kind in SESSIONS and meeting.state != Meeting.State.PLANNED
            for month in self.months
            for meeting in _sessions(month)
        )


def _sessions(month: MonthRow) -> Iterable[Meeting]:
    yield from (planned.meeting for planned in month.lines if planned.meeting is not None)
    yield from month.others


def year_page(actor: Actor, organisation: Organisation, year: int, on: date) -> YearPage:
    """The plan of one year as it stands on a day. The number of queries does not grow with the meetings."""
    rules = register_facts.rulebook_of(organisation, on)
    held = _meetings(actor, organisation, year)
    lines = list(PlanLine.objects.filter(organisation=organisation, month__year=year).select_related("topic"))
    missed, quarters = missed_in(organisation, year, on, rules)
    gone = {lost.starts_on for lost in missed}
    rest = min(max(on, date(year, 1, 1)), date(year, 12, 31))
    monthly, thematic = rules.find("meeting.monthly", rest), rules.find("meeting.thematic_every", rest)
    least = sitting.least_minutes(rest, rules, members=register.head_count(organisation, rest).members)
    return YearPage(
        year=year,
        months=tuple(_month(date(year, month, 1), lines, held, gone, rules, on) for month in _MONTHS),
        missed=missed,
        quarters=quarters,
        absent=absent_members(organisation, year, on, rules),
        monthly=monthly.citation if monthly else None,
        thematic=thematic.citation if thematic else None,
        least_minutes=least.number if least else None,
        least_citation=least.citation if least else None,
        may_run=actor.may(Permission.RUN_MEETINGS, organisation.scope_key),
        has_plan=bool(lines),
    )


def _meetings(actor: Actor, organisation: Organisation, year: int) -> list[Meeting]:
    seen = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    held = Meeting.objects.filter(seen, organisation=organisation, on__year=year)
    return list(held.select_related("topic", "group").order_by("on", "id"))


def _month(
    first: date, lines: list[PlanLine], held: list[Meeting], gone: set[date], rules: Rulebook, on: date
) -> MonthRow:
    ours = [line for line in lines if line.month.month == first.month]
    here = [meeting for meeting in held if meeting.on.month == first.month]
    carried = {line.pk: next((meeting for meeting in here if meeting.kind == line.kind), None) for line in ours}
    used = {meeting.pk for meeting in carried.values() if meeting is not None}
    judged = [
        (meeting, sitting.session_findings(session_facts(meeting), rules)) for meeting in here if is_session(meeting)
    ]
    return MonthRow(
        first=first,
        lines=tuple(PlannedLine(line=line, meeting=carried[line.pk]) for line in ours),
        others=tuple(meeting for meeting in here if meeting.pk not in used),
        is_missed=first in gone,
        findings=tuple((meeting, found) for meeting, found in judged if found),
        is_over=(first.year, first.month) < (on.year, on.month),
    )


def is_session(meeting: Meeting) -> bool:
    """Whether the rules on length and papers speak of this meeting."""
    return meeting.kind in SESSIONS and not meeting.from_old_file


def missed_in(
    organisation: Organisation, year: int, on: date, rules: Rulebook
) -> tuple[tuple[MissedTime, ...], tuple[MissedTime, ...]]:
    """Months without a regular session and quarters without a thematic one, within a year and up to a day.

    Nothing is missed before the cell's first session on record, or, where there is none, before the first day of the
    installation: what lies before was never kept here.
    """
    first, until = date(year, 1, 1), min(date(year + 1, 1, 1), on)
    if not organisation.kind.is_cell or first >= until:
        return (), ()
    return _missed(organisation, first, until, _held_until(organisation, until), rules)


def _missed(
    organisation: Organisation, first: date, until: date, held: list[Meeting], rules: Rulebook
) -> tuple[tuple[MissedTime, ...], tuple[MissedTime, ...]]:
    """``held``, latest first, reaches back before ``first`` if there was a session before it."""
    since = max(first, organisation.starts_on, _first_kept(held))
    if since >= until:
        return (), ()
    regular = [
        meeting.on
        for meeting in held
        if sitting.serves_its_month(meeting.on, rules, thematic=meeting.kind == Meeting.Kind.THEMATIC)
    ]
    thematic = [meeting.on for meeting in held if meeting.kind in THEMATIC]
    return (
        sitting.months_missed(regular, since, until, rules),
        sitting.quarters_missed(thematic, since, until, rules),
    )


def _held_until(organisation: Organisation, until: date) -> list[Meeting]:
    """The sessions before a day, the latest ones first: those of its year and at least one before it, if any."""
    recent = recent_sessions(organisation)
    if len(recent) < RECENT or recent[-1].on < date(until.year - 1, 1, 1):
        return [meeting for meeting in recent if meeting.on < until]
    held = Meeting.objects.filter(organisation=organisation, kind__in=SESSIONS, on__lt=until)
    return list(held.exclude(state=Meeting.State.PLANNED).order_by("-on", "-id")[:RECENT])


def _first_kept(held: list[Meeting]) -> date:
    if held:
        return held[-1].on.replace(day=1)
    known = installation.current()
    return known.first_day if known is not None else date.max


def planned_in(organisation: Organisation, month: date) -> tuple[PlanLine, ...]:
    """What the plan says of the month of a day. One query."""
    lines = PlanLine.objects.filter(organisation=organisation, month=month.replace(day=1)).select_related("topic")
    return tuple(lines.order_by("id"))


def absent_members(organisation: Organisation, year: int, on: date, rules: Rulebook) -> tuple[AbsentMember, ...]:
    """Members away without reason for so many months of the year that the cell ought to look at it. Two queries.

    A month counts when the member came to none of its sessions and missed at least one without reason.
    """
    sessions = Meeting.objects.filter(
        organisation=organisation, on__year=year, on__lte=on, kind__in=SESSIONS, from_old_file=False
    ).exclude(state=Meeting.State.PLANNED)
    held = Counter(day.month for day in sessions.values_list("on", flat=True))
    rows = (
        Attendance.objects.filter(
            meeting__in=sessions,
            person__memberships__organisation=organisation,
            person__memberships__ends_on=None,
        )
        .order_by("person__sort_key", "person_id")
        .values_list("person__uid", "person__full_name", "meeting__on__month", "mark")
    )
    marks: dict[tuple[str, str], dict[int, list[str]]] = {}
    for uid, name, month, mark in rows:
        marks.setdefault((str(uid), name), {}).setdefault(month, []).append(mark)
    day = min(on, date(year, 12, 31))
    return tuple(
        AbsentMember(uid=uid, name=name, finding=finding)
        for (uid, name), months in marks.items()
        for finding in sitting.absence_findings(name, _stayed_away(months, held), day, rules)
    )


def _stayed_away(months: dict[int, list[str]], held: Counter[int]) -> list[int]:
    return [
        month for month, marks in months.items() if len(marks) == held[month] and Attendance.Mark.ABSENT.value in marks
    ]


# ---------------------------------------------------------------------- many cells


@dataclass(frozen=True, slots=True, kw_only=True)
class CellYear:
    """One cell's year in a line: how many sessions, which months and quarters went by without."""

    organisation: Organisation
    held: int
    planned: int
    missed: tuple[MissedTime, ...]
    quarters: tuple[MissedTime, ...]


def year_of_cells(actor: Actor, year: int, on: date) -> tuple[CellYear, ...]:
    """The year of every cell the actor sees, in the order of the tree. Three queries however many cells there are.

    Judged by the Centre's text alone; a cell's own stricter rule stands on the page of its year.
    """
    organisations = [
        organisation
        for organisation in register.organisations(actor)
        if organisation.kind.is_cell and actor.may(Permission.VIEW_MEETINGS, organisation.scope_key)
    ]
    held: dict[int, list[Meeting]] = {}
    until = min(date(year + 1, 1, 1), on)
    sessions = Meeting.objects.filter(organisation__in=organisations, kind__in=SESSIONS, on__gte=date(year - 1, 1, 1))
    for meeting in sessions.exclude(state=Meeting.State.PLANNED).filter(on__lt=until).order_by("-on", "-id"):
        held.setdefault(meeting.organisation_id, []).append(meeting)
    lines = PlanLine.objects.filter(organisation__in=organisations, month__year=year).values_list("organisation_id")
    planned = Counter(owner for (owner,) in lines)
    return tuple(
        _cell_year(organisation, year, until, held.get(organisation.pk, []), planned[organisation.pk])
        for organisation in organisations
    )


def _cell_year(organisation: Organisation, year: int, until: date, held: list[Meeting], planned: int) -> CellYear:
    missed, quarters = _missed(organisation, date(year, 1, 1), until, held, rulebook())
    return CellYear(
        organisation=organisation,
        held=sum(meeting.on.year == year for meeting in held),
        planned=planned,
        missed=missed,
        quarters=quarters,
    )


# ---------------------------------------------------------------------- lines and topics


def plan_line_for(actor: Actor, uid: UUID) -> PlanLine:
    """The line of an address; ``NotYoursError`` otherwise."""
    seen = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    found = PlanLine.objects.filter(seen, uid=uid).select_related("organisation", "topic").first()
    if found is None:
        raise NotYoursError
    return found


def topic_for(actor: Actor, uid: UUID) -> Topic:
    """The topic of an address; ``NotYoursError`` otherwise."""
    seen = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    found = Topic.objects.filter(seen, uid=uid).select_related("organisation").first()
    if found is None:
        raise NotYoursError
    return found


def open_topics(organisation: Organisation) -> QuerySet[Topic]:
    """The topics in use, oldest first."""
    return Topic.objects.filter(organisation=organisation, retired_on=None).order_by("id")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One topic of the bank: on which days it was held, in which months it is planned."""

    topic: Topic
    held: tuple[date, ...]
    planned: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicBank:
    """The page Ngân hàng chuyên đề."""

    lines: tuple[TopicLine, ...]
    retired: tuple[Topic, ...]
    may_run: bool


def topic_bank(actor: Actor, organisation: Organisation) -> TopicBank:
    """The topics of a cell with their use. Three queries."""
    if not actor.may(Permission.VIEW_MEETINGS, organisation.scope_key):
        raise NotYoursError
    topics = list(
        Topic.objects.filter(organisation=organisation).order_by("id").prefetch_related("meetings", "plan_lines")
    )
    return TopicBank(
        lines=tuple(
            TopicLine(
                topic=topic,
                held=tuple(sorted(meeting.on for meeting in topic.meetings.all())),
                planned=tuple(sorted(line.month for line in topic.plan_lines.all())),
            )
            for topic in topics
            if topic.retired_on is None
        ),
        retired=tuple(topic for topic in topics if topic.retired_on is not None),
        may_run=actor.may(Permission.RUN_MEETINGS, organisation.scope_key),
    )
