"""Kinds of long work for the tests of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.jobs import how_far
from chibo.base.models import Job
from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from chibo.base.jobs import Task

SECRET = "Sùng Mẫu Vừ sinh ngày 5-2-1990".encode()


def write(task: Task) -> tuple[str, str]:
    """Write as many pieces as asked for."""
    task.expect(task.given["pieces"])
    for _ in range(task.given["pieces"]):
        task.file.write(SECRET * 1000)
        task.step()
    return "bộ giấy.zip", f"{task.actor.name} nhờ ngày {task.on:%d-%m-%Y}"


def refuse(task: Task) -> tuple[str, str]:
    """Find that it cannot be done."""
    task.file.write(SECRET)
    raise FaultyError([Fault(what="Chưa có căn cứ.", next="Hỏi cấp trên.")])


def break_down(task: Task) -> tuple[str, str]:
    """Fail in a way nobody thought of."""
    task.file.write(SECRET)
    raise ZeroDivisionError


def tell_meanwhile(task: Task) -> tuple[str, str]:
    """Work in one transaction and look, after each word, what the page would say; be stopped in it where so asked."""
    heard, job = [], Job.objects.get(state=Job.State.RUNNING)
    with transaction.atomic():
        for done in range(3):
            if done == task.given.get("stopped_at"):
                Job.objects.update(state=Job.State.STOPPED)
            task.whisper("Đang ghi: người", done, 3)
            heard.append(str(how_far(job).done))
    return "", " ".join(heard)


def be_stopped(task: Task) -> tuple[str, str]:
    """Be stopped by its owner while it works."""
    task.file.write(SECRET)
    Job.objects.update(state=Job.State.STOPPED)
    task.expect(2)
    raise AssertionError
