"""Every table there is of one day in one workbook: asked for on the page, made by a job that tells how far it is."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from chibo.base import jobs
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.documents import sheets
from chibo.documents.naming import safe
from chibo.register.queries import organisation_for
from chibo.reports import tables
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.statistics import DIMENSIONS, Question, grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.access import Actor
    from chibo.base.jobs import Task
    from chibo.base.models import Job
    from chibo.register.models import Organisation

KIND = "grids"


def ask_for_every_grid(*, actor: Actor, on: date, unit: Organisation, day: date) -> Job:
    """Ask for every table of a unit on a day. Raises :class:`NotYoursError`, and ``FaultyError`` as ``jobs.ask``."""
    ensure_readable(actor, unit)
    return jobs.ask(
        actor=actor,
        on=on,
        kind=KIND,
        title=f"Mọi biểu thống kê của {unit.name} đến {say_date(day)}",
        organisation_uid=unit.uid,
        scope_key=unit.scope_key,
        given={"day": day.isoformat()},
        by=[Permission.VIEW_REPORTS],
    )


def run(task: Task) -> tuple[str, str]:
    """Make the workbook: a sheet for each dimension, and for each two of them."""
    unit, day = organisation_for(task.actor, task.organisation_uid), date.fromisoformat(task.given["day"])
    asked = tuple(every_question(unit, day))
    task.expect(len(asked))
    title = f"Biểu thống kê đảng viên {unit.name} đến {say_date(day)}"
    task.file.write(sheets.collected(title, _made(task, asked)))
    hidden = "" if unit.kind.is_cell else " Số từ 1 đến 2 người và số suy ra được chúng ghi là “ẩn”."
    return f"{safe(title)}.xlsx", f"Có {len(asked)} biểu, mỗi biểu một trang tính.{hidden}"


def every_question(unit: Organisation, day: date) -> Iterator[Question]:
    """Each dimension alone, then every two of them."""
    for rows in DIMENSIONS.values():
        yield Question(unit=unit, on=day, rows=rows)
    for rows, columns in combinations(DIMENSIONS.values(), 2):
        yield Question(unit=unit, on=day, rows=rows, columns=columns)


def _made(task: Task, asked: tuple[Question, ...]) -> Iterator[sheets.Table]:
    for question in asked:
        yield tables.of_grid(grid(task.actor, question))
        task.step()
