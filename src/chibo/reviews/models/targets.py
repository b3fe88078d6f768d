"""Chỉ tiêu: what a term promised."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.models import Travelling


class Target(Travelling):
    """A figure promised by a term resolution. ``value`` is a count, or a share in per cent for MEMBER_SHARE."""

    class Metric(models.TextChoices):
        ADMISSIONS = "admissions", "số đảng viên kết nạp"
        MEMBER_SHARE = "member_share", "tỷ lệ đảng viên trên tổng số cán bộ"

    term = models.ForeignKey("register.Term", on_delete=models.PROTECT, related_name="targets")
    metric = models.CharField(max_length=20, choices=Metric)
    value = models.PositiveSmallIntegerField("chỉ tiêu")
    ground = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["term", "metric"], name="reviews_target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.value}"
