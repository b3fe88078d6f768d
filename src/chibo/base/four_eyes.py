"""Two people are two: nobody confirms by an account into which the other could have let themselves.

Who manages accounts may give another account a pass phrase, take its second step away or name its identity outside, and
must be able to: people forget and lose things. For some time afterwards such an account and that manager's own confirm
nothing of each other's, nor do two accounts that one manager could have entered: one person never is both (ADR 0035).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from chibo.base.models import AuditEntry
from chibo.base.refusal import Fault

if TYPE_CHECKING:
    from datetime import datetime

    from chibo.base.access import Actor

DAYS: Final = 30
"""For so long it counts; our own measure, no law says one."""

_PROGRAM: Final = "chibo"  # ``accounts.queries.SYSTEM_UID``: the first run and the commands of the machine's owner
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
    """Why an account does not confirm what another asked for; nothing where they are two.

    It is one person who may stand behind both: who asked could have come in by the account that confirms, or the other
    way round, or somebody third by both, at once or by way of further accounts. A few queries.
    """
    since = actor.at - timedelta(days=DAYS)
    if asked_by_uid == actor.uid or _behind(actor.uid, since).isdisjoint(_behind(asked_by_uid, since)):
        return []
    return [
        Fault(
            what=f"Trong {DAYS} ngày qua, một người đã lập, đặt cụm mật khẩu hoặc gỡ bước thứ hai của tài khoản này "
            "hay của tài khoản đã đề nghị, nên có thể đứng sau cả hai.",
            why="Việc này phải do hai người cùng chịu trách nhiệm.",
            next="Nhờ một người khác xác nhận, hoặc chờ hết thời gian ấy.",
        )
    ]


def _behind(uid: str, since: datetime) -> set[str]:
    """Give who could have come in by an account since a moment: its holder, who let themselves in, who by theirs."""
    behind, unasked = {uid}, {uid}
    while unasked:
        lines = AuditEntry.objects.filter(subject_uid__in=unasked, action__in=LETS_IN, at__gte=since)
        unasked = set(lines.exclude(actor_uid=_PROGRAM).values_list("actor_uid", flat=True)) - behind
        behind |= unasked
    return behind


def ended_by(actor: Actor, action: str) -> list[str]:
    """The uids of what somebody ended by an act in these days."""
    since = actor.at - timedelta(days=DAYS)
    lines = AuditEntry.objects.filter(actor_uid=actor.uid, action=action, at__gte=since)
    return list(lines.values_list("subject_uid", flat=True))
