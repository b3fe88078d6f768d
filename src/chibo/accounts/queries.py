"""Who an account is when it acts, and the reads of accounts and grants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from chibo.accounts import roles
from chibo.accounts.models import Grant, OutsideIdentity, RoleRequest, SavedFilter, SecondStepRule, SessionRule, User
from chibo.base import four_eyes
from chibo.base.access import Actor, Permission, Scope, within
from chibo.base.installation import current
from chibo.base.once import once, tell
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import sort_key, text_key
from chibo.register.models import Membership, Organisation, Person, Term
from chibo.register.queries import holds_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

SYSTEM_UID = "chibo"
GIVEN_DAYS: Final = 7  # a pass phrase set by somebody else opens for so long
SAMPLE_PHRASE = "chi bo mau 2018"  # of every user of the sample installation; its sign-in page shows it


def in_force(on: date) -> Q:
    """Grants that hold on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def grants_on(user: User, on: date) -> QuerySet[Grant]:
    """The grants of an account in force on a day, each with its organisation."""
    return Grant.objects.filter(in_force(on), user=user).select_related("organisation").order_by("starts_on", "id")


def actor_for_user(user: User, *, at: datetime, on: date) -> Actor:
    """Make the actor of a signed-in account, with the scopes of its grants in force on ``on``; one query.

    The home organisation and its term come along in it: every page shows them in its frame.
    """
    held = (
        grants_on(user, on)
        .select_related("organisation__kind", "organisation__parent")
        .annotate(person_uid=F("user__person__uid"), term_name=_term_name("organisation", on))
    )
    grants = sorted(held, key=lambda grant: roles.ORDER.index(Grant.Role(grant.role)))
    scopes = tuple(
        Scope(permission, grant.organisation.scope_key, grant.reach == Grant.Reach.BELOW)
        for grant in grants
        for permission in sorted(roles.PERMISSIONS[grant.role])
    )
    first = grants[0] if grants else None
    person = grants[0].person_uid if grants else _person_of(user)
    if first:
        home = first.organisation
        tell(("home", str(user.uid), str(home.uid)), home)
        tell(("frame", str(home.uid), on), _said_of(home, first.term_name))
    return Actor(
        uid=str(user.uid),
        name=user.display_name,
        at=at,
        person_uid=str(person or ""),
        role=first.get_role_display() if first else "",
        home_uid=str(first.organisation.uid) if first else "",
        scopes=scopes,
    )


def actor_now(kept: Actor, *, on: date) -> Actor:
    """Give somebody who was written down with the rights of a day; whoever is no account, such as the program, stays.

    An account that is out of use may do nothing.
    """
    if kept.uid == SYSTEM_UID:
        return kept
    user = User.objects.filter(uid=kept.uid).first()
    if user is None:
        return kept
    return actor_for_user(user, at=kept.at, on=on) if user.is_active else replace(kept, scopes=())


def _person_of(user: User) -> UUID | None:
    """Give the person of an account without grants: who was given nothing may still see oneself."""
    return Person.objects.filter(pk=user.person_id).values_list("uid", flat=True).first() if user.person_id else None


def system_actor(*, at: datetime, name: str = "Chương trình") -> Actor:
    """Make the actor of loaders and commands: every permission over every organisation, named in the log as it is."""
    everything = tuple(Scope(permission, "", below=True) for permission in Permission)
    return Actor(uid=SYSTEM_UID, name=name, at=at, scopes=everything)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page."""

    is_sample: bool
    working_day: date | None
    today: date
    is_signed_in: bool = False
    user_name: str = ""
    role: str = ""
    organisation: str = ""
    superior: str = ""
    term: str = ""
    home_key: str = ""

    @property
    def who_grants(self) -> str:
        """Who can give a right in this organisation: its secretary, else who manages accounts."""
        return who_grants(self.home_key, self.today)


def frame(actor: Actor | None, *, today: date) -> Frame:
    """Read what stands around every page: the installation, and the actor's home with its superior and term."""
    installation = current()
    is_sample = bool(installation and installation.is_sample)
    working_day = installation.working_day if installation else None
    if actor is None:
        return Frame(is_sample=is_sample, working_day=working_day, today=today)
    home = once(("frame", actor.home_uid, today), lambda: _home(actor, today))
    return Frame(
        is_sample=is_sample,
        working_day=working_day,
        today=today,
        is_signed_in=True,
        user_name=actor.name,
        role=actor.role,
        **home,
    )


def _home(actor: Actor, on: date) -> dict[str, str]:
    if not actor.home_uid:
        return {}
    found = Organisation.objects.filter(uid=actor.home_uid).select_related("parent")
    home = found.annotate(term_name=_term_name("pk", on)).first()
    return _said_of(home, home.term_name) if home else {}


def _term_name(organisation: str, on: date) -> Subquery:
    terms = Term.objects.filter(in_force(on), organisation=OuterRef(organisation))
    return Subquery(terms.order_by("-starts_on").values("name")[:1])


def _said_of(home: Organisation, term_name: str | None) -> dict[str, str]:
    return {
        "organisation": home.name,
        "superior": home.parent.name if home.parent else home.superior_name,
        "term": term_name or "",
        "home_key": home.scope_key,
    }


def who_grants(scope_key: str, on: date) -> str:
    """Name who can give rights over an organisation, for the page that refuses one; empty where nobody is found."""
    givers = roles.managing()
    found = Grant.objects.filter(in_force(on), organisation__scope_key=scope_key, role__in=givers, user__is_active=True)
    named = {grant.role: grant for grant in found.select_related("user")}
    grant = next((named[role] for role in roles.ORDER if role in named), None)
    return f"{grant.get_role_display()} {grant.user.display_name}" if grant else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleUser:
    """A user of the sample installation, as its sign-in page lists them."""

    username: str
    name: str
    role: str


def sample_users(on: date) -> tuple[SampleUser, ...]:
    """List the users of a sample installation with their roles; nothing in any other installation."""
    installation = current()
    if installation is None or not installation.is_sample:
        return ()
    named: dict[str, SampleUser] = {}
    grants = Grant.objects.filter(in_force(on), user__is_active=True).select_related("user")
    for grant in sorted(grants, key=lambda grant: roles.ORDER.index(Grant.Role(grant.role))):
        user = grant.user
        named.setdefault(
            user.username, SampleUser(username=user.username, name=user.display_name, role=grant.get_role_display())
        )
    return tuple(named.values())


def phrase_ran_out(user: User, on: date) -> bool:
    """Whether a pass phrase that somebody else set was left unchanged too long."""
    return user.phrase_given_on is not None and (on - user.phrase_given_on).days > GIVEN_DAYS


def managed(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose accounts the actor manages, top first."""
    return Organisation.objects.filter(within(actor, Permission.MANAGE_ACCOUNTS)).order_by("scope_key")


def users(actor: Actor, on: date) -> QuerySet[User]:
    """The accounts the actor looks after: with a role in a managed organisation, or known there and without a role.

    Known is an account where it was made and where it once held a role; but not any more when whoever uses it has
    gone to an organisation that the actor does not manage. Each has its grants in the actor's reach as
    ``grants_here``, those that are over left out; two queries however many accounts there are. In no order: give what
    is shown to :func:`in_name_order`.
    """
    if not actor.holds(Permission.MANAGE_ACCOUNTS):
        return User.objects.none()
    reach = within(actor, Permission.MANAGE_ACCOUNTS, field="organisation__scope_key")
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    here = Grant.objects.filter(not_over, reach).select_related("organisation").order_by("starts_on", "id")
    ever = Grant.objects.filter(user=OuterRef("pk"))
    held = ever.filter(not_over)
    made_here = reach | Q(organisation__isnull=True) if holds_all(actor, Permission.MANAGE_ACCOUNTS) else reach
    known_here = (Exists(ever.filter(reach)) | made_here) & _is_here(actor)
    return (
        User.objects.filter(Exists(held.filter(reach)) | (~Exists(held) & known_here))
        .select_related("person")
        .prefetch_related(Prefetch("grants", queryset=here, to_attr="grants_here"))
        .order_by("id")
    )


def _is_here(actor: Actor) -> Q:
    """Accounts of nobody in the register, or of somebody kept by an organisation that the actor manages."""
    nobody = Q(person__isnull=True) | Q(person__organisation__isnull=True)
    return nobody | within(actor, Permission.MANAGE_ACCOUNTS, field="person__scope_key")


def in_name_order(accounts: Iterable[User]) -> list[User]:
    """Accounts in use first, then by the name of who uses them, given name first."""
    return sorted(accounts, key=lambda one: (not one.is_active, sort_key(one.display_name), one.pk))


def grants_not_over(user: User, on: date) -> QuerySet[Grant]:
    """The grants of an account that hold on a day or will hold later, each with its organisation."""
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    return Grant.objects.filter(not_over, user=user).select_related("organisation", "user").order_by("starts_on", "id")


def looks_after(actor: Actor, user: User, on: date) -> bool:
    """Whether somebody manages every organisation, and every reach, in which an account holds a role or will.

    And the one that keeps the person who uses it: whoever enters as a member opens all that is kept about the member.
    An account without any role is looked after where it was made: elsewhere it may get one tomorrow.
    """
    person = user.person
    if person is not None and person.organisation_id and not actor.may(Permission.MANAGE_ACCOUNTS, person.scope_key):
        return False
    held = list(grants_not_over(user, on).values_list("organisation__scope_key", "reach"))
    if not held and user.organisation is None:
        return holds_all(actor, Permission.MANAGE_ACCOUNTS)
    keys = [key + ("~" if reach == Grant.Reach.BELOW else "") for key, reach in held]
    if not held and user.organisation is not None:
        keys = [user.organisation.scope_key]
    return all(actor.may(Permission.MANAGE_ACCOUNTS, key) for key in keys)


_OF_MEMBERS: Final = (Grant.Role.SECRETARY, Grant.Role.DEPUTY_SECRETARY, Grant.Role.COMMITTEE_MEMBER, Grant.Role.MENTOR)


def kept_after_leaving(on: date) -> QuerySet[Grant, Any]:
    """The grants in force on a day of people who are members no more, each with ``left_on``, the first day gone.

    Nowhere any more; or, for a role that a member of the cell has, no more in the cell itself. Where a unit was merged
    or divided nobody left. The account goes on: whether its role ends, a person decides. Filter it by organisation.
    """
    spells = Membership.objects.filter(person=OuterRef("user__person"), starts_on__lte=on)
    here = spells.filter(organisation=OuterRef("organisation"))
    is_over, goes_on = (
        Q(ends_on__lte=on) & ~Q(left_by=Membership.LeftBy.REORGANISED),
        Q(ends_on=None) | Q(ends_on__gt=on),
    )
    gone = Q(Exists(spells.filter(is_over)), ~Exists(spells.filter(goes_on)))
    gone_here = Q(Exists(here.filter(is_over)), ~Exists(here.filter(goes_on)), role__in=_OF_MEMBERS)
    last = spells.filter(is_over).order_by("-ends_on").values("ends_on")[:1]
    held = Grant.objects.filter(in_force(on), user__is_active=True, user__person__isnull=False)
    found = held.filter(gone | gone_here).annotate(left_on=Subquery(last))
    return found.select_related("user__person", "organisation").order_by("organisation__scope_key", "pk")


def kept_roles(actor: Actor, on: date) -> QuerySet[Grant, Any]:
    """What :func:`kept_after_leaving` gives, in the organisations whose accounts the actor manages. One query."""
    return kept_after_leaving(on).filter(within(actor, Permission.MANAGE_ACCOUNTS, field="organisation__scope_key"))


def managers_of(organisation: Organisation, on: date) -> QuerySet[Grant]:
    """The grants by which somebody manages an organisation's accounts on a day: there, or from above with its reach."""
    return _managing(organisation).filter(in_force(on), user__is_active=True)


def took_managing_away(actor: Actor, organisation: Organisation) -> bool:
    """Whether somebody ended another's managing of an organisation's accounts in the last days (``four_eyes``)."""
    ended = four_eyes.ended_by(actor, "accounts.revoke_role")
    return bool(ended) and _managing(organisation).filter(uid__in=ended).exclude(user__uid=actor.uid).exists()


def _managing(organisation: Organisation) -> QuerySet[Grant]:
    """The grants, in force or not, that manage an organisation's accounts: there, or from above with their reach."""
    key = organisation.scope_key
    above = [key[:length] for length in range(1, len(key))]
    reach = Q(organisation__scope_key=key) | Q(organisation__scope_key__in=above, reach=Grant.Reach.BELOW)
    return Grant.objects.filter(reach, role__in=roles.managing())


def requests_waiting(actor: Actor) -> QuerySet[RoleRequest]:
    """What was asked for in the organisations whose accounts the actor manages, and waits to be confirmed."""
    return _requests(actor).filter(state=RoleRequest.State.ASKED)


def request_for(actor: Actor, uid: UUID) -> RoleRequest:
    """The request of an address, in an organisation whose accounts the actor manages; else ``NotYoursError``."""
    found = _requests(actor).filter(uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def _requests(actor: Actor) -> QuerySet[RoleRequest]:
    reach = within(actor, Permission.MANAGE_ACCOUNTS, field="organisation__scope_key")
    rows = RoleRequest.objects.filter(reach).select_related("user__person", "organisation", "replaces__user")
    return rows.order_by("id")


def is_weighty(grant: Grant | RoleRequest) -> bool:
    """Whether a role takes two people to give, where two manage accounts."""
    return roles.is_weighty(grant.role)


def is_party_to(actor: Actor, request: RoleRequest) -> bool:
    """Whether somebody asked for a role, or is to get it."""
    same_person = bool(actor.person_uid and actor.person_uid == request.asked_by_person)
    return same_person or actor.uid in {request.asked_by_uid, str(request.user.uid)}


def who_may_take_over(actor: Actor, grant: Grant, on: date) -> list[User]:
    """The accounts in use to which a role can be handed over, by name."""
    others = users(actor, on).filter(is_active=True).exclude(pk=grant.user_id)
    return in_name_order(others.exclude(uid=actor.uid))


def user_for(actor: Actor, uid: UUID, on: date) -> User:
    """The account of an address, if the actor looks after it; else ``NotYoursError``."""
    found = users(actor, on).filter(uid=uid).first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def grant_for(actor: Actor, uid: UUID) -> Grant:
    """The grant of an address, in an organisation whose accounts the actor manages; else ``NotYoursError``."""
    reach = within(actor, Permission.MANAGE_ACCOUNTS, field="organisation__scope_key")
    found = Grant.objects.filter(reach, uid=uid).select_related("organisation", "user").first()
    if found is None:
        raise NotYoursError(str(uid))
    return found


def named(username: str) -> User | None:
    """The account with this sign-in name, if there is one."""
    return User.objects.filter(username=username.strip().lower()).first()


def known_outside(name: str) -> User | None:
    """The account of whom the outside sign-in service calls by this name."""
    return User.objects.filter(outside__name=name).first() if name else None


def outside_name(user: User) -> str:
    """By which name the outside sign-in service knows who uses an account; nothing where it knows nobody."""
    return OutsideIdentity.objects.filter(user=user).values_list("name", flat=True).first() or ""


def own_account(actor: Actor) -> User:
    """The account that is acting."""
    return User.objects.get(uid=actor.uid)


def people_without_account(actor: Actor, but: User | None = None) -> QuerySet[Person]:
    """People the actor may see who have no account yet, by given name; and who uses the account named, seen or not.

    Who looks after accounts without seeing people must not untie somebody by saving the page as it stands.
    """
    wanted = within(actor, Permission.VIEW_PEOPLE) & Q(account__isnull=True)
    if but is not None:
        wanted |= Q(account=but)
    return Person.objects.filter(wanted).order_by("sort_key")


def is_empty() -> bool:
    """Whether nobody has an account yet: the installation waits for its owner."""
    return not User.objects.exists()


# --- the second step of signing in ---

_KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only help out


def ways_of(user: User, kind: str = "") -> int:
    """Count the ways by which an account makes its second step, of one kind or of all."""
    return int(Authenticator.objects.filter(user=user, type__in=[kind] if kind else _KINDS).count())


def has_keys() -> bool:
    """Whether any account of the installation signs in by a key."""
    return bool(Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists())


def must_have_second_step(user: User, on: date) -> bool:
    """Whether a role in force on a day asks for a second step, by a rule of its organisation or of one above."""
    held = [(grant.role, grant.organisation.scope_key) for grant in grants_on(user, on)]
    rules = SecondStepRule.objects.exclude(roles=[]).select_related("organisation") if held else ()
    return any(
        role in rule.roles and key.startswith(rule.organisation.scope_key) for rule in rules for role, key in held
    )


def may_drop_a_way(user: User, on: date) -> bool:
    """Whether an account may give up one way of its second step: not the last one where its roles ask for one."""
    return ways_of(user) > 1 or not must_have_second_step(user, on)


def second_step_rule(organisation: Organisation) -> list[str]:
    """The roles that an organisation's own rule names."""
    rule = SecondStepRule.objects.filter(organisation=organisation).first()
    return list(rule.roles) if rule else []


# --- how long a session may lie idle ---

IDLE: Final = SessionRule(idle_minutes=30)  # where no organisation set anything


def session_rule(organisation: Organisation) -> SessionRule:
    """The rule that an organisation set itself, else the default."""
    return SessionRule.objects.filter(organisation=organisation).first() or IDLE


def session_rule_of(user: User, on: date) -> SessionRule:
    """The rule for an account: the nearest set by the organisations of its roles or above; of several the strictest.

    Nothing of it is kept; it is read once, at signing in.
    """
    keys = [grant.organisation.scope_key for grant in grants_on(user, on)]
    prefixes = {key[:length] for key in keys for length in range(1, len(key) + 1)}
    rules = {
        rule.organisation.scope_key: rule
        for rule in SessionRule.objects.filter(organisation__scope_key__in=prefixes).select_related("organisation")
    }
    nearest = [_nearest(key, rules) for key in keys] or [IDLE]
    return SessionRule(
        idle_minutes=min(rule.idle_minutes for rule in nearest),
        trusts_office=all(rule.trusts_office for rule in nearest),
    )


def _nearest(key: str, rules: dict[str, SessionRule]) -> SessionRule:
    return next((rules[key[:length]] for length in range(len(key), 0, -1) if key[:length] in rules), IDLE)


def saved_filters(actor: Actor, organisation: Organisation) -> list[SavedFilter]:
    """The filters of the people an actor kept at an organisation, then those kept for everybody there, by name."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    kept = SavedFilter.objects.filter(reach, Q(owner_uid=actor.uid) | Q(is_shared=True), organisation=organisation)
    found = kept.select_related("organisation")
    return sorted(found, key=lambda one: (one.is_shared, text_key(one.name), one.pk))


def saved_filter_for(actor: Actor, uid: UUID | str) -> SavedFilter:
    """The saved filter of an address: one's own, or one of an organisation in reach; raises ``NotYoursError``."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    kept = SavedFilter.objects.filter(reach, Q(owner_uid=actor.uid) | Q(is_shared=True), uid=uid)
    found = kept.select_related("organisation").first()
    if found is None:
        raise NotYoursError(str(uid))
    return found
