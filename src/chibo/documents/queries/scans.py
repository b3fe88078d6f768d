"""Scans of signed papers: which a paper has, whose they are, whether an organisation keeps any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from chibo.base import vault
from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.documents.models import Scan, ScanSwitch
from chibo.documents.queries.templates import above_and_here

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.base.models import Travelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The paper that scans belong to, told by its own room: whose it is, who may see and keep its scans."""

    subject: Travelling
    organisation_uid: UUID
    scope_key: str
    seen_with: Permission
    kept_with: Permission


def scans_of(shelf: Shelf) -> list[Scan]:
    """The scans of a paper, in the order they came; those removed stay as lines without a file. One query."""
    rows = Scan.objects.filter(subject_uid=shelf.subject.uid).select_related("file__preview")
    return list(rows.order_by("pk"))


def scans_counted(subject: str) -> Coalesce:
    """How many scans a row has, counted inside the query of the rows; ``subject`` names their uid there."""
    rows = Scan.objects.filter(subject_uid=OuterRef(subject), removed_on__isnull=True).order_by()
    return Coalesce(Subquery(rows.values("subject_uid").annotate(many=Count("pk")).values("many")), 0)


def scan_counts(subjects: Iterable[UUID]) -> Mapping[UUID, int]:
    """How many scans each of many papers has. One query."""
    rows = Scan.objects.filter(subject_uid__in=list(subjects), removed_on__isnull=True)
    counted = rows.values("subject_uid").annotate(many=Count("pk")).order_by()
    return {row["subject_uid"]: row["many"] for row in counted}


def scan_for(actor: Actor, uid: UUID | str) -> Scan:
    """Return a scan that is there and that the actor may see; raises ``NotYoursError``."""
    try:
        scan = Scan.objects.select_related("file__preview").get(uid=uid, removed_on__isnull=True)
    except (Scan.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error
    if not may_see(actor, scan):
        raise NotYoursError(str(uid))
    return scan


def may_see(actor: Actor, scan: Scan | Shelf) -> bool:
    """Whether somebody may see a scan, or those of a paper."""
    return actor.may(Permission(scan.seen_with), scan.scope_key)


def scan_on(shelf: Shelf, uid: UUID | str) -> Scan:
    """Return a scan of this very paper; raises ``NotYoursError``."""
    try:
        return Scan.objects.get(uid=uid, subject_uid=shelf.subject.uid, removed_on__isnull=True)
    except (Scan.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error


def picture_of(scan: Scan) -> bytes:
    """The small picture of a scan (JPEG); raises ``NotYoursError`` for one that was never drawn."""
    preview = getattr(scan.file, "preview", None)
    if preview is None:
        raise NotYoursError(str(scan.uid))
    return vault.read(preview.digest)


def scans_are_kept(scope_key: str) -> bool:
    """Whether an organisation keeps scans: nobody here or above switched them off. One query."""
    latest: dict[str, bool] = {}
    for row in ScanSwitch.objects.filter(scope_key__in=above_and_here(scope_key)).order_by("pk"):
        latest[row.scope_key] = row.is_on
    return all(latest.values())


def switch_of(scope_key: str) -> ScanSwitch | None:
    """The last line an organisation itself wrote about scans."""
    return ScanSwitch.objects.filter(scope_key=scope_key).order_by("-pk").first()
