"""Verbs about the photo of a person: kept, drawn anew and encrypted, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import vault
from chibo.base.refusal import Fault, FaultyError
from chibo.documents.actions.scans import drawn_scan
from chibo.documents.queries.scans import scans_are_kept
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.models import Photo

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person

_WHAT = "giữ ảnh của người này"


def add_photo(*, actor: Actor, on: date, person: Person, name: str, content: bytes) -> Photo:
    """Keep a photo (JPEG or PNG) in place of the one before. Only the picture drawn anew is kept, never the upload.

    Raises ``NotAllowedError``, and ``FaultyError`` with what is wrong with the file, or where the office keeps none.
    """
    allow(actor, person.scope_key, _WHAT)
    faults = Faults()
    faults.unless(
        scans_are_kept(person.scope_key),
        "Đơn vị không giữ ảnh và bản chụp trên máy.",
        next="Dán ảnh vào phiếu giấy; muốn giữ trên máy thì bật lại ở Cài đặt, Bản chụp.",
        field="file",
    )
    faults.settle()
    drawn = drawn_scan(name, content)
    if drawn.media_type == "application/pdf":
        raise FaultyError([Fault(what="Ảnh phải là JPEG hoặc PNG.", next="Chọn tệp ảnh chân dung.", field="file")])
    digest = vault.store(drawn.picture)
    with transaction.atomic():
        person = locked(person)
        old = Photo.objects.filter(person=person).first()
        gone = old.digest if old is not None else ""
        row = old or Photo(person=person)
        row.digest, row.added_by, row.added_on = digest, actor.name, on
        row.save()
        _forget(gone)
        log(actor, on, "add_photo", row, person.organisation, {"person": person.uid})
    return row


@transaction.atomic
def remove_photo(*, actor: Actor, on: date, photo: Photo) -> None:
    """Take the photo away: its row at once, its bytes when the act is written."""
    allow(actor, photo.person.scope_key, _WHAT)
    log(actor, on, "remove_photo", photo, photo.person.organisation, {"person": [photo.person.uid, None]})
    gone = photo.digest
    photo.delete()
    _forget(gone)


def _forget(digest: str) -> None:
    """Let bytes go once the transaction holds, unless another row leads to the very same picture."""

    def drop() -> None:
        if not Photo.objects.filter(digest=digest).exists():
            vault.forget(digest)

    if digest:
        transaction.on_commit(drop)
