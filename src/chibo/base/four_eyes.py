"""Two people are two: nobody confirms by an account into which the other could have let themselves.

Who manages accounts may give another account a pass phrase, take its second step away or name its identity outside, and
must be able to: people forget and lose things. For some time afterwards such an account confirms nothing that the same
manager has asked for, so that one person never is both (ADR 0035).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from chibo.base.models import AuditEntry
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from chibo.base.access import Actor

DAYS: Final = 30
"""For so long it counts; our own measure, no law says one."""

LETS_IN: Final = frozenset(
    {
        "accounts.create_user",
        "accounts.set_pass_phrase",
        "accounts.take_second_step_away",
        "accounts.name_outside",
    }
)
"""The acts after which whoever did them could come in by the account."""


def faults_of(actor: Actor, asked_by_uid: str) -> list[Fault]:
    """Why an account does not confirm what another asked for; nothing where they are two. One query."""
    since = actor.at - timedelta(days=DAYS)
    lines = AuditEntry.objects.filter(subject_uid=actor.uid, actor_uid=asked_by_uid, at__gte=since)
    if asked_by_uid == actor.uid or not lines.filter(action__in=LETS_IN).exists():
        return []
    return [
        Fault(
            what=f"Trong {DAYS} ngày qua, chính người đề nghị đã lập tài khoản này, đặt cụm mật khẩu cho nó "
            "hoặc gỡ bước thứ hai của nó.",
            why="Việc này phải do hai người cùng chịu trách nhiệm.",
            next="Nhờ một người khác xác nhận, hoặc chờ hết thời gian ấy.",
        )
    ]


def ended_by(actor: Actor, action: str) -> list[str]:
    """The uids of what somebody ended by an act in these days."""
    since = actor.at - timedelta(days=DAYS)
    lines = AuditEntry.objects.filter(actor_uid=actor.uid, action=action, at__gte=since)
    return list(lines.values_list("subject_uid", flat=True))
