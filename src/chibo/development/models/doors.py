"""Tự phục vụ: what an organisation lets people do without an account, and the codes it handed out for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.models import Travelling


class DoorRule(Travelling):
    """What an organisation opened. Everything is closed until somebody opens it (ADR 0051)."""

    organisation = models.OneToOneField("register.Organisation", on_delete=models.PROTECT, related_name="door_rule")
    is_open = models.BooleanField("cho dùng tự phục vụ", default=False)
    takes_notes = models.BooleanField("ghi chú tháng bằng điện thoại", default=False)
    shows_steps = models.BooleanField("bước của tôi", default=False)
    takes_declarations = models.BooleanField("tự khai lý lịch", default=False)
    contact = models.CharField("liên hệ", max_length=200, blank=True, default="")
    draft_days = models.PositiveSmallIntegerField("giữ bản khai nháp bao nhiêu ngày", default=60)

    def __str__(self) -> str:
        return "mở tự phục vụ" if self.is_open else "không mở tự phục vụ"


class DoorCode(Travelling):
    """A code for one person and one purpose, good to the end of ``valid_until``. Only its keyed print is kept."""

    class Kind(models.TextChoices):
        """What it opens."""

        NOTE = "note", "Ghi chú tháng"
        STEPS = "steps", "Bước của tôi"
        DECLARATION = "declaration", "Tự khai lý lịch"

    kind = models.CharField("dùng để", max_length=12, choices=Kind)
    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="codes")
    mentorship = models.ForeignKey(
        "development.Mentorship", on_delete=models.PROTECT, null=True, blank=True, related_name="codes"
    )
    mark = models.CharField(max_length=64, unique=True)
    issued_on = models.DateField("ngày phát")
    issued_by = models.CharField("người phát", max_length=200)
    valid_until = models.DateField("dùng đến hết ngày")
    withdrawn_on = models.DateField("ngày thu hồi", null=True, blank=True)
    withdrawn_by = models.CharField("người thu hồi", max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind="note", mentorship__isnull=False) | (~Q(kind="note") & Q(mentorship__isnull=True)),
                name="development_code_of_one_helper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, đến {self.valid_until:%d-%m-%Y}"
