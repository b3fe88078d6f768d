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


class OfficeTemplate(Travelling):
    """A template as an office worded it: one version of one form of one regime. Versions are never changed."""

    organisation_uid = models.UUIDField()
    scope_key = KeyField(max_length=80)
    regime = models.CharField(max_length=20)  # slug of the guidance on form
    template = models.CharField(max_length=60)
    version = models.PositiveIntegerField("bản")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="template_versions")
    unknown = models.JSONField(default=list, blank=True)  # fields the form has not: written, name, meant, is_part
    added_by = models.CharField("người tải lên", max_length=120)
    added_on = models.DateField("ngày tải lên")
    mended_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="mended")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation_uid", "regime", "template", "version"], name="documents_template_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} bản {self.version}"


class TemplateChoice(Travelling):
    """Which template an organisation uses for one form from a day on. Lines are only added; the latest day counts."""

    class Source(models.TextChoices):
        OFFICE = "office", "mẫu của đơn vị"
        OURS = "ours", "mẫu của chương trình"
        ABOVE = "above", "theo cấp trên"

    organisation_uid = models.UUIDField()
    scope_key = KeyField(max_length=80)
    regime = models.CharField(max_length=20)
    template = models.CharField(max_length=60)
    starts_on = models.DateField("dùng từ ngày")
    source = models.CharField(max_length=10, choices=Source)
    version = models.ForeignKey(OfficeTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="choices")
    chosen_by = models.CharField("người chọn", max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(source="office", version__isnull=False) | (~Q(source="office") & Q(version__isnull=True)),
                name="documents_choice_has_version",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_key", "starts_on"], name="documents_choice_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.template} từ {self.starts_on}"


class Scan(Travelling):
    """A picture of a signed paper. ``subject_uid`` is the paper it shows, in whichever room that paper lives.

    The room that shows it says who may see it and who may keep it (names of permissions).
    """

    organisation_uid = models.UUIDField()
    scope_key = KeyField(max_length=80)
    subject_uid = models.UUIDField(db_index=True)
    seen_with = models.CharField(max_length=40)
    kept_with = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="scans")
    name = models.CharField("tên tệp", max_length=200)
    pages = models.PositiveIntegerField("số trang", default=1)
    added_by = models.CharField("người tải lên", max_length=120)
    added_on = models.DateField("ngày tải lên")
    compared_by = models.CharField("người đối chiếu", max_length=120, blank=True)
    compared_on = models.DateField("ngày đối chiếu", null=True, blank=True)
    removed_by = models.CharField("người gỡ", max_length=120, blank=True)
    removed_on = models.DateField("ngày gỡ", null=True, blank=True)
    removal_reason = models.CharField("lý do gỡ", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(removed_on__isnull=False), name="documents_scan_has_file"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Preview(models.Model):
    """The small picture of a kept file, drawn anew and kept encrypted like the file."""

    KEPT_IN_VAULT = "digest"

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="preview")
    digest = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.file}"


class ScanSwitch(Travelling):
    """Whether an organisation, and what is below it, keeps scans at all; the latest line counts."""

    organisation_uid = models.UUIDField()
    scope_key = KeyField(max_length=80, db_index=True)
    is_on = models.BooleanField()
    reason = models.CharField("lý do", max_length=300, blank=True)
    set_by = models.CharField("người đặt", max_length=120)
    set_on = models.DateField("ngày đặt")

    def __str__(self) -> str:
        return "giữ bản chụp" if self.is_on else "không giữ bản chụp"


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
