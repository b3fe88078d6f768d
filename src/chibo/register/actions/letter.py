"""Giấy giới thiệu sinh hoạt đảng: the letter somebody moves with, noted when it is written or when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, log
from chibo.register.models import Transfer

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor


@transaction.atomic
def record_letter(
    *,
    actor: Actor,
    on: date,
    transfer: Transfer,
    paper_number: str = "",
    paper_on: date | None = None,
    paper_by: str = "",
) -> Transfer:
    """Note number, day and issuer of the letter of a move, as far as they are known; what is empty is none.

    No form of the letter was found in the sources, so nothing of it is required. Raises ``NotAllowedError`` and
    ``FaultyError`` for a day ahead or where nothing is told and nothing was.
    """
    allow(actor, transfer.organisation.scope_key, "ghi giấy giới thiệu sinh hoạt đảng")
    row = Transfer.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=transfer.pk)
    said = {"paper_number": paper_number.strip(), "paper_on": paper_on, "paper_by": normalise_name(paper_by)}
    told = {name: [getattr(row, name), value] for name, value in said.items() if getattr(row, name) != value}
    faults = Faults()
    faults.not_future(paper_on, on, "Ngày giấy giới thiệu", "paper_on")
    faults.unless(
        bool(told), "Giấy giới thiệu không có gì thay đổi.", next="Ghi số, ngày hoặc nơi cấp.", field="paper_number"
    )
    faults.settle()
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))
    log(actor, on, "record_letter", row, row.organisation, told)
    return row
