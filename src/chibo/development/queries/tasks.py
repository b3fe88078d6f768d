"""Nhiệm vụ rèn luyện, thử thách: what was given on the road and by sessions, read as one list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from chibo.base.access import Permission, within
from chibo.development.models import CaseTask, TaskRemark
from chibo.development.queries.cases import one
from chibo.meetings import queries as meetings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.meetings.models import Task
    from chibo.register.models import Organisation


@dataclass(frozen=True, kw_only=True)
class GivenTask:
    """One task of a person on the road, whoever gave it; ``result`` is what was told of it."""

    uid: str
    title: str
    giver: str
    given_on: date
    due_on: date | None
    done_on: date | None
    result: str = ""
    by_session: bool = False
    withdrawn_on: date | None = None
    remarks: tuple[TaskRemark, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.withdrawn_on is None

    def remark_of(self, mentor_id: int) -> str:
        """What one helper wrote about it, or nothing."""
        return next((each.text for each in self.remarks if each.mentorship.mentor_id == mentor_id), "")


def given_tasks(case: DevelopmentCase) -> tuple[GivenTask, ...]:
    """Give everything a person was given to do while the case was open, in the order given. Four queries."""
    return tasks_of_cases([case])[case.pk]


def tasks_for_helper(mentorship: Mentorship) -> tuple[GivenTask, ...]:
    """Give the tasks a helper may know and remark on: everything given before the help ended. Four queries."""
    until = mentorship.ends_on
    return tuple(task for task in given_tasks(mentorship.case) if until is None or task.given_on < until)


def tasks_of_cases(cases: Sequence[DevelopmentCase]) -> dict[int, tuple[GivenTask, ...]]:
    """Give the tasks of many cases by their numbers; the number of queries does not grow with the cases."""
    rows = list(CaseTask.objects.filter(case__in=cases).select_related("mentor", "resolution").order_by("pk"))
    told = list(meetings.tasks_of(*(case.person for case in cases)))
    remarks = TaskRemark.objects.filter(Q(task__in=rows) | Q(session_task__in=told)).order_by("written_on", "pk")
    by_task: dict[tuple[bool, int | None], list[TaskRemark]] = defaultdict(list)
    for remark in remarks.select_related("mentorship__mentor"):
        by_session = remark.session_task_id is not None
        by_task[by_session, remark.session_task_id if by_session else remark.task_id].append(remark)
    found: dict[int, list[GivenTask]] = {case.pk: [] for case in cases}
    for row in rows:
        found[row.case_id].append(_on_the_road(row, tuple(by_task[False, row.pk])))
    for case in cases:
        found[case.pk] += [
            _by_session(task, tuple(by_task[True, task.pk]))
            for task in told
            if task.person_id == case.person_id and _is_during(case, task.meeting.on)
        ]
    return {pk: tuple(sorted(tasks, key=lambda each: (each.given_on, each.uid))) for pk, tasks in found.items()}


def _during(case: DevelopmentCase) -> Q:
    """The sessions held while a case was open: only their tasks belong to it."""
    begun = Q(meeting__on__gte=case.opened_on)
    return begun & Q(meeting__on__lte=case.closed_on) if case.closed_on is not None else begun


def _is_during(case: DevelopmentCase, day: date) -> bool:
    return case.opened_on <= day and (case.closed_on is None or day <= case.closed_on)


def _on_the_road(row: CaseTask, remarks: tuple[TaskRemark, ...]) -> GivenTask:
    giver = f"đ/c {row.mentor}" if row.mentor is not None else row.get_given_by_display()
    number = row.resolution.number if row.resolution is not None else None
    return GivenTask(
        uid=str(row.uid),
        title=row.title,
        giver=f"{giver}, nghị quyết số {number}" if number else giver,
        given_on=row.given_on,
        due_on=row.due_on,
        done_on=row.done_on,
        result=row.result or row.withdrawn_why,
        withdrawn_on=row.withdrawn_on,
        remarks=remarks,
    )


def _by_session(task: Task, remarks: tuple[TaskRemark, ...]) -> GivenTask:
    last = max(task.reports.all(), key=lambda report: (report.on, report.pk), default=None)
    return GivenTask(
        uid=str(task.uid),
        title=task.text,
        giver="Cuộc họp chi bộ",
        given_on=task.meeting.on,
        due_on=task.due_on,
        done_on=task.done_on,
        result=(last.text or last.get_state_display()) if last is not None else "",
        by_session=True,
        remarks=remarks,
    )


def remark_target(mentorship: Mentorship, uid: UUID | str) -> CaseTask | Task:
    """Give the task of an address that a helper may remark on: of the case, or given in a session during it.

    Raises ``NotYoursError``, also for what was given when the help had ended.
    """
    mine, told = CaseTask.objects.filter(case=mentorship.case_id), meetings.tasks_of(mentorship.case.person)
    if mentorship.ends_on is not None:
        mine, told = mine.filter(given_on__lt=mentorship.ends_on), told.filter(meeting__on__lt=mentorship.ends_on)
    return mine.filter(uid=uid).first() or one(told.filter(_during(mentorship.case)), uid)


def own_remark(mentorship: Mentorship, task: CaseTask | Task) -> str:
    """What a helper wrote about a task already, or nothing."""
    target = {"task": task} if isinstance(task, CaseTask) else {"session_task": task}
    found = TaskRemark.objects.filter(mentorship=mentorship, **target).first()
    return found.text if found is not None else ""


def open_case_tasks(organisation: Organisation) -> QuerySet[CaseTask]:
    """Give the open tasks with a term of the open cases of a cell, the nearest first. One query."""
    rows = CaseTask.objects.filter(
        case__organisation=organisation,
        case__closed_on__isnull=True,
        due_on__isnull=False,
        done_on__isnull=True,
        withdrawn_on__isnull=True,
    )
    return rows.select_related("case__person", "mentor").order_by("due_on", "id")


@dataclass(frozen=True, kw_only=True)
class TaskFigures:
    """How many tasks were given on the road and how many were done in a time, and how many people had one."""

    given: int
    done: int
    people: int


def task_figures(
    actor: Actor, organisations: Collection[Organisation] | QuerySet[Organisation], starts_on: date, until: date
) -> dict[int, TaskFigures]:
    """Count the tasks given on the road in a half-open time, for each unit; units without any are left out. One query.

    What sessions gave is counted by ``meetings.queries.task_facts``. Only units where the actor may see cases.
    """
    seen = within(actor, Permission.VIEW_CASES, field="case__scope_key")
    rows = CaseTask.objects.filter(seen, case__organisation__in=organisations, withdrawn_on__isnull=True)
    given = Q(given_on__gte=starts_on, given_on__lt=until)
    done = Q(done_on__gte=starts_on, done_on__lt=until)
    counted = (
        rows.filter(given | done)
        .values("case__organisation")
        .annotate(
            given=Count("pk", filter=given),
            done=Count("pk", filter=done),
            people=Count("case__person", filter=given, distinct=True),
        )
        .order_by("case__organisation")
    )
    return {
        row["case__organisation"]: TaskFigures(given=row["given"], done=row["done"], people=row["people"])
        for row in counted
    }
