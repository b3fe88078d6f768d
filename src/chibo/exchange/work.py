"""The long import, in the background: the same verb as at once, in one transaction, telling how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.exchange import queries
from chibo.exchange.actions import run_import, run_imports

if TYPE_CHECKING:
    from chibo.base.jobs import Task

_SILENT = 900  # seconds for which nothing may be heard while the rows are written


def run(task: Task) -> tuple[str, str]:
    """Import one list, or all of its file. A cut leaves the book as it was, the list waiting: Làm lại begins anew."""
    record = queries.import_for(task.actor, task.given["import"])
    task.rest(_SILENT)
    if task.given.get("file"):
        records = queries.siblings(record)
        done = run_imports(actor=task.actor, on=task.on, records=records, tell=task.whisper)
    else:
        done = [run_import(actor=task.actor, on=task.on, record=record, tell=task.whisper)]
    new, changed, same = (sum(one.counts[name] for one in done) for name in ("people", "changed", "same"))
    return "", f"Đã nhập: {new} mới, {changed} cập nhật, {same} không đổi."
