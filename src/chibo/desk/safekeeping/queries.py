"""What is known of backups and of the key, for who looks after the whole installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from chibo.accounts.models import Grant, User
from chibo.accounts.queries import took_managing_away
from chibo.accounts.roles import PERMISSIONS
from chibo.base import keys, vault
from chibo.base.access import Permission
from chibo.base.dates import local_day, say_date
from chibo.base.installation import current
from chibo.base.models import AuditEntry, Backup, KeyChange, Safekeeping
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


# --- the change of the key ---

OPEN = (KeyChange.State.ASKED, KeyChange.State.READY)


def open_change() -> KeyChange | None:
    """Give the change that is asked for and not done."""
    return KeyChange.objects.filter(state__in=OPEN).order_by("-id").first()


def last_change() -> KeyChange | None:
    """Give the last change that was done."""
    return KeyChange.objects.filter(state=KeyChange.State.DONE).order_by("-id").first()


def why(problem: Exception) -> str:
    """Say what stopped a change so that who reads the page can act on it."""
    if isinstance(problem, keys.KeyProblem):
        return str(problem)
    if "disk is full" in str(problem) or (isinstance(problem, OSError) and problem.errno in vault.FULL):
        return (
            "Ổ đĩa không đủ chỗ: đổi khóa cần thêm chỗ trống bằng cả dữ liệu đang có, trong lúc làm. Giải phóng chỗ "
            "trống rồi mở lại chibo."
        )
    if isinstance(problem, OSError):
        where = f" {problem.filename}" if problem.filename else ""
        return f"Không đọc hoặc ghi được tệp{where} ({problem.strerror or type(problem).__name__}). Xem lại ổ đĩa."
    return f"Cơ sở dữ liệu không làm việc được ({type(problem).__name__}). Chạy “chibo verify” để kiểm tra."


def missed(change: KeyChange) -> str:
    """Say why the last start could not make a change that waits; empty where none has tried."""
    tried = (
        AuditEntry.objects.filter(action="base.miss_key_change", subject_uid=str(change.uid)).order_by("-id").first()
    )
    return tried.reason if tried else ""


def decides_alone(actor: Actor, on: date) -> bool:
    """Whether nobody else manages accounts at the top who could confirm, or was just sent off by whoever asks."""
    return _managers(on) < 2 and not _sent_one_off(actor)  # noqa: PLR2004 - four eyes are two people


def is_one_with(actor: Actor, uid: str) -> bool:
    """Whether an account is the actor's own, or another one of the same person."""
    same = Q(uid=uid) & Q(person__uid=actor.person_uid) if actor.person_uid else Q(pk=None)
    return actor.uid == uid or User.objects.filter(same).exists()


def _managers(on: date) -> int:
    """Count the accounts that manage all accounts of the installation: at its top, and below it where something is."""
    roles = [role for role, held in PERMISSIONS.items() if Permission.MANAGE_ACCOUNTS in held]
    now = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
    is_leaf = ~Exists(Organisation.objects.filter(parent=OuterRef("organisation")))
    reach = Q(reach=Grant.Reach.BELOW) | Q(is_leaf)
    held = Grant.objects.filter(now, reach, role__in=roles, organisation__parent=None)
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
    """Give what who looks after the installation has to hear; a sample is never reminded. At most five queries."""
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
    kept, good = plan(), last_good()
    told = _stopped(kept, good) or _ahead(good.backup, actor.at)
    if told is not None:
        return told
    days = (actor.at - good.backup.made_at).days if good.backup else (local_day(actor.at) - installation.first_day).days
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
    made_on = say_date(local_day(before.made_at))
    return Reminder(
        what=f"Bản sao lưu gần nhất mang ngày {made_on}, sau hôm nay: đồng hồ máy đã chạy sai, không rõ bao lâu "
        "rồi chưa sao lưu.",
        next="Xem lại ngày giờ của máy rồi bấm Sao lưu ngay.",
    )
