"""Bản tự khai: what somebody on the road tells of the own life, page by page, before the committee takes it over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class Declaration(Travelling):
    """One statement. ``content`` is its JSON, encrypted; emptied when it is taken over, withdrawn or has lapsed."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "Đang khai"
        SENT = "sent", "Đã gửi chi ủy"
        RETURNED = "returned", "Bị trả lại"
        TAKEN = "taken", "Chi ủy đã nhận vào hồ sơ"
        WITHDRAWN = "withdrawn", "Đã rút lại"
        LAPSED = "lapsed", "Hết hạn giữ nháp, đã xóa"

    OPEN: ClassVar[tuple[str, ...]] = ("draft", "sent", "returned")

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="declarations")
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    content = EncryptedTextField("nội dung", blank=True, default="")
    started_on = models.DateField("bắt đầu khai")
    touched_on = models.DateField("lưu lần cuối")
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    reasons = EncryptedTextField("vì sao trả lại", blank=True, default="")
    closed_on = models.DateField("ngày xong", null=True, blank=True)
    closed_by = models.CharField("người nhận hoặc trả lại", max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["draft", "sent", "returned"]),
                name="development_declaration_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_state_display()}"
