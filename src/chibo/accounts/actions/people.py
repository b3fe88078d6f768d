"""Verbs about accounts: make one, say whose it is, set a pass phrase, take one out of use and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from chibo.accounts import queries
from chibo.accounts.actions import roles
from chibo.accounts.actions.common import MANAGE, allow, end_sessions, must_look_after, settle
from chibo.accounts.models import RoleRequest, User
from chibo.base import audit, words
from chibo.base.refusal import Fault, NotAllowedError
from chibo.base.vietnamese import normalise_name

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


@transaction.atomic
def create_user(
    *,
    actor: Actor,
    on: date,
    username: str,
    display_name: str,
    pass_phrase: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> User:
    """Make an account without any role; ``person`` is who of the register uses it.

    ``organisation`` is where it was made: until it has a role, only who manages accounts there sees it. Raises
    ``NotAllowedError``, and ``FaultyError`` with every fault of name, pass phrase and person.
    """
    allow(actor)
    if organisation is not None and not actor.may(MANAGE, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[MANAGE])
    user = User(
        username=username.strip().lower(),
        display_name=normalise_name(display_name),
        person=person,
        organisation=organisation,
    )
    faults = [*_name_faults(user), *_phrase_faults(pass_phrase, user)]
    if person is not None and User.objects.filter(person=person).exists():
        faults.append(_has_account(person))
    settle(faults)
    user.set_password(pass_phrase)
    user.phrase_given_on = _given_on(actor, on, user)
    user.save(force_insert=True)
    said = {"username": [None, user.username], "display_name": [None, user.display_name]}
    audit.record(actor=actor, on=on, action="accounts.create_user", subject=user, changes=said)
    return user


@transaction.atomic
def link_person(*, actor: Actor, on: date, user: User, person: Person | None) -> User:
    """Say who of the register uses an account, ``None`` for nobody of it; nobody says it of the own account."""
    must_look_after(actor, user, on)
    faults = []
    if actor.uid == str(user.uid):  # who is another person than before could decide on the own requests
        what = "Không ai tự ghi mình là ai trong sổ."
        faults.append(Fault(what=what, next="Nhờ người khác có quyền quản lý tài khoản.", field="person"))
    if person is not None and User.objects.filter(person=person).exclude(pk=user.pk).exists():
        faults.append(_has_account(person))
    settle(faults)
    before, user.person = user.person, person
    user.save(update_fields=["person"])
    said = {"person": [str(before.uid) if before else None, str(person.uid) if person else None]}
    audit.record(actor=actor, on=on, action="accounts.link_person", subject=user, changes=said)
    return user


@transaction.atomic
def set_pass_phrase(*, actor: Actor, on: date, user: User, pass_phrase: str, present: str = "") -> None:
    """Set a new pass phrase, one's own or, for who looks after the account, another's; every session of it ends.

    One's own takes the ``present`` one too; another's must be changed by its owner at the next sign-in. Raises
    ``NotAllowedError`` and ``FaultyError`` with every fault.
    """
    is_own = actor.uid == str(user.uid)
    if not is_own:
        must_look_after(actor, user, on)
    is_wrong = is_own and not check_password(present, user.password)
    wrong = [Fault(what="Cụm mật khẩu đang dùng chưa đúng.", field="present")] if is_wrong else []
    settle([*wrong, *_phrase_faults(pass_phrase, user)])
    user.set_password(pass_phrase)
    user.phrase_given_on = _given_on(actor, on, user)
    user.save(update_fields=["password", "phrase_given_on"])
    audit.record(actor=actor, on=on, action="accounts.set_pass_phrase", subject=user)


@transaction.atomic
def close_account(*, actor: Actor, on: date, user: User, reason: str) -> User:
    """Take an account out of use: its sessions end at once, its roles end today, what was asked for it is declined.

    Nobody does it to the own account, and the last who manages accounts of an organisation stays. Raises
    ``NotAllowedError`` and ``FaultyError`` with every fault.
    """
    must_look_after(actor, user, on)
    held = list(queries.grants_not_over(user, on))
    settle(_closing_faults(actor, on, user, reason))
    for grant in held:
        roles.end(actor, on, grant, max(on, grant.starts_on))
    for asked in RoleRequest.objects.filter(user=user, state=RoleRequest.State.ASKED):
        roles.decline_role(actor=actor, on=on, request=asked, reason="Tài khoản ngừng dùng.")
    places = end_sessions(user)
    user.is_active, user.closed_on, user.closing_reason = False, on, reason.strip()
    user.save(update_fields=["is_active", "closed_on", "closing_reason"])
    said = {"is_active": [True, False], "roles": [len(held), 0], "sessions": [places, 0]}
    audit.record(
        actor=actor, on=on, action="accounts.close_account", subject=user, changes=said, reason=user.closing_reason
    )
    return user


@transaction.atomic
def reopen_account(*, actor: Actor, on: date, user: User, reason: str) -> User:
    """Let an account be used again, with the reason; roles that ended are given anew."""
    must_look_after(actor, user, on)
    faults = [] if reason.strip() else [Fault(what="Chưa ghi lý do.", field="reason")]
    if user.is_active:
        faults.append(Fault(what=f"Tài khoản {user.username} đang được dùng."))
    settle(faults)
    user.is_active, user.closed_on, user.closing_reason = True, None, ""
    user.save(update_fields=["is_active", "closed_on", "closing_reason"])
    said, why = {"is_active": [False, True]}, reason.strip()
    audit.record(actor=actor, on=on, action="accounts.reopen_account", subject=user, changes=said, reason=why)
    return user


@transaction.atomic
def end_all_sessions(*, actor: Actor, on: date, user: User) -> int:
    """Sign another's account out wherever it is open; return from how many places."""
    must_look_after(actor, user, on)
    places = end_sessions(user)
    said = {"sessions": [places, 0]}
    audit.record(actor=actor, on=on, action="accounts.end_all_sessions", subject=user, changes=said)
    return places


def _given_on(actor: Actor, on: date, user: User) -> date | None:
    """Since when a pass phrase is one that somebody else set; the program itself acts for the account's owner."""
    return None if actor.uid in {str(user.uid), queries.SYSTEM_UID} else on


def _closing_faults(actor: Actor, on: date, user: User, reason: str) -> list[Fault]:
    faults = []
    if not user.is_active:
        faults.append(Fault(what=f"Tài khoản {user.username} đã ngừng dùng."))
    if actor.uid == str(user.uid):
        what = "Không ai tự ngừng tài khoản của mình."
        faults.append(Fault(what=what, next="Nhờ người khác có quyền quản lý tài khoản."))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", field="reason"))
    for grant in queries.grants_on(user, on):
        faults += roles.last_manager_faults(grant, on)
    return faults


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
