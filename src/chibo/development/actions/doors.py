"""Verbs of self-service: open and close doors, hand out a code and take it back, come in by one."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.models import DoorCode, DoorRule
from chibo.development.queries.cases import still_helps
from chibo.development.queries.doors import ALPHABET, ENTERED, is_open, mark_of, rule_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Mentorship
    from chibo.register.models import Organisation

LEAST_DRAFT, MOST_DRAFT = 7, 365  # days
LONGEST: Final = {DoorCode.Kind.NOTE: 366, DoorCode.Kind.STEPS: 366, DoorCode.Kind.DECLARATION: 60}  # days
LETTERS: Final = {DoorCode.Kind.NOTE: 8, DoorCode.Kind.STEPS: 12, DoorCode.Kind.DECLARATION: 12}
"""How many letters a code has: 31 to the power of eight guards a note, of twelve what tells of somebody's life."""


class Opened(TypedDict, total=False):
    """What an organisation opens; what is not named stays as it is."""

    is_open: bool
    takes_notes: bool
    shows_steps: bool
    takes_declarations: bool
    contact: str
    draft_days: int


@transaction.atomic
def set_door_rule(*, actor: Actor, on: date, organisation: Organisation, **opened: Unpack[Opened]) -> DoorRule:
    """Say which doors an organisation opens to people without an account; only who sees closed parts may.

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    for right in (Permission.CHANGE_SETTINGS, Permission.VIEW_SENSITIVE):
        must_hold(actor, right, organisation.scope_key, "mở hoặc đóng phần tự phục vụ")
    if not LEAST_DRAFT <= opened.get("draft_days", LEAST_DRAFT) <= MOST_DRAFT:
        what = f"Số ngày giữ bản nháp phải từ {LEAST_DRAFT} đến {MOST_DRAFT}."
        raise FaultyError([Fault(what=what, next="Hết số ngày ấy bản nháp tự xóa.", field="draft_days")])
    rule = rule_of(organisation)
    said = {name: [getattr(rule, name), value] for name, value in opened.items()}
    for name, value in opened.items():
        setattr(rule, name, value)
    rule.save()
    audit.record(
        actor=actor,
        on=on,
        action="development.set_door_rule",
        subject=rule,
        chain=str(organisation.uid),
        changes={name: pair for name, pair in said.items() if pair[0] != pair[1]},
    )
    return rule


@transaction.atomic
def issue_code(
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    kind: str,
    valid_until: date,
    mentorship: Mentorship | None = None,
) -> tuple[DoorCode, str]:
    """Hand out a code, good to the end of ``valid_until``; an earlier one for the same is taken back.

    Returns the record and the code itself, which nobody can read again. Raises ``NotAllowedError``, ``FaultyError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "phát mã cho hồ sơ này")
    audit.hold(str(case.organisation.uid))  # two at once hand out one code after the other
    raise_if_any(_faults_of_code(case, kind, valid_until, mentorship, on))
    for old in DoorCode.objects.filter(case=case, kind=kind, mentorship=mentorship, withdrawn_on__isnull=True):
        _take_back(old, actor, on)
    plain = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS[DoorCode.Kind(kind)]))
    code = DoorCode.objects.create(
        kind=kind,
        case=case,
        mentorship=mentorship,
        mark=mark_of(plain),
        issued_on=on,
        issued_by=actor.name,
        valid_until=valid_until,
    )
    audit.record(
        actor=actor,
        on=on,
        action="development.issue_code",
        subject=code,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "kind": [None, kind], "valid_until": [None, valid_until]},
    )
    return code, "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def _faults_of_code(
    case: DevelopmentCase, kind: str, valid_until: date, mentorship: Mentorship | None, on: date
) -> list[Fault]:
    faults = []
    longest = on + timedelta(days=LONGEST[DoorCode.Kind(kind)])
    if not is_open(rule_of(case.organisation), kind):
        what = f"Phần “{DoorCode.Kind(kind).label}” chưa mở ở tổ chức này."
        faults.append(Fault(what=what, next="Bí thư mở ở Cài đặt, Tự phục vụ.", field="what"))
    if case.closed_on is not None:
        faults.append(Fault(what="Hồ sơ này đã khép nên không phát mã nữa."))
    if not on <= valid_until <= longest:
        what = f"Mã này dùng được đến hết một ngày từ {say_date(on)} đến {say_date(longest)}."
        faults.append(Fault(what=what, next="Chọn ngày trong khoảng ấy; hết hạn thì phát mã mới.", field="valid_until"))
    if mentorship is not None and mentorship.ends_on is not None and mentorship.ends_on <= on:
        what = f"Đồng chí {mentorship.mentor} đã thôi giúp đỡ từ {say_date(mentorship.ends_on)}."
        faults.append(Fault(what=what, next="Chọn người đang giúp đỡ.", field="what"))
    elif mentorship is not None and not still_helps(mentorship, on):
        what = f"Đồng chí {mentorship.mentor} không còn sinh hoạt ở chi bộ."
        faults.append(Fault(what=what, next="Phân công người giúp đỡ khác.", field="what"))
    return faults


@transaction.atomic
def withdraw_code(*, actor: Actor, on: date, code: DoorCode) -> DoorCode:
    """Take a code back: from now on it opens nothing. Raises ``NotAllowedError`` and ``FaultyError``."""
    must_hold(actor, Permission.RECORD_STEPS, code.case.scope_key, "thu hồi mã của hồ sơ này")
    if code.withdrawn_on is not None:
        raise FaultyError([Fault(what=f"Mã này đã thu hồi ngày {say_date(code.withdrawn_on)}.")])
    _take_back(code, actor, on)
    return code


@transaction.atomic
def end_codes(*, actor: Actor, on: date, case: DevelopmentCase, reason: str) -> None:
    """Take back every code of a case whose person leaves the cell; called by the verb that judged the leaving.

    Who handed them out no longer keeps the case. The cell that does hands out its own.
    """
    for code in DoorCode.objects.filter(case=case, withdrawn_on__isnull=True).select_related("case__organisation"):
        _take_back(code, actor, on, reason)


def _take_back(code: DoorCode, actor: Actor, on: date, reason: str = "") -> None:
    code.withdrawn_on, code.withdrawn_by = on, actor.name
    code.save(update_fields=["withdrawn_on", "withdrawn_by"])
    audit.record(
        actor=actor,
        on=on,
        action="development.withdraw_code",
        subject=code,
        chain=str(code.case.organisation.uid),
        changes={"withdrawn_on": [None, on]},
        reason=reason,
    )


@transaction.atomic
def enter_by_code(*, actor: Actor, on: date, code: DoorCode) -> None:
    """Put down that somebody came in by a code; ``actor`` is the visitor whom it lets in."""
    if actor.uid != str(code.uid):
        raise NotAllowedError("vào bằng mã này")
    audit.record(actor=actor, on=on, action=ENTERED, subject=code, chain=str(code.case.organisation.uid))


@transaction.atomic
def refuse_code(*, actor: Actor, on: date, code: DoorCode, why: str) -> None:
    """Put down that a code which opens nothing any more was tried; the door calls it a bounded number of times."""
    audit.record(
        actor=actor,
        on=on,
        action="development.refuse_code",
        subject=code,
        chain=str(code.case.organisation.uid),
        changes={"why": [None, why]},
    )
