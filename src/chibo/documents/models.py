"""Files kept in the encrypted vault, and the counters that give papers their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from chibo.base.models import Travelling

if TYPE_CHECKING:
    from collections.abc import Sequence


class StoredFile(Travelling):
    """A file in the vault. ``digest`` is keyed, so the name on disk tells nothing of the content."""

    organisation_uid = models.UUIDField(db_index=True)
    digest = models.CharField(max_length=64)
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.name


class NumberCounter(models.Model):
    """The last number used by one organisation, for one type of paper, in one term (documents.md 4)."""

    id = models.BigAutoField(primary_key=True)
    organisation_uid = models.UUIDField()
    term_uid = models.UUIDField()
    paper_type = models.CharField(max_length=10)  # NQ, BC, TTr …
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[Sequence[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation_uid", "term_uid", "paper_type"], name="documents_counter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.last:02d}-{self.paper_type}"
