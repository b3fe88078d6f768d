"""Verbs of an emergency: say who may, open with a reason, look while it is open, put down that one has heard of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.accounts.emergency import queries
from chibo.accounts.models import EmergencyAccess, EmergencyRule, User
from chibo.accounts.reach import must_reach_whole
from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN
from chibo.base.refusal import Fault, FaultyError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

SHORTEST_REASON: Final = 10
BLOCKS: Final = ("identity", "life")
"""What an emergency opens: numbers, and what was told for the papers. Everything else stays closed."""


@transaction.atomic
def set_rule(
    *, actor: Actor, on: date, organisation: Organisation, roles: Iterable[str], minutes: int
) -> EmergencyRule:
    """Say which roles of an organisation and below may open in an emergency, and for how long.

    Only who sees closed parts anyway, below too where there are units, may open this door to others. Raises
    ``NotAllowedError``.
    """
    for right in (Permission.CHANGE_SETTINGS, Permission.VIEW_SENSITIVE):
        must_reach_whole(actor, right, organisation, "đặt ai được mở khẩn cấp")
    wanted = [role for role, _ in queries.ROLES if role in set(roles)]
    rule, _ = EmergencyRule.objects.get_or_create(organisation=organisation)
    before = [rule.roles, rule.minutes_open]
    rule.roles, rule.minutes_open = wanted, minutes
    rule.save(update_fields=["roles", "minutes_open"])
    audit.record(
        actor=actor,
        on=on,
        action="accounts.set_emergency_rule",
        subject=rule,
        chain=str(organisation.uid),
        changes={"roles": [before[0], wanted], "minutes_open": [before[1], minutes]},
    )
    return rule


@transaction.atomic
def open_emergency(*, actor: Actor, on: date, name: str, reason: str) -> EmergencyAccess:
    """Open the closed parts of the person of exactly this name for some minutes; who it concerns hears of it.

    Raises ``NotAllowedError`` where no rule lets the actor, ``FaultyError`` for a short reason or a name that fits
    nobody in reach, which is said in one way whether the person exists or not.
    """
    where = queries.allowed(actor, on)
    if not where:
        raise NotAllowedError("mở khẩn cấp phần riêng của hồ sơ")
    if len(reason.strip()) < SHORTEST_REASON:  # before any look at the name: whether it is there would be told
        what = "Lý do còn quá ngắn."
        fault = Fault(what=what, next="Ghi việc gì đang xảy ra, vì sao không chờ được.", field="reason")
        raise FaultyError([fault])
    found = queries.meant(name, where)
    if found is None:
        what = "Không mở được theo tên này."
        raise FaultyError([Fault(what=what, next="Ghi đúng, đủ họ tên; trùng tên thì báo bí thư.", field="name")])
    person, by = found
    home = person.organisation or by.grant.organisation
    opened = EmergencyAccess.objects.create(
        user=User.objects.get(uid=actor.uid),
        person=person,
        organisation=home,
        role=by.grant.get_role_display(),
        reason=reason.strip(),
        opened_at=actor.at,
        until=actor.at + timedelta(minutes=by.minutes),
    )
    audit.record(
        actor=actor,
        on=on,
        action="accounts.open_emergency",
        subject=opened,
        chain=str(home.uid),
        changes={"until": [None, opened.until.isoformat()]},
        reason=opened.reason,
    )
    return opened


@transaction.atomic
def look(*, actor: Actor, on: date, opened: EmergencyAccess) -> None:
    """Write that the closed parts were shown, each with its name; the caller got ``opened`` by ``open_for``."""
    for block in BLOCKS:
        audit.record(
            actor=actor,
            on=on,
            action=SEEN,
            subject=opened.person,
            chain=str(opened.organisation.uid),
            changes={"block": block, "role": opened.role, "emergency": True},
            reason=f"khẩn cấp: {opened.reason}",
        )


@transaction.atomic
def acknowledge(*, actor: Actor, on: date, opened: EmergencyAccess) -> None:
    """Put down that whoever it concerns has heard of it; the caller got ``opened`` by ``notice_for``.

    Only who reads the log and answers for the accounts takes the notice off everybody's page: one auditor cannot hide
    it from the others, and who only looks after accounts is told of nobody.
    """
    if str(opened.person.uid) == actor.person_uid:
        opened.known_to_person = True
    key = opened.organisation.scope_key
    if actor.may(Permission.VIEW_AUDIT, key) and actor.may(Permission.MANAGE_ACCOUNTS, key):
        opened.known_by = actor.name
    opened.save(update_fields=["known_to_person", "known_by"])
    audit.record(
        actor=actor, on=on, action="accounts.see_emergency", subject=opened, chain=str(opened.organisation.uid)
    )
