"""Verbs about the law itself: propose a newer value with its article, confirm it as a second person, reject, withdraw.

A figure judges everybody's dossier, so a single person changes none: who proposes does not confirm, and who asks to
withdraw a value in use does not confirm that (four eyes). All of it stands in the chain of the installation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from chibo.base import audit, four_eyes
from chibo.base.dates import say_date
from chibo.base.refusal import NotAllowedError
from chibo.law.reading import DataFault, read_value, rulebook
from chibo.law.timeline import written
from chibo.law.vocabulary import Confidence
from chibo.register.actions.common import Faults
from chibo.register.models import FigureAmendment
from chibo.register.queries import may_amend

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.law.timeline import Figure, Value

_State = FigureAmendment.State
_OPEN = (_State.PROPOSED, _State.CONFIRMED)
_TWO = "Giá trị của quy định do hai người cùng chịu trách nhiệm."
_ANOTHER = "Nhờ một đồng chí khác có quyền thay đổi cài đặt."
SURENESS = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


class Proposal(TypedDict, total=False):
    """What is said of a new value: ``value`` as plain data, the way the figures' files write it."""

    key: str
    starts_on: date
    value: object
    instrument: str
    instrument_on: date
    article: str
    url: str
    confidence: str
    reason: str


def _must(actor: Actor) -> None:
    if not may_amend(actor):
        what = "bổ sung quy định"
        raise NotAllowedError(what)


@transaction.atomic
def propose_amendment(*, actor: Actor, on: date, **said: Unpack[Proposal]) -> FigureAmendment:
    """Propose a dated value of a figure. It judges nothing until a second person confirms it.

    Raises ``NotAllowedError``, and ``FaultyError`` with every fault: no such figure, a value of another shape, a day
    before the instrument's, nothing new, no instrument, no reason.
    """
    _must(actor)
    faults = Faults()
    faults.take(amendment_faults(on=on, **said))
    faults.settle()
    figure = rulebook().figure(said["key"])
    row = FigureAmendment.objects.create(
        key=figure.key,
        starts_on=said["starts_on"],
        value=said["value"],
        instrument=said["instrument"].strip(),
        instrument_on=said["instrument_on"],
        article=said.get("article", "").strip(),
        url=said.get("url", "").strip(),
        confidence=said["confidence"],
        reason=said["reason"].strip(),
        known={dated.starts_on.isoformat(): written(dated.value) for dated in figure.values},
        proposed_by_uid=actor.uid,
        proposed_by_name=actor.name,
        proposed_by_person=actor.person_uid,
        proposed_on=on,
    )
    _log(actor, on, "propose_amendment", row, {row.key: [None, row.value], "starts_on": [None, row.starts_on]})
    return row


def amendment_faults(*, on: date, **said: Unpack[Proposal]) -> tuple[Fault, ...]:
    """Everything wrong with a proposal, said before it is made; the verb asks the same."""
    faults = Faults()
    _check_words(said, on, faults)
    figure = rulebook().book.get(said.get("key", ""))
    if figure is None:
        faults.add(f"Không có quy tắc nào mang khóa “{said.get('key', '')}”.", next="Chọn trong sổ quy định.")
    else:
        _check_value(figure, said, faults)
    return tuple(faults.found)


def _check_words(said: Proposal, on: date, faults: Faults) -> None:
    faults.unless(bool(said.get("instrument", "").strip()), "Chưa ghi văn bản làm căn cứ.", field="instrument")
    faults.unless(bool(said.get("reason", "").strip()), "Chưa ghi lý do bổ sung.", field="reason")
    faults.unless(said.get("confidence") in SURENESS, "Chưa chọn mức chắc chắn của nguồn.", field="confidence")
    starts_on, signed_on = said.get("starts_on"), said.get("instrument_on")
    faults.unless(starts_on is not None, "Chưa ghi ngày áp dụng.", field="starts_on")
    faults.unless(signed_on is not None, "Chưa ghi ngày văn bản.", field="instrument_on")
    faults.not_future(signed_on, on, "Ngày văn bản", "instrument_on")
    if starts_on is not None and signed_on is not None and starts_on < signed_on:
        faults.add(
            f"Ngày áp dụng ({say_date(starts_on)}) ở trước ngày văn bản ({say_date(signed_on)}).",
            next="Văn bản không áp dụng trước ngày ký: kiểm tra hai ngày.",
            field="starts_on",
        )


def _check_value(figure: Figure, said: Proposal, faults: Faults) -> None:
    value = _value(figure, said.get("value"), faults)
    if figure.delegable and all(dated.confidence is Confidence.LOCAL for dated in figure.values):
        faults.add(
            "Điều này là nề nếp riêng của đơn vị, Trung ương không đặt con số.",
            next="Ghi ở quy tắc riêng của tổ chức, không ghi vào sổ quy định.",
        )
    starts_on = said.get("starts_on")
    if starts_on is None or value is None:
        return
    if any(dated.starts_on == starts_on and dated.value == value for dated in figure.values):
        faults.add(f"Sổ quy định đã có đúng giá trị này từ ngày {say_date(starts_on)}.", field="value")
    same_day = FigureAmendment.objects.filter(key=figure.key, starts_on=starts_on, state__in=_OPEN).first()
    if same_day is not None:
        faults.add(
            f"Đã có một bổ sung cho ngày {say_date(starts_on)}: {same_day.get_state_display()}.",
            next="Rút bổ sung ấy trước khi đề nghị giá trị khác.",
            field="starts_on",
        )


def _value(figure: Figure, given: object, faults: Faults) -> Value | None:
    """The value as the law reads it; a fault when its shape is not that of the figure or its words are unknown."""
    try:
        value = read_value(given, figure.unit)
    except DataFault:
        faults.add("Giá trị không đúng dạng của quy tắc này.", next=_SHAPES.get(figure.unit, _COUNT), field="value")
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        faults.add("Giá trị không thể là số âm.", field="value")
    unknown = sorted(_words(value) - {word for dated in figure.values for word in _words(dated.value)})
    if unknown and figure.values:
        faults.add(
            f"Quy tắc này chưa biết: {', '.join(unknown)}.",
            next="Cách hiểu mới cần bản phát hành mới của chương trình; chọn trong những điều đã có.",
            field="value",
        )
    return value


_COUNT = "Ghi một số nguyên, ví dụ 30."
_SHAPES = {
    "share": "Ghi một phân số trên 0 và không quá 1, ví dụ 2/3 hoặc 15/100.",
    "flag": "Chọn có hoặc không.",
    "code": "Chọn một trong những điều đã có.",
    "list": "Chọn ít nhất một điều trong danh sách.",
    "map": "Ghi đủ các mục.",
    "papers": "Chọn cho từng giấy tờ.",
}


def _words(value: Value) -> set[str]:
    """The code words inside a value: what the program's judgments must know to act on it."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, tuple):
        return {item if isinstance(item, str) else item.paper.value for item in value}
    return set(value) if isinstance(value, Mapping) else set()


@transaction.atomic
def confirm_amendment(*, actor: Actor, on: date, amendment: FigureAmendment) -> FigureAmendment:
    """Confirm a proposed value as the second person; from now on it judges. Raises ``FaultyError`` with every fault."""
    _must(actor)
    row, faults = _locked(amendment), Faults()
    if _is(actor, row.proposed_by_uid, row.proposed_by_person):
        faults.add("Đồng chí là người đề nghị nên không tự xác nhận được.", why=_TWO, next=_ANOTHER)
    faults.take(four_eyes.faults_of(actor, row.proposed_by_uid))
    _still(row, (_State.PROPOSED,), faults)
    figure = rulebook().book.get(row.key)
    if figure is None:
        faults.add("Quy tắc này không còn trong bản phát hành.", next="Ghi lý do và không xác nhận.")
    else:
        _value(figure, row.value, faults)
    faults.settle()
    row.state, row.decided_on = _State.CONFIRMED, on
    row.decided_by_uid, row.decided_by_name = actor.uid, actor.name
    row.save(update_fields=["state", "decided_on", "decided_by_uid", "decided_by_name"])
    _log(actor, on, "confirm_amendment", row, {"state": [_State.PROPOSED, row.state], row.key: [None, row.value]})
    return row


@transaction.atomic
def reject_amendment(*, actor: Actor, on: date, amendment: FigureAmendment, reason: str) -> FigureAmendment:
    """Decline a proposed value, with the reason."""
    _must(actor)
    row, faults = _locked(amendment), Faults()
    _still(row, (_State.PROPOSED,), faults)
    faults.unless(bool(reason.strip()), "Chưa ghi lý do không xác nhận.", field="reason")
    faults.settle()
    before, row.state, row.decided_on = row.state, _State.REJECTED, on
    row.decided_by_uid, row.decided_by_name, row.closing_reason = actor.uid, actor.name, reason.strip()
    row.save(update_fields=["state", "decided_on", "decided_by_uid", "decided_by_name", "closing_reason"])
    _log(actor, on, "reject_amendment", row, {"state": [before, row.state]}, reason=row.closing_reason)
    return row


@transaction.atomic
def withdraw_amendment(*, actor: Actor, on: date, amendment: FigureAmendment, reason: str) -> FigureAmendment:
    """Take a proposal back, with the reason; it judged nothing yet, so one person is enough."""
    _must(actor)
    row, faults = _locked(amendment), Faults()
    _still(row, (_State.PROPOSED,), faults)
    faults.unless(bool(reason.strip()), "Chưa ghi lý do rút.", field="reason")
    faults.settle()
    row.closing_reason = reason.strip()
    return _withdrawn(actor, on, row, "withdraw_amendment")


@transaction.atomic
def ask_withdrawal(*, actor: Actor, on: date, amendment: FigureAmendment, reason: str) -> FigureAmendment:
    """Ask to withdraw a value in use, with the reason. It judges on until a second person confirms that."""
    _must(actor)
    row, faults = _locked(amendment), Faults()
    _still(row, (_State.CONFIRMED,), faults)
    if row.is_leaving:
        faults.add("Đã có người đề nghị rút giá trị này.", next="Tải lại trang để xem ai đề nghị, vì sao.")
    faults.unless(bool(reason.strip()), "Chưa ghi lý do rút.", field="reason")
    faults.settle()
    row.closing_reason = reason.strip()
    _asked_by(row, uid=actor.uid, name=actor.name, person=actor.person_uid, on=on)
    _log(actor, on, "ask_withdrawal", row, {"withdrawal_asked_on": [None, on]}, reason=row.closing_reason)
    return row


@transaction.atomic
def confirm_withdrawal(*, actor: Actor, on: date, amendment: FigureAmendment) -> FigureAmendment:
    """Withdraw a value in use as the second person; from now on the release's own value judges again."""
    _must(actor)
    row, faults = _locked(amendment), Faults()
    _still_leaving(row, faults)
    if _is(actor, row.withdrawal_asked_by_uid, row.withdrawal_asked_by_person):
        faults.add("Đồng chí là người đề nghị rút nên không tự xác nhận được.", why=_TWO, next=_ANOTHER)
    faults.take(four_eyes.faults_of(actor, row.withdrawal_asked_by_uid))
    faults.settle()
    return _withdrawn(actor, on, row, "confirm_withdrawal")


@transaction.atomic
def keep_amendment(*, actor: Actor, on: date, amendment: FigureAmendment, reason: str) -> FigureAmendment:
    """Keep a value that somebody asked to withdraw, or as the one who asked take that back, with the reason."""
    _must(actor)
    row, faults = _locked(amendment), Faults()
    _still_leaving(row, faults)
    faults.unless(bool(reason.strip()), "Chưa ghi lý do giữ lại.", field="reason")
    faults.settle()
    changes = {"withdrawal_asked_on": [row.withdrawal_asked_on, None]}
    row.closing_reason = ""
    _asked_by(row, uid="", name="", person="", on=None)
    _log(actor, on, "keep_amendment", row, changes, reason=reason.strip())
    return row


def _asked_by(row: FigureAmendment, *, uid: str, name: str, person: str, on: date | None) -> None:
    row.withdrawal_asked_by_uid, row.withdrawal_asked_by_name = uid, name
    row.withdrawal_asked_by_person, row.withdrawal_asked_on = person, on
    asked = [f"withdrawal_asked_{part}" for part in ("by_uid", "by_name", "by_person", "on")]
    row.save(update_fields=[*asked, "closing_reason"])


def _withdrawn(actor: Actor, on: date, row: FigureAmendment, act: str) -> FigureAmendment:
    before, row.state, row.withdrawn_on = row.state, _State.WITHDRAWN, on
    row.withdrawn_by_name = actor.name
    row.save(update_fields=["state", "withdrawn_on", "withdrawn_by_name", "closing_reason"])
    changes = {"state": [before, row.state], row.key: [row.value, None]}
    _log(actor, on, act, row, changes, reason=row.closing_reason)
    return row


def _locked(amendment: FigureAmendment) -> FigureAmendment:
    return FigureAmendment.objects.select_for_update().get(pk=amendment.pk)


def _is(actor: Actor, uid: str, person: str) -> bool:
    """Whether an actor is who is named: by the account, or as the same person behind another one."""
    return actor.uid == uid or bool(actor.person_uid and actor.person_uid == person)


def _still_leaving(row: FigureAmendment, faults: Faults) -> None:
    if row.state != _State.CONFIRMED:
        _still(row, (_State.CONFIRMED,), faults)
    elif not row.is_leaving:
        faults.add("Không còn ai đề nghị rút giá trị này.", next="Tải lại trang để xem tình trạng mới.")


def _still(row: FigureAmendment, states: Iterable[str], faults: Faults) -> None:
    if row.state not in tuple(states):
        faults.add(f"Bổ sung này {_SAID[row.state]}.", next="Tải lại trang để xem tình trạng mới.")


_SAID: dict[str, str] = {
    _State.PROPOSED: "đang chờ xác nhận",
    _State.CONFIRMED: "đã được xác nhận",
    _State.REJECTED: "đã có người không xác nhận",
    _State.WITHDRAWN: "đã được rút",
}


def _log(
    actor: Actor, on: date, action: str, row: FigureAmendment, changes: Mapping[str, object], *, reason: str = ""
) -> None:
    audit.record(
        actor=actor, on=on, action=f"register.{action}", subject=row, changes=changes, reason=reason or row.reason
    )
