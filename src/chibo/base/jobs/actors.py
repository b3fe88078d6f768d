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


_KEY = "scope_key"  # and where they were judged: the job's own key follows its organisation through the tree


def plain(actor: Actor, *, by: Collection[Permission] = (), scope_key: str = "") -> dict[str, Any]:
    """Write an actor down, with the rights by which something was asked for, and where these were judged."""
    return {
        _BY: sorted(by),
        _KEY: scope_key,
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
    said = {name: value for name, value in values.items() if name not in {_BY, _KEY}}
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
    """Whether somebody holds all the rights by which a job was asked for, as far as they went at that moment.

    How far is read at the key that the organisation had then; today it may lie elsewhere in the tree. Whoever held
    none of them there, as an older job of a moved organisation says, does not hold them now.
    """
    rights, asked, then = rights_of(job), read(job.actor), job.actor.get(_KEY) or job.scope_key
    held = [(right, end) for right in rights for end in ("", "~") if asked.may(right, f"{then}{end}")]
    return not rights or (bool(held) and all(actor.may(right, f"{job.scope_key}{end}") for right, end in held))


def rights_of(job: Job) -> tuple[Permission, ...]:
    """The rights by which a job was asked for."""
    return tuple(map(Permission, job.actor.get(_BY, Permission)))
