"""Who asks, and how far they may look: permission × organisation × *here* or *here and below*."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from datetime import datetime


@unique
class Permission(StrEnum):
    """What somebody may do; roles of the room ``accounts`` are bundles of these."""

    VIEW_PEOPLE = "view_people"
    VIEW_SENSITIVE = "view_sensitive"
    EDIT_REGISTER = "edit_register"
    VIEW_CASES = "view_cases"
    RECORD_STEPS = "record_steps"
    OVERRIDE = "override"
    WRITE_NOTES = "write_notes"
    VIEW_MEETINGS = "view_meetings"
    RUN_MEETINGS = "run_meetings"
    MAKE_PAPERS = "make_papers"
    VIEW_REPORTS = "view_reports"
    IMPORT = "import"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_AUDIT = "view_audit"
    CHANGE_SETTINGS = "change_settings"


@dataclass(frozen=True, slots=True)
class Scope:
    """A permission over one organisation's key; ``below`` adds everything under it."""

    permission: Permission
    scope_key: str
    below: bool

    def covers(self, scope_key: str) -> bool:
        """Whether an organisation's key lies in this scope."""
        return scope_key.startswith(self.scope_key) if self.below else scope_key == self.scope_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody acting now, as plain values: the log keeps them even when the account is gone.

    ``at`` is the moment of the request, read from the clock by the door that let the actor in.
    ``home_uid`` is the organisation whose pages open first.
    """

    uid: str
    name: str
    at: datetime
    person_uid: str = ""
    role: str = ""
    home_uid: str = ""
    scopes: tuple[Scope, ...] = ()

    def may(self, permission: Permission, scope_key: str) -> bool:
        """Whether the actor holds a permission over the organisation with this key."""
        return any(scope.permission is permission and scope.covers(scope_key) for scope in self.scopes)

    def holds(self, permission: Permission) -> bool:
        """Whether the actor holds a permission over any organisation at all."""
        return any(scope.permission is permission for scope in self.scopes)


def within(actor: Actor, permission: Permission, *, field: str = "scope_key") -> Q:
    """Return the filter that keeps only rows whose ``field`` lies in the actor's scopes: key ranges, never id lists.

    Nothing held → a filter that matches no row.
    """
    reach = Q(pk__in=[])
    for scope in actor.scopes:
        if scope.permission is permission:
            reach |= _range(field, scope)
    return reach


def _range(field: str, scope: Scope) -> Q:
    if not scope.below:
        return Q(**{field: scope.scope_key})
    return Q(**{f"{field}__gte": scope.scope_key, f"{field}__lt": scope.scope_key + "~"})
