"""Doing what was asked, one job after another; each is done whole or says that it was not."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.conf import settings
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from chibo.base import vault
from chibo.base.jobs import actors, telling
from chibo.base.keys import KeyProblem
from chibo.base.models import Job
from chibo.base.refusal import Fault, FaultyError, NotAllowedError, NotYoursError
from chibo.base.vault import DiskFull

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor

_log = logging.getLogger("chibo.jobs")
_ME: Final = secrets.token_hex(8)  # this process
_TOLD_EVERY: Final = 0.5  # seconds between two lines about how far it is
SILENT: Final = 60  # seconds; a job not heard of for so long was cut off
LONGEST_REST: Final = 900  # seconds; for so long ahead a job may say that nothing will be heard of it
LOST: Final = "Chương trình đã tắt khi đang làm dở nên việc chưa xong. Bấm Làm lại."


class Stopped(Exception):
    """Somebody stopped the job, or another process took it over."""


class Work(Protocol):
    """What a kind of job does: write the file into ``task.file``, give its name and what to say about it.

    A name that is empty says that there is no file: what was done lies elsewhere.
    """

    def __call__(self, task: Task) -> tuple[str, str]:
        """Do it."""


class Task:
    """A job while it is done: who asked for what, where the file goes, and how to tell how far it is."""

    def __init__(self, job: Job, file: vault.Sealing, actor: Actor) -> None:
        self._job, self.file, self._actor = job, file, actor
        self._done, self._told, self._whispered = 0, 0.0, 0.0

    @property
    def actor(self) -> Actor:
        """Who asked, with the rights of today."""
        return self._actor

    @property
    def on(self) -> date:
        """The day it was asked for."""
        return self._job.on

    @property
    def given(self) -> Mapping[str, Any]:
        """What was asked."""
        return dict(self._job.given)

    @property
    def organisation_uid(self) -> str:
        """For which organisation."""
        return str(self._job.organisation_uid)

    def expect(self, total: int) -> None:
        """Tell how much there is to do."""
        self._tell(total=total)

    def step(self, count: int = 1) -> None:
        """Tell that so much more is done; raises :class:`Stopped` when it is to end."""
        self._done += count
        if time.monotonic() - self._told >= _TOLD_EVERY:
            self._tell()

    def rest(self, seconds: int) -> None:
        """Tell that nothing will be heard for so long: one transaction writes, and what it tells is seen at its end.

        At most ``LONGEST_REST``: a job heard of even later than that had its clock set back.
        """
        seconds = min(seconds, LONGEST_REST)
        self._told = time.monotonic() + seconds
        Job.objects.filter(pk=self._job.pk, runner=_ME).update(touched_at=Now() + timedelta(seconds=seconds))

    def whisper(self, what: str, done: int, total: int) -> None:
        """Tell how far it is from inside a transaction; raises :class:`Stopped` when it is to end."""
        if time.monotonic() - self._whispered < _TOLD_EVERY:
            return
        self._whispered = time.monotonic()
        if not Job.objects.filter(pk=self._job.pk, state=Job.State.RUNNING, runner=_ME).exists():
            raise Stopped
        telling.tell(self._job, telling.Far(what, done, total))

    def _tell(self, **more: int) -> None:
        self._told = time.monotonic()
        mine = Job.objects.filter(pk=self._job.pk, state=Job.State.RUNNING, runner=_ME)
        if not mine.update(done=self._done, touched_at=Now(), **more):
            raise Stopped


def run_waiting() -> int:
    """Do every job that waits, and give up those that were cut off; give how many were done or tried."""
    count = 0
    while (job := _next()) is not None:
        _run(job)
        count += 1
    return count


def part_of(job: Job) -> str:
    """Under which name the file of a job lies until it is whole."""
    return f"job-{job.uid}"


def _next() -> Job | None:
    """Take the first job that waits: an update only one can win, without a lock that is held."""
    silent, ahead = timedelta(seconds=SILENT), timedelta(seconds=LONGEST_REST + SILENT)
    not_heard = Q(touched_at__lt=Now() - silent) | Q(touched_at__gt=Now() + ahead)  # the clock was set back
    for lost in Job.objects.filter(not_heard, state=Job.State.RUNNING):
        Job.objects.filter(pk=lost.pk, state=Job.State.RUNNING).update(state=Job.State.FAILED, message=LOST)
        vault.drop_part(part_of(lost))
        telling.forget(lost)
    for job in Job.objects.filter(state=Job.State.WAITING).order_by("id")[:10]:
        if Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
            state=Job.State.RUNNING, runner=_ME, touched_at=Now()
        ):
            return job
    return None


def _run(job: Job) -> None:
    try:
        work: Work = import_string(settings.CHIBO_JOB_KINDS[job.kind])
        actor = _who(job)
        with vault.writing(part_of(job)) as file:
            task = Task(job, file, actor)
            name, message = work(task)
        digest = file.digest
        if not name:  # what it did lies elsewhere
            vault.forget(digest)
            digest = ""
        _end(job, state=Job.State.DONE, name=name, message=message, digest=digest, size=file.size, done=F("total"))
    except Stopped:
        return
    except (FaultyError, NotAllowedError, NotYoursError, DiskFull, KeyProblem) as error:
        _end(job, state=Job.State.FAILED, message=_reason(error))
    except Exception:  # noqa: BLE001 - the thread must live, and the person must hear of it
        code = secrets.token_hex(2).upper()
        _log.exception("việc chạy nền hỏng, mã " + code)  # the log keeps no arguments
        _end(job, state=Job.State.FAILED, message=f"Có sự cố, mã {code}. Báo mã này cho người quản trị, rồi làm lại.")
    finally:
        telling.forget(job)


def _who(job: Job) -> Actor:
    """Who asked, if the rights by which it was asked for are still held; raises ``FaultyError``."""
    actor = actors.now(job)
    if not actors.still_may(actor, job):
        what = "Quyền để làm việc này đã thôi hoặc đã thu hẹp từ khi đồng chí bấm."
        raise FaultyError([Fault(what=what, next="Nhờ người còn quyền làm lại.")])
    return actor


def _end(job: Job, **fields: Any) -> None:
    kept = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, runner=_ME).update(touched_at=Now(), **fields)
    digest = fields.get("digest")
    if not kept and digest:  # stopped in the last moment: nobody will fetch it
        vault.forget(digest)


def _reason(error: Exception) -> str:
    match error:
        case FaultyError():
            return " ".join(f"{fault.what} {fault.next}".strip() for fault in error.faults)
        case NotAllowedError():
            return f"Đồng chí chưa được giao quyền {error.what}."
        case NotYoursError():
            return "Không còn tổ chức hoặc hồ sơ đã chọn."
        case _:
            return str(error.args[-1])


# --- the one thread of an office PC ---


class _Worker:
    """At most one thread of this process; it ends when nothing waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_called = False

    def wake(self) -> None:
        """Let the thread look for work; start it where there is none."""
        with self._lock:
            self._is_called = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="chibo-jobs", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        try:
            while self._goes_on():
                run_waiting()
        except Exception:  # noqa: BLE001 - such as a database that is being restored: the next call tries again
            _log.exception("không chạy được việc nền")
            with self._lock:
                self._thread = None
        finally:
            connection.close()

    def _goes_on(self) -> bool:
        with self._lock:
            called, self._is_called = self._is_called, False
            if not called:
                self._thread = None
            return called


_worker = _Worker()


def wake() -> None:
    """Have waiting work done in this process, unless ``chibo jobs`` does it (``CHIBO_JOBS=worker``)."""
    if settings.CHIBO_JOBS == "thread":
        _worker.wake()
