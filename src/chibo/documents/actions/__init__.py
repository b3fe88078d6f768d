"""Keep a file, take a number: the two verbs every paper needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents.actions.files import KEEPERS, keep_file, open_file
from chibo.documents.models import NumberCounter, SkippedNumbers
from chibo.documents.regimes import paper_types

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor

__all__ = ["KEEPERS", "keep_file", "open_file", "skip_numbers", "take_number"]


@transaction.atomic
def take_number(*, actor: Actor, on: date, organisation_uid: UUID, term_uid: UUID, paper_type: str) -> int:
    """Take the next number of one type of paper in one committee term; numbers run from 1 (documents.md 4).

    Call it inside the transaction that writes the paper: if that fails, the number is given back, so that no number
    is used twice and none is lost. The caller has already judged the actor's right over the organisation.
    Raises ``NotAllowedError``, and ``ValueError`` for a type of paper that is not in the list.
    """
    counter = _locked(actor, organisation_uid, term_uid, paper_type)
    counter.last += 1
    counter.save(update_fields=["last"])
    _write(actor, on, counter, before=counter.last - 1)
    return counter.last


@transaction.atomic
def skip_numbers(
    *, actor: Actor, on: date, organisation_uid: UUID, term_uid: UUID, paper_type: str, upto: int, reason: str
) -> SkippedNumbers:
    """Go on after ``upto``: the numbers up to it were used in the paper register, or spoilt, and ``reason`` says so.

    Raises ``FaultyError`` when ``upto`` was already passed or no reason is given.
    """
    counter = _locked(actor, organisation_uid, term_uid, paper_type)
    faults: list[Fault] = []
    if upto <= counter.last:
        faults.append(
            Fault(
                what=f"Số {upto:02d} đã qua.",
                why=f"Sổ đang ở số {counter.last:02d}-{paper_type}; một số không dùng hai lần.",
                next=f"Nhập số lớn hơn {counter.last}.",
                field="upto",
            )
        )
    if not reason.strip():
        faults.append(
            Fault(what="Chưa ghi lý do bỏ qua số.", next="Ghi ngắn gọn, ví dụ: đã cấp ở sổ giấy.", field="reason")
        )
    if faults:
        raise FaultyError(faults)
    skipped = SkippedNumbers.objects.create(counter=counter, first=counter.last + 1, last=upto, reason=reason.strip())
    before, counter.last = counter.last, upto
    counter.save(update_fields=["last"])
    _write(actor, on, counter, before=before, reason=skipped.reason)
    return skipped


def _locked(actor: Actor, organisation_uid: UUID, term_uid: UUID, paper_type: str) -> NumberCounter:
    if paper_type not in paper_types():
        message = f"no such type of paper: {paper_type}"
        raise ValueError(message)
    if not (actor.holds(Permission.RUN_MEETINGS) or actor.holds(Permission.MAKE_PAPERS)):
        raise NotAllowedError("lấy số văn bản")
    counter, _ = NumberCounter.objects.get_or_create(
        organisation_uid=organisation_uid, term_uid=term_uid, paper_type=paper_type
    )
    return NumberCounter.objects.select_for_update().get(pk=counter.pk)


def _write(actor: Actor, on: date, counter: NumberCounter, *, before: int, reason: str = "") -> None:
    audit.record(
        actor=actor,
        on=on,
        action="documents.take_number",
        subject=counter,
        chain=str(counter.organisation_uid),
        changes={counter.paper_type: [before, counter.last]},
        reason=reason,
    )
