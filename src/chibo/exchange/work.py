"""The long import, in the background: the same verb as at once, in one transaction, telling how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.exchange import queries
from chibo.exchange.actions import run_import

if TYPE_CHECKING:
    from chibo.base.jobs import Task

_SILENT = 900  # seconds for which nothing may be heard while the rows are written


def run(task: Task) -> tuple[str, str]:
    """Import one list. A cut leaves the book as it was and the list waiting: Làm lại begins anew."""
    record = queries.import_for(task.actor, task.given["import"])
    task.rest(_SILENT)
    done = run_import(actor=task.actor, on=task.on, record=record, tell=task.whisper)
    counts = done.counts
    return "", f"Đã nhập: {counts['people']} mới, {counts['changed']} cập nhật, {counts['same']} không đổi."
