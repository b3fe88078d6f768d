"""The fixed working day of a sample installation, moved on purpose: to see what the program says on another day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.models import Installation
from chibo.base.refusal import Fault, FaultyError
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor


@transaction.atomic
def move_working_day(*, actor: Actor, on: date) -> None:
    """Let ``on`` be the working day from now on, also of a program that is running.

    Raises ``FaultyError`` on an installation that is not the sample: a real cell works on the day it is.
    """
    installation = Installation.objects.select_for_update().filter(is_sample=True).first()
    organisation = Organisation.objects.order_by("id").first()
    if installation is None or organisation is None:
        what = "Đây không phải dữ liệu mẫu nên không đặt được ngày làm việc."
        raise FaultyError([Fault(what=what, next="Chi bộ thật luôn làm việc theo ngày hôm nay.")])
    before, installation.working_day = installation.working_day, on
    installation.save(update_fields=["working_day"])
    audit.record(
        actor=actor,
        on=on,
        action="exchange.move_working_day",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"working_day": [before, on]},
    )
