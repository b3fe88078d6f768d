"""Verbs of erasure: asked for by one, confirmed by another, done once and for all; nothing is ever erased by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import four_eyes
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.holdings import Part
from chibo.base.refusal import NotAllowedError
from chibo.law import privacy as clocks
from chibo.register import erasing
from chibo.register.actions.common import Faults, log
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import DataRequest, Erasure, Membership, OfficeHolding, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault

_State = Erasure.State
_OF_THE_FILE = frozenset({Part.PERSON, Part.MEMBERSHIP, Part.CASE, Part.REVIEWS})
_FILE_IS_KEPT = "Hồ sơ đảng viên là của Đảng, do cấp ủy cơ sở giữ, không xóa theo đề nghị."


@transaction.atomic
def propose_erasure(
    *,
    actor: Actor,
    on: date,
    person: Person,
    parts: Iterable[str],
    reason: str,
    request: DataRequest | None = None,
) -> Erasure:
    """Ask for the erasure of some parts of a person's data, or of all. Nothing happens before a second person confirms.

    Raises ``NotAllowedError``, and ``FaultyError`` with everything that has to be kept and why.
    """
    if not all(actor.may(needed, person.scope_key) for needed in (Permission.EDIT_REGISTER, Permission.VIEW_SENSITIVE)):
        what = "đề nghị xóa dữ liệu của người này"
        raise NotAllowedError(what)
    wanted, faults = _parts(parts), Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do, căn cứ xóa.", field="reason")
    if Erasure.objects.filter(person=person, state=_State.PROPOSED).exists():
        faults.add("Đã có một đề nghị xóa đang chờ xác nhận.", next="Xác nhận hoặc từ chối đề nghị ấy trước.")
    if person.organisation is None:
        faults.add("Không có tổ chức nào đang giữ hồ sơ của người này.")
    faults.take(erasure_faults(person=person, parts=wanted, on=on))
    faults.settle()
    assert person.organisation is not None
    row = Erasure.objects.create(
        person=person,
        organisation=person.organisation,
        request=request,
        parts=[part.value for part in wanted],
        reason=reason.strip(),
        asked_by_uid=actor.uid,
        asked_by_name=actor.name,
        asked_by_person=actor.person_uid,
        asked_on=on,
    )
    log(actor, on, "propose_erasure", row, row.organisation, {"person": person.uid, "parts": row.parts})
    return row


def _parts(given: Iterable[str]) -> tuple[Part, ...]:
    wanted = set(given)
    return tuple(part for part in Part if part.value in wanted)


def erasure_faults(*, person: Person, parts: Iterable[Part], on: date) -> tuple[Fault, ...]:
    """Everything that keeps these parts from being erased on a day, each with its ground; the verbs ask the same."""
    wanted, faults = set(parts), Faults()
    faults.unless(bool(wanted), "Chưa chọn phần nào để xóa.", field="parts")
    _still_needed(person, wanted, on, faults)
    if Membership.objects.filter(person=person, ends_on=None).exists():
        if wanted & _OF_THE_FILE:
            faults.add(
                f"{person.full_name} đang là đảng viên: thông tin trong hồ sơ đảng viên phải giữ.",
                why=_FILE_IS_KEPT,
                next="Bỏ chọn các phần thuộc hồ sơ đảng viên; vẫn xóa được ghi chú của người giúp đỡ đã hết việc.",
                field="parts",
            )
    elif wanted & _OF_THE_FILE:
        _former_member(person, on, faults)
    return tuple(faults.found)


def _still_needed(person: Person, wanted: set[Part], on: date, faults: Faults) -> None:
    """What is in use: an open road, a post, an office, an account."""
    if wanted & {Part.CASE, Part.NOTES, Part.PERSON} and erasing.has_open_case(person):
        faults.add(
            "Hồ sơ phát triển của người này đang mở.",
            why="Giấy tờ và ghi chú còn dùng để xét kết nạp hoặc công nhận.",
            next="Kết thúc theo dõi trước, rồi xóa.",
            field="parts",
        )
    if not wanted & {Part.PERSON, Part.MEMBERSHIP}:
        return
    if person.employments.filter(covering(on)).exists():
        faults.add("Người này đang là cán bộ của cơ quan.", next="Ghi thôi việc trước, rồi xóa.", field="parts")
    if OfficeHolding.objects.filter(covering(on), person=person).exists():
        faults.add("Người này đang giữ chức vụ trong cấp ủy.", next="Ghi thôi chức vụ trước.", field="parts")
    if erasing.has_open_account(person):
        faults.add("Tài khoản của người này đang dùng.", next="Thu hồi vai trò và khóa tài khoản trước.", field="parts")


def _former_member(person: Person, on: date, faults: Faults) -> None:
    """The file of a former member stays until the term has come that the organisation set, for none was found."""
    last = Membership.objects.filter(person=person).order_by("-ends_on").select_related("organisation").first()
    if last is None or last.ends_on is None:
        return
    until = clocks.kept_until("retention.former_member", last.ends_on, on, rulebook_of(last.organisation, on))
    if until is None:
        faults.add(
            f"{person.full_name} đã là đảng viên: chưa tìm thấy thời hạn giữ hồ sơ, tổ chức cũng chưa đặt.",
            why=_FILE_IS_KEPT,
            next="Hỏi cấp ủy cấp trên, rồi đặt thời hạn ở Cài đặt, Quy tắc riêng.",
            field="parts",
        )
    elif until.result > on:
        faults.add(
            f"Hồ sơ phải giữ đến {say_date(until.result)}.",
            why=until.citation.text,
            next="Xóa sau ngày ấy.",
            field="parts",
        )


@transaction.atomic
def confirm_erasure(*, actor: Actor, on: date, erasure: Erasure) -> Erasure:
    """Confirm as the second person; the data go at once, from the database, the vault, the search keys and the log.

    Raises ``NotAllowedError``, and ``FaultyError`` when something has to be kept by now.
    """
    row = _held(erasure)
    _may_decide(actor, row)
    faults = Faults()
    _still(row, faults)
    if actor.uid == row.asked_by_uid or (actor.person_uid and actor.person_uid == row.asked_by_person):
        faults.add(
            "Đồng chí là người đề nghị xóa nên không tự xác nhận được.",
            why="Xóa rồi thì không lấy lại được, nên do hai người cùng chịu trách nhiệm.",
            next="Nhờ đồng chí khác trong cấp ủy xác nhận.",
        )
    faults.take(four_eyes.faults_of(actor, row.asked_by_uid))
    parts = _parts(row.parts)
    faults.take(erasure_faults(person=row.person, parts=parts, on=on))
    faults.settle()
    row.state, row.decided_on = _State.CONFIRMED, on
    row.decided_by_uid, row.decided_by_name = actor.uid, actor.name
    row.counts = erasing.erase(actor=actor, on=on, erasure=row, parts=parts)
    row.save()
    if row.request is not None and row.request.decision and row.request.done_on is None:
        DataRequest.objects.filter(pk=row.request.pk).update(done_on=on)
    log(actor, on, "confirm_erasure", row, row.organisation, {"state": [_State.PROPOSED, row.state], **row.counts})
    return row


@transaction.atomic
def reject_erasure(*, actor: Actor, on: date, erasure: Erasure, reason: str) -> Erasure:
    """Decline an erasure, with the reason; who asked for it may take it back this way too."""
    row = _held(erasure)
    if actor.uid != row.asked_by_uid:
        _may_decide(actor, row)
    faults = Faults()
    _still(row, faults)
    faults.unless(bool(reason.strip()), "Chưa ghi lý do không xác nhận.", field="reason")
    faults.settle()
    row.state, row.decided_on, row.closing_reason = _State.REJECTED, on, reason.strip()
    row.decided_by_uid, row.decided_by_name = actor.uid, actor.name
    row.save(update_fields=["state", "decided_on", "closing_reason", "decided_by_uid", "decided_by_name"])
    log(actor, on, "reject_erasure", row, row.organisation, {"state": [_State.PROPOSED, row.state]})
    return row


@transaction.atomic
def replay_erasures(*, actor: Actor, on: date) -> int:
    """Do every erasure of the list again on records that came back from an older backup; count them.

    Before that, what was cut off after an erasure had been written is brought to its end.
    """
    erasing.catch_up()
    count = 0
    for line in erasing.to_replay():
        person = Person.objects.select_related("organisation").filter(uid=line.person).first()
        if person is None or person.organisation is None:
            continue
        row = Erasure.objects.create(
            person=person,
            organisation=person.organisation,
            parts=list(line.parts),
            reason="Xóa lại sau khi khôi phục bản sao lưu cũ hơn lần xóa.",
            state=_State.CONFIRMED,
            asked_by_uid=actor.uid,
            asked_by_name=actor.name,
            asked_on=line.on,
            decided_by_uid=actor.uid,
            decided_by_name=actor.name,
            decided_on=on,
        )
        row.counts = erasing.erase(actor=actor, on=on, erasure=row, parts=_parts(line.parts))
        row.save(update_fields=["counts"])
        log(actor, on, "replay_erasure", row, row.organisation, {"parts": row.parts, **row.counts})
        count += 1
    return count


def _held(erasure: Erasure) -> Erasure:
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("person", "organisation", "request")
    return rows.get(pk=erasure.pk)


def _may_decide(actor: Actor, row: Erasure) -> None:
    if not actor.may(Permission.OVERRIDE, row.organisation.scope_key):
        what = "xác nhận việc xóa dữ liệu"
        raise NotAllowedError(what)


def _still(row: Erasure, faults: Faults) -> None:
    faults.unless(
        row.state == _State.PROPOSED,
        f"Đề nghị xóa này {Erasure.State(row.state).label}.",
        next="Tải lại trang để xem tình trạng mới.",
    )
