"""What speaks against an entry of a list, beside the fields of the person: dates among each other, spells, reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base.dates import say_date
from chibo.register.actions.admission import admission_faults
from chibo.register.actions.returning import note_bar
from chibo.register.returning import bar_to_return

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.register.actions.common import Faults
    from chibo.register.models import Organisation
    from chibo.register.standing import Held


def check_entry(values: Mapping[str, Any], one: Held, organisation: Organisation, on: date, faults: Faults) -> None:
    """Note every fault of one entry; ``one`` is what the register holds, with the person's new fields."""
    _place(one, organisation, faults)
    _work(values, one, on, faults)
    ceremony = _admission(values, one, on, faults)
    _spell(values, one, organisation, on, ceremony, faults)


def _place(one: Held, organisation: Organisation, faults: Faults) -> None:
    present = one.person.organisation
    if present is not None and present.pk != organisation.pk:
        faults.add(
            f"{one.person.full_name} đang thuộc {present.name}.",
            next="Làm thủ tục chuyển sinh hoạt, không nhập lại bằng danh sách.",
            field="person",
        )


def _work(values: Mapping[str, Any], one: Held, on: date, faults: Faults) -> None:
    hired = values.get("employment.starts_on")
    faults.not_future(hired, on, "Ngày nhận việc", "starts_on")
    birth = one.person.birth
    if hired is not None and birth is not None and hired <= birth.earliest:
        faults.add("Ngày nhận việc ở trước ngày sinh.", field="starts_on")


def _admission(values: Mapping[str, Any], one: Held, on: date, faults: Faults) -> date | None:
    """Check the four dates as they will stand together; give the day of the ceremony."""
    known = one.admissions[-1] if one.admissions else None

    def day(name: str) -> date | None:
        said = values.get(f"admission.{name}")
        found: date | None = said if said is not None else getattr(known, name, None)
        return found

    ceremony = day("ceremony_on")
    touched = any(path.startswith("admission.") for path in values)
    if ceremony is None:
        faults.unless(not touched, "Chưa có ngày lễ kết nạp nên chưa ghi được các ngày khác.", field="ceremony_on")
        return None
    if touched:
        faults.take(
            admission_faults(
                decided_on=day("decided_on"),
                ceremony_on=ceremony,
                official_on=day("official_on"),
                recognised_on=day("recognised_on"),
                on=on,
            )
        )
        if one.person.birth is not None and ceremony <= one.person.birth.earliest:
            faults.add("Lễ kết nạp ở trước ngày sinh.", field="ceremony_on")
    return ceremony


def _spell(
    values: Mapping[str, Any], one: Held, organisation: Organisation, on: date, ceremony: date | None, faults: Faults
) -> None:
    said = {name: values.get(f"membership.{name}") for name in ("starts_on", "ends_on")}
    spell = one.spell(organisation.pk)
    starts = said["starts_on"] or (spell.starts_on if spell is not None else None)
    if starts is None:
        return
    ends = said["ends_on"] or (spell.ends_on if spell is not None else None)
    faults.not_future(said["starts_on"], on, "Ngày vào chi bộ", "starts_on")
    faults.not_future(said["ends_on"], on, "Ngày rời chi bộ", "ends_on")
    faults.ordered(starts, ends, "Ngày rời chi bộ", "ends_on")
    first = min((row.ceremony_on for row in one.admissions[:-1]), default=ceremony)
    if first is not None and starts < first:
        faults.add(
            f"Ngày vào chi bộ ({say_date(starts)}) ở trước lễ kết nạp ({say_date(first)}).",
            next="Sửa một trong hai ngày.",
            field="starts_on",
        )
    if spell is None:
        ceremonies = [row.ceremony_on for row in one.admissions] + ([ceremony] if ceremony is not None else [])
        note_bar(
            one.person, organisation, bar_to_return(one.memberships, ceremonies, one.died, starts, ends), faults, on
        )
    for other in one.memberships:
        if other is spell or (other.ends_on is not None and other.ends_on <= starts):
            continue
        if ends is None or other.starts_on < ends:
            faults.add(f"Trùng thời gian với lần sinh hoạt từ {say_date(other.starts_on)}.", field="person")
