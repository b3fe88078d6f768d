"""Nhiệm vụ rèn luyện, thử thách: giving one, its result, taking it back, and the helper's remark of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.development.actions.guards import faults_of_day, must_hold, must_write_for, raise_if_any
from chibo.development.models import CaseTask, TaskRemark
from chibo.law.calendar import Spell

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.meetings.models import Resolution, Task

REMARK_LENGTH = 500


@transaction.atomic
def give_task(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    title: str,
    given_on: date,
    due_on: date | None = None,
    mentorship: Mentorship | None = None,
    resolution: Resolution | None = None,
) -> CaseTask:
    """Keep a task given to somebody on the road: by the cell, by resolution or not, or by the one who helps.

    A task that a session gives stands in its minutes and is read from there. Raises ``FaultyError`` with every fault,
    ``NotAllowedError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "giao nhiệm vụ rèn luyện, thử thách")
    raise_if_any(
        [
            *faults_of_day(given_on, on, field="given_on", what="Ngày giao"),
            *_faults_of_task(case, title, given_on, due_on),
            *_faults_of_giver(case, given_on, mentorship, resolution),
        ]
    )
    task = CaseTask.objects.create(
        case=case,
        title=title.strip(),
        given_by=CaseTask.Giver.MENTOR if mentorship is not None else CaseTask.Giver.CELL,
        mentor=mentorship.mentor if mentorship is not None else None,
        resolution=resolution,
        given_on=given_on,
        due_on=due_on,
    )
    changes = {"title": [None, task.title], "given_on": [None, given_on], "due_on": [None, due_on]}
    _log(actor, on, "give_task", task, changes)
    return task


def _faults_of_task(case: DevelopmentCase, title: str, given_on: date, due_on: date | None) -> list[Fault]:
    faults = []
    if not title.strip():
        faults.append(Fault(what="Chưa ghi việc được giao.", next="Ghi ngắn gọn việc gì.", field="title"))
    if due_on is not None and due_on < given_on:
        what = f"Hạn {say_date(due_on)} trước ngày giao {say_date(given_on)}."
        faults.append(Fault(what=what, next="Sửa lại hạn.", field="due_on"))
    if case.closed_on is not None and given_on > case.closed_on:
        what = f"Hồ sơ đã khép ngày {say_date(case.closed_on)}."
        faults.append(Fault(what=what, next="Việc giao cho đảng viên ghi ở cuộc họp.", field="given_on"))
    if given_on < case.opened_on:
        what = f"Ngày giao trước ngày đưa vào nguồn {say_date(case.opened_on)}."
        faults.append(Fault(what=what, next="Sửa lại ngày giao.", field="given_on"))
    return faults


def _faults_of_giver(
    case: DevelopmentCase, given_on: date, mentorship: Mentorship | None, resolution: Resolution | None
) -> list[Fault]:
    faults = []
    if mentorship is not None and mentorship.case_id != case.pk:
        faults.append(Fault(what="Người giúp đỡ đã chọn không giúp người này.", field="mentorship"))
    elif mentorship is not None and not Spell(mentorship.starts_on, mentorship.ends_on).covers(given_on):
        what = f"Ngày {say_date(given_on)} đồng chí {mentorship.mentor} không được phân công giúp đỡ {case.person}."
        faults.append(Fault(what=what, next="Chọn người giúp đỡ khác, hoặc sửa ngày giao.", field="mentorship"))
    if resolution is not None and resolution.organisation_id != case.organisation_id:
        what = f"Nghị quyết đã chọn không phải của {case.organisation}."
        faults.append(Fault(what=what, next="Chọn nghị quyết của chi bộ.", field="resolution"))
    elif resolution is not None and resolution.on > given_on:
        what = f"Nghị quyết ngày {say_date(resolution.on)} có sau ngày giao {say_date(given_on)}."
        faults.append(Fault(what=what, next="Sửa lại ngày giao, hoặc chọn nghị quyết khác.", field="resolution"))
    return faults


@transaction.atomic
def finish_task(*, actor: Actor, on: date, task: CaseTask, done_on: date, result: str) -> CaseTask:
    """Keep the day and the result of a task; raises ``FaultyError`` and ``NotAllowedError``."""
    must_hold(actor, Permission.RECORD_STEPS, task.case.scope_key, "ghi kết quả việc giao")
    task = _held(task)
    faults = [*faults_of_day(done_on, on, field="done_on", what="Ngày xong"), *_faults_of_closed(task, "done_on")]
    if done_on < task.given_on:
        what = f"Ngày xong trước ngày giao {say_date(task.given_on)}."
        faults.append(Fault(what=what, next="Sửa lại ngày.", field="done_on"))
    if not result.strip():
        faults.append(Fault(what="Chưa ghi kết quả.", next="Ghi ngắn gọn đã làm được gì.", field="result"))
    raise_if_any(faults)
    task.done_on, task.result = done_on, result.strip()
    task.save(update_fields=["done_on", "result"])
    _log(actor, on, "finish_task", task, {"done_on": [None, done_on], "result": ["", task.result]})
    return task


@transaction.atomic
def withdraw_task(*, actor: Actor, on: date, task: CaseTask, reason: str) -> CaseTask:
    """Stop asking for a task, or take back one typed wrongly; it stays on record with the reason."""
    must_hold(actor, Permission.RECORD_STEPS, task.case.scope_key, "thôi giao một việc")
    task = _held(task)
    faults = _faults_of_closed(task, "reason")
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do thôi giao.", next="Ghi ngắn gọn, ví dụ: ghi nhầm.", field="reason"))
    raise_if_any(faults)
    task.withdrawn_on, task.withdrawn_why = on, reason.strip()
    task.save(update_fields=["withdrawn_on", "withdrawn_why"])
    _log(actor, on, "withdraw_task", task, {"withdrawn_on": [None, on]}, task.withdrawn_why)
    return task


def _held(task: CaseTask) -> CaseTask:
    """Read a task again and hold it: of two people writing its end the second sees the first."""
    return CaseTask.objects.select_for_update(of=("self",)).select_related("case__organisation").get(pk=task.pk)


def _faults_of_closed(task: CaseTask, field: str) -> list[Fault]:
    if task.done_on is not None:
        return [Fault(what=f"Việc này đã xong ngày {say_date(task.done_on)}.", field=field)]
    if task.withdrawn_on is not None:
        return [Fault(what=f"Việc này đã thôi giao ngày {say_date(task.withdrawn_on)}.", field=field)]
    return []


@transaction.atomic
def remark_task(*, actor: Actor, on: date, mentorship: Mentorship, task: CaseTask | Task, text: str) -> TaskRemark:
    """Keep what the helper saw done and what came of it, never what somebody thinks (decision 7); the last one counts.

    ``task`` was given on the road of this case, or by a session to the same person. Raises ``NotAllowedError`` unless
    the actor is this helper or keeps the cell's cases, and ``FaultyError``.
    """
    must_write_for(actor, mentorship, "nhận xét thay người giúp đỡ")
    case = mentorship.case
    is_mine = task.case_id == case.pk if isinstance(task, CaseTask) else task.person_id == case.person_id
    given_on = task.given_on if isinstance(task, CaseTask) else task.meeting.on
    raise_if_any(_faults_of_remark(mentorship, text, given_on, is_mine=is_mine))
    target = {"task": task} if isinstance(task, CaseTask) else {"session_task": task}
    remark, is_new = TaskRemark.objects.update_or_create(
        mentorship=mentorship, **target, defaults={"written_on": on, "text": text.strip()}
    )
    _log(actor, on, "remark_task", remark, {"task": str(task.uid), "is_new": is_new})
    return remark


def _faults_of_remark(mentorship: Mentorship, text: str, given_on: date, *, is_mine: bool) -> list[Fault]:
    faults = []
    length = len(text.strip())
    if not is_mine:
        faults.append(Fault(what=f"Việc này không giao cho {mentorship.case.person}."))
    if not length:
        faults.append(Fault(what="Chưa ghi nhận xét.", next="Ghi việc đã làm và kết quả.", field="text"))
    if length > REMARK_LENGTH:
        what = f"Nhận xét dài {length} chữ cái, nhiều nhất là {REMARK_LENGTH}."
        faults.append(Fault(what=what, next="Rút gọn: chỉ ghi việc làm và kết quả.", field="text"))
    if mentorship.ends_on is not None and mentorship.ends_on <= given_on:
        what = f"Đồng chí {mentorship.mentor} đã thôi giúp đỡ từ {say_date(mentorship.ends_on)}, trước ngày giao việc."
        faults.append(Fault(what=what, next="Người đang giúp đỡ nhận xét việc này.", field="text"))
    return faults


def _log(
    actor: Actor,
    on: date,
    verb: str,
    subject: CaseTask | TaskRemark,
    changes: dict[str, object],
    reason: str = "",
) -> None:
    case = subject.case if isinstance(subject, CaseTask) else subject.mentorship.case
    audit.record(
        actor=actor,
        on=on,
        action=f"development.{verb}",
        subject=subject,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), **changes},
        reason=reason,
    )
