"""Work that takes longer than a page may: asked for, done in the background, looked at, stopped, fetched.

On an office PC one thread of the program does it; with several servers ``chibo jobs`` does (``CHIBO_JOBS=worker``).
An act never waits for it: a job holds no lock while it works and writes one short line a second.
"""

from chibo.base.jobs.asking import OPEN, again, ask, discard, fetch, job_for, jobs_of, seconds_silent, stop
from chibo.base.jobs.running import SILENT, Stopped, Task, run_waiting, wake
from chibo.base.jobs.telling import how_far

__all__ = [
    "OPEN",
    "SILENT",
    "Stopped",
    "Task",
    "again",
    "ask",
    "discard",
    "fetch",
    "how_far",
    "job_for",
    "jobs_of",
    "run_waiting",
    "seconds_silent",
    "stop",
    "wake",
]
