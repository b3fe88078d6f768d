"""What goes on after a session: tasks given and told of, concerns raised and answered, and their figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.meetings import words
from chibo.meetings.models import Concern, Meeting, Task, TaskReport
from chibo.meetings.values import print_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.meetings.models import AgendaItem
    from chibo.register.models import Organisation, Person

_SHOWN = 200
_GIVEN = Q(meeting__state=Meeting.State.ADOPTED)  # a task is given once the minutes are adopted


# ---------------------------------------------------------------------- guarded by who asks


def task_for(actor: Actor, uid: UUID | str) -> Task:
    """The task of an address: to who sees the cell's meetings, and to the member it was given to."""
    reach = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    if actor.person_uid:
        reach |= Q(person__uid=actor.person_uid) & _GIVEN
    found = Task.objects.filter(reach, uid=uid).select_related("organisation", "meeting", "person").first()
    if found is None:
        raise NotYoursError
    return found


def concern_for(actor: Actor, uid: UUID | str) -> Concern:
    """The concern of an address; ``NotYoursError`` otherwise."""
    reach = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    rows = Concern.objects.select_related("organisation", "meeting", "answered_in", "follower")
    found = rows.filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError
    return found


# ---------------------------------------------------------------------- of one session


def tasks_given(meeting: Meeting) -> QuerySet[Task]:
    """The tasks given in a session, in the order written."""
    return Task.objects.filter(meeting=meeting).select_related("person")


def tasks_to_tell(meeting: Meeting) -> QuerySet[Task]:
    """The tasks of earlier sessions that this one hears about: those still open, and those it heard about.

    Each with all its reports (``reports``), the last one last.
    """
    here = Exists(TaskReport.objects.filter(task=OuterRef("pk"), meeting=meeting))
    shown = here if meeting.state == Meeting.State.ADOPTED else Q(done_on__isnull=True) | Q(here)
    earlier = Task.objects.filter(_GIVEN, organisation=meeting.organisation, meeting__on__lt=meeting.on).filter(shown)
    reports = Prefetch("reports", TaskReport.objects.order_by("on", "id"))
    return earlier.select_related("person", "meeting").prefetch_related(reports).order_by("due_on", "id")


def report_in(task: Task, meeting: Meeting) -> TaskReport | None:
    """What a session said about a task, from reports already read."""
    return next((report for report in task.reports.all() if report.meeting_id == meeting.pk), None)


def concerns_in(meeting: Meeting) -> QuerySet[Concern]:
    """The concerns of a session: raised in it, and carried over from earlier ones until they are answered."""
    still = Q(answered_on__isnull=True) | Q(answered_in=meeting)
    if meeting.state == Meeting.State.ADOPTED:
        still |= Q(answered_on__gt=meeting.on)
    carried = still & Q(meeting__on__lt=meeting.on)
    rows = Concern.objects.filter(Q(meeting=meeting) | carried, organisation=meeting.organisation)
    return rows.select_related("meeting", "follower").order_by("meeting__on", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a session said beside its items: results heard, concerns, tasks given."""

    reports: tuple[TaskReport, ...]
    concerns: tuple[Concern, ...]
    tasks: tuple[Task, ...]


def said_in(meeting: Meeting) -> Said:
    """Read what a session said beside its items. Three queries."""
    reports = TaskReport.objects.filter(meeting=meeting).select_related("task__person")
    return Said(
        reports=tuple(reports.order_by("task__due_on", "task_id")),
        concerns=tuple(concerns_in(meeting)),
        tasks=tuple(tasks_given(meeting)),
    )


def content_print(meeting: Meeting, items: Iterable[AgendaItem] | None = None, said: Said | None = None) -> str:
    """The fingerprint of everything the minutes say beside votes and resolutions. Four queries, if nothing is given."""
    parts: list[object] = [meeting.opening, meeting.conclusion]
    for item in meeting.items.all() if items is None else items:
        parts += [item.title, item.discussion, item.conclusion]
    said = said or said_in(meeting)
    for task in said.tasks:
        parts += [task.text, task.person_id, task.due_on]
    for report in said.reports:
        parts += [report.task_id, report.state, report.text]
    for concern in said.concerns:
        parts += [concern.topic, concern.source, concern.answer, concern.follower_id, concern.due_on]
    return print_of(*parts)


def read_out(said: Said) -> dict[str, list[str]]:
    """Results, concerns and tasks of a session in sentences, as they are read out and then kept."""
    return {
        "results": [words.result_line(report.task, report) for report in said.reports],
        "concerns": [words.concern_line(concern) for concern in said.concerns],
        "tasks": [words.task_line(task) for task in said.tasks],
    }


# ---------------------------------------------------------------------- of the cell and of one member


def open_tasks(organisation: Organisation) -> QuerySet[Task]:
    """Every task of adopted minutes that is not done, the nearest deadline first. One query."""
    given = Task.objects.filter(_GIVEN, organisation=organisation, done_on__isnull=True)
    return given.select_related("person", "meeting").order_by("due_on", "id")


def tasks_of(*people: Person) -> QuerySet[Task]:
    """Every task that sessions gave some people, the latest session first, with its reports. Two queries."""
    given = Task.objects.filter(_GIVEN, person__in=people).select_related("meeting").prefetch_related("reports")
    return given.order_by("-meeting__on", "-id")


def open_concerns(organisation: Organisation) -> QuerySet[Concern]:
    """Every concern without an answer, the nearest deadline first, those without one last. One query."""
    rows = Concern.objects.filter(organisation=organisation, answered_on__isnull=True)
    return rows.select_related("meeting", "follower").order_by("due_on", "meeting__on", "id")


def may_report(actor: Actor, task: Task) -> bool:
    """Whether somebody may say what became of a task: the member it was given to, and who runs the meetings."""
    is_own = bool(actor.person_uid) and str(task.person.uid) == actor.person_uid
    is_given = task.meeting.state == Meeting.State.ADOPTED
    return is_given and (is_own or actor.may(Permission.RUN_MEETINGS, task.organisation.scope_key))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernBook:
    """The concerns of a cell and this year's figures."""

    rows: tuple[Concern, ...]
    figures: ConcernFigures
    year: int


def book_of_concerns(actor: Actor, organisation: Organisation, on: date) -> ConcernBook:
    """Every concern the actor may see, open ones first, then the latest. Two queries."""
    reach = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    rows = Concern.objects.filter(reach, organisation=organisation).select_related("meeting", "follower")
    ordered = rows.annotate(is_answered=Q(answered_on__isnull=False)).order_by("is_answered", "-meeting__on", "-id")
    figures = concern_figures(organisation, date(on.year, 1, 1), date(on.year + 1, 1, 1))
    return ConcernBook(rows=tuple(ordered[:_SHOWN]), figures=figures, year=on.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernFigures:
    """How many concerns were raised and answered in a time, and how many are open at its end."""

    raised: int
    answered: int
    open: int
    overdue: int


def concern_figures(organisation: Organisation, starts_on: date, until: date) -> ConcernFigures:
    """Count the concerns of a half-open time, ``until`` the first day not covered. One query."""
    during = Q(meeting__on__gte=starts_on, meeting__on__lt=until)
    answered = Q(answered_on__gte=starts_on, answered_on__lt=until)
    waiting = Q(meeting__on__lt=until) & (Q(answered_on__isnull=True) | Q(answered_on__gte=until))
    found = Concern.objects.filter(organisation=organisation).aggregate(
        raised=Count("pk", filter=during),
        answered=Count("pk", filter=answered),
        open=Count("pk", filter=waiting),
        overdue=Count("pk", filter=waiting & Q(due_on__lt=until)),
    )
    return ConcernFigures(**found)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """One task as a fact for the yearly review: what was given, by when, and what was told. No grade, no score."""

    person_uid: str
    person: str
    text: str
    given_on: date
    due_on: date
    done_on: date | None
    told: tuple[str, ...] = ()

    @property
    def was_in_time(self) -> bool | None:
        """Whether it was done by its deadline; nothing while it is not done."""
        return None if self.done_on is None else self.done_on <= self.due_on


def task_facts(organisation: Organisation, starts_on: date, until: date) -> tuple[TaskFacts, ...]:
    """The tasks given in a half-open time, by member and session. Two queries."""
    rows = (
        Task.objects.filter(_GIVEN, organisation=organisation, meeting__on__gte=starts_on, meeting__on__lt=until)
        .select_related("person", "meeting")
        .prefetch_related("reports")
        .order_by("person__sort_key", "meeting__on", "id")
    )
    return tuple(
        TaskFacts(
            person_uid=str(row.person.uid),
            person=row.person.full_name,
            text=row.text,
            given_on=row.meeting.on,
            due_on=row.due_on,
            done_on=row.done_on,
            told=tuple(report.text or report.get_state_display() for report in row.reports.all()),
        )
        for row in rows
    )
