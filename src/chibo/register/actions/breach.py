"""Verbs of the register of data breaches: put one down, tell the authority and the people, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from chibo.base.access import Permission
from chibo.base.dates import local_day, local_moment
from chibo.base.refusal import NotAllowedError
from chibo.law import privacy as clocks
from chibo.law.timeline import LawGap
from chibo.register.actions.common import Faults, log
from chibo.register.facts import rulebook_of
from chibo.register.models import DataBreach

if TYPE_CHECKING:
    from datetime import date, datetime

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


class Happened(TypedDict, total=False):
    """What is known of a breach."""

    happened: str
    what: str
    whose: str
    people: int | None
    consequences: str
    measures: str


@transaction.atomic
def record_breach(
    *, actor: Actor, on: date, organisation: Organisation, found_at: datetime, **said: Unpack[Happened]
) -> DataBreach:
    """Put a breach down; the law of the day it was found sets by when it is told. Raises ``FaultyError``."""
    _may(actor, organisation)
    faults = Faults()
    faults.unless(
        found_at <= actor.at, "Lúc phát hiện ở sau bây giờ.", next="Kiểm tra lại ngày, giờ.", field="found_on"
    )
    _check_words(said, faults)
    faults.settle()
    row = DataBreach(organisation=organisation, found_at=found_at, recorded_by=actor.name, **said)
    try:
        row.notify_by = clocks.notify_by(local_moment(found_at), rulebook_of(organisation, local_day(found_at)))
    except LawGap:
        row.notify_by = None
    row.save(force_insert=True)
    log(actor, on, "record_breach", row, organisation, {"found_at": found_at, "notify_by": row.notify_by})
    return row


def _check_words(said: Happened, faults: Faults) -> None:
    faults.unless(bool(said.get("what", "").strip()), "Chưa ghi chuyện gì đã xảy ra.", field="what")
    faults.unless(bool(said.get("whose", "").strip()), "Chưa ghi dữ liệu nào, của những ai.", field="whose")


@transaction.atomic
def amend_breach(*, actor: Actor, on: date, breach: DataBreach, **said: Unpack[Happened]) -> DataBreach:
    """Write down more of what is known; the day on which it was found never changes."""
    _may(actor, breach.organisation)
    row, faults = _held(breach), Faults()
    _still_open(row, faults)
    _check_words(said, faults)
    faults.settle()
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    log(actor, on, "amend_breach", row, row.organisation, {name: ["…", "…"] for name in changed})
    return row


@transaction.atomic
def notify_breach(
    *, actor: Actor, on: date, breach: DataBreach, notified_at: datetime, notified_to: str, late_reason: str = ""
) -> DataBreach:
    """Put down when and whom one told; after the last moment with the reason."""
    _may(actor, breach.organisation)
    row, faults = _held(breach), Faults()
    _still_open(row, faults)
    faults.unless(bool(notified_to.strip()), "Chưa ghi đã báo cho cơ quan nào.", field="notified_to")
    if not row.found_at <= notified_at <= actor.at:
        faults.add("Lúc báo phải sau lúc phát hiện và không ở sau bây giờ.", field="notified_on")
    elif row.notify_by is not None and notified_at > row.notify_by:
        faults.unless(bool(late_reason.strip()), "Báo sau hạn thì phải ghi lý do.", field="late_reason")
    faults.settle()
    row.notified_at, row.notified_to, row.late_reason = notified_at, notified_to.strip(), late_reason.strip()
    row.save(update_fields=["notified_at", "notified_to", "late_reason"])
    log(actor, on, "notify_breach", row, row.organisation, {"notified_at": notified_at, "notified_to": row.notified_to})
    return row


@transaction.atomic
def close_breach(*, actor: Actor, on: date, breach: DataBreach, told_people_on: date | None, lesson: str) -> DataBreach:
    """Close a breach: the people concerned were told or need not be, and what one learned."""
    _may(actor, breach.organisation)
    row, faults = _held(breach), Faults()
    _still_open(row, faults)
    faults.unless(row.notified_at is not None, "Chưa ghi đã báo cơ quan có thẩm quyền.", next="Ghi báo trước đã.")
    faults.unless(bool(row.measures), "Chưa ghi đã làm gì để xử lý.", next="Sửa phần mô tả sự cố.")
    faults.unless(bool(lesson.strip()), "Chưa ghi rút kinh nghiệm.", field="lesson")
    faults.not_future(told_people_on, on, "Ngày báo người bị ảnh hưởng", "told_people_on")
    faults.settle()
    row.told_people_on, row.lesson, row.closed_on = told_people_on, lesson.strip(), on
    row.save(update_fields=["told_people_on", "lesson", "closed_on"])
    log(actor, on, "close_breach", row, row.organisation, {"closed_on": on, "told_people_on": told_people_on})
    return row


def _held(breach: DataBreach) -> DataBreach:
    return DataBreach.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=breach.pk)


def _still_open(row: DataBreach, faults: Faults) -> None:
    faults.unless(row.closed_on is None, "Sự cố này đã xử lý xong.", next="Tải lại trang để xem.")


def _may(actor: Actor, organisation: Organisation) -> None:
    if not actor.may(Permission.EDIT_REGISTER, organisation.scope_key):
        what = "ghi sổ sự cố dữ liệu"
        raise NotAllowedError(what)
