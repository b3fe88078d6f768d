"""What requests about the own data, erasures and breaches leave to be done by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission
from chibo.base.dates import local_day, say_date, say_time
from chibo.desk.privacy.queries import waiting_for_review
from chibo.desk.queries.doers import SECRETARY
from chibo.desk.queries.lines import Button, WorkRow, tag_of
from chibo.law.journey import Duty
from chibo.law.vocabulary import DutyKind
from chibo.register.models import DataBreach, DataRequest, Erasure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.queries.doers import Doers
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person

_KIND = DutyKind.DATA_RIGHTS


def privacy_rows(
    actor: Actor, organisation: Organisation, on: date, rules: Rulebook, doers: Mapping[int, Doers]
) -> Iterator[WorkRow]:
    """Give a line for each open request, erasure to be confirmed, breach that goes on, and for terms that have come.

    Each only to somebody who may open it: requests and erasures tell who wants what of the own data.
    Three queries; two more where the organisation has set a term.
    """
    who = doers[SECRETARY]
    if actor.may(Permission.EDIT_REGISTER, organisation.scope_key):
        yield from _asked_rows(organisation, on, rules, who)
    if actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        yield from _review_rows(organisation, on, rules, who)
        for breach in DataBreach.objects.filter(organisation=organisation, closed_on=None).order_by("found_at"):
            yield _breach_row(breach, on, rules, who)


def _asked_rows(organisation: Organisation, on: date, rules: Rulebook, who: Doers) -> Iterator[WorkRow]:
    """Requests about the own data, and erasures that wait for a second person. Two queries."""
    requests = DataRequest.objects.filter(organisation=organisation, done_on=None).select_related("person")
    for request in requests.order_by("done_by", "pk"):
        yield _request_row(request, on, rules, who)
    waiting = Erasure.objects.filter(organisation=organisation, state=Erasure.State.PROPOSED).select_related("person")
    for erasure in waiting.order_by("pk"):
        yield _row(
            title=f"Xác nhận xóa dữ liệu: {erasure.person}",
            why=f"{erasure.asked_by_name} đề nghị ngày {say_date(erasure.asked_on)}; người thứ hai xác nhận.",
            button=Button(label="Xem đề nghị xóa", address=reverse("erasure", args=[erasure.uid])),
            due=Duty(kind=_KIND, opens_on=erasure.asked_on, start_by=erasure.asked_on),
            on=on,
            rules=rules,
            who=who,
            uid=str(erasure.uid),
        )


def _review_rows(organisation: Organisation, on: date, rules: Rulebook, who: Doers) -> Iterator[WorkRow]:
    """One line where data of people have come to a term the organisation has set: somebody looks, nothing goes."""
    found = waiting_for_review(organisation, on, rules)
    if found is None:
        return
    count, since = found
    yield _row(
        title=f"Rà soát dữ liệu đã đến hạn giữ: {count} người",
        why=f"Hạn đơn vị đặt, người đầu tiên đến hạn ngày {say_date(since)}. Chưa có gì bị xóa; xóa phải hai người.",
        button=Button(label="Xem người đến hạn", address=reverse("retention")),
        due=Duty(kind=_KIND, opens_on=since, start_by=since),
        on=on,
        rules=rules,
        who=who,
        uid=f"retention-{organisation.uid}",
    )


def _request_row(request: DataRequest, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    """First to be answered, then to be done; without a clock in the law it can be done at once."""
    due_on = request.done_by if request.answered_on is not None else request.answer_by
    verb = "Thực hiện" if request.decision else "Giải quyết" if request.answered_on is not None else "Trả lời"
    kind = request.get_kind_display()
    return _row(
        title=f"{verb} đề nghị về dữ liệu: {request.person}",
        why=f"{kind}, nhận ngày {say_date(request.received_on)}."
        + ("" if due_on else " Chưa tìm thấy căn cứ về thời hạn cho ngày nhận."),
        button=Button(label="Mở đề nghị", address=reverse("data_request", args=[request.uid])),
        due=_due(due_on, request.received_on, rules, _source(request, rules)),
        on=on,
        rules=rules,
        who=who,
        person=request.person,
        uid=str(request.uid),
    )


def _source(request: DataRequest, rules: Rulebook) -> tuple[Citation, ...]:
    """The article behind the nearest day, as the law read on the day of receipt."""
    for key in ("privacy.answer_days", "privacy.answer_hours"):
        reading = rules.find(key, request.received_on)
        if reading is not None and request.answer_by is not None:
            return (reading.citation,)
    return ()


def _due(due_on: date | None, since: date, rules: Rulebook, citations: tuple[Citation, ...]) -> Duty:
    if due_on is None:
        return Duty(kind=_KIND, opens_on=since, start_by=since)
    return Duty(kind=_KIND, due_on=due_on, start_by=rules.lead(_KIND.value, due_on), citations=citations)


def _breach_row(breach: DataBreach, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    found = local_day(breach.found_at)
    is_told = breach.notified_at is not None or breach.notify_by is None
    last = breach.notify_by
    reading = rules.find("privacy.breach_hours", found)
    hour = f" Chậm nhất {say_time(last)}." if last and not is_told else ""
    return _row(
        title="Xử lý xong sự cố dữ liệu" if is_told else "Báo sự cố dữ liệu cho cơ quan có thẩm quyền",
        why=f"Phát hiện ngày {say_date(found)}.{hour}",
        button=Button(label="Mở sự cố", address=reverse("breach", args=[breach.uid])),
        due=_due(
            None if is_told or last is None else local_day(last),
            found,
            rules,
            (reading.citation,) if reading and not is_told else (),
        ),
        on=on,
        rules=rules,
        who=who,
        uid=str(breach.uid),
    )


def _row(
    *,
    title: str,
    why: str,
    button: Button,
    due: Duty,
    on: date,
    rules: Rulebook,
    who: Doers,
    uid: str,
    person: Person | None = None,
) -> WorkRow:
    return WorkRow(
        kind=_KIND,
        group=due.group(on),
        tag=tag_of(due, on, rules),
        title=title,
        reason=why,
        button=button,
        citations=due.citations,
        due_on=due.due_on,
        opens_on=due.opens_on,
        start_by=due.start_by,
        person=person,
        doers=who,
        uid=uid,
        is_limited=bool(due.citations),
    )
