"""Nơi cấp: putting a body on the list of those that may give certificates, and setting it right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.models import ClassKind, TrainingBody

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


@dataclass(frozen=True, kw_only=True)
class BodyTold:
    """What is told of a body; ``ends_on`` is the first day on which it may no more."""

    name: str
    sort: str
    kinds: Sequence[str] = field(default_factory=tuple)
    starts_on: date | None = None
    ends_on: date | None = None
    ground: str = ""


@transaction.atomic
def keep_body(
    *, actor: Actor, on: date, organisation: Organisation, told: BodyTold, body: TrainingBody | None = None
) -> TrainingBody:
    """Put a body on the list of an organisation, or set ``body`` right. Raises ``FaultyError`` with every fault."""
    must_hold(actor, Permission.RECORD_STEPS, organisation.scope_key, "sửa danh sách nơi cấp giấy chứng nhận")
    others = TrainingBody.objects.filter(organisation=organisation)
    names = {one.name.casefold() for one in others if body is None or one.pk != body.pk}
    faults = _faults_of_body(told)
    if told.name.strip().casefold() in names:
        faults.append(Fault(what=f"“{told.name.strip()}” đã có.", next="Sửa dòng đã có.", field="name"))
    if body is not None and body.organisation_id != organisation.pk:
        faults.append(Fault(what="Nơi cấp này do cấp trên ghi.", next="Ghi nơi cấp của chi bộ thành dòng khác."))
    raise_if_any(faults)
    row = body or TrainingBody(organisation=organisation)
    before = [row.name, row.kinds, row.starts_on, row.ends_on] if body else None
    row.name, row.sort, row.kinds = told.name.strip(), told.sort, sorted(told.kinds)
    row.starts_on, row.ends_on, row.ground = told.starts_on, told.ends_on, told.ground.strip()
    row.save()
    audit.record(
        actor=actor,
        on=on,
        action="development.keep_body",
        subject=row,
        chain=str(organisation.uid),
        changes={"body": [before, [row.name, row.kinds, row.starts_on, row.ends_on]]},
    )
    return row


def _faults_of_body(told: BodyTold) -> list[Fault]:
    faults = []
    if not told.name.strip():
        faults.append(Fault(what="Chưa ghi tên nơi cấp.", next="Ghi đúng tên trên giấy chứng nhận.", field="name"))
    if told.sort not in TrainingBody.Sort.values:
        faults.append(Fault(what="Chưa chọn loại nơi cấp.", field="sort"))
    if not told.kinds or any(kind not in ClassKind.values for kind in told.kinds):
        faults.append(Fault(what="Chưa chọn được cấp giấy của lớp nào.", field="kinds"))
    if told.starts_on is not None and told.ends_on is not None and told.ends_on <= told.starts_on:
        what = f"Ngày thôi cấp {say_date(told.ends_on)} phải sau ngày được cấp {say_date(told.starts_on)}."
        faults.append(Fault(what=what, next="Sửa lại ngày.", field="ends_on"))
    return faults
