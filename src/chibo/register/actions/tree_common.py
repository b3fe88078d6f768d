"""What the verbs on the tree share: the decision behind a change, its day, the lock, the state that ends."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.vietnamese import fold, normalise_name
from chibo.register.actions.common import allow, log
from chibo.register.models import ChangePart, FormerState, Organisation, OrganisationChange
from chibo.register.scope_keys import LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions.common import Faults

WHAT: Final = "sắp xếp tổ chức đảng"
Part = ChangePart.Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Quyết định behind a change of the tree: its number, its day, who decided, and why."""

    number: str
    decided_on: date | None
    decided_by: str
    reason: str = ""


def check_decision(decision: Decision, on: date, faults: Faults) -> None:
    """Note what is missing of a decision: a change of the tree is never entered without one."""
    faults.unless(bool(decision.number.strip()), "Chưa ghi số quyết định.", field="number")
    faults.unless(decision.decided_on is not None, "Chưa ghi ngày quyết định.", field="decided_on")
    faults.unless(bool(decision.decided_by.strip()), "Chưa ghi cấp ra quyết định.", field="decided_by")
    faults.not_future(decision.decided_on, on, "Ngày quyết định", "decided_on")


def check_day(organisations: Iterable[Organisation], day: date, on: date, faults: Faults) -> None:
    """Note what speaks against a change of organisations on a day.

    It has come, they stand that day, and nothing later was entered about them in the tree.
    """
    found = list(organisations)
    faults.not_future(day, on, "Ngày có hiệu lực", "day")
    later = FormerState.objects.filter(organisation__in=[one.pk for one in found], ends_on__gt=day)
    last = {row.organisation_id: row for row in later.order_by("ends_on")}
    for one in found:
        if one.ends_on is not None:
            faults.add(f"{one.name} đã thôi hoạt động từ {say_date(one.ends_on)}.", next="Chọn tổ chức khác.")
        elif day <= one.starts_on:
            faults.add(
                f"{one.name} có từ {say_date(one.starts_on)}, nên chưa thay đổi vào {say_date(day)} được.",
                next="Ghi ngày có hiệu lực muộn hơn.",
                field="day",
            )
        if one.pk in last:
            ended = last[one.pk].ends_on
            faults.add(
                f"Sổ đã ghi một thay đổi của {one.name} từ {say_date(ended)}, sau ngày này." if ended else one.name,
                why="Tên và vị trí của tổ chức được giữ theo ngày, nên các thay đổi phải ghi theo thứ tự.",
                next="Ghi ngày có hiệu lực muộn hơn, hoặc kiểm tra lại thay đổi đã ghi.",
                field="day",
            )


def check_not_cell(parent: Organisation, day: date, faults: Faults, field: str = "parent") -> None:
    """Note that an organisation is a chi bộ, or was one on the day or after it: nothing stands below a chi bộ."""
    was_cell = FormerState.objects.filter(organisation=parent, ends_on__gt=day, kind__is_cell=True)
    if parent.kind.is_cell:
        faults.add(
            f"{parent.name} là chi bộ, không có tổ chức trực thuộc.",
            next="Chọn cấp trên là đảng bộ; nếu tổ chức này đã thành đảng bộ thì ghi Đổi tên, đổi loại trước.",
            field=field,
        )
    elif was_cell.exists():
        faults.add(
            f"{parent.name} còn là chi bộ vào hoặc sau {say_date(day)}, nên chưa có tổ chức trực thuộc.",
            next="Ghi từ ngày tổ chức này thành đảng bộ trở đi, hoặc chọn cấp trên khác.",
            field=field,
        )


def allow_all(actor: Actor, organisations: Iterable[Organisation | None]) -> None:
    """Let through who keeps the register of every one of them; nothing stands for the top of the tree."""
    for one in organisations:
        allow(actor, one.scope_key if one is not None else "", WHAT)


def hold_tree(organisations: Iterable[Organisation]) -> None:
    """Lock the roots above organisations and read the organisations anew: one change of a tree at a time.

    A row of a root is locked without its key, so that acts elsewhere in the tree go on.
    """
    found = list(organisations)
    keys = Organisation.objects.filter(pk__in=[one.pk for one in found]).values_list("scope_key", flat=True)
    roots = {key[:LABEL] for key in keys}
    list(Organisation.objects.select_for_update(no_key=True).filter(scope_key__in=roots).order_by("scope_key"))
    for one in found:
        one.refresh_from_db()


def write_change(
    sort: str, day: date, decision: Decision | None, parts: Mapping[Organisation, str] | None = None
) -> OrganisationChange:
    """Write down a change with its decision and the organisations that take part in it."""
    told = decision or Decision(number="", decided_on=None, decided_by="")
    words = {name: normalise_name(text) for name, text in asdict(told).items() if isinstance(text, str)}
    change = OrganisationChange.objects.create(sort=sort, on=day, decided_on=told.decided_on, **words)
    ChangePart.objects.bulk_create(
        ChangePart(change=change, organisation=one, part=part) for one, part in (parts or {}).items()
    )
    return change


def end_state(organisation: Organisation, day: date, change: OrganisationChange) -> None:
    """Keep how an organisation stands up to a day; a state that began on that very day never was."""
    last = organisation.former_states.order_by("-ends_on").first()
    begun = last.ends_on if last is not None and last.ends_on is not None else organisation.starts_on
    if begun < day:
        state_of(organisation, begun, day, change).save()


def state_of(organisation: Organisation, starts_on: date, ends_on: date, change: OrganisationChange) -> FormerState:
    """The present state of an organisation as a row that is over."""
    return FormerState(
        organisation=organisation,
        change=change,
        starts_on=starts_on,
        ends_on=ends_on,
        parent_id=organisation.parent_id,
        kind_id=organisation.kind_id,
        name=organisation.name,
        name_key=fold(organisation.name),
        short_name=organisation.short_name,
        superior_name=organisation.superior_name,
        scope_key=organisation.scope_key,
    )


def tell(
    actor: Actor,
    on: date,
    action: str,
    organisations: Iterable[Organisation],
    change: OrganisationChange,
    changes: Mapping[str, object],
) -> None:
    """Write the line of a change into the chain of every organisation it touches."""
    number = f"{change.number}, " if change.number else ""
    reason = f"{number}{change.decided_by}" + (f": {change.reason}" if change.reason else "")
    for one in organisations:
        log(actor, on, action, one, one, {"day": change.on, **changes}, reason=reason)
