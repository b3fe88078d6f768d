"""Verbs about a cơ quan, đơn vị: how many staff it has by a source, and which mass organisations it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, log
from chibo.register.models import MassBody, MassPlace, StaffCount, Workplace

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor

_COUNTING = "ghi số cán bộ của cơ quan"
_MASS = "ghi tổ chức đoàn thể của cơ quan"
_FLAGS: Final = {
    MassPlace.Sort.YOUTH_UNION: "has_youth_union",
    MassPlace.Sort.TRADE_UNION: "has_trade_union",
}


# ---------------------------------------------------------------------- so many staff


@transaction.atomic
def count_staff(
    *, actor: Actor, on: date, workplace: Workplace, day: date, staff: int, members: int, source: str
) -> StaffCount:
    """Enter how many staff a workplace had on a day, and how many of them members, by a paper or somebody's word.

    A number that does not fit the names in the register is taken; the page says what does not fit. Raises
    ``NotAllowedError`` and ``FaultyError``.
    """
    workplace = _held(workplace)
    allow(actor, workplace.organisation.scope_key, _COUNTING)
    count = StaffCount(workplace=workplace, on=day, staff=staff, members=members, source=normalise_name(source))
    faults = Faults()
    _check_count(count, on, faults)
    faults.settle()
    count.save()
    told = {"on": day, "staff": staff, "members": members}
    log(actor, on, "count_staff", count, workplace.organisation, told, reason=count.source)
    return count


@transaction.atomic
def correct_staff_count(
    *, actor: Actor, on: date, count: StaffCount, day: date, staff: int, members: int, source: str, reason: str
) -> StaffCount:
    """Set a count right that was wrong from the beginning; the log keeps what stood before, and why."""
    workplace = _held(count.workplace)
    allow(actor, workplace.organisation.scope_key, _COUNTING)
    count = StaffCount.objects.select_for_update().get(pk=count.pk)
    before = {"on": count.on, "staff": count.staff, "members": count.members, "source": count.source}
    count.workplace, count.on, count.staff, count.members = workplace, day, staff, members
    count.source = normalise_name(source)
    faults = Faults()
    _check_count(count, on, faults)
    faults.unless(bool(reason.strip()), "Chưa ghi vì sao sửa.", next="Ghi chỗ sai và giấy tờ đúng.", field="reason")
    changes = {name: [old, getattr(count, name)] for name, old in before.items() if old != getattr(count, name)}
    faults.unless(bool(changes), "Chưa sửa ô nào.", next="Sửa ô sai, hoặc quay lại.", field="staff")
    faults.settle()
    count.save()
    log(actor, on, "correct_staff_count", count, workplace.organisation, changes, reason=reason.strip())
    return count


@transaction.atomic
def take_back_staff_count(*, actor: Actor, on: date, count: StaffCount, reason: str) -> None:
    """Take a count out that should never have been entered; the log keeps it, and why."""
    workplace = count.workplace
    allow(actor, workplace.organisation.scope_key, _COUNTING)
    _ensure_reason(reason)
    told = {"on": [count.on, None], "staff": [count.staff, None], "members": [count.members, None]}
    log(actor, on, "take_back_staff_count", count, workplace.organisation, told, reason=reason.strip())
    count.delete()


def _check_count(count: StaffCount, on: date, faults: Faults) -> None:
    organisation = count.workplace.organisation
    faults.not_future(count.on, on, "Ngày của số", "day")
    if count.on < organisation.starts_on:
        begun = f"{organisation.name} hoạt động từ {say_date(organisation.starts_on)}"
        faults.add(f"{begun}, sau ngày {say_date(count.on)}.", next="Kiểm tra lại ngày.", field="day")
    if organisation.ends_on is not None and count.on >= organisation.ends_on:
        faults.add(
            f"{organisation.name} thôi hoạt động từ {say_date(organisation.ends_on)}.",
            next="Ghi số ở tổ chức nay quản lý cơ quan này.",
            field="day",
        )
    for name, value in (("staff", count.staff), ("members", count.members)):
        faults.unless(value >= 0, "Số người không thể nhỏ hơn 0.", next="Không có ai thì ghi 0.", field=name)
    if 0 <= count.staff < count.members:
        faults.add(
            f"Số đảng viên ({count.members}) nhiều hơn tổng số cán bộ ({count.staff}).",
            why="Ô này chỉ tính đảng viên là cán bộ của cơ quan.",
            next="Sửa một trong hai số.",
            field="members",
        )
    faults.unless(
        bool(count.source), "Chưa ghi số lấy ở đâu.", next="Ghi tên, số giấy tờ, hoặc ai cho biết.", field="source"
    )
    same_day = StaffCount.objects.filter(workplace=count.workplace_id, on=count.on).exclude(pk=count.pk)
    if same_day.exists():
        faults.add(f"Đã có số của ngày {say_date(count.on)}.", next="Số cũ sai thì bấm Sửa ở dòng đó.", field="day")


# ---------------------------------------------------------------------- mass organisations


@transaction.atomic
def open_mass_body(
    *,
    actor: Actor,
    on: date,
    workplace: Workplace,
    sort: str,
    starts_on: date,
    ends_on: date | None = None,
    name: str = "",
    ground: str = "",
) -> MassBody:
    """Enter that a workplace has a mass organisation from a day on."""
    workplace = _held(workplace)
    allow(actor, workplace.organisation.scope_key, _MASS)
    body = MassBody(
        workplace=workplace,
        sort=sort,
        name=normalise_name(name),
        ground=normalise_name(ground),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    faults = Faults()
    faults.unless(sort in MassPlace.Sort.values, "Chọn tổ chức trong danh sách.", field="sort")
    faults.not_future(starts_on, on, "Ngày thành lập", "starts_on")
    faults.not_future(ends_on, on, "Ngày thôi hoạt động", "ends_on")
    faults.ordered(starts_on, ends_on, "Ngày thôi hoạt động", "ends_on")
    same = workplace.mass_bodies.filter(sort=sort, name=body.name).exclude(ends_on__lte=starts_on)
    if (same.filter(starts_on__lt=ends_on) if ends_on else same).exists():
        faults.add("Tổ chức này đã ghi trong thời gian đó.", next="Cơ quan có hai tổ chức thì ghi tên từng tổ chức.")
    faults.settle()
    body.save()
    _flag(workplace, sort)
    told = {"sort": sort, "name": body.name, "starts_on": starts_on, "ends_on": ends_on}
    log(actor, on, "open_mass_body", body, workplace.organisation, told, reason=body.ground)
    return body


@transaction.atomic
def close_mass_body(*, actor: Actor, on: date, body: MassBody, ends_on: date) -> MassBody:
    """Enter the first day on which a workplace no longer has a mass organisation."""
    workplace = _held(body.workplace)
    allow(actor, workplace.organisation.scope_key, _MASS)
    body = MassBody.objects.select_for_update().get(pk=body.pk)
    faults = Faults()
    faults.unless(body.ends_on is None, "Đã ghi ngày thôi hoạt động từ trước.", field="ends_on")
    faults.not_future(ends_on, on, "Ngày thôi hoạt động", "ends_on")
    faults.ordered(body.starts_on, ends_on, "Ngày thôi hoạt động", "ends_on")
    faults.settle()
    body.ends_on = ends_on
    body.save(update_fields=["ends_on"])
    _flag(workplace, body.sort)
    log(actor, on, "close_mass_body", body, workplace.organisation, {"ends_on": [None, ends_on]})
    return body


@transaction.atomic
def take_back_mass_body(*, actor: Actor, on: date, body: MassBody, reason: str) -> None:
    """Take a mass organisation out that the workplace never had; the log keeps it, and why."""
    workplace = _held(body.workplace)
    allow(actor, workplace.organisation.scope_key, _MASS)
    _ensure_reason(reason)
    told = {"sort": [body.sort, None], "name": [body.name, None], "starts_on": [body.starts_on, None]}
    log(actor, on, "take_back_mass_body", body, workplace.organisation, told, reason=reason.strip())
    body.delete()
    _flag(workplace, body.sort)


@transaction.atomic
def deny_mass_body(*, actor: Actor, on: date, workplace: Workplace, sort: str) -> Workplace:
    """Enter that a workplace has no such organisation, where the register held that it has one since no known day."""
    workplace = _held(workplace)
    allow(actor, workplace.organisation.scope_key, _MASS)
    faults = Faults()
    name = _FLAGS.get(MassPlace.Sort(sort)) if sort in MassPlace.Sort.values else None
    if name is None or not getattr(workplace, name):
        faults.add("Sổ không ghi cơ quan có tổ chức này.", field="sort")
    elif workplace.mass_bodies.filter(sort=sort, ends_on=None).exists():
        faults.add("Tổ chức này đã ghi ngày thành lập.", next="Ghi thôi hoạt động ở dòng đó.", field="sort")
    faults.settle()
    assert name is not None
    setattr(workplace, name, False)
    workplace.save(update_fields=[name])
    log(actor, on, "deny_mass_body", workplace, workplace.organisation, {name: [True, False]})
    return workplace


def _flag(workplace: Workplace, sort: str) -> None:
    """What the law asks of the present, in the workplace's row: it has a Youth Union, a trade union."""
    name = _FLAGS.get(MassPlace.Sort(sort))
    if name is not None:
        setattr(workplace, name, workplace.mass_bodies.filter(sort=sort, ends_on=None).exists())
        workplace.save(update_fields=[name])


def _held(workplace: Workplace) -> Workplace:
    """Read a workplace anew and hold it, so that two numbers of one day are never entered at once."""
    rows = Workplace.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=workplace.pk)


def _ensure_reason(reason: str) -> None:
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi vì sao bỏ.", next="Ghi chỗ sai.", field="reason")
    faults.settle()
