"""Verbs about Nhiệm kỳ: a term begins with its congress; its planned end moves only with a ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.register.actions.common import Faults, allow, log
from chibo.register.models import Term, TermShift

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_WHAT = "ghi nhiệm kỳ"


@transaction.atomic
def start_term(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    name: str,
    starts_on: date,
    ends_on: date,
    congress_number: int | None = None,
    resolution: str = "",
) -> Term:
    """Enter a term as the congress set it; ``ends_on`` is the planned end, the first day not covered."""
    allow(actor, organisation.scope_key, _WHAT)
    faults = Faults()
    faults.unless(bool(name.strip()), "Chưa ghi tên nhiệm kỳ.", field="name")
    faults.not_future(starts_on, on, "Ngày bắt đầu nhiệm kỳ", "starts_on")
    faults.ordered(starts_on, ends_on, "Ngày kết thúc nhiệm kỳ", "ends_on")
    if Term.objects.filter(organisation=organisation, starts_on__lt=ends_on, ends_on__gt=starts_on).exists():
        faults.add("Nhiệm kỳ này chồng lên một nhiệm kỳ đã ghi.", next="Kiểm tra ngày bắt đầu và kết thúc.")
    _check_number(organisation, congress_number, starts_on, faults)
    faults.settle()
    term = Term.objects.create(
        organisation=organisation,
        name=name.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        congress_number=congress_number,
        resolution=resolution.strip(),
    )
    told = {"name": term.name, "starts_on": starts_on, "ends_on": ends_on, "congress_number": congress_number}
    log(actor, on, "start_term", term, organisation, told)
    return term


def _check_number(organisation: Organisation, number: int | None, starts_on: date, faults: Faults) -> None:
    """Numbers of congresses go on, through mergers too; they never stand still and never go back."""
    if number is None:
        return
    faults.unless(number > 0, "Số thứ tự đại hội từ 1 trở lên.", field="congress_number")
    numbered = Term.objects.filter(organisation=organisation).exclude(congress_number=None)
    before = numbered.filter(starts_on__lt=starts_on).order_by("-starts_on").first()
    after = numbered.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    wrong = [other for other in (before,) if other is not None and number <= (other.congress_number or 0)]
    wrong += [other for other in (after,) if other is not None and number >= (other.congress_number or 0)]
    for other in wrong:
        faults.add(
            f"Đại hội ngày {say_date(other.starts_on)} là lần thứ {other.congress_number}.",
            why="Số thứ tự đại hội nối tiếp nhau, kể cả khi sáp nhập.",
            next="Xem lại số thứ tự.",
            field="congress_number",
        )


@transaction.atomic
def shift_term(
    *, actor: Actor, on: date, term: Term, ends_on: date, decided_on: date, ground: str, decided_by: str
) -> TermShift:
    """Move the planned end of a term. The old end, the ground and who decided stay on record."""
    allow(actor, term.organisation.scope_key, _WHAT)
    faults = Faults()
    faults.unless(
        bool(ground.strip()),
        "Chưa ghi căn cứ dời đại hội.",
        next="Ghi văn bản cho phép, ví dụ: Công văn số … của Đảng ủy cấp trên.",
        field="ground",
    )
    faults.unless(bool(decided_by.strip()), "Chưa ghi cấp nào đồng ý.", field="decided_by")
    faults.not_future(decided_on, on, "Ngày quyết định", "decided_on")
    faults.ordered(term.starts_on, ends_on, "Ngày kết thúc nhiệm kỳ", "ends_on")
    faults.unless(ends_on != term.ends_on, "Ngày mới trùng ngày đang ghi.", field="ends_on")
    next_one = (
        Term.objects.filter(organisation=term.organisation, starts_on__gt=term.starts_on).order_by("starts_on").first()
    )
    if next_one is not None and ends_on > next_one.starts_on:
        faults.add(
            f"Nhiệm kỳ sau đã bắt đầu ngày {say_date(next_one.starts_on)}.",
            next="Chỉ dời nhiệm kỳ chưa có đại hội kế tiếp.",
            field="ends_on",
        )
    faults.settle()
    old, term.ends_on = term.ends_on, ends_on
    assert old is not None
    term.save(update_fields=["ends_on"])
    shift = TermShift.objects.create(
        term=term, on=decided_on, old_ends_on=old, ends_on=ends_on, ground=ground.strip(), decided_by=decided_by.strip()
    )
    log(actor, on, "shift_term", term, term.organisation, {"ends_on": [old, ends_on]}, reason=shift.ground)
    return shift
