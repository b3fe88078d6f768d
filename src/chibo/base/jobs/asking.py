"""What a person does with a job: ask for it, look at it, stop it, ask again, fetch or discard what it made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from chibo.base import audit, vault
from chibo.base.jobs import actors, running, telling
from chibo.base.kept import is_named
from chibo.base.models import Job
from chibo.base.refusal import Fault, FaultyError, NotYoursError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor, Permission

_SHOWN = 20
_MOST_WAITING = 5
OPEN = (Job.State.WAITING, Job.State.RUNNING)


@transaction.atomic
def ask(
    *,
    actor: Actor,
    on: date,
    kind: str,
    title: str,
    organisation_uid: UUID,
    scope_key: str,
    given: Mapping[str, Any],
    by: Collection[Permission],
    reason: str = "",
    untold: Collection[str] = (),
) -> Job:
    """Put work in the line, and wake who does it once this is written. The caller has judged the actor's right.

    ``by`` are the rights that were judged: who loses one of them here before the work is done, or its file is fetched,
    gets nothing. The log tells what was given but for ``untold``.
    Raises ``FaultyError`` when this person has too much waiting already.
    """
    if Job.objects.filter(actor_uid=actor.uid, state__in=OPEN).count() >= _MOST_WAITING:
        raise FaultyError(
            [
                Fault(
                    what=f"Đồng chí đang có {_MOST_WAITING} việc chưa xong.",
                    why="Máy làm lần lượt từng việc.",
                    next="Chờ việc trước xong, hoặc dừng bớt ở trang Việc chạy nền.",
                )
            ]
        )
    job = Job.objects.create(
        kind=kind,
        title=title,
        organisation_uid=organisation_uid,
        scope_key=scope_key,
        actor_uid=actor.uid,
        actor=actors.plain(actor, by=by, scope_key=scope_key),
        on=on,
        given=dict(given),
    )
    told = {name: value for name, value in given.items() if name not in untold}
    _write(actor, on, job, "base.ask_job", changes={"kind": kind, **told}, reason=reason)
    transaction.on_commit(running.wake)
    return job


def job_for(actor: Actor, uid: UUID | str) -> Job:
    """Give a job to the person who asked for it and still may; raises ``NotYoursError`` for everybody else."""
    try:
        found = Job.objects.get(uid=uid, actor_uid=actor.uid)
    except (Job.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error
    if not actors.still_may(actor, found):
        raise NotYoursError(str(uid))
    return found


def jobs_of(actor: Actor) -> list[Job]:
    """Give the last jobs this person asked for and still may, the latest first."""
    last = Job.objects.filter(actor_uid=actor.uid).order_by("-id")[:_SHOWN]
    return [job for job in last if actors.still_may(actor, job)]


def seconds_silent(job: Job, actor: Actor) -> float:
    """Tell for how long an open job has not been heard of at the moment of the request; nought for others.

    One that rests was heard of "later than now"; where that is later than a job may rest, the clock was set back.
    """
    since = (actor.at - job.touched_at).total_seconds()
    if job.state not in OPEN or -running.LONGEST_REST - running.SILENT <= since <= 0:
        return 0.0
    return abs(since)


@transaction.atomic
def stop(*, actor: Actor, on: date, job: Job) -> None:
    """Stop a job that is not done; whoever does it sees so before the next paper."""
    stopped = Job.objects.filter(pk=job.pk, state__in=OPEN).update(
        state=Job.State.STOPPED, message="Đồng chí đã bấm dừng nên việc chưa xong. Bấm Làm lại khi cần."
    )
    if stopped:
        vault.drop_part(running.part_of(job))
        _write(actor, on, job, "base.stop_job")


@transaction.atomic
def again(*, actor: Actor, on: date, job: Job) -> Job:
    """Ask for the same once more, with today's rights and records; one that went silent is given up first."""
    if Job.objects.filter(pk=job.pk, state__in=OPEN).update(state=Job.State.FAILED, message=running.LOST):
        vault.drop_part(running.part_of(job))
        telling.forget(job)
    return ask(
        actor=actor,
        on=on,
        kind=job.kind,
        title=job.title,
        organisation_uid=job.organisation_uid,
        scope_key=job.scope_key,
        given=job.given,
        by=actors.rights_of(job),
    )


@transaction.atomic
def fetch(*, actor: Actor, on: date, job: Job) -> Iterator[bytes]:
    """Give the file a job made, piece by piece, and write who took it.

    Raises ``NotYoursError`` where there is none, and for whoever lost the right to it.
    """
    if not actors.still_may(actor, job):
        raise NotYoursError(str(job.uid))
    if job.state != Job.State.DONE or not job.digest:
        raise NotYoursError(str(job.uid))
    _write(actor, on, job, "base.fetch_job", changes={"size": job.size})
    return vault.blocks(job.digest)


@transaction.atomic
def discard(*, actor: Actor, on: date, job: Job) -> None:
    """Take the file a job made out of the vault; the line about the job stays."""
    digest, job.digest, job.name, job.size = job.digest, "", "", 0
    if not digest:
        return
    job.message = "Tệp đã xóa khỏi máy này."
    job.save(update_fields=["digest", "name", "size", "message"])
    _write(actor, on, job, "base.discard_job")
    if not is_named(digest):
        transaction.on_commit(lambda: vault.forget(digest))


def _write(
    actor: Actor, on: date, job: Job, action: str, changes: Mapping[str, object] | None = None, reason: str = ""
) -> None:
    audit.record(
        actor=actor,
        on=on,
        action=action,
        subject=job,
        chain=str(job.organisation_uid),
        changes=changes,
        reason=reason,
    )
