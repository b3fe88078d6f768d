"""What moves leave to be done: a transfer after somebody left the office, a time away that ends, a coming member."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from chibo.base.dates import say_date
from chibo.desk.queries.doers import SECRETARY
from chibo.desk.queries.lines import Button, WorkRow, tag_of
from chibo.law.calendar import CalendarGap
from chibo.law.journey import Duty
from chibo.law.membership import transfer_deadline
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import DutyKind
from chibo.register.facts import covering
from chibo.register.models import Employment, Exemption, Membership, Transfer
from chibo.register.queries import announced_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.desk.queries.doers import Doers
    from chibo.law.timeline import Computation, Rulebook
    from chibo.register.models import Organisation

_KIND: Final = DutyKind.MOVE_MEMBER
_LOOKED_BACK: Final = timedelta(days=365)  # who left the office longer ago stays by their own choice


def move_rows(organisation: Organisation, on: date, rules: Rulebook, doers: Mapping[int, Doers]) -> Iterator[WorkRow]:
    """Give a line for each member who left the office and is one still, each time away that ends, each on the way here.

    Two queries. The clock of the official transfer is the law's (29-QĐ/TW 6.3 and after); for a time away no clock
    was found, the day is the one the parties set.
    """
    who = doers[SECRETARY]
    for job in left_the_office(organisation, on):
        yield _transfer_row(job, on, rules, who)
    away = Q(organisation=organisation, sort=Transfer.Sort.TEMPORARY, ends_on__gte=on, starts_on__lte=on)
    coming = Q(pk__in=announced_to(organisation).order_by().values("pk"))
    here = Membership.objects.filter(covering(on), person=OuterRef("person"), organisation=organisation)
    moves = Transfer.objects.filter(away | coming).annotate(is_member=Exists(here))
    for transfer in moves.select_related("person", "organisation"):
        if transfer.sort == Transfer.Sort.PERMANENT:
            yield _coming_row(transfer, on, rules, who)
        elif transfer.is_member or transfer.direction == Transfer.Direction.INTO:
            yield _away_row(transfer, on, rules, who)


def left_the_office(organisation: Organisation, on: date) -> list[Employment]:
    """The last posts, ended within a year, of members with no post here any more; none of the exempted or away."""
    person = {"person": OuterRef("person")}
    mine = {**person, "organisation": organisation}
    away = Transfer.objects.filter(covering(on), **mine, sort=Transfer.Sort.TEMPORARY)
    still = Employment.objects.filter(covering(on), **person, workplace__organisation=organisation)
    later = Employment.objects.filter(**person, starts_on__gte=OuterRef("ends_on"))
    rows = Employment.objects.filter(
        Exists(Membership.objects.filter(covering(on), **mine, starts_on__lt=OuterRef("ends_on"))),
        ~Exists(still),
        ~Exists(later.filter(workplace__organisation=organisation)),
        ~Exists(Exemption.objects.filter(covering(on), **mine)),
        ~Exists(away),
        workplace__organisation=organisation,
        ends_on__lte=on,
        ends_on__gt=on - _LOOKED_BACK,
    )
    return list(rows.select_related("person").order_by("ends_on", "pk"))


def _transfer_row(job: Employment, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    moved_on = job.ends_on or on
    clock = _clock(moved_on, rules)
    if clock is None:
        due = Duty(kind=_KIND, opens_on=moved_on, start_by=moved_on)
    else:
        begin = rules.lead(_KIND.value, clock.result)
        due = Duty(kind=_KIND, due_on=clock.result, start_by=begin, citations=(clock.citation,))
    gap = "" if clock else " Chưa tính được hạn: chưa có căn cứ hoặc lịch nghỉ lễ cho ngày ấy."
    return WorkRow(
        kind=_KIND,
        group=due.group(on),
        tag=tag_of(due, on, rules),
        title=f"Chuyển sinh hoạt chính thức: {job.person}",
        reason=f"Thôi làm ở cơ quan ngày {say_date(moved_on)}, còn sinh hoạt ở chi bộ.{gap}",
        button=Button(label="Ghi chuyển đi", address=reverse("person_leave", args=[job.person.uid])),
        citations=due.citations,
        computation=clock,
        due_on=due.due_on,
        opens_on=due.opens_on,
        start_by=due.start_by,
        person=job.person,
        doers=who,
        uid=str(job.uid),
        is_limited=bool(due.citations),
    )


def _clock(moved_on: date, rules: Rulebook) -> Computation | None:
    try:
        return transfer_deadline(moved_on, rules)
    except (LawGap, CalendarGap):
        return None


def _away_row(transfer: Transfer, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    assert transfer.ends_on is not None
    due = Duty(kind=_KIND, due_on=transfer.ends_on, start_by=rules.lead(_KIND.value, transfer.ends_on))
    is_out = transfer.direction == Transfer.Direction.OUT
    there = f"Đi {transfer.other_place}" if is_out else f"Từ {transfer.other_place} đến"
    return WorkRow(
        kind=_KIND,
        group=due.group(on),
        tag=tag_of(due, on, rules),
        title=f"Hết thời gian chuyển tạm thời: {transfer.person}",
        reason=f"{there} từ {say_date(transfer.starts_on)}. Trở lại hoặc gia hạn; thời hạn do hai bên ghi trong giấy.",
        button=Button(label="Trở lại, gia hạn", address=reverse("move", args=[transfer.uid])),
        due_on=due.due_on,
        start_by=due.start_by,
        person=transfer.person,
        doers=who,
        uid=str(transfer.uid),
    )


def _coming_row(transfer: Transfer, on: date, rules: Rulebook, who: Doers) -> WorkRow:
    """Somebody on the way here: no person of this cell yet, so the line leads to no record."""
    sent_on = transfer.starts_on
    due = Duty(kind=_KIND, opens_on=sent_on, start_by=sent_on)
    return WorkRow(
        kind=_KIND,
        group=due.group(on),
        tag=tag_of(due, on, rules),
        title=f"Đang chuyển đến chi bộ: {transfer.person}",
        reason=f"{transfer.organisation} đã ghi chuyển đi ngày {say_date(sent_on)}. Ghi khi nhận giấy giới thiệu.",
        button=Button(label="Tiếp nhận", address=reverse("welcome", args=[transfer.uid])),
        opens_on=sent_on,
        start_by=sent_on,
        doers=who,
        uid=str(transfer.uid),
    )
