"""Somebody as plain values and back, and by which rights a job was asked for: who lost them loses it too."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from chibo.base import installation
from chibo.base.access import Actor, Permission, Scope
from chibo.base.dates import local_day
from chibo.base.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

_BY = "by"  # beside the actor: the rights that the work was asked for with; of older jobs all that the actor held


def plain(actor: Actor, *, by: Collection[Permission] = ()) -> dict[str, Any]:
    """Write an actor down, with the rights by which something was asked for."""
    return {
        _BY: sorted(by),
        "uid": actor.uid,
        "name": actor.name,
        "at": actor.at.isoformat(),
        "person_uid": actor.person_uid,
        "role": actor.role,
        "home_uid": actor.home_uid,
        "scopes": [[scope.permission.value, scope.scope_key, scope.below] for scope in actor.scopes],
    }


def read(values: dict[str, Any]) -> Actor:
    """Read what :func:`plain` wrote."""
    scopes = tuple(Scope(Permission(name), key, below) for name, key, below in values["scopes"])
    said = {name: value for name, value in values.items() if name != _BY}
    return Actor(**{**said, "at": datetime.fromisoformat(values["at"]), "scopes": scopes})


def now(job: Job) -> Actor:
    """Give who asked for a job with the rights of today: a role may have ended while the job waited."""
    maker: Callable[..., Actor] = import_string(settings.CHIBO_ACTOR_NOW)
    return maker(read(job.actor), on=_today(job))


def _today(job: Job) -> date:
    """The working day of a sample installation, else the day on which the job was last heard of by the database."""
    known = installation.current()
    heard = Job.objects.values_list("touched_at", flat=True).get(pk=job.pk)
    return (known.working_day if known else None) or local_day(heard)


def still_may(actor: Actor, job: Job) -> bool:
    """Whether somebody holds all the rights by which a job was asked for, as far as they went at that moment."""
    asked = read(job.actor)
    here_and_below = (job.scope_key, f"{job.scope_key}~")
    return all(actor.may(right, key) for right in rights_of(job) for key in here_and_below if asked.may(right, key))


def rights_of(job: Job) -> tuple[Permission, ...]:
    """The rights by which a job was asked for."""
    return tuple(map(Permission, job.actor.get(_BY, Permission)))
