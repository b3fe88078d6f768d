"""Kỷ luật, as far as rights, the year's grade and deadlines need it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class Discipline(Travelling):
    """One disciplinary decision about one member. What it was for is encrypted; nothing of it is searched.

    ``effective_on`` is the day the result of the vote was announced, or the day of the decision of the level above.
    ``lapses_on`` is stored only where the organisation has stated a rule with its ground; nothing is guessed.
    """

    class Form(models.TextChoices):
        REPRIMAND = "reprimand", "Khiển trách"
        WARNING = "warning", "Cảnh cáo"
        DISMISSAL = "dismissal", "Cách chức"
        EXPULSION = "expulsion", "Khai trừ"

    class Body(models.TextChoices):
        CELL = "cell", "chi bộ"
        SUPERIOR = "superior", "cấp trên có thẩm quyền"

    REPRIMAND, WARNING, DISMISSAL, EXPULSION = Form.REPRIMAND, Form.WARNING, Form.DISMISSAL, Form.EXPULSION

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="disciplines")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="disciplines")
    form = models.CharField("hình thức", max_length=12, choices=Form)
    body = models.CharField("cấp quyết định", max_length=12, choices=Body)
    decided_by = models.CharField("tên tổ chức quyết định", max_length=200, blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    effective_on = models.DateField("có hiệu lực từ ngày")
    content = EncryptedTextField("nội dung vi phạm", blank=True, default="")
    reason = models.CharField("lý do ghi khi còn điều chưa đúng quy định", max_length=300, blank=True)
    complaint_until = models.DateField("hạn khiếu nại", null=True, blank=True)
    complained_on = models.DateField("ngày khiếu nại", null=True, blank=True)
    complaint_closed_on = models.DateField("ngày có kết luận khiếu nại", null=True, blank=True)
    complaint_result = EncryptedTextField("kết luận khiếu nại", blank=True, default="")
    lapses_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    lapse_ground = models.CharField("căn cứ hết hiệu lực", max_length=300, blank=True)
    annulled_on = models.DateField("ngày thay đổi hoặc xóa bỏ", null=True, blank=True)
    annulment = models.CharField("quyết định thay đổi hoặc xóa bỏ", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "effective_on"], name="reviews_discipline_org"),
            models.Index(fields=["person", "effective_on"], name="reviews_discipline_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} ({self.effective_on})"
