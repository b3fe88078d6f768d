"""What several doors of the reports read from an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import read_date, say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.register.queries import home, organisation_for

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

UNITS_OFFERED = 100  # more are reached by opening a row of the table


def asked_day(request: HttpRequest, today: date) -> date:
    """The day in the address, or today; raises ``FaultyError`` for a day that has not come."""
    asked = request.GET.get("ngay", "")
    on = read_date(asked, field="ngay") if asked else today
    if on > today:
        what = f"Ngày {say_date(on)} chưa đến nên chưa có số liệu."
        raise FaultyError([Fault(what=what, next=f"Chọn ngày đến {say_date(today)}.", field="ngay")])
    return on


def asked_unit(request: HttpRequest, actor: Actor) -> Organisation:
    """The unit in the address, or the one whose pages open first; raises ``NotYoursError``."""
    wanted = request.GET.get("don_vi", "")
    return organisation_for(actor, wanted) if wanted else home(actor)
