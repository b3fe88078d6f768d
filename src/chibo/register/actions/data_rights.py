"""Verbs about what a person asks of the own data: receive, answer, extend, decide, finish; restrict and lift; state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from django.db import transaction

from chibo.base import words
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import NotAllowedError
from chibo.law import privacy as clocks
from chibo.law.calendar import CalendarGap
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import DataRequestKind
from chibo.register.actions.common import Faults, log
from chibo.register.facts import rulebook_of
from chibo.register.models import DataRequest, PrivacyStatement, Restriction

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_Decision = DataRequest.Decision
_NEEDS_WORDS: Final = frozenset(DataRequestKind) - {DataRequestKind.ACCESS}
RESTRICTION_READINGS: Final = {
    "refuse": "từ chối đưa vào danh sách, tệp tải về và giấy tờ",
    "warn": "vẫn cho dùng, có dòng nhắc và ghi nhật ký",
}
STATEMENTS: Final = {"contact": "Nơi nhận đề nghị về dữ liệu", "restriction": "Khi dữ liệu bị hạn chế"}


class Asked(TypedDict, total=False):
    """What is said of a request: ``signed_at`` is where the signed paper lies, for somebody without an account."""

    words: str
    received_on: date
    signed_at: str
    with_others: bool


@transaction.atomic
def receive_request(
    *, actor: Actor, on: date, person: Person, kind: DataRequestKind, **asked: Unpack[Asked]
) -> DataRequest:
    """Put down what a person asks about the own data, with the days the law of that day sets.

    The person asks by the own account; for others whoever keeps the register enters the signed paper.
    Raises ``NotAllowedError``, ``FaultyError``.
    """
    is_own = actor.person_uid == str(person.uid)
    if not is_own and not actor.may(Permission.EDIT_REGISTER, person.scope_key):
        what = "ghi đề nghị về dữ liệu của người này"
        raise NotAllowedError(what)
    received_on = on if is_own else asked.get("received_on", on)
    said, signed_at = asked.get("words", "").strip(), asked.get("signed_at", "").strip()
    faults = Faults()
    faults.not_future(received_on, on, "Ngày nhận", "received_on")
    faults.unless(bool(said) or kind not in _NEEDS_WORDS, "Chưa ghi nội dung đề nghị.", field="words")
    faults.unless(
        is_own or bool(signed_at),
        "Chưa ghi giấy đề nghị có chữ ký để ở đâu.",
        next="Người không có tài khoản đề nghị bằng giấy có chữ ký.",
        field="signed_at",
    )
    organisation = person.organisation
    if organisation is None:
        faults.add("Không có tổ chức nào đang giữ hồ sơ của người này.")
    _no_twin(person, kind, faults)
    faults.settle()
    assert organisation is not None
    row = DataRequest(
        person=person,
        organisation=organisation,
        kind=kind.value,
        way=DataRequest.Way.ACCOUNT if is_own else DataRequest.Way.PAPER,
        received_on=received_on,
        received_by="" if is_own else actor.name,
        words=said,
        signed_at="" if is_own else signed_at,
        with_others=asked.get("with_others", False),
    )
    _set_days(row)
    row.save(force_insert=True)
    told = {"kind": row.kind, "way": row.way, "received_on": received_on, "done_by": row.done_by}
    log(actor, on, "receive_request", row, organisation, told)
    return row


def _no_twin(person: Person, kind: DataRequestKind, faults: Faults) -> None:
    twin = DataRequest.objects.filter(person=person, kind=kind.value, done_on=None).first()
    if twin is not None:
        faults.add(
            f"Đề nghị “{words.DATA_REQUESTS[kind]}” ngày {say_date(twin.received_on)} chưa giải quyết xong.",
            next="Theo dõi đề nghị ấy, hoặc rút lại rồi gửi đề nghị mới.",
        )


def _set_days(row: DataRequest) -> None:
    """Write the last days by the law of the day of receipt; a gap leaves them open, and the page says so."""
    rules, kind = rulebook_of(row.organisation, row.received_on), DataRequestKind(row.kind)
    try:
        row.answer_by = clocks.answer_by(row.received_on, rules).result
        row.done_by = clocks.done_by(
            kind,
            row.received_on,
            rules,
            with_others=row.with_others,
            is_extended=row.extended_on is not None,
        ).result
    except (LawGap, CalendarGap):
        return


@transaction.atomic
def answer_request(*, actor: Actor, on: date, request: DataRequest) -> DataRequest:
    """Put down that the person was told: received, and by when it is done."""
    _keeps(actor, request)
    row, faults = _held(request), Faults()
    faults.unless(row.answered_on is None, "Đã ghi trả lời từ trước.")
    _still_open(row, faults)
    faults.settle()
    row.answered_on = on
    row.save(update_fields=["answered_on"])
    log(actor, on, "answer_request", row, row.organisation, {"answered_on": on})
    return row


@transaction.atomic
def extend_request(*, actor: Actor, on: date, request: DataRequest, reason: str) -> DataRequest:
    """Extend the time once, where the law knows an extension, before it has run out."""
    _keeps(actor, request)
    row, faults = _held(request), Faults()
    _still_open(row, faults)
    rules = rulebook_of(row.organisation, row.received_on)
    faults.unless(
        clocks.may_extend(DataRequestKind(row.kind), row.received_on, rules),
        "Đề nghị này không gia hạn được.",
        next="Chỉ việc ngừng, hạn chế xử lý từ 1-1-2026 có một lần gia hạn (Nghị định 356/2025/NĐ-CP).",
    )
    faults.unless(row.extended_on is None, "Đã gia hạn một lần.")
    faults.unless(row.done_by is None or on <= row.done_by, "Đã quá hạn nên không gia hạn được nữa.")
    faults.unless(bool(reason.strip()), "Chưa ghi lý do gia hạn.", field="reason")
    faults.settle()
    before, row.extended_on, row.extension_reason = row.done_by, on, reason.strip()
    _set_days(row)
    row.save(update_fields=["extended_on", "extension_reason", "answer_by", "done_by"])
    log(actor, on, "extend_request", row, row.organisation, {"done_by": [before, row.done_by]})
    return row


@transaction.atomic
def decide_request(*, actor: Actor, on: date, request: DataRequest, decision: str, answer: str) -> DataRequest:
    """Decide on a request; what is restricted, objected to or withdrawn is restricted from that moment on.

    Who asked does not decide. A refusal, and a decision in part, says why and what has to be kept by which rule.
    """
    row = _held(request)
    if not actor.may(Permission.OVERRIDE, row.organisation.scope_key):
        what = "quyết định về đề nghị của người có dữ liệu"
        raise NotAllowedError(what)
    faults = Faults()
    _still_open(row, faults)
    faults.unless(row.decision == "", "Đề nghị này đã được quyết định.")
    if actor.person_uid == str(row.person.uid):
        faults.add("Không ai tự quyết định đề nghị của chính mình.", next="Nhờ đồng chí khác trong cấp ủy quyết định.")
    faults.unless(
        decision in {_Decision.ACCEPTED, _Decision.PARTLY, _Decision.REFUSED},
        "Chưa chọn quyết định.",
        field="decision",
    )
    faults.unless(
        decision == _Decision.ACCEPTED or bool(answer.strip()),
        "Chưa ghi lý do.",
        next="Ghi phần nào phải giữ, theo văn bản nào.",
        field="answer",
    )
    faults.settle()
    row.decision, row.decided_on, row.decided_by, row.answer = decision, on, actor.name, answer.strip()
    row.answered_on = row.answered_on or on
    if decision == _Decision.REFUSED:
        row.done_on = on
    elif DataRequestKind(row.kind) in clocks.LIMITING:
        row.done_on = on
        _restrict(actor, on, row.person, row.organisation, f"Đề nghị ngày {say_date(row.received_on)}", row)
    row.save()
    log(actor, on, "decide_request", row, row.organisation, {"decision": decision, "done_on": row.done_on})
    return row


@transaction.atomic
def finish_request(*, actor: Actor, on: date, request: DataRequest) -> DataRequest:
    """Put down that what was decided has been done."""
    _keeps(actor, request)
    row, faults = _held(request), Faults()
    _still_open(row, faults)
    faults.unless(bool(row.decision), "Đề nghị này chưa có quyết định.", next="Quyết định trước, rồi ghi đã thực hiện.")
    faults.settle()
    row.done_on = on
    row.save(update_fields=["done_on"])
    log(actor, on, "finish_request", row, row.organisation, {"done_on": on})
    return row


@transaction.atomic
def withdraw_request(*, actor: Actor, on: date, request: DataRequest) -> DataRequest:
    """Take a request back: the person, or whoever keeps the register after a signed paper."""
    row = _held(request)
    if actor.person_uid != str(row.person.uid):
        _keeps(actor, request)
    faults = Faults()
    _still_open(row, faults)
    faults.settle()
    row.decision, row.decided_on, row.decided_by, row.done_on = _Decision.WITHDRAWN, on, actor.name, on
    row.save(update_fields=["decision", "decided_on", "decided_by", "done_on"])
    log(actor, on, "withdraw_request", row, row.organisation, {"decision": row.decision})
    return row


@transaction.atomic
def restrict(*, actor: Actor, on: date, person: Person, reason: str) -> Restriction:
    """Restrict the use of a person's record without a request, as while a correction is disputed."""
    if not actor.may(Permission.OVERRIDE, person.scope_key):
        what = "hạn chế xử lý dữ liệu"
        raise NotAllowedError(what)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do hạn chế.", field="reason")
    faults.unless(
        not Restriction.objects.filter(person=person, ends_on=None).exists(), "Dữ liệu này đang bị hạn chế từ trước."
    )
    if person.organisation is None:
        faults.add("Không có tổ chức nào đang giữ hồ sơ của người này.")
    faults.settle()
    assert person.organisation is not None
    return _restrict(actor, on, person, person.organisation, reason.strip(), None)


def _restrict(
    actor: Actor, on: date, person: Person, organisation: Organisation, reason: str, request: DataRequest | None
) -> Restriction:
    """One open restriction a person; a second request finds the first still standing."""
    row = Restriction.objects.filter(person=person, ends_on=None).first()
    if row is None:
        row = Restriction.objects.create(
            person=person, organisation=organisation, request=request, reason=reason, starts_on=on, set_by=actor.name
        )
        log(actor, on, "restrict", row, organisation, {"person": person.uid, "starts_on": on})
    return row


@transaction.atomic
def lift_restriction(*, actor: Actor, on: date, restriction: Restriction, reason: str) -> Restriction:
    """End a restriction, with the reason."""
    if not actor.may(Permission.OVERRIDE, restriction.organisation.scope_key):
        what = "thôi hạn chế xử lý dữ liệu"
        raise NotAllowedError(what)
    row, faults = Restriction.objects.select_for_update().get(pk=restriction.pk), Faults()
    faults.unless(row.ends_on is None, "Hạn chế này đã thôi từ trước.")
    faults.unless(bool(reason.strip()), "Chưa ghi lý do thôi hạn chế.", field="reason")
    faults.settle()
    row.ends_on, row.lifted_by, row.lifted_reason = on, actor.name, reason.strip()
    row.save(update_fields=["ends_on", "lifted_by", "lifted_reason"])
    log(actor, on, "lift_restriction", row, row.organisation, {"ends_on": on})
    return row


@transaction.atomic
def state_privacy(*, actor: Actor, on: date, organisation: Organisation, key: str, text: str) -> PrivacyStatement:
    """State what the sources leave to the organisation: a ground, whom to ask, what a restriction means."""
    if not actor.may(Permission.CHANGE_SETTINGS, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[Permission.CHANGE_SETTINGS])
    faults = Faults()
    known = key in STATEMENTS or key.startswith("ground.")
    faults.unless(known, "Không có mục này.", field="text")
    if key == "restriction":
        faults.unless(text in RESTRICTION_READINGS, "Chưa chọn cách hiểu.", field="text")
    faults.settle()
    row = PrivacyStatement.objects.create(
        organisation=organisation, key=key, text=text.strip(), stated_by=actor.name, stated_on=on
    )
    log(actor, on, "state_privacy", row, organisation, {key: row.text})
    return row


def _held(request: DataRequest) -> DataRequest:
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    return rows.get(pk=request.pk)


def _keeps(actor: Actor, request: DataRequest) -> None:
    if not actor.may(Permission.EDIT_REGISTER, request.organisation.scope_key):
        what = "giải quyết đề nghị của người có dữ liệu"
        raise NotAllowedError(what)


def _still_open(row: DataRequest, faults: Faults) -> None:
    if row.done_on is not None:
        faults.add(f"Đề nghị này đã xong ngày {say_date(row.done_on)}.", next="Tải lại trang để xem kết quả.")
