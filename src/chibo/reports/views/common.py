"""What several doors of the reports read from an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import read_date, say_date
from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest


def asked_day(request: HttpRequest, today: date) -> date:
    """The day in the address, or today; raises ``FaultyError`` for a day that has not come."""
    asked = request.GET.get("ngay", "")
    on = read_date(asked, field="ngay") if asked else today
    if on > today:
        what = f"Ngày {say_date(on)} chưa đến nên chưa có số liệu."
        raise FaultyError([Fault(what=what, next=f"Chọn ngày đến {say_date(today)}.", field="ngay")])
    return on
