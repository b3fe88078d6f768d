"""Kiểm tra hồ sơ: what no other table holds of a dossier, faults somebody answers for, and what came back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class DossierSection(Travelling):
    """One block of the dossier file that no table holds, as its JSON. Never changed: a newer row replaces it."""

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="sections")
    name = models.CharField(max_length=40)
    entered_on = models.DateField("ngày ghi")
    content = EncryptedTextField("nội dung", blank=True, default="")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "name"], name="development_section_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.name}"


class FindingWaiver(Travelling):
    """Đã có lý do: somebody entitled answers for one finding, as long as it names the same papers and days."""

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="waivers")
    code = models.CharField(max_length=10)
    paper = models.CharField(max_length=40)  # a mark made of variant, papers and days: another day is another finding
    reason = models.CharField("lý do", max_length=500)
    by = models.CharField("người cho qua", max_length=200)
    on = models.DateField("ngày")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "code", "paper"], name="development_waiver_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class ReturnSlip(Travelling):
    """Hồ sơ bị trả lại: when the superior sent a dossier back, and from where it came."""

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="return_slips")
    returned_on = models.DateField("ngày trả lại")
    returned_by = models.CharField("nơi trả lại", max_length=200)

    def __str__(self) -> str:
        return f"{self.case}, {self.returned_on}"


class ReturnReason(Travelling):
    """One reason of a return, by the code of the checker's list; ``other`` where the list does not know it yet."""

    OTHER: ClassVar[str] = "other"

    slip = models.ForeignKey(ReturnSlip, on_delete=models.PROTECT, related_name="reasons")
    code = models.CharField(max_length=10)
    note = EncryptedTextField("ghi thêm", blank=True, default="")
    resolved_on = models.DateField("ngày sửa xong", null=True, blank=True)
    resolved_by = models.CharField("người ghi đã sửa", max_length=200, blank=True)

    def __str__(self) -> str:
        return self.code
