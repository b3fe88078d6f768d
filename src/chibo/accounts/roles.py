"""What each role may do. Administrators look after accounts and settings and hold no right over personal files."""

from __future__ import annotations

from typing import Final

from chibo.accounts.models import Grant
from chibo.base.access import Permission

_Role = Grant.Role

_COMMITTEE: Final = frozenset(
    {
        Permission.VIEW_PEOPLE,
        Permission.VIEW_SENSITIVE,
        Permission.EDIT_REGISTER,
        Permission.VIEW_CASES,
        Permission.RECORD_STEPS,
        Permission.WRITE_NOTES,
        Permission.VIEW_MEETINGS,
        Permission.RUN_MEETINGS,
        Permission.MAKE_PAPERS,
        Permission.VIEW_REPORTS,
        Permission.IMPORT,
    }
)

PERMISSIONS: Final[dict[str, frozenset[Permission]]] = {
    _Role.SECRETARY: _COMMITTEE
    | {
        Permission.OVERRIDE,
        Permission.MANAGE_ACCOUNTS,
        Permission.VIEW_AUDIT,
        Permission.CHANGE_SETTINGS,
    },
    _Role.DEPUTY_SECRETARY: _COMMITTEE | {Permission.OVERRIDE, Permission.CHANGE_SETTINGS},
    _Role.COMMITTEE_MEMBER: _COMMITTEE,
    _Role.MENTOR: frozenset({Permission.WRITE_NOTES}),
    _Role.OFFICER: frozenset(
        {
            Permission.VIEW_PEOPLE,
            Permission.VIEW_SENSITIVE,
            Permission.VIEW_CASES,
            Permission.VIEW_MEETINGS,
            Permission.MAKE_PAPERS,
            Permission.VIEW_REPORTS,
            Permission.IMPORT,
        }
    ),
    _Role.AUDITOR: frozenset(
        {
            Permission.VIEW_PEOPLE,
            Permission.VIEW_CASES,
            Permission.VIEW_MEETINGS,
            Permission.VIEW_REPORTS,
            Permission.VIEW_AUDIT,
        }
    ),
    _Role.ADMINISTRATOR: frozenset({Permission.MANAGE_ACCOUNTS, Permission.CHANGE_SETTINGS}),
}

# Which role is named beside the user's name when several are held, and opens its organisation first.
ORDER: Final = (
    _Role.SECRETARY,
    _Role.DEPUTY_SECRETARY,
    _Role.COMMITTEE_MEMBER,
    _Role.OFFICER,
    _Role.AUDITOR,
    _Role.MENTOR,
    _Role.ADMINISTRATOR,
)

# What takes two people to give, where two manage accounts (ADR 0035).
WEIGHTY: Final = frozenset({Permission.MANAGE_ACCOUNTS, Permission.VIEW_SENSITIVE, Permission.OVERRIDE})


def is_weighty(role: str) -> bool:
    """Whether a role manages accounts, opens closed blocks or lets a step pass."""
    return bool(PERMISSIONS.get(role, frozenset()) & WEIGHTY)


def managing() -> list[str]:
    """The roles that manage accounts."""
    return [role for role, held in PERMISSIONS.items() if Permission.MANAGE_ACCOUNTS in held]
