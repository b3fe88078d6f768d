"""Recording what a term promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.refusal import Fault
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Term
from chibo.reviews.actions.common import allow, refuse

_WHOLE = 100  # per cent


def set_target(*, actor: Actor, on: date, term: Term, metric: str, value: int, ground: str = "") -> Target:
    """Set one target of a term; setting it again replaces the value and the log keeps the old one.

    ``metric`` is a ``Target.Metric``; ``value`` a count of people, or per cent (1 to 100) for the member share.
    Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`.
    """
    allow(actor, term.organisation, "đặt chỉ tiêu của nhiệm kỳ")
    refuse(_target_faults(metric, value))
    with transaction.atomic():
        before = Target.objects.select_for_update().filter(term=term, metric=metric).first()
        target, _ = Target.objects.update_or_create(
            term=term, metric=metric, defaults={"value": value, "ground": ground.strip()}
        )
        audit.record(
            actor=actor,
            on=on,
            action="reviews.set_target",
            subject=target,
            chain=str(term.organisation.uid),
            changes={metric: [before.value if before else None, value]},
            reason=target.ground,
        )
    return target


def _target_faults(metric: str, value: int) -> list[Fault]:
    faults = []
    if metric not in Target.Metric.values:
        faults.append(Fault(what="Chưa chọn loại chỉ tiêu.", next="Chọn một loại trong danh sách.", field="metric"))
    if value < 1:
        faults.append(Fault(what="Chỉ tiêu phải từ 1 trở lên.", next="Không có chỉ tiêu thì để trống.", field="value"))
    if metric == Target.Metric.MEMBER_SHARE and value > _WHOLE:
        faults.append(Fault(what="Tỷ lệ không thể quá 100%.", next="Ghi số phần trăm từ 1 đến 100.", field="value"))
    return faults
