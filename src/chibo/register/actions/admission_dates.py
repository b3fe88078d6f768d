"""The dates of an admission that the register knows, or knows in part: set right and completed, with proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from chibo.base.dates import say_date
from chibo.register.actions.admission import admission_faults
from chibo.register.actions.common import Faults, allow, locked, log, noted
from chibo.register.actions.membership import of_the_spell
from chibo.register.facts import probation_from
from chibo.register.models import Admission, Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person

ADMISSION_DATES: Final = ("decided_on", "ceremony_on", "official_on", "recognised_on")
_WRITTEN_AT_OPENING: Final = frozenset({Membership.JoinedBy.ADMISSION, Membership.JoinedBy.OPENING})


@transaction.atomic
def correct_admission(
    *, actor: Actor, on: date, person: Person, dates: Mapping[str, date | None], proof: str, decided_by: str
) -> Admission:
    """Set dates of the last admission right or complete them; both values, the proof and who decided stay for ever.

    ``dates``: as they are to stand; those not named stay as they are. Where an old list knew the day of joining in part
    or not at all, the admission is entered. A membership that began with the ceremony goes on beginning with it.
    Raises ``NotAllowedError``, and ``FaultyError`` with every fault among the dates, the birth and the memberships.
    """
    allow(actor, person.scope_key, "đính chính ngày vào Đảng")
    person = locked(person)
    known = _Known(person)
    after = {name: dates.get(name, known.before[name]) for name in ADMISSION_DATES}
    changed = [name for name in ADMISSION_DATES if after[name] != known.before[name]]
    faults = Faults()
    faults.unless(bool(proof.strip()), "Chưa ghi giấy tờ chứng minh.", field="proof")
    faults.unless(bool(decided_by.strip()), "Chưa ghi người quyết định đính chính.", field="decided_by")
    faults.unless(bool(changed), "Không có gì thay đổi.")
    begins = known.spell_from(after["ceremony_on"])
    if begins is not None:
        allow(actor, begins.organisation.scope_key, "sửa ngày vào chi bộ ấy")
    known.check(after, begins, on, faults)
    faults.settle()
    admission = known.admission or Admission(person=person)
    for name in changed:
        setattr(admission, name, after[name])
    admission.save()
    told = known.corrected(changed, after) | known.follow(begins, after)
    noted(person, on, told, proof, decided_by)
    reason = f"{proof.strip()} – {decided_by.strip()}"
    changes = {field: list(pair) for field, pair in told.items()}
    log(actor, on, "correct_admission", admission, person.organisation, changes, reason=reason)
    return admission


class _Known:
    """What the register knows of somebody's joining: the last admission, those before it, the memberships."""

    def __init__(self, person: Person) -> None:
        rows = list(person.admissions.order_by("ceremony_on", "pk"))
        self.person = person
        self.admission = rows[-1] if rows else None
        self.earlier = rows[:-1]
        self.spells = list(person.memberships.select_related("organisation").order_by("starts_on", "pk"))
        self.before: dict[str, date | None] = {
            name: getattr(self.admission, name) if self.admission else None for name in ADMISSION_DATES
        }

    def corrected(self, names: Iterable[str], after: Mapping[str, date | None]) -> dict[str, tuple[object, object]]:
        """Tell of dates what stood there and what stands there now."""
        return {f"admission.{name}": (self._told(name), after[name]) for name in names}

    def _told(self, name: str) -> object:
        """What stood there: the date, or as much of the day of joining as an old list knew."""
        if name == "ceremony_on" and self.admission is None:
            return next((one.told_joining for one in self.spells if one.told_joining is not None), None)
        return self.before[name]

    def spell_from(self, ceremony: date | None) -> Membership | None:
        """The membership that begins with the ceremony, if its first day has to follow.

        Who was admitted here is a member from that day; who was there when the book was opened, not before it.
        """
        old = self.before["ceremony_on"]
        if ceremony is None or ceremony == old:
            return None
        for one in self.spells:
            if one.joined_by == Membership.JoinedBy.ADMISSION and one.starts_on == old:
                return one
        first = self.spells[0] if self.spells and not self.earlier else None
        return first if first and first.joined_by in _WRITTEN_AT_OPENING and first.starts_on < ceremony else None

    def check(self, after: Mapping[str, date | None], begins: Membership | None, on: date, faults: Faults) -> None:
        """Note everything that speaks against the dates as they are to stand."""
        name = self.person.full_name
        if not self.spells and self.admission is None:
            faults.add(
                f"{name} chưa ghi là đảng viên trong sổ này.",
                next="Kết nạp thì ghi ở Phát triển đảng viên; chuyển đến thì ghi chuyển sinh hoạt đến.",
            )
            return
        ceremony = after["ceremony_on"]
        if ceremony is None:
            faults.add("Chưa ghi ngày lễ kết nạp.", next="Các ngày khác cần có ngày này.", field="ceremony_on")
            return
        faults.take(
            admission_faults(
                decided_on=after["decided_on"],
                ceremony_on=ceremony,
                official_on=after["official_on"],
                recognised_on=after["recognised_on"],
                on=on,
            )
        )
        if self.person.birth is not None and ceremony <= self.person.birth.earliest:
            faults.add("Lễ kết nạp ở trước ngày sinh.", field="ceremony_on")
        if self.earlier and ceremony <= self.earlier[-1].ceremony_on:
            day = say_date(self.earlier[-1].ceremony_on)
            faults.add(f"Lần kết nạp trước ghi ngày {day}; lần sau phải ở sau đó.", field="ceremony_on")
        self._check_standing(after, ceremony, on, faults)
        self._check_spells(ceremony, begins, faults)

    def _check_standing(self, after: Mapping[str, date | None], ceremony: date, on: date, faults: Faults) -> None:
        """Who counts as official since the book was opened would count as in probation without the official day."""
        probation = probation_from(ceremony, law_of=on)
        is_over = probation is not None and probation.result <= on
        if self._was_official() and after["official_on"] is None and is_over:
            faults.add(
                f"Chưa ghi ngày chính thức: {self.person.full_name} đang tính là đảng viên chính thức.",
                next="Ghi ngày này cùng lúc; không thì tính là dự bị.",
                field="official_on",
            )

    def _was_official(self) -> bool:
        return self.admission is None and any(one.was_official for one in self.spells)

    def _check_spells(self, ceremony: date, begins: Membership | None, faults: Faults) -> None:
        for one in self.spells if not self.earlier else ():
            if one is not begins and one.starts_on < ceremony:
                faults.add(
                    f"Ngày vào {one.organisation.name} ({say_date(one.starts_on)}) ở trước lễ kết nạp "
                    f"({say_date(ceremony)}).",
                    next="Xem lại hai ngày; lần chuyển ghi sai thì rút lại ở trang Chuyển sinh hoạt.",
                    field="ceremony_on",
                )
        if begins is not None:
            self._check_beginning(ceremony, begins, faults)

    def _check_beginning(self, ceremony: date, begins: Membership, faults: Faults) -> None:
        """Note what speaks against a membership beginning with the ceremony: its end, others, what was done in it."""
        if begins.ends_on is not None and begins.ends_on <= ceremony:
            faults.add(f"Đảng tịch đã đóng ngày {say_date(begins.ends_on)}.", field="ceremony_on")
        for one in self.spells:
            is_before = one is not begins and one.starts_on < begins.starts_on
            if is_before and (one.ends_on is None or one.ends_on > ceremony):
                day = say_date(one.starts_on)
                faults.add(f"Trùng thời gian với lần sinh hoạt từ {day}.", field="ceremony_on")
        for rows in of_the_spell(begins):
            row = rows.filter(starts_on__gte=begins.starts_on, starts_on__lt=ceremony).first()
            if row is not None:
                faults.add(
                    f"Đã ghi “{row}” từ {say_date(row.starts_on)}, trước lễ kết nạp.",
                    next="Rút lại việc đó trước.",
                    field="ceremony_on",
                )

    def follow(self, begins: Membership | None, after: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
        """Let the membership begin with the ceremony, and whom the dates show in probation count so; tell of both."""
        told: dict[str, tuple[object, object]] = {}
        if begins is not None:
            told["membership.starts_on"] = (begins.starts_on, after["ceremony_on"])
            begins.starts_on = after["ceremony_on"]
            begins.save(update_fields=["starts_on"])
        if self._was_official() and after["official_on"] is None:
            told["membership.was_official"] = ("có", "không")
            Membership.objects.filter(person=self.person, was_official=True).update(was_official=False)
        return told
