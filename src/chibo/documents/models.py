"""Files kept in the encrypted vault, and the counters that give papers their numbers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import KeyField
from chibo.base.models import Travelling


class StoredFile(Travelling):
    """A file in the vault. ``digest`` is keyed, so the name on disk tells nothing of the content.

    ``scope_key`` is a copy of the organisation's key: this room knows no organisations, yet guards by them.
    """

    KEPT_IN_VAULT = "digest"  # `chibo verify` looks for the file at this address

    organisation_uid = models.UUIDField(db_index=True)
    scope_key = KeyField(max_length=80)
    digest = models.CharField(max_length=64)
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_key"], name="documents_file_scope"),
        ]

    def __str__(self) -> str:
        return self.name


class NumberCounter(Travelling):
    """The last number used by one organisation, for one type of paper, in one term (documents.md 4)."""

    organisation_uid = models.UUIDField()
    term_uid = models.UUIDField()
    paper_type = models.CharField(max_length=10)  # NQ, BC, TTr …
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation_uid", "term_uid", "paper_type"], name="documents_counter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.last:02d}-{self.paper_type}"


class GivenNumber(Travelling):
    """One number in the register: the day and the summary of its paper; ``spoilt`` says why no paper bears it.

    ``paper_uid`` is the row of the paper in a room above, where the program keeps one; this room knows no papers.
    """

    counter = models.ForeignKey(NumberCounter, on_delete=models.PROTECT, related_name="given")
    number = models.PositiveIntegerField("số")
    dated = models.DateField("ngày văn bản")
    title = models.CharField("trích yếu", max_length=300, blank=True)
    paper_uid = models.UUIDField(null=True, blank=True)
    given_to = models.CharField("người lấy số", max_length=200, blank=True)
    spoilt = models.CharField("lý do hủy", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["counter", "number"], name="documents_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d} {self.title}".strip()


class SkippedNumbers(Travelling):
    """Numbers that no paper of this installation bears, and why: used in the paper register before, or spoilt."""

    counter = models.ForeignKey(NumberCounter, on_delete=models.PROTECT, related_name="skipped")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="documents_skipped_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}: {self.reason}"
