"""How far a job is that works in one transaction: what it writes to the database is seen at its end, a file at once.

The file lies beside the job's own and holds a few words and two numbers, nothing of what the job is about.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from chibo.base.models import Job


@dataclass(frozen=True, slots=True)
class Far:
    """How far a job is: what it is doing (empty where it has only one thing to do), and how much of how much."""

    what: str
    done: int
    total: int


def tell(job: Job, far: Far) -> None:
    """Let the page of the job find how far it is; a disk that takes nothing hinders no job."""
    place = _place(job)
    with suppress(OSError):
        part = place.with_suffix(".telling")
        part.write_text(json.dumps([far.what, far.done, far.total]), encoding="utf-8")
        part.replace(place)


def how_far(job: Job) -> Far:
    """Tell how far a job is."""
    try:
        what, done, total = json.loads(_place(job).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Far("", job.done, job.total)
    return Far(str(what), int(done), int(total))


def forget(job: Job) -> None:
    """Take the file away: the job has ended."""
    with suppress(OSError):
        _place(job).unlink(missing_ok=True)


def _place(job: Job) -> Path:
    return Path(settings.CHIBO_FILES_DIR) / f"job-{job.uid}.told"
