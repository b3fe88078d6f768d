"""Verbs of the key: asked for by one who manages accounts, confirmed by another where there are two, done, shown once.

The drill of a lost key, and the pass phrase that wraps it, stand here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from chibo.base import audit, backup, four_eyes, keys, keystore, place
from chibo.base.access import Permission
from chibo.base.models import KeyChange, Safekeeping
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.safekeeping import queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.base.access import Actor

_MANAGE = Permission.MANAGE_ACCOUNTS


@transaction.atomic
def ask_key_change(*, actor: Actor, on: date, reason: str) -> KeyChange:
    """Ask for another key; one account manager alone decides, two do together. Raises ``FaultyError``."""
    queries.ask_right(actor, _MANAGE)
    faults = [] if reason.strip() else [Fault(what="Chưa ghi lý do đổi khóa.", field="reason")]
    if queries.open_change() is not None:
        faults.append(Fault(what="Đã có một yêu cầu đổi khóa.", next="Xác nhận hoặc rút yêu cầu ấy trước."))
    if faults:
        raise FaultyError(faults)
    is_alone = queries.decides_alone(actor, on)
    state = KeyChange.State.READY if is_alone else KeyChange.State.ASKED
    made = KeyChange.objects.create(
        reason=reason.strip(), asked_on=on, asked_by_uid=actor.uid, asked_by=actor.name, state=state
    )
    Safekeeping.objects.get_or_create(is_only=True)
    audit.record(
        actor=actor, on=on, action="base.ask_key_change", subject=made, changes={"state": [None, state]}, reason=reason
    )
    return made


@transaction.atomic
def confirm_key_change(*, actor: Actor, on: date) -> KeyChange:
    """Confirm what somebody else asked for: the key changes at the next start. Raises ``FaultyError``."""
    queries.ask_right(actor, _MANAGE)
    asked = queries.open_change()
    if asked is None or asked.state != KeyChange.State.ASKED:
        raise FaultyError([Fault(what="Không còn yêu cầu đổi khóa nào chờ xác nhận.")])
    faults = four_eyes.faults_of(actor, asked.asked_by_uid)
    if queries.is_one_with(actor, asked.asked_by_uid):
        what = "Người yêu cầu không tự xác nhận."
        faults.append(Fault(what=what, next="Nhờ người quản lý tài khoản thứ hai mở trang này."))
    if faults:
        raise FaultyError(faults)
    asked.state, asked.confirmed_by_uid, asked.confirmed_by = KeyChange.State.READY, actor.uid, actor.name
    asked.save(update_fields=["state", "confirmed_by_uid", "confirmed_by"])
    audit.record(actor=actor, on=on, action="base.confirm_key_change", subject=asked)
    return asked


@transaction.atomic
def withdraw_key_change(*, actor: Actor, on: date) -> None:
    """Take back what was asked for, by whoever manages accounts. Raises ``FaultyError``."""
    queries.ask_right(actor, _MANAGE)
    asked = queries.open_change()
    if asked is None:
        raise FaultyError([Fault(what="Không còn yêu cầu đổi khóa nào.")])
    asked.state = KeyChange.State.WITHDRAWN
    asked.save(update_fields=["state"])
    audit.record(actor=actor, on=on, action="base.withdraw_key_change", subject=asked)


@transaction.atomic
def record_key_change(*, actor: Actor, on: date, change: KeyChange) -> None:
    """Put down that the key was changed; nobody has seen the sheet yet."""
    change.state, change.done_at, change.sheet_seen_at = KeyChange.State.DONE, actor.at, None
    change.save(update_fields=["state", "done_at", "sheet_seen_at"])
    audit.record(actor=actor, on=on, action="base.change_key", subject=change, reason=change.reason)


@transaction.atomic
def record_sheet_shown(*, actor: Actor, on: date, change: KeyChange) -> None:
    """Put down that the sheet stood on the terminal: after it did, else one cut off before is shown to nobody."""
    change.sheet_seen_at = actor.at
    change.save(update_fields=["sheet_seen_at"])
    audit.record(actor=actor, on=on, action="base.show_sheet", subject=change)


@transaction.atomic
def miss_key_change(*, actor: Actor, on: date, problem: str) -> None:
    """Keep why a change that was confirmed could not be made, for the pages; the same reason is written once."""
    change = queries.open_change()
    if change is None or queries.missed(change) == problem:
        return
    audit.record(actor=actor, on=on, action="base.miss_key_change", subject=change, reason=problem)


@transaction.atomic
def show_sheet(*, actor: Actor, on: date) -> tuple[str, ...]:
    """Give the recovery sheet of the key that was just changed: once. Raises ``FaultyError``."""
    queries.ask_right(actor, _MANAGE)
    done = queries.last_change()
    if done is None or done.sheet_seen_at is not None:
        what = "Phiếu khôi phục chỉ hiện một lần sau khi đổi khóa, và đã hiện rồi."
        raise FaultyError([Fault(what=what, next="Mất phiếu thì đổi khóa lần nữa để có phiếu mới.")])
    done.sheet_seen_at = actor.at
    done.save(update_fields=["sheet_seen_at"])
    audit.record(actor=actor, on=on, action="base.show_sheet", subject=done)
    return keys.to_sheet(keys.current())


@transaction.atomic
def note_key(*, actor: Actor, on: date) -> None:
    """Write down under which key the rows of PostgreSQL are, unless it is known: SQLCipher tells a wrong one itself.

    Whoever calls has opened something with the key, or there was nothing to open.
    """
    if connection.vendor != "postgresql" or Safekeeping.objects.exclude(key_check="").exists():
        return
    check = keys.check_of(keys.current())
    if not Safekeeping.objects.update(key_check=check):  # no act: the column is not among what is sealed
        kept = Safekeeping.objects.create(key_check=check)
        audit.record(actor=actor, on=on, action="base.note_key", subject=kept)


# --- the drill ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What a drill found: whether the sheet opens this installation, and what of the last backup."""

    opens: bool
    said: tuple[str, ...]


def drill(*, actor: Actor, on: date, sheet: str, told: Callable[[int], None] | None = None) -> Drill:
    """Prove that a typed sheet opens this installation and the last backup, without touching either; put it on record.

    Raises ``NotAllowedError``, and ``FaultyError`` for a sheet with a mistyped line.
    """
    queries.ask_right(actor, _MANAGE)
    try:
        key = keys.from_sheet(sheet)
    except keys.BadKeyText as error:
        raise FaultyError([Fault(what=str(error), field="sheet_phrase")]) from error
    opens = key == keys.current()
    said = [
        "Phiếu mở được dữ liệu đang dùng."
        if opens
        else "Phiếu KHÔNG mở được dữ liệu đang dùng: phiếu của dữ liệu khác, hoặc phiếu cũ trước khi đổi khóa."
    ]
    said.append(_last_backup(key, told))
    found = Drill(opens=opens, said=tuple(said))
    _record_drill(actor, on, found)
    return found


def _last_backup(key: bytes, told: Callable[[int], None] | None) -> str:
    last = next((line.backup for line in queries.lines() if line.is_there), None)
    if last is None:
        return "Không thấy bản sao lưu nào để thử: cắm USB vào, hoặc sao lưu rồi diễn tập lại."
    try:
        found = backup.prove(Path(last.path), connection, Path(settings.DATA_DIR), key=key, told=told)
    except keys.KeyProblem as problem:
        return str(problem)
    return f"Phiếu mở được bản sao lưu {last.path}. {found.said()}"


@transaction.atomic
def _record_drill(actor: Actor, on: date, found: Drill) -> None:
    kept, _ = Safekeeping.objects.get_or_create(is_only=True)
    kept.drilled_at, kept.drill = actor.at, " ".join(found.said)
    kept.save(update_fields=["drilled_at", "drill"])
    audit.record(actor=actor, on=on, action="base.drill_lost_key", subject=kept, changes={"opens": [None, found.opens]})


# --- the pass phrase of the machine ---


@transaction.atomic
def set_key_phrase(*, actor: Actor, on: date, phrase: str) -> None:
    """Have the key wrapped by a pass phrase from now on, or by another one. Raises ``FaultyError``."""
    queries.ask_right(actor, _MANAGE)
    folder = Path(settings.DATA_DIR)
    marker = _marker(folder)
    try:
        wrapped = keystore.protect(marker, keys.current(), phrase)
    except keys.KeyProblem as error:
        raise FaultyError([Fault(what=str(error), field="phrase")]) from error
    kept, _ = Safekeeping.objects.get_or_create(is_only=True)
    audit.record(actor=actor, on=on, action="base.set_key_phrase", subject=kept)
    place.write_marker(folder, wrapped)
    keystore.forget(marker.id)


@transaction.atomic
def drop_key_phrase(*, actor: Actor, on: date) -> None:
    """Keep the key on this machine again: the next start asks for nothing. Raises ``FaultyError``."""
    queries.ask_right(actor, _MANAGE)
    folder = Path(settings.DATA_DIR)
    marker = _marker(folder)
    if not marker.pass_phrase:
        raise FaultyError([Fault(what="Dữ liệu này đang mở không cần cụm mật khẩu.")])
    kept, _ = Safekeeping.objects.get_or_create(is_only=True)
    audit.record(actor=actor, on=on, action="base.drop_key_phrase", subject=kept)
    place.write_marker(folder, keystore.unprotect(marker, keys.current()))


def _marker(folder: Path) -> place.Marker:
    marker = place.read_marker(folder)
    if marker is None:
        raise FaultyError([Fault(what="Bản cài đặt này không có tệp chibo.json.", next="Dùng lệnh trên máy chủ.")])
    return marker
