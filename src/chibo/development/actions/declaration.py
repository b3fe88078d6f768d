"""Verbs of the own statement: save a page, send, take back; by the committee: open, send back, take over; let lapse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN, block_of
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development import declaring
from chibo.development.actions.checking import record_section
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.models import Declaration
from chibo.development.queries.declaration import has_lapsed, remarks_on, to_take, told_in
from chibo.development.queries.doors import is_open, rule_of
from chibo.register.actions import correct_person, record_background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase

_State = Declaration.State


def _must_be_own(actor: Actor, case: DevelopmentCase, what: str) -> None:
    """Only the person of the case, by code or account, and only while the door is open."""
    if actor.person_uid != str(case.person.uid) or not is_open(rule_of(case.organisation), "declaration"):
        raise NotAllowedError(what)


@transaction.atomic
def save_page(*, actor: Actor, on: date, case: DevelopmentCase, told: Mapping[str, Any]) -> Declaration:
    """Keep what one page tells; what is not named stays. The log keeps names of fields only.

    Raises ``NotAllowedError`` for anybody but the person, and ``FaultyError`` while the committee has it.
    """
    _must_be_own(actor, case, "khai thay người này")
    row = _open_one(actor, on, case)
    if row is None:
        row = Declaration(case=case, started_on=on, touched_on=on)
    _must_not_be_sent(row)
    row.content = json.dumps({**told_in(row), **told}, ensure_ascii=False, sort_keys=True)
    row.touched_on = on
    row.save()
    _log(actor, on, "save_declaration", row, {"fields": sorted(told)})
    return row


def _open_one(actor: Actor, on: date, case: DevelopmentCase) -> Declaration | None:
    audit.hold(str(case.organisation.uid))  # two browsers at once begin no two statements
    row = Declaration.objects.select_for_update().filter(case=case, state__in=Declaration.OPEN).first()
    if row is not None and has_lapsed(row, on):
        _empty(row, _State.LAPSED, on)
        _log(actor, on, "lapse_declaration", row, {"state": [_State.DRAFT, _State.LAPSED]})
        return None
    return row


def _must_not_be_sent(row: Declaration) -> None:
    if row.state == _State.SENT:
        what = "Bản khai đã gửi chi ủy nên không sửa được."
        raise FaultyError([Fault(what=what, next="Rút lại, hoặc chờ chi ủy nhận hay trả lại.")])


@transaction.atomic
def send_declaration(*, actor: Actor, on: date, case: DevelopmentCase) -> Declaration:
    """Hand the statement to the committee. Raises ``FaultyError`` with everything that is missing or contradicts."""
    _must_be_own(actor, case, "gửi bản khai thay người này")
    row = _open_one(actor, on, case)
    if row is None:
        raise FaultyError([Fault(what="Chưa khai gì.", next="Mở từng trang để khai.")])
    _must_not_be_sent(row)
    raise_if_any([Fault(what=found.said) for found in remarks_on(told_in(row), case, on) if found.is_stop])
    before = row.state
    row.state, row.sent_on, row.touched_on, row.reasons = _State.SENT, on, on, ""
    row.save()
    _log(actor, on, "send_declaration", row, {"state": [before, row.state]})
    return row


@transaction.atomic
def withdraw_declaration(*, actor: Actor, on: date, case: DevelopmentCase) -> Declaration:
    """Take the statement back, sent or not: what it told is erased. Raises ``FaultyError`` where there is none."""
    _must_be_own(actor, case, "rút bản khai thay người này")
    row = _open_one(actor, on, case)
    if row is None:
        raise FaultyError([Fault(what="Không có bản khai nào để rút.")])
    before = row.state
    _empty(row, _State.WITHDRAWN, on)
    _log(actor, on, "withdraw_declaration", row, {"state": [before, row.state]})
    return row


@transaction.atomic
def open_declaration(*, actor: Actor, on: date, declaration: Declaration) -> dict[str, Any]:
    """Open a statement that was sent, which writes who saw it. Raises ``NotAllowedError``; drafts open to nobody."""
    must_hold(actor, Permission.VIEW_SENSITIVE, declaration.case.scope_key, "xem bản tự khai của người này")
    if declaration.state != _State.SENT:
        raise NotAllowedError("xem bản khai chưa gửi")
    audit.record(
        actor=actor,
        on=on,
        action=SEEN,
        subject=declaration,
        chain=str(declaration.case.organisation.uid),
        changes={"block": "declaration", "role": actor.role},
        reason=block_of("declaration").purpose,
    )
    return told_in(declaration)


@transaction.atomic
def return_declaration(*, actor: Actor, on: date, declaration: Declaration, reasons: str) -> Declaration:
    """Send a statement back with what is to be mended. Raises ``NotAllowedError`` and ``FaultyError``."""
    declaration = _to_judge(actor, declaration, "trả lại bản tự khai")
    if not reasons.strip():
        what = "Chưa ghi vì sao trả lại."
        raise FaultyError([Fault(what=what, next="Ghi đủ mọi chỗ cần sửa trong một lần.", field="reasons")])
    declaration.state, declaration.reasons, declaration.touched_on = _State.RETURNED, reasons.strip(), on
    declaration.closed_by = actor.name
    declaration.save()
    _log(actor, on, "return_declaration", declaration, {"state": [_State.SENT, _State.RETURNED]})
    return declaration


@transaction.atomic
def take_over(
    *,
    actor: Actor,
    on: date,
    declaration: Declaration,
    chosen: Iterable[str],
    since: date | None = None,
    was_wrong: bool = False,
) -> Declaration:
    """Take the chosen parts into the record, each by the verb that keeps it, and erase the statement.

    What the list of people holds already is not overwritten here: that takes a correction with its proof. What the
    life history holds stays there as a correction, the statement its proof; of what is told by day ``since`` or
    ``was_wrong`` says whether it changed or was wrong. Raises ``NotAllowedError``, ``FaultyError``.
    """
    declaration = _to_judge(actor, declaration, "nhận bản tự khai vào hồ sơ")
    case, told = declaration.case, told_in(declaration)
    allowed = {line.name for line in to_take(told, case) if line.may_take}
    taken = [name for name in dict.fromkeys(chosen) if name in allowed]
    raise_if_any([] if taken else [Fault(what="Chưa chọn mục nào để nhận.", next="Đánh dấu, hoặc trả lại bản khai.")])
    own = {name: told[name] for name in taken if name in declaring.OF_PERSON}
    lists = [name for name in taken if name in {"history", "relatives"}]
    rest = {name: str(told[name]) for name in taken if name not in own and name not in lists}
    ground = {"proof": f"Bản tự khai gửi ngày {declaration.sent_on:%d-%m-%Y}", "decided_by": actor.name}
    if own:
        correct_person(actor=actor, on=on, person=case.person, changes=own, **ground)
    if rest:
        record_background(actor=actor, on=on, person=case.person, told=rest, since=since, was_wrong=was_wrong, **ground)
    for name in lists:
        record_section(actor=actor, on=on, case=case, name=name, content=told[name])
    _empty(declaration, _State.TAKEN, on, by=actor.name)
    _log(actor, on, "take_declaration", declaration, {"state": [_State.SENT, _State.TAKEN], "fields": sorted(taken)})
    return declaration


def _to_judge(actor: Actor, declaration: Declaration, what: str) -> Declaration:
    """Give the statement as it stands now, held until the end of the act: somebody else may have judged meanwhile."""
    for right in (Permission.RECORD_STEPS, Permission.VIEW_SENSITIVE):
        must_hold(actor, right, declaration.case.scope_key, what)
    audit.hold(str(declaration.case.organisation.uid))
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    if declaration.state != _State.SENT:
        what = "Bản tự khai này không còn chờ chi ủy."
        raise FaultyError([Fault(what=what, next="Mở lại trang để xem tình trạng.")])
    return declaration


@transaction.atomic
def lapse_declarations(*, actor: Actor, on: date) -> int:
    """Erase every draft that lay longer than its organisation keeps them; gives how many. For the daily command."""
    rows = Declaration.objects.filter(state__in=[_State.DRAFT, _State.RETURNED]).select_related(
        "case__person", "case__organisation"
    )
    old = [row for row in rows if has_lapsed(row, on)]
    for row in old:
        must_hold(actor, Permission.RECORD_STEPS, row.case.scope_key, "xóa bản khai nháp quá hạn")
        before = row.state
        _empty(row, _State.LAPSED, on)
        _log(actor, on, "lapse_declaration", row, {"state": [before, row.state]})
    return len(old)


def _empty(row: Declaration, state: str, on: date, by: str = "") -> None:
    row.content, row.reasons, row.state, row.closed_on, row.closed_by = "", "", state, on, by
    row.save()


def _log(actor: Actor, on: date, verb: str, row: Declaration, changes: dict[str, object]) -> None:
    audit.record(
        actor=actor,
        on=on,
        action=f"development.{verb}",
        subject=row,
        chain=str(row.case.organisation.uid),
        changes={"case": str(row.case.uid), **changes},
    )
