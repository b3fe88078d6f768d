"""What is known of backups and of the key, for who looks after the whole installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.installation import current
from chibo.base.models import Backup, KeyChange, Safekeeping
from chibo.base.once import once
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from chibo.base.access import Actor

SHOWN = 30
_SLACK = timedelta(hours=2)  # a backup at nine is due at eight a week later


def keeps(actor: Actor, permission: Permission = Permission.CHANGE_SETTINGS) -> bool:
    """Whether the actor looks after the whole installation: the permission over everything at its top."""
    if not actor.holds(permission):
        return False
    tops = once("tops", lambda: list(Organisation.objects.filter(parent=None).values_list("scope_key", flat=True)))
    return all(actor.may(permission, key) for key in tops or [""])


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """The last backup that can be counted on; ``gone`` is a later one whose folder is there without its file."""

    backup: Backup | None
    gone: Backup | None


def last_good() -> Good:
    """Give the last backup that was proved and is not known to be gone: a stick that is away holds its file still."""
    proved, gone = Backup.objects.filter(dropped_at=None).exclude(proved_at=None).order_by("-id")[:SHOWN], None
    for one in proved:
        if not _is_gone(one):
            return Good(backup=one, gone=gone)
        gone = gone or one
    return Good(backup=None, gone=gone)


def _is_gone(one: Backup) -> bool:
    path = Path(one.path)
    return path.parent.is_dir() and not path.is_file()


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
    before = last_good().backup
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


# --- the reminder on the first page ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What the first page says of backups: an old one, a folder that is away, a sheet nobody has written down."""

    what: str
    next: str
    page: Literal["backups", "key"] = "backups"


def reminder(actor: Actor) -> Reminder | None:
    """Give what who looks after the installation has to hear; a sample is never reminded. At most five queries."""
    installation = current()
    if installation is None or installation.is_sample or not keeps(actor):
        return None
    changed = KeyChange.objects.filter(state=KeyChange.State.DONE).order_by("-id").first()
    if changed is not None and changed.sheet_seen_at is None:
        return Reminder(
            what="Khóa đã đổi nhưng chưa ai chép phiếu khôi phục mới.",
            next="Người quản lý tài khoản mở trang Khóa, chép phiếu mới và cất trong két.",
            page="key",
        )
    kept, good = plan(), last_good()
    told = _stopped(kept, good) or _ahead(good.backup, actor.at)
    if told is not None:
        return told
    days = (actor.at - good.backup.made_at).days if good.backup else (actor.at.date() - installation.first_day).days
    if max(0, days) < kept.remind_after_days:
        return None
    what = f"Đã {days} ngày chưa sao lưu." if good.backup else f"Chưa sao lưu lần nào, đã {days} ngày từ khi cài."
    return Reminder(what=what, next="Cắm USB rồi bấm Sao lưu ngay; hỏng máy là mất những gì nhập từ đó đến nay.")


def _stopped(kept: Safekeeping, good: Good) -> Reminder | None:
    """Tell of a backup by plan that was not made, of one whose file is gone, of none that opens."""
    if kept.problem:
        how = "Đã sao lưu, nhưng" if is_made_anyway(kept, good.backup) else "Chưa sao lưu được theo lịch:"
        return Reminder(what=f"{how} {kept.problem}", next="Sửa xong thì bấm Sao lưu ngay.")
    if good.gone is not None:
        path = Path(good.gone.path)
        return Reminder(
            what=f"Bản sao lưu {path.name} không còn ở {path.parent}.",
            next="Nếu đã cất nơi khác thì cắm USB hoặc chép lại tệp ấy; không thì bấm Sao lưu ngay.",
        )
    failed = last() if good.backup is None else None
    if failed is None:
        return None
    return Reminder(
        what=f"Không bản sao lưu nào dùng được: bản gần nhất thử không mở được. {failed.proof}",
        next="Bấm Sao lưu ngay, lên USB hoặc ổ đĩa khác.",
    )


def _ahead(before: Backup | None, now: datetime) -> Reminder | None:
    if before is None or not is_ahead(before, now):
        return None
    made_on = say_date(before.made_at.astimezone(get_current_timezone()).date())
    return Reminder(
        what=f"Bản sao lưu gần nhất mang ngày {made_on}, sau hôm nay: đồng hồ máy đã chạy sai, không rõ bao lâu "
        "rồi chưa sao lưu.",
        next="Xem lại ngày giờ của máy rồi bấm Sao lưu ngay.",
    )
