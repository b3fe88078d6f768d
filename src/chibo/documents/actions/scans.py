"""Scans of signed papers: keep, compare with the original, open, remove; switch them off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit, vault
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.kept import is_named
from chibo.base.models import AuditEntry
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents import workshop
from chibo.documents.actions.files import kept_row, tidy_name, usable
from chibo.documents.models import Preview, Scan, ScanSwitch, StoredFile
from chibo.documents.queries.scans import scans_are_kept

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.documents.queries.scans import Shelf

PICTURES = frozenset({"application/pdf", "image/jpeg", "image/png"})
_MAY = "giữ bản chụp của giấy này"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnScan:
    """A scan that was looked at and can be kept: its bytes, what they are, and its small picture."""

    name: str
    content: bytes
    media_type: str
    pages: int
    picture: bytes


def drawn_scan(name: str, content: bytes) -> DrawnScan:
    """Look at what was sent, outside any transaction; raises ``FaultyError`` with everything that is wrong."""
    media_type = usable(name, content)
    if media_type not in PICTURES:
        raise FaultyError([_no_picture()])
    try:
        answer = workshop.run("preview", content, media_type=media_type)
    except (workshop.TookTooLong, workshop.Broke) as error:
        raise FaultyError([_cannot_draw()]) from error
    if answer.get("faults"):
        raise FaultyError(Fault(**each) for each in answer["faults"])
    return DrawnScan(
        name=tidy_name(name, media_type),
        content=content,
        media_type=media_type,
        pages=int(answer["pages"]),
        picture=answer["content"],
    )


def add_scan(*, actor: Actor, on: date, shelf: Shelf, name: str, content: bytes) -> tuple[Scan, bool]:
    """Keep a scan of a paper, encrypted; the second part tells whether the same bytes were kept already.

    Raises ``NotAllowedError``, and ``FaultyError`` with everything that is wrong: nothing is half kept.
    """
    _may(actor, shelf)
    if not scans_are_kept(shelf.scope_key):
        raise FaultyError([_switched_off()])
    drawn = drawn_scan(name, content)
    with transaction.atomic():
        return shelve(actor=actor, on=on, shelf=shelf, drawn=drawn)


@transaction.atomic
def shelve(*, actor: Actor, on: date, shelf: Shelf, drawn: DrawnScan) -> tuple[Scan, bool]:
    """Keep a scan that was looked at (:func:`drawn_scan`) in the caller's transaction. Raises as :func:`add_scan`."""
    _may(actor, shelf)
    if not scans_are_kept(shelf.scope_key):
        raise FaultyError([_switched_off()])
    digest = vault.store(drawn.content)
    is_known = StoredFile.objects.filter(digest=digest, organisation_uid=shelf.organisation_uid).exists()
    same = Scan.objects.filter(file__digest=digest, subject_uid=shelf.subject.uid, removed_on__isnull=True).first()
    if same is not None:
        raise FaultyError([_same(same)])
    file = kept_row(
        digest=digest,
        organisation_uid=shelf.organisation_uid,
        scope_key=shelf.scope_key,
        name=drawn.name,
        media_type=drawn.media_type,
        size=len(drawn.content),
    )
    if not Preview.objects.filter(file=file).exists():
        Preview.objects.create(file=file, digest=vault.store(drawn.picture), pages=drawn.pages)
    scan = Scan.objects.create(
        organisation_uid=shelf.organisation_uid,
        scope_key=shelf.scope_key,
        subject_uid=shelf.subject.uid,
        seen_with=shelf.seen_with.value,
        kept_with=shelf.kept_with.value,
        file=file,
        name=drawn.name,
        pages=drawn.pages,
        added_by=actor.name,
        added_on=on,
    )
    _log(
        actor,
        on,
        "documents.add_scan",
        scan,
        {"subject": str(scan.subject_uid), "digest": digest, "pages": drawn.pages},
    )
    return scan, is_known


@transaction.atomic
def compare_scan(*, actor: Actor, on: date, scan: Scan, compared_on: date) -> Scan:
    """Say that the actor compared a scan with the original on a day. Raises ``NotAllowedError``, ``FaultyError``."""
    _may_keep(actor, scan)
    if compared_on > on:
        raise FaultyError([Fault(what=f"Ngày {say_date(compared_on)} chưa tới.", field="compared_on")])
    before = [scan.compared_by, scan.compared_on]
    scan.compared_by, scan.compared_on = actor.name, compared_on
    scan.save(update_fields=["compared_by", "compared_on"])
    _log(actor, on, "documents.compare_scan", scan, {"compared": [before, [actor.name, compared_on]]})
    return scan


@transaction.atomic
def remove_scan(*, actor: Actor, on: date, scan: Scan, reason: str) -> Scan:
    """Take a scan away with a reason: the line stays, the file is deleted where nothing else needs it.

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    _may_keep(actor, scan)
    if not reason.strip():
        raise FaultyError(
            [Fault(what="Chưa ghi lý do gỡ.", next="Ghi ngắn gọn, ví dụ: chụp nhầm giấy.", field="reason")]
        )
    file = scan.file
    scan.file, scan.removed_by, scan.removed_on, scan.removal_reason = None, actor.name, on, reason.strip()
    scan.save(update_fields=["file", "removed_by", "removed_on", "removal_reason"])
    if file is not None and not (file.scans.exists() or file.template_versions.exists()):
        _forget(file)
    _log(actor, on, "documents.remove_scan", scan, {"removed_on": [None, on]}, reason.strip())
    return scan


@transaction.atomic
def open_scan(*, actor: Actor, on: date, scan: Scan) -> bytes:
    """Give a scan that ``queries.scan_for`` let through, and write who took it. Raises ``vault.DamagedFile``."""
    _log(actor, on, "documents.open_scan", scan, {})
    assert scan.file is not None
    return vault.read(scan.file.digest)


def note_scans_seen(*, actor: Actor, on: date, shelf: Shelf) -> None:
    """Write that the actor looked at the scans of a paper, once a day."""
    action = "documents.view_scans"
    seen = {"actor_uid": actor.uid, "on": on, "action": action, "subject_uid": str(shelf.subject.uid)}
    if AuditEntry.objects.filter(chain=str(shelf.organisation_uid), **seen).exists():
        return
    with transaction.atomic():
        chain = str(shelf.organisation_uid)
        audit.record(actor=actor, on=on, action=action, subject=shelf.subject, chain=chain)


@transaction.atomic
def switch_scans(
    *, actor: Actor, on: date, organisation_uid: UUID, scope_key: str, is_on: bool, reason: str
) -> ScanSwitch:
    """Say whether an organisation, with all below it, keeps scans. What was kept stays. Raises ``NotAllowedError``."""
    if not actor.may(Permission.CHANGE_SETTINGS, scope_key):
        raise NotAllowedError("đổi cài đặt của tổ chức này")
    switch = ScanSwitch.objects.create(
        organisation_uid=organisation_uid,
        scope_key=scope_key,
        is_on=is_on,
        reason=reason.strip(),
        set_by=actor.name,
        set_on=on,
    )
    audit.record(
        actor=actor,
        on=on,
        action="documents.switch_scans",
        subject=switch,
        chain=str(organisation_uid),
        changes={"is_on": [not is_on, is_on]},
        reason=switch.reason,
    )
    return switch


def carry_scans(*, actor: Actor, on: date, old: UUID, shelf: Shelf) -> int:
    """Hand the scans of a paper on to the copy that replaces it; how many. The caller writes the replacing."""
    rows = list(Scan.objects.filter(subject_uid=old, removed_on__isnull=True))
    for scan in rows:
        scan.subject_uid = shelf.subject.uid
        scan.save(update_fields=["subject_uid"])
        _log(actor, on, "documents.carry_scan", scan, {"subject": [str(old), str(shelf.subject.uid)]})
    return len(rows)


def _may(actor: Actor, shelf: Shelf) -> None:
    if not actor.may(shelf.kept_with, shelf.scope_key):
        raise NotAllowedError(_MAY)


def _may_keep(actor: Actor, scan: Scan) -> None:
    if not actor.may(Permission(scan.kept_with), scan.scope_key):
        raise NotAllowedError(_MAY)


def _forget(file: StoredFile) -> None:
    """Delete a file and its picture, and their bytes once the transaction holds, unless something else names them."""
    digests = [file.digest, *Preview.objects.filter(file=file).values_list("digest", flat=True)]
    file.delete()
    for digest in digests:
        if not is_named(digest):
            transaction.on_commit(lambda gone=digest: vault.forget(gone))  # type: ignore[misc]


def _log(actor: Actor, on: date, action: str, scan: Scan, changes: dict[str, object], reason: str = "") -> None:
    chain = str(scan.organisation_uid)
    audit.record(actor=actor, on=on, action=action, subject=scan, chain=chain, changes=changes, reason=reason)


# --- what is said ---


def _no_picture() -> Fault:
    return Fault(
        what="Bản chụp phải là PDF hoặc ảnh JPEG, PNG.",
        why="Tệp Word, Excel sửa được, không phải hình của giấy đã ký.",
        next="Quét hoặc chụp bản giấy đã ký rồi tải lên.",
        field="file",
    )


def _cannot_draw() -> Fault:
    return Fault(
        what="Không vẽ được trang xem trước của tệp này nên chương trình không giữ.",
        why=f"Tệp hỏng, hoặc phức tạp đến mức đọc quá {workshop.SECONDS:.0f} giây.",
        next="Quét lại từ bản giấy, mỗi giấy một tệp.",
        field="file",
    )


def _same(scan: Scan) -> Fault:
    return Fault(
        what=f"Đúng tệp này đã có ở đây, {scan.added_by} tải lên ngày {say_date(scan.added_on)}.",
        why="Chương trình giữ mỗi tệp một lần.",
        next="Chọn tệp của trang khác.",
        field="file",
    )


def _switched_off() -> Fault:
    return Fault(
        what="Đơn vị không giữ bản chụp trên máy.",
        why="Người có thẩm quyền đã tắt việc giữ bản chụp; hồ sơ là bản giấy để tại đơn vị.",
        next='Ghi "có bản giấy" và nơi để là đủ. Muốn giữ bản chụp thì bật lại ở Cài đặt, Bản chụp.',
        field="file",
    )
