"""Verbs about roles: give one, ask for a weighty one and confirm it as the second person, hand over, take back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from chibo.accounts import queries
from chibo.accounts import roles as bundles
from chibo.accounts.actions.common import MANAGE, settle
from chibo.accounts.models import Grant, RoleRequest, User
from chibo.base import audit, four_eyes, words
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, NotAllowedError

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_State = RoleRequest.State


class _Given(TypedDict):
    """What is said of a role."""

    role: str
    reach: str
    starts_on: date
    ends_on: date | None


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    on: date,
    user: User,
    organisation: Organisation,
    role: str,
    reach: str,
    starts_on: date,
    ends_on: date | None = None,
) -> Grant:
    """Give a role for an organisation, *here* or *here and below*, from a day on, until before another if named.

    Nobody gives a role to themselves. The first run and the sample call it straight; people go through
    :func:`ask_for_role`. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    _must_reach(actor, organisation, reach)
    settle(_grant_faults(actor, user, organisation, role, starts_on, ends_on))
    return _granted(actor, on, user, organisation, role=role, reach=reach, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def ask_for_role(
    *,
    actor: Actor,
    on: date,
    user: User,
    organisation: Organisation,
    role: str,
    reach: str,
    starts_on: date,
    ends_on: date | None = None,
) -> Grant | RoleRequest:
    """Give a role, or where it weighs much and somebody else manages accounts too, ask for it to be confirmed.

    Weighty is what manages accounts, opens closed blocks or lets a step pass (ADR 0035). Where there is no second
    manager the role is given at once and the log says so. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    _must_reach(actor, organisation, reach)
    settle(_grant_faults(actor, user, organisation, role, starts_on, ends_on))
    given = _Given(role=role, reach=reach, starts_on=starts_on, ends_on=ends_on)
    if needs_a_second(actor, user, organisation, role, on):
        return _asked(actor, on, user, organisation, **given)
    return _granted(actor, on, user, organisation, **given, alone=bundles.is_weighty(role))


@transaction.atomic
def hand_over(*, actor: Actor, on: date, grant: Grant, user: User, starts_on: date) -> Grant | RoleRequest:
    """Hand a role over in one act: the old holder's ends on the day the new holder's begins.

    A weighty one waits for the second manager, and nothing changes until then. Raises ``NotAllowedError`` and
    ``FaultyError``.
    """
    organisation = grant.organisation
    _must_reach(actor, organisation, grant.reach)
    faults = _grant_faults(actor, user, organisation, grant.role, starts_on, None)
    if not grant.user_id or grant.user == user:
        faults = [Fault(what=f"{user.display_name} đang giữ vai trò này.", next="Chọn người khác.", field="user")]
    if starts_on < grant.starts_on:
        what = f"Vai trò này bắt đầu từ {say_date(grant.starts_on)}, chưa bàn giao trước ngày đó được."
        faults.append(Fault(what=what, next="Ghi ngày sau.", field="starts_on"))
    faults += _over(grant, on)
    settle(faults)
    given = _Given(role=grant.role, reach=grant.reach, starts_on=starts_on, ends_on=grant.ends_on)
    if needs_a_second(actor, user, organisation, grant.role, on):
        return _asked(actor, on, user, organisation, **given, replaces=grant)
    return _handed(actor, on, grant, user, starts_on, alone=bundles.is_weighty(grant.role))


@transaction.atomic
def confirm_role(*, actor: Actor, on: date, request: RoleRequest) -> Grant:
    """Confirm what another manager asked for; from now on the role is held. Raises as :func:`grant_role`."""
    row = (
        RoleRequest.objects.select_for_update(of=("self",))
        .select_related("user", "organisation", "replaces__user")
        .get(pk=request.pk)
    )
    _must_reach(actor, row.organisation, row.reach)
    faults = _still_asked(row)
    if queries.is_party_to(actor, row):
        what = "Người đề nghị và người được giao không tự xác nhận được."
        why = "Vai trò này do hai người cùng chịu trách nhiệm."
        faults.append(Fault(what=what, why=why, next="Nhờ một người khác có quyền quản lý tài khoản."))
    faults += four_eyes.faults_of(actor, row.asked_by_uid)
    faults += _asker_faults(row, actor, on)
    if not row.user.is_active:
        faults.append(Fault(what=f"Tài khoản {row.user.username} đã ngừng dùng.", next="Từ chối đề nghị này."))
    faults += _holds_already(row.user, row.organisation, row.role, row.starts_on)
    if row.replaces is not None:
        faults += _over(row.replaces, on)
    settle(faults)
    _decided(row, actor, on, _State.CONFIRMED)
    if row.replaces is not None:
        return _handed(actor, on, row.replaces, row.user, row.starts_on, asked_by=row.asked_by_name)
    return _granted(
        actor,
        on,
        row.user,
        row.organisation,
        role=row.role,
        reach=row.reach,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        asked_by=row.asked_by_name,
    )


@transaction.atomic
def decline_role(*, actor: Actor, on: date, request: RoleRequest, reason: str) -> RoleRequest:
    """Decline what was asked for, or as the one who asked take it back, with the reason."""
    row = RoleRequest.objects.select_for_update(of=("self",)).select_related("user", "organisation").get(pk=request.pk)
    _must_reach(actor, row.organisation, row.reach)
    faults = _still_asked(row)
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", field="reason"))
    settle(faults)
    row.closing_reason = reason.strip()
    _decided(row, actor, on, _State.WITHDRAWN if actor.uid == row.asked_by_uid else _State.DECLINED)
    said = {"user": [row.user.username, None], "role": [row.role, None], "state": [_State.ASKED, row.state]}
    chain = str(row.organisation.uid)
    audit.record(
        actor=actor,
        on=on,
        action="accounts.decline_role",
        subject=row,
        chain=chain,
        changes=said,
        reason=row.closing_reason,
    )
    return row


@transaction.atomic
def revoke_role(*, actor: Actor, on: date, grant: Grant) -> Grant:
    """Take a role back from today on. The last one who manages accounts of an organisation keeps that role."""
    organisation = grant.organisation
    if not actor.may(MANAGE, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[MANAGE])
    faults = _over(grant, on)
    settle(faults or last_manager_faults(grant, on))
    end(actor, on, grant, max(on, grant.starts_on))
    return grant


def end(actor: Actor, on: date, grant: Grant, ends_on: date) -> None:
    """End a grant on a day and put it down; whoever calls has asked everything."""
    grant.ends_on = ends_on
    grant.save(update_fields=["ends_on"])
    said = {"user": [grant.user.username, None], "role": [grant.role, None], "ends_on": [None, grant.ends_on]}
    chain = str(grant.organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.revoke_role", subject=grant, chain=chain, changes=said)


def needs_a_second(actor: Actor, user: User, organisation: Organisation, role: str, on: date) -> bool:
    """Whether a role takes two people here: it weighs much, and somebody beside these two manages accounts.

    Or did until the actor took that role away a short while ago: who sends the second one off does not act alone.
    """
    if not bundles.is_weighty(role):
        return False
    if queries.took_managing_away(actor, organisation):
        return True
    managing = queries.managers_of(organisation, on).exclude(user=user).exclude(user__uid=actor.uid)
    if actor.person_uid:
        managing = managing.exclude(user__person__uid=actor.person_uid)
    return managing.exists()


def last_manager_faults(grant: Grant, on: date) -> list[Fault]:
    """Why a grant stays: without it nobody would manage the accounts of its organisation, now or some day.

    One that ends on some day does not stand in for one without end.
    """
    managing = bundles.managing()
    if grant.role not in managing:
        return []
    others = Grant.objects.filter(
        queries.in_force(on), organisation=grant.organisation, role__in=managing, user__is_active=True
    ).exclude(pk=grant.pk)
    if (others.filter(ends_on=None) if grant.ends_on is None else others).exists():
        return []
    what = f"{grant.user.display_name} là người duy nhất quản lý tài khoản của {grant.organisation.name}"
    until = " mà không có ngày thôi" if others.exists() else ""
    return [Fault(what=f"{what}{until}.", next="Giao hoặc bàn giao vai trò đó cho người khác trước.")]


def _must_reach(actor: Actor, organisation: Organisation, reach: str) -> None:
    reached = organisation.scope_key + ("~" if reach == Grant.Reach.BELOW else "")  # "~": some organisation below
    if not actor.may(MANAGE, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[MANAGE])
    if not actor.may(MANAGE, reached):
        raise NotAllowedError(f"{words.PERMISSIONS[MANAGE]} ở cấp dưới")


def _granted(
    actor: Actor,
    on: date,
    user: User,
    organisation: Organisation,
    *,
    role: str,
    reach: str,
    starts_on: date,
    ends_on: date | None = None,
    alone: bool = False,
    asked_by: str = "",
) -> Grant:
    grant = Grant.objects.create(
        user=user, organisation=organisation, role=role, reach=reach, starts_on=starts_on, ends_on=ends_on
    )
    said: dict[str, list[object]] = {
        "user": [None, user.username],
        "role": [None, role],
        "reach": [None, reach],
        "starts_on": [None, starts_on],
    }
    if ends_on is not None:
        said["ends_on"] = [None, ends_on]
    if alone:
        said["second"] = [None, "không có người quản lý tài khoản thứ hai"]
    if asked_by:
        said["asked_by"] = [None, asked_by]
    chain = str(organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.grant_role", subject=grant, chain=chain, changes=said)
    return grant


def _handed(
    actor: Actor, on: date, old: Grant, user: User, starts_on: date, *, alone: bool = False, asked_by: str = ""
) -> Grant:
    until, old.ends_on = old.ends_on, starts_on
    new = _granted(
        actor,
        on,
        user,
        old.organisation,
        role=old.role,
        reach=old.reach,
        starts_on=starts_on,
        ends_on=until,
        alone=alone,
        asked_by=asked_by,
    )
    end(actor, on, old, starts_on)
    return new


def _asked(
    actor: Actor,
    on: date,
    user: User,
    organisation: Organisation,
    *,
    role: str,
    reach: str,
    starts_on: date,
    ends_on: date | None,
    replaces: Grant | None = None,
) -> RoleRequest:
    waiting = RoleRequest.objects.filter(user=user, organisation=organisation, role=role, state=_State.ASKED)
    if waiting.exists():
        what = f"Đã có đề nghị giao vai trò này cho {user.display_name}, đang chờ xác nhận."
        settle([Fault(what=what, next="Nhờ người quản lý tài khoản khác xác nhận.", field="role")])
    row = RoleRequest.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        reach=reach,
        starts_on=starts_on,
        ends_on=ends_on,
        replaces=replaces,
        asked_by_uid=actor.uid,
        asked_by_name=actor.name,
        asked_by_person=actor.person_uid,
        asked_on=on,
    )
    said = {"user": [None, user.username], "role": [None, role], "reach": [None, reach], "starts_on": [None, starts_on]}
    chain = str(organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.ask_for_role", subject=row, chain=chain, changes=said)
    return row


def _decided(row: RoleRequest, actor: Actor, on: date, state: str) -> None:
    row.state, row.decided_on = state, on
    row.decided_by_uid, row.decided_by_name = actor.uid, actor.name
    row.save(update_fields=["state", "decided_on", "decided_by_uid", "decided_by_name", "closing_reason"])


def _still_asked(row: RoleRequest) -> list[Fault]:
    if row.state == _State.ASKED:
        return []
    return [Fault(what=f"Đề nghị này {row.get_state_display()}.", next="Tải lại trang để xem tình trạng mới.")]


def _asker_faults(row: RoleRequest, actor: Actor, on: date) -> list[Fault]:
    """Why a request lapsed: two who may give the role stand behind it on the day it is given, not some day before."""
    with suppress(ValueError, User.DoesNotExist, NotAllowedError):
        asker = User.objects.get(uid=UUID(row.asked_by_uid), is_active=True)
        _must_reach(queries.actor_for_user(asker, at=actor.at, on=on), row.organisation, row.reach)
        return []
    what = f"{row.asked_by_name}, người đề nghị, nay không còn quản lý tài khoản ở đây."
    why = "Vai trò này do hai người đang có quyền cùng chịu trách nhiệm."
    return [Fault(what=what, why=why, next="Từ chối đề nghị này; ai đang quản lý tài khoản thì đề nghị lại.")]


def _over(grant: Grant, on: date) -> list[Fault]:
    if grant.ends_on is None or grant.ends_on > on:
        return []
    return [Fault(what=f"Vai trò này đã thôi từ {say_date(grant.ends_on)}.")]


def _grant_faults(
    actor: Actor, user: User, organisation: Organisation, role: str, starts_on: date, ends_on: date | None
) -> list[Fault]:
    faults = []
    if role not in bundles.PERMISSIONS:
        faults.append(Fault(what=f"Không có vai trò “{role}”.", next="Chọn một vai trò trong danh sách.", field="role"))
    if actor.uid == str(user.uid):
        what = "Không ai tự giao vai trò cho mình."
        faults.append(Fault(what=what, next="Nhờ người khác có quyền quản lý tài khoản.", field="role"))
    if not user.is_active:
        what = f"Tài khoản {user.username} đã ngừng dùng."
        faults.append(Fault(what=what, next="Cho dùng lại tài khoản trước.", field="role"))
    if ends_on is not None and ends_on <= starts_on:
        what = "Ngày thôi phải sau ngày bắt đầu."
        faults.append(Fault(what=what, next="Để trống nếu chưa biết ngày thôi.", field="ends_on"))
    return faults + _holds_already(user, organisation, role, starts_on)


def _holds_already(user: User, organisation: Organisation, role: str, starts_on: date) -> list[Fault]:
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)
    if not Grant.objects.filter(still, user=user, organisation=organisation, role=role).exists():
        return []
    what = f"{user.display_name} đang giữ vai trò này."
    return [Fault(what=what, next="Chọn vai trò khác, hoặc thôi vai trò cũ trước.", field="role")]
