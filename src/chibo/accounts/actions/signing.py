"""Verbs about signing in: what is put down of it, its second step, and the rules of an organisation for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.usersessions.models import UserSession
from django.db import transaction

from chibo.accounts.actions.common import end_sessions, must_look_after, settle
from chibo.accounts.models import Grant, SecondStepRule, SessionRule, User
from chibo.accounts.reach import must_set_rules
from chibo.base import audit
from chibo.base.installation import current
from chibo.base.numbers import whole_number
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Travelling
    from chibo.register.models import Organisation

LEAST_IDLE, MOST_IDLE = 5, 240  # minutes
LAST_STEP = "last_step"  # beside the secret of an app: at which step its last code was used
WINDOW = 10  # steps: codes from longer ago open nothing; a last one far ahead comes from a clock that was set back


class _Stranger:
    """Somebody without an account, as the subject of a line of the log."""

    _meta = User._meta  # noqa: SLF001 — Django's documented name of a model
    uid = "stranger"


_STRANGER = cast("Travelling", _Stranger())


@transaction.atomic
def record_sign_in(*, actor: Actor, on: date, user: User, way: str) -> None:
    """Put down that an account was let in; ``way`` says by what: pass phrase, code, key."""
    audit.record(actor=actor, on=on, action="accounts.sign_in", subject=user, changes={"way": [None, way]})


@transaction.atomic
def record_refused_sign_in(*, actor: Actor, on: date, user: User, way: str = "") -> None:
    """Put down that somebody tried an account and was not let in; ``way`` says at which step after the first.

    The doors call it a bounded number of times an hour (``views.bounded``).
    """
    said = {"way": [None, way]} if way else {}
    audit.record(actor=actor, on=on, action="accounts.refused_sign_in", subject=user, changes=said)


@transaction.atomic
def record_refused_look(*, actor: Actor, on: date, user: User, what: str, route: str, asked: str) -> None:
    """Put down that somebody asked for what they have no right to, or for a record out of their reach.

    ``route`` is the address without what was asked for, ``asked`` the uid in it. Stands in the chain of the actor's
    own organisation; bounded as above.
    """
    said = {"what": [None, what], "address": [None, route], "asked": [None, asked]}
    chain = actor.home_uid or audit.INSTALLATION
    audit.record(actor=actor, on=on, action="accounts.refused_look", subject=user, chain=chain, changes=said)


@transaction.atomic
def record_refused_stranger(*, actor: Actor, on: date, what: str, route: str) -> None:
    """Put down that somebody who is not signed in tried what is not taken: a name nobody has, a forged form, too much.

    What was typed is not kept: a pass phrase is soon typed into the wrong field. Nothing before the first run.
    """
    if current() is not None:
        said = {"what": [None, what], "address": [None, route]}
        audit.record(actor=actor, on=on, action="accounts.refused_stranger", subject=_STRANGER, changes=said)


@transaction.atomic
def pass_second_step(*, actor: Actor, on: date, user: User, way: Authenticator, code: str) -> bool:
    """Take a code for the second step as used, and put it down; false where this one was used before.

    The moment of the last code lies beside the secret, so every process of an installation knows it (RFC 6238, 5.2).
    A code on paper was taken by the form. Raises nothing.
    """
    held = Authenticator.objects.select_for_update().get(pk=way.pk)
    if held.type == Authenticator.Type.RECOVERY_CODES:
        said = {"way": [None, "mã dự phòng"], "left": [None, len(held.wrap().get_unused_codes())]}
    else:
        step, last = _step_of(held, code), held.data.get(LAST_STEP, 0)
        if last - WINDOW <= step <= last:
            return False
        held.data[LAST_STEP] = step
        held.save(update_fields=["data"])
        said = {"way": [None, "ứng dụng mã"]}
    audit.record(actor=actor, on=on, action="accounts.pass_second_step", subject=user, changes=said)
    return True


def _step_of(way: Authenticator, code: str) -> int:
    """At which step of 30 seconds an app shows this code; the form has found that one of them does."""
    secret = decrypt(way.data["secret"])
    shown: dict[str, int] = {
        format_hotp_value(hotp_value(secret, step)): step for step in yield_hotp_counters_from_time()
    }
    return shown.get(code.strip().replace(" ", ""), 0)


@transaction.atomic
def end_one_session(*, actor: Actor, on: date, user: User, place: str) -> bool:
    """Sign an account out at one of the places where it is open; false where it is not any more."""
    number = whole_number(place)
    session = UserSession.objects.filter(user=user, pk=number).first() if number is not None else None
    if session is None:
        return False
    session.end()
    said = {"address": [session.ip, None]}
    audit.record(actor=actor, on=on, action="accounts.end_one_session", subject=user, changes=said)
    return True


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
    must_look_after(actor, user, on)
    faults = []
    if actor.uid == str(user.uid):
        faults.append(Fault(what="Không ai tự gỡ bước thứ hai của mình ở đây.", next="Dùng mã dự phòng để đăng nhập."))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", next="Ghi ai đề nghị, đã gặp trực tiếp chưa.", field="reason"))
    settle(faults)
    held = Authenticator.objects.filter(user=user)
    kinds = sorted(held.values_list("type", flat=True))
    held.delete()
    end_sessions(user)
    said = {"ways": [kinds, []]}
    audit.record(
        actor=actor, on=on, action="accounts.take_second_step_away", subject=user, changes=said, reason=reason.strip()
    )


@transaction.atomic
def set_second_step_rule(*, actor: Actor, on: date, organisation: Organisation, roles: Iterable[str]) -> SecondStepRule:
    """Say which roles of an organisation and below must sign in by two steps; from the next sign-in on."""
    must_set_rules(actor, organisation)
    wanted = [role for role in Grant.Role.values if role in set(roles)]
    rule, _ = SecondStepRule.objects.get_or_create(organisation=organisation)
    before, rule.roles = rule.roles, wanted
    rule.save(update_fields=["roles"])
    said = {"roles": [before, wanted]}
    chain = str(organisation.uid)
    audit.record(actor=actor, on=on, action="accounts.set_second_step_rule", subject=rule, chain=chain, changes=said)
    return rule


@transaction.atomic
def set_session_rule(
    *, actor: Actor, on: date, organisation: Organisation, idle_minutes: int, trusts_office: bool, reason: str = ""
) -> SessionRule:
    """Say after how many idle minutes a session ends, and whether the one machine of the office is trusted (ADR 0036).

    Holds for the organisation and below, from the next sign-in on. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    must_set_rules(actor, organisation)
    faults = []
    if not LEAST_IDLE <= idle_minutes <= MOST_IDLE:
        what = f"Số phút phải từ {LEAST_IDLE} đến {MOST_IDLE}."
        faults.append(Fault(what=what, next="Máy ở phòng có người ra vào thì nên để ngắn.", field="idle_minutes"))
    if trusts_office and not reason.strip():
        what = "Chưa ghi vì sao tin máy này."
        faults.append(Fault(what=what, next="Ghi máy đặt ở đâu, ai giữ chìa khóa phòng.", field="reason"))
    settle(faults)
    rule, _ = SessionRule.objects.get_or_create(organisation=organisation)
    said = {
        "idle_minutes": [rule.idle_minutes, idle_minutes],
        "trusts_office": [rule.trusts_office, trusts_office],
    }
    rule.idle_minutes, rule.trusts_office = idle_minutes, trusts_office
    rule.reason = reason.strip() if trusts_office else ""
    rule.save(update_fields=["idle_minutes", "trusts_office", "reason"])
    audit.record(
        actor=actor,
        on=on,
        action="accounts.set_session_rule",
        subject=rule,
        chain=str(organisation.uid),
        changes=said,
        reason=rule.reason,
    )
    return rule
