"""The verb of these pages that gathers verbs of the rooms below: dates of an admission that a road may hold too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.record.queries import admission_dates
from chibo.development.actions import refresh_due
from chibo.development.queries import cases_for
from chibo.register import actions as register
from chibo.register.corrected import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.record.queries import AdmissionDates
    from chibo.register.models import Admission, Person


@transaction.atomic
def set_dates_right(
    *, actor: Actor, on: date, person: Person, dates: Mapping[str, date | None], proof: str, decided_by: str
) -> Admission:
    """Set dates of an admission right or complete them; what the steps of a road tell is set right by its steps.

    What roads compute from the dates is computed anew. Raises ``FaultyError`` for a date that would contradict a step,
    and what the verb of the register raises.
    """
    if faults := list(_against_the_road(admission_dates(person), dates)):
        raise FaultyError(faults)
    admission = register.correct_admission(
        actor=actor, on=on, person=person, dates=dates, proof=proof, decided_by=decided_by
    )
    refresh_due(actor=actor, on=on, cases=cases_for(actor, Permission.RECORD_STEPS).filter(person=person))
    return admission


def _against_the_road(known: AdmissionDates, dates: Mapping[str, date | None]) -> Iterator[Fault]:
    told = known.road.days if known.road is not None else {}
    for name, day in dates.items():
        if name not in told or day in (told[name], known.days[name]):
            continue
        step = told[name]
        yield Fault(
            what=f"“{label_of(f'admission.{name}')}” lấy theo các bước đã ghi trong quá trình phát triển"
            + (f": {say_date(step)}." if step is not None else "; bước ấy chưa ghi."),
            next="Ghi bước còn thiếu, hoặc rút lại bước ghi sai rồi ghi lại ở đó.",
            field=name,
        )
