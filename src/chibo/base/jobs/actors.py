"""Somebody as plain values and back: a job goes on with the rights of whoever asked for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chibo.base.access import Actor, Permission, Scope


def plain(actor: Actor) -> dict[str, Any]:
    """Write an actor down."""
    return {
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
    return Actor(**{**values, "at": datetime.fromisoformat(values["at"]), "scopes": scopes})
