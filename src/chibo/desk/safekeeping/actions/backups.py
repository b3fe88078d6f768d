"""Verbs of backups: say where and how often, make one, try one, fetch one; each is on record."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from chibo.base import audit, backup, jobs, keys, vault
from chibo.base import kept as files_kept
from chibo.base.access import Permission
from chibo.base.dates import local_day, local_moment
from chibo.base.models import Backup, Safekeeping
from chibo.base.refusal import Fault, FaultyError
from chibo.base.vault import DiskFull
from chibo.desk.safekeeping import queries
from chibo.desk.safekeeping.rotation import Kept, to_drop
from chibo.register.queries import home

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.backup import Summary
    from chibo.base.models import Job

MAKE, TRY = "backup", "backup_trial"
_SET = ("folder", "every_days", "remind_after_days", "keep_daily", "keep_weekly", "keep_monthly")


@transaction.atomic
def set_up_backups(*, actor: Actor, on: date, **said: str | int) -> Safekeeping:
    """Say where backups go, how often, how many are kept. Raises ``NotAllowedError`` and ``FaultyError``."""
    queries.ask_right(actor)
    folder = str(said.get("folder", "")).strip()
    if folder and not Path(folder).is_absolute():
        how = r"Ghi cả đường dẫn, ví dụ E:\sao-luu hoặc /media/usb/sao-luu."
        raise FaultyError([Fault(what="Nơi sao lưu chưa rõ.", next=how, field="folder")])
    if folder:
        _refuse_within_data(Path(folder))
    kept = _plan()
    before = {name: getattr(kept, name) for name in _SET}
    for name in _SET:
        setattr(kept, name, folder if name == "folder" else said.get(name, before[name]))
    kept.problem, kept.problem_at = "", None
    kept.save()
    changes = {name: [before[name], getattr(kept, name)] for name in _SET if before[name] != getattr(kept, name)}
    audit.record(actor=actor, on=on, action="base.set_up_backups", subject=kept, changes=changes)
    return kept


def _refuse_within_data(place: Path) -> None:
    """Refuse a place that goes with the data when they go."""
    if place.resolve().is_relative_to(Path(settings.DATA_DIR).resolve()):
        what = "Nơi sao lưu nằm trong chính thư mục dữ liệu: hỏng ổ đĩa là mất cả hai."
        raise FaultyError([Fault(what=what, next="Chọn USB hoặc ổ đĩa khác.", field="folder")])


def _plan() -> Safekeeping:
    kept, _ = Safekeeping.objects.get_or_create(is_only=True)
    return kept


def ask_for_backup(*, actor: Actor, on: date) -> Job:
    """Ask for a backup now, into the folder that was set. Raises ``NotAllowedError`` and ``FaultyError``."""
    queries.ask_right(actor)
    if not queries.plan().folder:
        raise FaultyError([Fault(what="Chưa đặt nơi sao lưu.", next="Ghi thư mục hoặc USB ở ô dưới rồi lưu.")])
    return _ask(actor, on, MAKE, "Sao lưu", {})


def ask_for_trial(*, actor: Actor, on: date, made: Backup) -> Job:
    """Ask to have a backup restored into a scratch copy and counted. Raises ``NotAllowedError``."""
    queries.ask_right(actor)
    return _ask(actor, on, TRY, "Thử khôi phục bản sao lưu", {"backup": str(made.uid)})


def _ask(actor: Actor, on: date, kind: str, title: str, given: dict[str, str]) -> Job:
    top = home(actor)
    return jobs.ask(
        actor=actor,
        on=on,
        kind=kind,
        title=title,
        organisation_uid=top.uid,
        scope_key=top.scope_key,
        given=given,
        by=[Permission.CHANGE_SETTINGS],
    )


def back_up(
    *,
    actor: Actor,
    on: date,
    reason: Backup.Reason,
    told: Callable[[int], None],
    target: Path | None = None,
    pass_phrase: str = "",
) -> tuple[Backup, Summary]:
    """Make a backup, prove it, put it on record, let older scheduled ones go. Takes as long as it takes.

    ``target`` is the file; else one named by the moment, in the folder that was set.
    Raises ``NotAllowedError``, ``FaultyError``, ``KeyProblem``, ``DiskFull``, ``DatabaseError``; what stops a scheduled
    one stays on record until one succeeds. Where the disk is full, the older scheduled ones that would go afterwards go
    first. While files of the vault are damaged or gone, none goes that holds more files that open.
    """
    queries.ask_right(actor)
    if target is not None:
        _refuse_within_data(target)
    target = target or _named(Path(queries.plan().folder), actor)
    data = Path(settings.DATA_DIR)
    make = partial(backup.make, connection, data, target, at=actor.at, pass_phrase=pass_phrase, told=told)
    try:
        found = _made(make, lambda: reason is Backup.Reason.SCHEDULED and _rotate(actor, on, is_one_coming=True))
    except Exception as problem:
        if reason is Backup.Reason.SCHEDULED:
            _note_problem(actor, on, _why(problem, data))
        raise
    found = replace(found, missing=tuple(files_kept.missing()))
    made = _record(actor, on, reason, target, found)
    if reason is Backup.Reason.SCHEDULED:
        _rotate(actor, on)
    return made, found


def _made(make: Callable[[], Summary], freed: Callable[[], bool]) -> Summary:
    """Make it; once more where the disk was full and something could go."""
    try:
        return make()
    except DiskFull:
        if not freed():
            raise
    return make()


def _why(problem: Exception, data: Path) -> str:
    """Say what stopped a backup so that who reads the page can act on it."""
    if isinstance(problem, DiskFull) or "disk is full" in str(problem):
        where = (problem.filename if isinstance(problem, DiskFull) else None) or data
        return (
            f"hết chỗ ở {where}. Xóa bớt tệp khác ở ổ đĩa ấy; nếu là nơi sao lưu thì giảm số bản giữ lại, hoặc dùng "
            "USB lớn hơn. Bản dùng được mới nhất vẫn còn."
        )
    if isinstance(problem, keys.KeyProblem):
        return str(problem)
    if not isinstance(problem, DatabaseError):
        return (
            f"chương trình gặp lỗi chưa lường trước ({type(problem).__name__}). Chạy “chibo verify”, sửa những gì lệnh "
            "ấy nêu rồi sao lưu lại; vẫn vậy thì báo người quản trị."
        )
    return f"cơ sở dữ liệu không làm việc được ({type(problem).__name__}). Dừng chibo, chạy “chibo verify”."


def _named(folder: Path, actor: Actor) -> Path:
    return folder / f"chibo-{local_moment(actor.at):%Y-%m-%d-%H%M%S}{backup.SUFFIX}"


@transaction.atomic
def _record(actor: Actor, on: date, reason: Backup.Reason, target: Path, found: Summary) -> Backup:
    made = Backup.objects.create(
        made_at=actor.at,
        made_by=actor.name,
        reason=reason,
        path=str(target.resolve()),
        size=found.size,
        files=found.whole_files,
        rows=found.rows,
        proved_at=actor.at,
        proof=found.said(),
    )
    said = {"path": [None, made.path], "size": [None, made.size], "rows": [None, made.rows]}
    audit.record(actor=actor, on=on, action="base.make_backup", subject=made, changes=said)
    if found.damage_said():
        kept = _plan()
        kept.problem, kept.problem_at = found.damage_said(), actor.at
        kept.save(update_fields=["problem", "problem_at"])
    else:
        Safekeeping.objects.exclude(problem="").update(problem="", problem_at=None)
    return made


@transaction.atomic
def _note_problem(actor: Actor, on: date, problem: str) -> None:
    """Keep why a scheduled backup was not made; the same reason is written once."""
    kept = _plan()
    if kept.problem == problem:
        return
    kept.problem, kept.problem_at = problem, actor.at
    kept.save(update_fields=["problem", "problem_at"])
    audit.record(actor=actor, on=on, action="base.miss_backup", subject=kept, reason=problem)


@transaction.atomic
def record_trial(*, actor: Actor, on: date, made: Backup, found: Summary | None, problem: str = "") -> Backup:
    """Put down what trying a backup showed."""
    made.proved_at, made.proof = (actor.at if found else None), found.said() if found else problem
    made.save(update_fields=["proved_at", "proof"])
    audit.record(
        actor=actor, on=on, action="base.try_backup", subject=made, changes={"is_whole": [None, found is not None]}
    )
    return made


@transaction.atomic
def fetch_backup(*, actor: Actor, on: date, made: Backup) -> Path:
    """Give the file of a backup and write who took it. Raises ``NotAllowedError``, ``FaultyError``."""
    queries.ask_right(actor)
    path = Path(made.path)
    if not path.is_file():
        raise FaultyError([Fault(what=f"Không thấy tệp {path}.", next="Nếu tệp ở USB thì cắm USB vào rồi làm lại.")])
    audit.record(actor=actor, on=on, action="base.fetch_backup", subject=made, changes={"size": [None, made.size]})
    return path


def _rotate(actor: Actor, on: date, *, is_one_coming: bool = False) -> bool:
    """Let go what the figures leave over, one that is to come counted; give whether anything went."""
    plan, at_hand = queries.plan(), _files_at_hand()
    made = {one.pk: one for one in Backup.objects.filter(reason=Backup.Reason.SCHEDULED, dropped_at=None)}
    seen = [
        Kept(
            key=one.pk,
            on=local_day(one.made_at),
            is_proved=one.proved_at is not None,
            is_there=Path(one.path).is_file(),
            holds_more=at_hand is not None and one.files > at_hand,
        )
        for one in made.values()
    ]
    if is_one_coming:
        seen.append(Kept(key=max(made, default=0) + 1, on=local_day(actor.at), is_proved=False))
    dropped = to_drop(seen, daily=plan.keep_daily, weekly=plan.keep_weekly, monthly=plan.keep_monthly)
    for key in dropped:
        _drop(actor, on, made[key])
    return bool(dropped)


def _files_at_hand() -> int | None:
    """Give how many files of the vault open, while some are damaged or gone; nothing while all is well.

    What an erasure took out lies in older backups too: only a loss is a reason to spare them.
    """
    plan, last = queries.plan(), queries.last()
    if last is not None and plan.problem and queries.is_made_anyway(plan, last):
        return last.files
    return len(list(vault.addresses())) if next(files_kept.missing(), None) else None


@transaction.atomic
def _drop(actor: Actor, on: date, old: Backup) -> None:
    old.dropped_at = actor.at
    old.save(update_fields=["dropped_at"])
    audit.record(actor=actor, on=on, action="base.drop_backup", subject=old, changes={"path": [old.path, None]})
    with suppress(OSError):
        Path(old.path).unlink(missing_ok=True)
