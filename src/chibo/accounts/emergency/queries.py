"""Who may open in an emergency, what is open now, and what somebody has not heard of yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from chibo.accounts import roles as bundles
from chibo.accounts.models import EmergencyAccess, EmergencyRule, Grant, User
from chibo.accounts.queries import grants_on
from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import normalise_name
from chibo.register.models import Background, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

ROLES: Final = tuple(
    (role.value, str(role.label))
    for role in Grant.Role
    if Permission.VIEW_SENSITIVE not in bundles.PERMISSIONS[role.value]
)
"""The roles that do not see closed parts anyway."""
_SHOWN: Final = 20


def rule_of(organisation: Organisation) -> EmergencyRule | None:
    """The organisation's own rule."""
    return EmergencyRule.objects.filter(organisation=organisation).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """An organisation in which somebody may open, by which role, and for how long."""

    grant: Grant
    minutes: int

    @property
    def reach(self) -> Q:
        """The people this grant reaches."""
        key = self.grant.organisation.scope_key
        if self.grant.reach == Grant.Reach.BELOW:
            return Q(scope_key__gte=key, scope_key__lt=key + "~")
        return Q(scope_key=key)


def allowed(actor: Actor, on: date) -> list[Allowed]:
    """Where the actor's roles may open, by the nearest rule upward. One query while nobody may, else three."""
    rules = list(EmergencyRule.objects.select_related("organisation"))
    if not any(rule.roles for rule in rules):
        return []
    user = User.objects.filter(uid=actor.uid).first()
    held = list(grants_on(user, on)) if user is not None else []
    found = []
    for grant in held:
        above = [rule for rule in rules if grant.organisation.scope_key.startswith(rule.organisation.scope_key)]
        nearest = max(above, key=lambda rule: len(rule.organisation.scope_key), default=None)
        if nearest is not None and grant.role in nearest.roles and nearest.minutes_open:
            found.append(Allowed(grant=grant, minutes=nearest.minutes_open))
    return found


def meant(name: str, where: Iterable[Allowed]) -> tuple[Person, Allowed] | None:
    """The one person of exactly this name in reach; nobody where there is none or more than one."""
    for each in where:
        found = list(Person.objects.filter(each.reach, full_name=normalise_name(name))[:2])
        if len(found) == 1:
            return found[0], each
    return None


def open_for(actor: Actor, uid: UUID, on: date) -> EmergencyAccess:
    """What the actor opened, is still open and still allowed; else ``NotYoursError``."""
    found = (
        EmergencyAccess.objects.filter(uid=uid, user__uid=actor.uid, until__gt=actor.at)
        .select_related("person__organisation", "organisation")
        .first()
    )
    if found is None or not _reaches(actor, found.person, on):
        raise NotYoursError(str(uid))
    return found


def _reaches(actor: Actor, person: Person, on: date) -> bool:
    """Whether a role and a rule of today still let the actor open this person's parts."""
    return any(Person.objects.filter(each.reach, pk=person.pk).exists() for each in allowed(actor, on))


def background_of(person: Person) -> Background | None:
    """What a person told for the papers."""
    return Background.objects.filter(person=person).first()


def notices(actor: Actor) -> list[tuple[EmergencyAccess, bool]]:
    """What the actor has not heard of: of the own data (``True``), or of people whose log is theirs. One query."""
    unknown = Q(within(actor, Permission.VIEW_AUDIT, field="organisation__scope_key"), known_by="")
    if actor.person_uid:
        unknown |= Q(person__uid=actor.person_uid, known_to_person=False)
    found = EmergencyAccess.objects.filter(unknown).exclude(user__uid=actor.uid).select_related("user", "person")
    rows = found.order_by("-opened_at")[:_SHOWN]
    return [(one, str(one.person.uid) == actor.person_uid and not one.known_to_person) for one in rows]


def notice_for(actor: Actor, uid: UUID) -> EmergencyAccess:
    """The notice of an address, if it concerns the actor; else ``NotYoursError``."""
    found = next((one for one, _ in notices(actor) if one.uid == uid), None)
    if found is None:
        raise NotYoursError(str(uid))
    return found
