"""What speaks against somebody coming as a member or guest who went for good: said by every verb that lets one in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.register.facts import rulebook_of
from chibo.register.models import Membership, PersonFact
from chibo.register.returning import bar_to_return

if TYPE_CHECKING:
    from datetime import date

    from chibo.register.actions.common import Faults
    from chibo.register.models import Organisation, Person

_FIGURE: Final = "readmission.min_months"


def check_return(
    person: Person, organisation: Organisation, starts_on: date, ends_on: date | None, on: date, faults: Faults
) -> None:
    """Note that the dead come nowhere, and that who left the Party comes back only by another admission."""
    death = PersonFact.objects.filter(person=person, field=PersonFact.Field.DEATH).first()
    ceremonies = person.admissions.values_list("ceremony_on", flat=True)
    died = death.since if death is not None else None
    note_bar(
        person, organisation, bar_to_return(person.memberships.all(), ceremonies, died, starts_on, ends_on), faults, on
    )


def note_bar(
    person: Person, organisation: Organisation, bar: tuple[str, date] | None, faults: Faults, on: date
) -> None:
    """Say what :func:`bar_to_return` found, with the article on another admission and the way out of a mistake."""
    if bar is None:
        return
    way, day = bar
    if way == Membership.LeftBy.DEATH:
        faults.add(
            f"Sổ ghi {person.full_name} đã từ trần ngày {say_date(day)}.",
            next="Nếu ghi nhầm thì rút lại việc từ trần ấy trước, ở trang của người này.",
            field="person",
        )
        return
    reading = rulebook_of(organisation, on).find(_FIGURE, on)
    cited = f" ({reading.citation.text})" if reading is not None else ""
    faults.add(
        f"{person.full_name} đã ra khỏi Đảng từ {say_date(day)} ({Membership.LeftBy(way).label}).",
        why=f"Người đã ra khỏi Đảng chỉ là đảng viên trở lại bằng kết nạp lại{cited}.",
        next="Kết nạp lại thì ghi ở Phát triển đảng viên; ghi nhầm việc ra khỏi Đảng thì rút lại việc ấy trước, "
        "ở trang Chuyển sinh hoạt của người này.",
        field="person",
    )
