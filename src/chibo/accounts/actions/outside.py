"""The verb that names an account to the outside sign-in service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.db import transaction

from chibo.accounts.actions.common import must_look_after, settle
from chibo.accounts.models import OutsideIdentity
from chibo.base import audit
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from datetime import date

    from chibo.accounts.models import User
    from chibo.base.access import Actor


@transaction.atomic
def name_outside(*, actor: Actor, on: date, user: User, name: str) -> None:
    """Say by which name the outside sign-in service knows who uses an account; nothing means that it knows nobody.

    Every session of the account ends, for it may be another person's from now on. Raises ``NotAllowedError`` and
    ``FaultyError``.
    """
    must_look_after(actor, user, on)
    wanted = name.strip()
    faults = []
    if actor.uid == str(user.uid):
        faults.append(Fault(what="Không ai tự gắn danh tính cho mình.", next="Nhờ người quản lý tài khoản khác."))
    if wanted and OutsideIdentity.objects.filter(name=wanted).exclude(user=user).exists():
        what = "Danh tính này đã gắn với tài khoản khác."
        faults.append(Fault(what=what, next="Xem lại từng chữ, hoặc bỏ ở tài khoản kia trước.", field="name"))
    settle(faults)
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
