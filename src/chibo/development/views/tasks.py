"""Nhiệm vụ rèn luyện, thử thách: giving tasks, their results, and the helper's remarks, also on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms import FinishTaskForm, RemarkForm, TaskForm, WithdrawTaskForm
from chibo.development.views.common import answer_form, case_of, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_CASES)
def tasks(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show everything a person was given to do, and give more."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    helpers = queries.helpers_on(found, on)
    form = TaskForm(request.POST or None, helpers=helpers, resolutions=queries.resolutions_for(found, on)[:60])

    def save(data: dict[str, Any]) -> None:
        actions.give_task(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        may_record = actor.may(Permission.RECORD_STEPS, found.scope_key)
        given = queries.given_tasks(found)
        are_told = any(task.remarks for task in given)
        may_read = actions.open_remarks(actor=actor, on=on, case=found, are_told=are_told)
        said = {"case": found, "tasks": given, "helpers": helpers, "today": on, "may_read_remarks": may_read}
        return show(request, "tasks", {**said, "may_record": may_record, **context}, status=status)

    return answer_form(request, form, save, draw, reverse("development:tasks", args=[uid]))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def finish_task(request: HttpRequest, uid: UUID, task_uid: UUID) -> HttpResponse:
    """Keep the result of a task."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    task = queries.task_for(found, task_uid)
    back = reverse("development:tasks", args=[uid])

    def save(data: dict[str, Any]) -> None:
        actions.finish_task(actor=actor, on=on, task=task, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "task": task, "heading": "Kết quả", "back": back}
        return show(request, "task", {**said, **context}, status=status)

    return answer_form(request, FinishTaskForm(request.POST or None), save, draw, back)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def withdraw_task(request: HttpRequest, uid: UUID, task_uid: UUID) -> HttpResponse:
    """Stop asking for a task."""
    actor, on = actor_of(request), clock.today()
    found = case_of(request, uid)
    task = queries.task_for(found, task_uid)
    back = reverse("development:tasks", args=[uid])

    def save(data: dict[str, Any]) -> None:
        actions.withdraw_task(actor=actor, on=on, task=task, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "task": task, "heading": "Thôi giao", "back": back}
        return show(request, "task", {**said, **context}, status=status)

    return answer_form(request, WithdrawTaskForm(request.POST or None), save, draw, back)


@require_GET
@door(Permission.WRITE_NOTES)
def remarks(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the helper the tasks that the person helped was given until the help ended, with the helper's own remark."""
    mentorship = queries.mentorship_for(actor_of(request), uid)
    rows = [(task, task.remark_of(mentorship.mentor_id)) for task in queries.tasks_for_helper(mentorship)]
    return show(request, "remarks", {"mentorship": mentorship, "rows": rows})


@require_http_methods(["GET", "POST"])
@door(Permission.WRITE_NOTES)
def remark(request: HttpRequest, uid: UUID, task_uid: UUID) -> HttpResponse:
    """Take the helper's remark on one task."""
    actor, on = actor_of(request), clock.today()
    mentorship = queries.mentorship_for(actor, uid)
    task = queries.remark_target(mentorship, task_uid)
    back = reverse("development:remarks", args=[uid])

    def save(data: dict[str, Any]) -> None:
        actions.remark_task(actor=actor, on=on, mentorship=mentorship, task=task, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": mentorship.case, "mentorship": mentorship, "task": task, "heading": "Nhận xét", "back": back}
        return show(request, "task", {**said, **context}, status=status)

    form = RemarkForm(request.POST or None, initial={"text": queries.own_remark(mentorship, task)})
    return answer_form(request, form, save, draw, back)
