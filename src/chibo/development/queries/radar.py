"""Giấy chứng nhận sắp hết giá trị: what no longer serves on the day the cell means to consider (01-HD/TW 5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.development.queries.duties import duties
from chibo.law.vocabulary import DutyKind
from chibo.meetings.models import AgendaItem, Meeting

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.law.journey import Duty
    from chibo.law.timeline import Computation
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person


@dataclass(frozen=True, kw_only=True)
class Expiring:
    """One certificate that still has to serve: its last day, and the day for which it is needed."""

    case: DevelopmentCase
    person: Person
    certified_on: date
    valid_until: date
    planned_on: date
    is_on_agenda: bool
    start_by: date
    computation: Computation | None
    citations: tuple[Citation, ...]
    on: date

    @property
    def has_ended(self) -> bool:
        """Whether it no longer serves today."""
        return self.valid_until < self.on

    @property
    def ends_before(self) -> bool:
        """Whether it no longer serves on the day it is needed; its last day still counts (decision 36)."""
        return self.valid_until < self.planned_on

    @property
    def is_soon(self) -> bool:
        """Whether it is time to go to the class again."""
        return self.start_by <= self.on


@dataclass(frozen=True, kw_only=True)
class Radar:
    """Every certificate of people not yet voted on, the first to end first; ``basis`` says which day is meant."""

    rows: tuple[Expiring, ...]
    planned_on: date
    basis: str


def radar(actor: Actor, organisation: Organisation, on: date, planned_on: date | None = None) -> Radar:
    """Give the certificates that still have to serve, with the day the cell means to consider each person.

    That day is the planned session with the person's admission on its agenda; else the day asked for; else the next
    planned session; else today. The certificate's months are those of the law of today.
    """
    meetings = Meeting.objects.filter(organisation=organisation, state=Meeting.State.PLANNED, on__gte=on)
    items = AgendaItem.objects.filter(meeting__in=meetings, sort=AgendaItem.Sort.ADMISSION, subject__isnull=False)
    agenda = dict(items.order_by("-meeting__on").values_list("subject_id", "meeting__on"))
    following = meetings.order_by("on").values_list("on", flat=True).first()
    planned = planned_on or following or on
    found = [
        _expiring(each.case, each.duty, on, agenda.get(each.person.pk), planned)
        for each in duties(actor, organisation, on)
        if each.duty.kind is DutyKind.RENEW_AWARENESS_CERTIFICATE and each.duty.due_on is not None
    ]
    found.sort(key=lambda row: (row.valid_until, bytes(row.person.sort_key), row.person.pk))
    basis = (
        "ngày đã chọn"
        if planned_on
        else "phiên họp sắp tới"
        if following
        else "hôm nay, vì chưa có phiên họp nào trong kế hoạch"
    )
    return Radar(rows=tuple(found), planned_on=planned, basis=basis)


def _expiring(case: DevelopmentCase, duty: Duty, on: date, agenda_on: date | None, planned_on: date) -> Expiring:
    computed = duty.computation
    until = computed.result if computed is not None else duty.due_on
    assert until is not None
    return Expiring(
        case=case,
        person=case.person,
        certified_on=computed.start if computed is not None else until,
        valid_until=until,
        planned_on=agenda_on or planned_on,
        is_on_agenda=agenda_on is not None,
        start_by=duty.start_by,
        computation=computed,
        citations=duty.citations,
        on=on,
    )
