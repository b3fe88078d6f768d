"""Verbs about accounts: make one, give and take a role, set a pass phrase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from chibo.accounts import roles as bundles
from chibo.accounts.models import Grant, OutsideIdentity, SecondStepRule, User
from chibo.base import audit, words
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.base.vietnamese import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
_MANAGE = Permission.MANAGE_ACCOUNTS


@transaction.atomic
def create_user(
    *, actor: Actor, on: date, username: str, display_name: str, pass_phrase: str, person: Person | None = None
) -> User:
    """Make an account without any role; ``person`` is who of the register uses it.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault of name, pass phrase and person.
    """
    _allow(actor)
    user = User(username=username.strip().lower(), display_name=normalise_name(display_name), person=person)
    faults = [*_name_faults(user), *_phrase_faults(pass_phrase, user)]
    if person is not None and User.objects.filter(person=person).exists():
        faults.append(_has_account(person))
    _settle(faults)
    user.set_password(pass_phrase)
    user.save(force_insert=True)
    said = {"username": [None, user.username], "display_name": [None, user.display_name]}
    audit.record(actor=actor, on=on, action="accounts.create_user", subject=user, changes=said)
    return user


@transaction.atomic
def link_person(*, actor: Actor, on: date, user: User, person: Person | None) -> User:
    """Say who of the register uses an account, or with ``None`` that nobody of it does."""
    _allow(actor)
    if person is not None and User.objects.filter(person=person).exclude(pk=user.pk).exists():
        raise FaultyError([_has_account(person)])
    before, user.person = user.person, person
    user.save(update_fields=["person"])
    said = {"person": [str(before.uid) if before else None, str(person.uid) if person else None]}
    audit.record(actor=actor, on=on, action="accounts.link_person", subject=user, changes=said)
    return user


@transaction.atomic
def name_outside(*, actor: Actor, on: date, user: User, name: str) -> None:
    """Say by which name the outside sign-in service knows who uses an account; nothing means that it knows nobody.

    Every session of the account ends, for it may be another person's from now on. Raises ``NotAllowedError`` and
    ``FaultyError``.
    """
    _allow(actor)
    wanted = name.strip()
    faults = []
    if actor.uid == str(user.uid):
        faults.append(Fault(what="Không ai tự gắn danh tính cho mình.", next="Nhờ người quản lý tài khoản khác."))
    if wanted and OutsideIdentity.objects.filter(name=wanted).exclude(user=user).exists():
        what = "Danh tính này đã gắn với tài khoản khác."
        faults.append(Fault(what=what, next="Xem lại từng chữ, hoặc bỏ ở tài khoản kia trước.", field="name"))
    _settle(faults)
    held = OutsideIdentity.objects.filter(user=user).first()
    before = held.name if held else None
    if held:
        held.delete()
    if wanted:
        OutsideIdentity.objects.create(user=user, name=wanted)
    for session in UserSession.objects.filter(user=user):
        session.end()
    said = {"name": [before, wanted or None]}
    audit.record(actor=actor, on=on, action="accounts.name_outside", subject=user, changes=said)


@transaction.atomic
def set_pass_phrase(*, actor: Actor, on: date, user: User, pass_phrase: str) -> None:
    """Set a new pass phrase, one's own or, for who manages accounts, another's; every session of the account ends."""
    if actor.uid != str(user.uid):
        _allow(actor)
    _settle(_phrase_faults(pass_phrase, user))
    user.set_password(pass_phrase)
    user.save(update_fields=["password"])
    audit.record(actor=actor, on=on, action="accounts.set_pass_phrase", subject=user)


@transaction.atomic
def grant_role(
    *, actor: Actor, on: date, user: User, organisation: Organisation, role: str, reach: str, starts_on: date
) -> Grant:
    """Give a role for an organisation, *here* or *here and below*, from a day on.

    Nobody gives a role to themselves. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    reached = organisation.scope_key + ("~" if reach == Grant.Reach.BELOW else "")  # "~": some organisation below
    if not actor.may(_MANAGE, organisation.scope_key) or not actor.may(_MANAGE, reached):
        raise NotAllowedError(words.PERMISSIONS[_MANAGE])
    _settle(_grant_faults(actor, user, organisation, role, starts_on))
    grant = Grant.objects.create(user=user, organisation=organisation, role=role, reach=reach, starts_on=starts_on)
    said = {"user": [None, user.username], "role": [None, role], "reach": [None, reach], "starts_on": [None, starts_on]}
    chain = str(organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.grant_role", subject=grant, chain=chain, changes=said)
    return grant


@transaction.atomic
def revoke_role(*, actor: Actor, on: date, grant: Grant) -> Grant:
    """Take a role back from today on. The last one who manages accounts of an organisation keeps that role."""
    organisation = grant.organisation
    if not actor.may(_MANAGE, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[_MANAGE])
    faults = []
    if grant.ends_on is not None and grant.ends_on <= on:
        faults.append(Fault(what=f"Vai trò này đã thôi từ {say_date(grant.ends_on)}."))
    elif _is_last_manager(grant, on):
        what = f"{grant.user.display_name} là người duy nhất quản lý tài khoản của {organisation.name}."
        faults.append(Fault(what=what, next="Giao vai trò đó cho người khác trước."))
    _settle(faults)
    grant.ends_on = max(on, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    said = {"user": [grant.user.username, None], "role": [grant.role, None], "ends_on": [None, grant.ends_on]}
    chain = str(organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.revoke_role", subject=grant, chain=chain, changes=said)
    return grant


# --- signing in ---


@transaction.atomic
def record_sign_in(*, actor: Actor, on: date, user: User, way: str) -> None:
    """Put down that an account was let in; ``way`` says by what: pass phrase, code, key."""
    audit.record(actor=actor, on=on, action="accounts.sign_in", subject=user, changes={"way": [None, way]})


@transaction.atomic
def record_refused_sign_in(*, actor: Actor, on: date, user: User) -> None:
    """Put down that somebody tried an account and was not let in."""
    audit.record(actor=actor, on=on, action="accounts.refused_sign_in", subject=user)


@transaction.atomic
def record_ended_sessions(*, actor: Actor, on: date, user: User) -> None:
    """Put down that an account was signed out everywhere but here."""
    audit.record(actor=actor, on=on, action="accounts.end_other_sessions", subject=user)


@transaction.atomic
def record_second_step(*, actor: Actor, on: date, user: User, what: str) -> None:
    """Put down what an account changed of its own second step: which way was added or taken away."""
    audit.record(actor=actor, on=on, action="accounts.change_second_step", subject=user, changes={"what": [None, what]})


@transaction.atomic
def take_second_step_away(*, actor: Actor, on: date, user: User, reason: str) -> None:
    """Take every way of the second step from an account whose telephone and keys are lost; its sessions end.

    Nobody does it for themselves. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    _allow(actor)
    faults = []
    if actor.uid == str(user.uid):
        faults.append(Fault(what="Không ai tự gỡ bước thứ hai của mình ở đây.", next="Dùng mã dự phòng để đăng nhập."))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", next="Ghi ai đề nghị, đã gặp trực tiếp chưa.", field="reason"))
    _settle(faults)
    held = Authenticator.objects.filter(user=user)
    kinds = sorted(held.values_list("type", flat=True))
    held.delete()
    UserSession.objects.purge_and_list(user)
    for session in UserSession.objects.filter(user=user):
        session.end()
    said = {"ways": [kinds, []]}
    audit.record(
        actor=actor, on=on, action="accounts.take_second_step_away", subject=user, changes=said, reason=reason.strip()
    )


@transaction.atomic
def set_second_step_rule(*, actor: Actor, on: date, organisation: Organisation, roles: Iterable[str]) -> SecondStepRule:
    """Say which roles of an organisation and below must sign in by two steps; from the next sign-in on."""
    if not actor.may(_MANAGE, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[_MANAGE])
    wanted = [role for role in Grant.Role.values if role in set(roles)]
    rule, _ = SecondStepRule.objects.get_or_create(organisation=organisation)
    before, rule.roles = rule.roles, wanted
    rule.save(update_fields=["roles"])
    said = {"roles": [before, wanted]}
    chain = str(organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.set_second_step_rule", subject=rule, chain=chain, changes=said)
    return rule


def _allow(actor: Actor) -> None:
    if not actor.holds(_MANAGE):
        raise NotAllowedError(words.PERMISSIONS[_MANAGE])


def _settle(faults: list[Fault]) -> None:
    if faults:
        raise FaultyError(faults)


def _has_account(person: Person) -> Fault:
    what = f"{person.full_name} đã có tài khoản."
    return Fault(what=what, next="Giao thêm vai trò cho tài khoản đó.", field="person")


def _name_faults(user: User) -> list[Fault]:
    faults = []
    if not _USERNAME.fullmatch(user.username):
        how = "Dùng chữ thường không dấu, chữ số, dấu chấm; ít nhất 2 ký tự, ví dụ lo.mau.an."
        faults.append(Fault(what="Tên đăng nhập chưa dùng được.", next=how, field="username"))
    elif User.objects.filter(username=user.username).exists():
        what = f"Đã có tài khoản “{user.username}”."
        faults.append(Fault(what=what, next="Chọn tên đăng nhập khác.", field="username"))
    if not user.display_name:
        faults.append(Fault(what="Chưa ghi họ tên người dùng.", field="display_name"))
    return faults


def _phrase_faults(pass_phrase: str, user: User) -> list[Fault]:
    try:
        validate_password(pass_phrase, user)
    except ValidationError as error:
        return [Fault(what=message, field="pass_phrase") for message in error.messages]
    return []


def _grant_faults(actor: Actor, user: User, organisation: Organisation, role: str, starts_on: date) -> list[Fault]:
    faults = []
    if role not in bundles.PERMISSIONS:
        faults.append(Fault(what=f"Không có vai trò “{role}”.", next="Chọn một vai trò trong danh sách.", field="role"))
    if actor.uid == str(user.uid):
        what = "Không ai tự giao vai trò cho mình."
        faults.append(Fault(what=what, next="Nhờ người khác có quyền quản lý tài khoản.", field="role"))
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if Grant.objects.filter(still, user=user, organisation=organisation, role=role).exists():
        what = f"{user.display_name} đang giữ vai trò này."
        faults.append(Fault(what=what, next="Chọn vai trò khác, hoặc thôi vai trò cũ trước.", field="role"))
    return faults


def _is_last_manager(grant: Grant, on: date) -> bool:
    managing = [role for role, held in bundles.PERMISSIONS.items() if _MANAGE in held]
    if grant.role not in managing:
        return False
    in_force = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    others = Grant.objects.filter(in_force, organisation=grant.organisation, role__in=managing, user__is_active=True)
    return not others.exclude(pk=grant.pk).exists()
