"""Keep a file and hand it out: known by its bytes, encrypted, logged."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base import audit, secrecy, vault
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.documents import sniffing
from chibo.documents.models import StoredFile

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor

KEEPERS = (Permission.RECORD_STEPS, Permission.EDIT_REGISTER, Permission.RUN_MEETINGS, Permission.MAKE_PAPERS)
_NAME_LENGTH = 180


def keep_file(
    *, actor: Actor, on: date, organisation_uid: UUID, scope_key: str, name: str, content: bytes
) -> StoredFile:
    """Keep a file, encrypted, for one organisation (its uid and scope key).

    Only PDF, JPEG, PNG, DOCX and XLSX up to 20 MB, known by their bytes; the name's ending is set right.
    Raises ``FaultyError`` with every fault at once, ``NotAllowedError``, and ``vault.DiskFull``: nothing is half kept.
    """
    if not any(actor.may(permission, scope_key) for permission in KEEPERS):
        raise NotAllowedError("lưu giấy tờ cho tổ chức này")
    media_type = usable(name, content)
    digest = vault.store(content)
    with transaction.atomic():
        file = kept_row(
            digest=digest,
            organisation_uid=organisation_uid,
            scope_key=scope_key,
            name=tidy_name(name, media_type),
            media_type=media_type,
            size=len(content),
        )
        audit.record(
            actor=actor,
            on=on,
            action="documents.keep_file",
            subject=file,
            chain=str(organisation_uid),
            changes={"size": [None, file.size], "media_type": [None, media_type], "digest": [None, digest]},
        )
    return file


def kept_row(*, digest: str, organisation_uid: UUID, **said: Any) -> StoredFile:
    """The row of a file in the vault; the same bytes of one organisation have one row."""
    row = StoredFile.objects.filter(digest=digest, organisation_uid=organisation_uid).order_by("pk").first()
    return row or StoredFile.objects.create(digest=digest, organisation_uid=organisation_uid, **said)


def usable(name: str, content: bytes) -> str:
    """Return the media type of a file that may be kept; raises ``FaultyError`` with every fault at once."""
    faults: list[Fault] = []
    media_type = ""
    if len(content) > sniffing.LARGEST:
        faults.append(
            Fault(
                what=f"Tệp lớn {len(content) / 1024 / 1024:.1f} MB, quá 20 MB.".replace(".", ",", 1),
                why="Tệp lớn làm chậm máy và đầy ổ đĩa; bản quét đen trắng 300 dpi một trang chỉ khoảng 0,1 MB.",
                next="Quét lại với độ phân giải thấp hơn, hoặc tách thành nhiều tệp.",
                field="file",
            )
        )
    if not content:
        faults.append(Fault(what="Tệp rỗng.", next="Chọn lại tệp có nội dung.", field="file"))
    else:
        try:
            media_type = sniffing.media_type_of(content)
        except sniffing.Unusable as unusable:
            faults.append(unusable.fault)
    mark = sniffing.secrecy_mark(name, content if len(content) <= sniffing.LARGEST else b"")
    if mark and not secrecy.is_taken(mark):
        faults.append(sniffing.marked(mark))
    if faults:
        raise FaultyError(faults)
    return media_type


def tidy_name(name: str, media_type: str) -> str:
    """A file's name without folders and strange signs, with the ending of what it really is."""
    plain = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    plain = " ".join("".join(letter for letter in plain if letter.isprintable()).split())
    suffix = sniffing.SUFFIXES[media_type]
    path = PurePath(plain or "tệp")
    known = {*sniffing.SUFFIXES.values(), ".jpeg"}
    stem = path.stem if path.suffix.lower() in known else path.name
    return stem[:_NAME_LENGTH] + suffix


@transaction.atomic
def open_file(*, actor: Actor, on: date, file: StoredFile) -> bytes:
    """Return the content of a file that ``queries.file_for`` let through, and write who read it.

    Raises ``vault.DamagedFile``.
    """
    audit.record(actor=actor, on=on, action="documents.open_file", subject=file, chain=str(file.organisation_uid))
    return vault.read(file.digest)
