"""What is known of backups and of the key, for who looks after the whole installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.core.exceptions import ValidationError
from django.db.models import Q

from chibo.accounts.models import Grant, User
from chibo.accounts.queries import took_managing_away
from chibo.accounts.roles import PERMISSIONS
from chibo.base.access import Permission
from chibo.base.dates import local_day, say_date
from chibo.base.installation import current
from chibo.base.models import Backup, KeyChange, Safekeeping
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.register.models import Organisation
from chibo.register.queries import holds_all

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from chibo.base.access import Actor

SHOWN = 30
_SLACK = timedelta(hours=2)  # a backup at nine is due at eight a week later


def keeps(actor: Actor, permission: Permission = Permission.CHANGE_SETTINGS) -> bool:
    """Whether the actor looks after the whole installation: the permission over everything at its top."""
    return holds_all(actor, permission)


def ask_right(actor: Actor, permission: Permission = Permission.CHANGE_SETTINGS) -> None:
    """Let nobody else; raises ``NotAllowedError``."""
    if not keeps(actor, permission):
        what = "sao lưu và khôi phục của cả bản cài đặt"
        raise NotAllowedError(what if permission is Permission.CHANGE_SETTINGS else "đổi khóa của cả bản cài đặt")


def plan() -> Safekeeping:
    """Give how backups are kept; the defaults before anybody set it."""
    return Safekeeping.objects.first() or Safekeeping()


def backups() -> list[Backup]:
    """Give the last backups, the latest first."""
    return list(Backup.objects.filter(dropped_at=None).order_by("-made_at", "-id")[:SHOWN])


def last() -> Backup | None:
    """Give the last backup that was not let go: the one put down last, whatever the clock said then."""
    return Backup.objects.filter(dropped_at=None).order_by("-id").first()


def backup_for(actor: Actor, uid: UUID | str) -> Backup:
    """Give a backup to who looks after the whole installation; raises ``NotYoursError``."""
    ask_right(actor)
    try:
        return Backup.objects.get(uid=uid, dropped_at=None)
    except (Backup.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A backup on the page; ``is_there`` whether its file can be seen now."""

    backup: Backup
    is_there: bool


def lines() -> list[Line]:
    """Give the last backups with whether each can be seen now."""
    return [Line(backup=one, is_there=Path(one.path).is_file()) for one in backups()]


def is_due(now: datetime) -> bool:
    """Whether a scheduled backup is to be made now."""
    kept = plan()
    if not kept.folder or not kept.every_days or _is_sample():
        return False
    before = last()
    if before is None or is_ahead(before, now):
        return True
    return now - before.made_at >= timedelta(days=kept.every_days) - _SLACK


def is_ahead(made: Backup, now: datetime) -> bool:
    """Whether a backup was made while the clock stood ahead: nobody knows how old it is."""
    return made.made_at - now > _SLACK


def _is_sample() -> bool:
    installation = current()
    return installation is None or installation.is_sample


def is_made_anyway(kept: Safekeeping, made: Backup | None) -> bool:
    """Whether the problem on record is of a backup that was made: files in it were damaged before."""
    return made is not None and made.made_at == kept.problem_at


# --- the change of the key ---

OPEN = (KeyChange.State.ASKED, KeyChange.State.READY)


def open_change() -> KeyChange | None:
    """Give the change that is asked for and not done."""
    return KeyChange.objects.filter(state__in=OPEN).order_by("-id").first()


def last_change() -> KeyChange | None:
    """Give the last change that was done."""
    return KeyChange.objects.filter(state=KeyChange.State.DONE).order_by("-id").first()


def decides_alone(actor: Actor, on: date) -> bool:
    """Whether nobody else manages accounts at the top who could confirm, or was just sent off by whoever asks."""
    return _managers(on) < 2 and not _sent_one_off(actor)  # noqa: PLR2004 - four eyes are two people


def is_one_with(actor: Actor, uid: str) -> bool:
    """Whether an account is the actor's own, or another one of the same person."""
    same = Q(uid=uid) & Q(person__uid=actor.person_uid) if actor.person_uid else Q(pk=None)
    return actor.uid == uid or User.objects.filter(same).exists()


def _managers(on: date) -> int:
    """Count the accounts that manage accounts at the top of the installation."""
    roles = [role for role, held in PERMISSIONS.items() if Permission.MANAGE_ACCOUNTS in held]
    now = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
    held = Grant.objects.filter(now, role__in=roles, organisation__parent=None)
    return User.objects.filter(is_active=True, grants__in=held).distinct().count()


def _sent_one_off(actor: Actor) -> bool:
    """Whether whoever asks has just ended the role of another manager at the top."""
    tops = Organisation.objects.filter(parent=None)
    return any(took_managing_away(actor, top) for top in tops)


# --- the reminder on the first page ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What the first page says of backups: an old one, a folder that is away, a sheet nobody has written down."""

    what: str
    next: str
    page: Literal["backups", "key"] = "backups"


def reminder(actor: Actor) -> Reminder | None:
    """Give what who looks after the installation has to hear; a sample is never reminded. At most four queries."""
    installation = current()
    if installation is None or installation.is_sample or not keeps(actor):
        return None
    changed = last_change()
    if changed is not None and changed.sheet_seen_at is None:
        return Reminder(
            what="Khóa đã đổi nhưng chưa ai chép phiếu khôi phục mới.",
            next="Người quản lý tài khoản mở trang Khóa, chép phiếu mới và cất trong két.",
            page="key",
        )
    kept, before = plan(), last()
    if kept.problem:
        how = "Đã sao lưu, nhưng" if is_made_anyway(kept, before) else "Chưa sao lưu được theo lịch:"
        return Reminder(what=f"{how} {kept.problem}", next="Sửa xong thì bấm Sao lưu ngay.")
    if before and is_ahead(before, actor.at):
        made_on = say_date(local_day(before.made_at))
        return Reminder(
            what=f"Bản sao lưu gần nhất mang ngày {made_on}, sau hôm nay: đồng hồ máy đã chạy sai, không rõ bao lâu "
            "rồi chưa sao lưu.",
            next="Xem lại ngày giờ của máy rồi bấm Sao lưu ngay.",
        )
    days = max(0, (actor.at - before.made_at).days) if before else (local_day(actor.at) - installation.first_day).days
    if days < kept.remind_after_days:
        return None
    what = f"Đã {days} ngày chưa sao lưu." if before else f"Chưa sao lưu lần nào, đã {days} ngày từ khi cài."
    return Reminder(what=what, next="Cắm USB rồi bấm Sao lưu ngay; hỏng máy là mất những gì nhập từ đó đến nay.")
